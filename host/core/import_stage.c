/* Rows of the entities other than observations, by key. */
#include "import_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

enum { MAX_KEY_TEXT = 160 };

bool td_import__grow(void *list, uint32_t *room, uint32_t n, size_t size)
{
  uint64_t more = *room ? *room : 64;
  void *old, *grown;

  if (n <= *room)
    return true;
  while (more < n)
    more *= 2;
  if (more > UINT32_MAX)
    return false;
  memcpy(&old, list, sizeof(old));
  grown = realloc(old, (size_t)more * size);
  if (!grown)
    return false;
  memcpy(list, &grown, sizeof(grown));
  *room = (uint32_t)more;
  return true;
}

static const td_cell *cells_of(const td_stage *s, const td_entity *e,
                               uint32_t row)
{
  return s->cells + (size_t)row * e->n_fields;
}

static uint32_t hash_key(const td_entity *e, const td_cell *cells)
{
  uint64_t h = 0;

  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY)
      h = (h ^ (uint64_t)cells[i].i) * 0x9e3779b97f4a7c15u;
  return (uint32_t)(h >> 32);
}

static bool same_key(const td_entity *e, const td_cell *a, const td_cell *b)
{
  for (size_t i = 0; i < e->n_fields; i++)
    if ((e->fields[i].flags & TD_F_KEY) && a[i].i != b[i].i)
      return false;
  return true;
}

/* The slot that holds the row with this key, or the empty one for it. */
static uint32_t find_slot(const td_stage *s, const td_entity *e,
                          const td_cell *cells)
{
  uint32_t at = hash_key(e, cells) & (s->n_slots - 1);

  while (s->slots[at] && !same_key(e, cells_of(s, e, s->slots[at] - 1), cells))
    at = (at + 1) & (s->n_slots - 1);
  return at;
}

static bool grow_slots(td_stage *s, const td_entity *e)
{
  uint32_t *old = s->slots;

  s->n_slots = s->n_slots ? s->n_slots * 2 : 256;
  s->slots = (uint32_t *)calloc(s->n_slots, sizeof(*s->slots));
  free(old);
  if (!s->slots) {
    s->n_slots = 0;
    return false;
  }
  for (uint32_t r = 0; r < s->n; r++)
    s->slots[find_slot(s, e, cells_of(s, e, r))] = r + 1;
  return true;
}

/* Cells and rows grow in step. */
static bool grow_rows(td_stage *s, const td_entity *e)
{
  uint32_t room = s->room;

  if (!td_import__grow(&s->rows, &room, s->n + 1, sizeof(*s->rows)))
    return false;
  return td_import__grow(&s->cells, &s->room, s->n + 1,
                         e->n_fields * sizeof(*s->cells));
}

const char *td_cell__text(const td_import *im, const td_field *f, td_cell c,
                          char *buf, size_t room)
{
  char text[TD_NUMBER_TEXT] = "";

  if (td_cell__is_empty(f, c))
    return "";
  switch (f->type) {
  case TD_T_INT:
    snprintf(buf, room, "%lld", (long long)c.i);
    return buf;
  case TD_T_REAL:
    td_number_text(text, c.r);
    break;
  case TD_T_BOOL:
    return c.i ? "true" : "false";
  case TD_T_DATE:
    td_date_text(text, (td_date)c.i);
    break;
  case TD_T_PERIOD:
    td_period_text(text, (td_period)c.i);
    break;
  default:
    return im->dict.text[c.i];
  }
  snprintf(buf, room, "%s", text);
  return buf;
}

/* The key's values, parts joined by '/'. */
static void write_key(const td_import *im, const td_entity *e,
                      const td_cell *cells, char *buf, size_t room)
{
  char part[TD_NUMBER_TEXT];
  size_t n = 0;

  buf[0] = '\0';
  for (size_t i = 0; i < e->n_fields && n < room; i++)
    if (e->fields[i].flags & TD_F_KEY)
      n += (size_t)snprintf(
          buf + n, room - n, "%s%s", n ? "/" : "",
          td_cell__text(im, &e->fields[i], cells[i], part, sizeof(part)));
}

static void reject_twice(td_import *im, const td_entity *e,
                         const td_cell *cells, const td_place_in *from,
                         const td_place_in *first)
{
  char key[MAX_KEY_TEXT];
  int field = 0;

  while (!(e->fields[field].flags & TD_F_KEY))
    field++;
  write_key(im, e, cells, key, sizeof(key));
  td_import__reject_staged(
      im, from, field, key, "the %s \"%s\" was there before, in %s line %u",
      e->kind, key, im->origins[im->tables[first->table].origin].name,
      (unsigned)first->line);
}

td_status td_stage__add(td_import *im, const td_cell *cells,
                        const td_place_in *from, td_err *err)
{
  int id = im->tables[from->table].entity;
  const td_entity *e = &td_schema[id];
  td_stage *s = &im->stages[id];
  uint32_t slot;

  if ((s->n + 1) * 2 > s->n_slots && !grow_slots(s, e))
    return td_fail_memory(err);
  slot = find_slot(s, e, cells);
  if (s->slots[slot]) {
    reject_twice(im, e, cells, from, &s->rows[s->slots[slot] - 1].from);
    return TD_OK;
  }
  if (!grow_rows(s, e))
    return td_fail_memory(err);
  memcpy(s->cells + (size_t)s->n * e->n_fields, cells,
         e->n_fields * sizeof(*cells));
  s->rows[s->n] = (td_staged_row){ .from = *from };
  s->slots[slot] = ++s->n;
  return TD_OK;
}

int64_t td_stage__find(const td_import *im, int entity, uint32_t code)
{
  const td_stage *s = &im->stages[entity];
  td_cell key = { .i = code };

  /* The key is the first field, and hashing looks at no other. */
  if (!s->n)
    return -1;
  return (int64_t)s->slots[find_slot(s, &td_schema[entity], &key)] - 1;
}
