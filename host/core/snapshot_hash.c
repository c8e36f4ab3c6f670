/* One number for what a snapshot says. Rows stand by their keys, never by their
 * numbers, so that a row that is added changes nothing in other tables; tables
 * and fields in which nothing is stated leave no trace. */
#include <math.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>

#include "snapshot.h"

static void add_bytes(SHA256_CTX *sha, const void *bytes, size_t n)
{
  SHA256Update(sha, (const uint8_t *)bytes, n);
}

/* With its NUL, which ends it. */
static void add_name(SHA256_CTX *sha, const char *text)
{
  add_bytes(sha, text, strlen(text) + 1);
}

static void add_text(SHA256_CTX *sha, const struct td_snapshot *s,
                     uint32_t code)
{
  add_bytes(sha, s->dict.text[code], s->dict.length[code] + 1u);
}

static void add_row(SHA256_CTX *sha, const struct td_snapshot *s, int table,
                    int32_t row)
{
  if (row == TD_NO_ROW)
    add_name(sha, "");
  else
    add_text(sha, s, s->tables[table].code[row]);
}

static bool is_missing(const td_column *c, uint32_t row)
{
  switch (c->field->type) {
  case TD_T_INT:
    return c->as.integer[row] == TD_NO_INT;
  case TD_T_REAL:
    return isnan(c->as.real[row]);
  case TD_T_BOOL:
    return c->as.boolean[row] == TD_NO_BOOL;
  case TD_T_DATE:
    return c->as.date[row] == TD_NO_DATE;
  case TD_T_PERIOD:
    return c->as.period[row] == TD_NO_PERIOD;
  case TD_T_REF:
    return c->as.ref[row] == TD_NO_ROW;
  default:
    return c->as.text[row] == 0;
  }
}

static bool is_empty(const td_table *t, const td_column *c)
{
  for (uint32_t r = 0; r < t->n; r++)
    if (!is_missing(c, r))
      return false;
  return true;
}

static void add_column(SHA256_CTX *sha, const struct td_snapshot *s,
                       const td_table *t, const td_column *c)
{
  add_name(sha, c->field->name);
  for (uint32_t r = 0; r < t->n; r++)
    switch (c->field->type) {
    case TD_T_TEXT:
    case TD_T_CHOICE:
      add_text(sha, s, c->as.text[r]);
      break;
    case TD_T_REF:
      add_row(sha, s, c->table, c->as.ref[r]);
      break;
    case TD_T_INT:
      add_bytes(sha, &c->as.integer[r], sizeof(c->as.integer[r]));
      break;
    case TD_T_REAL:
      add_bytes(sha, &c->as.real[r], sizeof(c->as.real[r]));
      break;
    case TD_T_BOOL:
      add_bytes(sha, &c->as.boolean[r], sizeof(c->as.boolean[r]));
      break;
    case TD_T_DATE:
    case TD_T_PERIOD:
      add_bytes(sha, &c->as.date[r], sizeof(c->as.date[r]));
      break;
    }
}

/* What is computed from other tables is left out. */
static void add_table(SHA256_CTX *sha, const struct td_snapshot *s, int id)
{
  const td_table *t = &s->tables[id];

  add_bytes(sha, &t->n, sizeof(t->n));
  for (size_t f = 0; f < t->entity->n_fields; f++)
    if (!(t->columns[f].field->flags & TD_F_DERIVED) &&
        !is_empty(t, &t->columns[f]))
      add_column(sha, s, t, &t->columns[f]);
}

/* Flags and sources are written where they differ from the one before, which
 * is seldom. */
static void add_series(SHA256_CTX *sha, const struct td_snapshot *s,
                       td_series o)
{
  add_bytes(sha, &o.n, sizeof(o.n));
  add_bytes(sha, o.periods, o.n * sizeof(*o.periods));
  add_bytes(sha, o.values, o.n * sizeof(*o.values));
  for (size_t i = 0; i < o.n; i++)
    if (i == 0 || o.flags[i] != o.flags[i - 1]) {
      add_bytes(sha, &i, sizeof(i));
      add_text(sha, s, o.flags[i]);
    }
  for (size_t i = 0; i < o.n; i++)
    if (i == 0 || o.sources[i] != o.sources[i - 1]) {
      add_bytes(sha, &i, sizeof(i));
      add_row(sha, s, TD_SOURCES, o.sources[i]);
    }
}

static void add_observations(SHA256_CTX *sha, const struct td_snapshot *s)
{
  add_table(sha, s, TD_SERIES);
  for (uint32_t r = 0; r < s->tables[TD_SERIES].n; r++)
    add_series(sha, s, td_snapshot_series(s, r));
}

static void finish(SHA256_CTX *sha, char buf[TD_HASH_TEXT])
{
  char hex[SHA256_DIGEST_STRING_LENGTH];

  SHA256End(sha, hex);
  snprintf(buf, TD_HASH_TEXT, "sha256:%s", hex);
}

void td_snapshot_hash_table(const struct td_snapshot *s, int table,
                            char buf[TD_HASH_TEXT])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  add_name(&sha, td_schema[table].name);
  if (table == TD_OBSERVATIONS)
    add_observations(&sha, s);
  else
    add_table(&sha, s, table);
  finish(&sha, buf);
}

static bool has_rows(const struct td_snapshot *s, int id)
{
  return s->tables[id == TD_OBSERVATIONS ? TD_SERIES : id].n > 0;
}

void td_snapshot_hash(const struct td_snapshot *s, char buf[TD_HASH_TEXT])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (int id = 0; id < TD_ENTITIES; id++)
    if (has_rows(s, id) && id != TD_SERIES && id != TD_REPORTS) {
      td_snapshot_hash_table(s, id, buf);
      add_name(&sha, buf);
    }
  finish(&sha, buf);
}
