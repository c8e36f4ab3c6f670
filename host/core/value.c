/* Values as bytes: one byte for the kind, then its payload in the machine's
 * own byte order, as both ends are processes of one machine. The reader trusts
 * nothing: a worker that a script has wrecked may write anything. */
#include "value.h"

#include <stdlib.h>
#include <string.h>

#include "schema.h"

/* How deep lists and maps may nest. Both ends hold to it, so that what was
 * written can be read and no bytes can exhaust the stack. */
enum { MAX_DEPTH = 64 };

enum { FIRST_ROOM = 256 };

const td_value *td_value_get(const td_value *map, const char *key)
{
  if (!map || map->kind != TD_V_MAP)
    return NULL;
  for (size_t i = 0; i < map->as.list.n; i++)
    if (!strcmp(map->as.list.keys[i], key))
      return &map->as.list.items[i];
  return NULL;
}

const char *td_value_text(const td_value *v, const char *otherwise)
{
  return v && v->kind == TD_V_TEXT ? v->as.text.s : otherwise;
}

td_status td_buffer_add(td_buffer *b, const void *data, size_t n, td_err *err)
{
  if (n > SIZE_MAX / 2 - b->n)
    return td_fail_memory(err);
  if (n > b->room - b->n) {
    size_t room = b->room ? b->room : FIRST_ROOM;
    char *grown;

    while (room < b->n + n)
      room *= 2;
    grown = (char *)realloc(b->data, room);
    if (!grown)
      return td_fail_memory(err);
    b->data = grown;
    b->room = room;
  }
  if (n)
    memcpy(b->data + b->n, data, n);
  b->n += n;
  return TD_OK;
}

void td_buffer_free(td_buffer *b)
{
  free(b->data);
  memset(b, 0, sizeof(*b));
}

/* ---- writing -------------------------------------------------------- */

static td_status write_at(td_buffer *b, const td_value *v, int depth,
                          td_err *err);

static td_status write_text(td_buffer *b, const char *s, size_t n, td_err *err)
{
  uint64_t len = n;
  td_status rc = td_buffer_add(b, &len, sizeof(len), err);

  return rc == TD_OK ? td_buffer_add(b, s, n, err) : rc;
}

static td_status write_items(td_buffer *b, const td_value *v, int depth,
                             td_err *err)
{
  uint64_t n = v->as.list.n;
  td_status rc = td_buffer_add(b, &n, sizeof(n), err);

  for (size_t i = 0; i < n && rc == TD_OK; i++) {
    if (v->kind == TD_V_MAP) {
      const char *key = v->as.list.keys[i];
      rc = write_text(b, key, strlen(key), err);
    }
    if (rc == TD_OK)
      rc = write_at(b, &v->as.list.items[i], depth + 1, err);
  }
  return rc;
}

static td_status write_payload(td_buffer *b, const td_value *v, int depth,
                               td_err *err)
{
  uint8_t flag;

  switch (v->kind) {
  case TD_V_NIL:
    return TD_OK;
  case TD_V_BOOL:
    flag = v->as.b;
    return td_buffer_add(b, &flag, sizeof(flag), err);
  case TD_V_INT:
    return td_buffer_add(b, &v->as.i, sizeof(v->as.i), err);
  case TD_V_REAL:
    return td_buffer_add(b, &v->as.r, sizeof(v->as.r), err);
  case TD_V_TEXT:
    return write_text(b, v->as.text.s, v->as.text.n, err);
  case TD_V_DATE:
    return td_buffer_add(b, &v->as.date, sizeof(v->as.date), err);
  case TD_V_PERIOD:
    return td_buffer_add(b, &v->as.period, sizeof(v->as.period), err);
  case TD_V_ENTITY:
    return td_buffer_add(b, &v->as.entity, sizeof(v->as.entity), err);
  case TD_V_LIST:
  case TD_V_MAP:
    return write_items(b, v, depth, err);
  }
  return td_fail(err, TD_EDATA, "a value of unknown kind %d", (int)v->kind);
}

static td_status write_at(td_buffer *b, const td_value *v, int depth,
                          td_err *err)
{
  uint8_t kind = (uint8_t)v->kind;
  td_status rc;

  if (depth > MAX_DEPTH)
    return td_fail(err, TD_EDATA, "a value nested deeper than %d levels",
                   MAX_DEPTH);
  rc = td_buffer_add(b, &kind, sizeof(kind), err);
  return rc == TD_OK ? write_payload(b, v, depth, err) : rc;
}

td_status td_value_write(td_buffer *b, const td_value *v, td_err *err)
{
  size_t before = b->n;
  td_status rc = write_at(b, v, 0, err);

  if (rc != TD_OK)
    b->n = before; /* no half of a value stays behind */
  return rc;
}

/* ---- reading -------------------------------------------------------- */

typedef struct reader {
  td_arena *arena;
  const char *at, *end;
  size_t owed; /* items that the lists begun so far have yet to bring */
  td_err *err;
} reader;

static td_status read_at(reader *r, td_value *out, int depth);

static td_status fail_cut(reader *r)
{
  return td_fail(r->err, TD_EDATA, "a value's bytes end too early");
}

static td_status take(reader *r, void *out, size_t n)
{
  if ((size_t)(r->end - r->at) < n)
    return fail_cut(r);
  memcpy(out, r->at, n);
  r->at += n;
  return TD_OK;
}

/* A count of things that take at least one byte each, as do the items that
 * are owed: more of them than bytes left is a lie, and believing it would
 * allocate, once for each level of nesting. */
static td_status take_count(reader *r, size_t *out)
{
  uint64_t n = 0;
  size_t left;
  td_status rc = take(r, &n, sizeof(n));

  if (rc != TD_OK)
    return rc;
  left = (size_t)(r->end - r->at);
  if (left < r->owed || n > left - r->owed)
    return fail_cut(r);
  *out = (size_t)n;
  return TD_OK;
}

static td_status take_text(reader *r, const char **out, size_t *n)
{
  td_status rc = take_count(r, n);

  if (rc != TD_OK)
    return rc;
  *out = td_arena_text(r->arena, r->at, *n);
  if (!*out)
    return td_fail_memory(r->err);
  r->at += *n;
  return TD_OK;
}

static td_status take_key(reader *r, const char **out)
{
  size_t n = 0;
  td_status rc = take_text(r, out, &n);

  if (rc == TD_OK && strlen(*out) != n)
    return td_fail(r->err, TD_EDATA, "a key with a NUL byte in it");
  return rc;
}

static td_status read_items(reader *r, td_value *out, int depth)
{
  size_t n = 0;
  td_status rc = take_count(r, &n);
  bool is_map = out->kind == TD_V_MAP;

  if (rc != TD_OK)
    return rc;
  out->as.list.items =
      (td_value *)td_arena_array(r->arena, n, sizeof(td_value));
  if (is_map)
    out->as.list.keys =
        (const char **)td_arena_array(r->arena, n, sizeof(char *));
  if (!out->as.list.items || (is_map && !out->as.list.keys))
    return td_fail_memory(r->err);
  r->owed += n;
  for (size_t i = 0; i < n && rc == TD_OK; i++) {
    r->owed--;
    if (is_map)
      rc = take_key(r, &out->as.list.keys[i]);
    if (rc == TD_OK)
      rc = read_at(r, &out->as.list.items[i], depth + 1);
  }
  out->as.list.n = n;
  return rc;
}

static td_status read_bool(reader *r, td_value *out)
{
  uint8_t flag = 0;
  td_status rc = take(r, &flag, sizeof(flag));

  if (rc != TD_OK)
    return rc;
  if (flag > 1)
    return td_fail(r->err, TD_EDATA, "a boolean of %d", (int)flag);
  out->as.b = flag;
  return TD_OK;
}

/* Whether the row exists is for the owner of the snapshot to say. */
static td_status read_entity(reader *r, td_value *out)
{
  td_status rc = take(r, &out->as.entity, sizeof(out->as.entity));
  int table = out->as.entity.table;

  if (rc == TD_OK && (table < 0 || table >= TD_ENTITIES))
    return td_fail(r->err, TD_EDATA, "a row of unknown table %d", table);
  return rc;
}

static td_status read_payload(reader *r, td_value *out, int depth)
{
  switch (out->kind) {
  case TD_V_NIL:
    return TD_OK;
  case TD_V_BOOL:
    return read_bool(r, out);
  case TD_V_INT:
    return take(r, &out->as.i, sizeof(out->as.i));
  case TD_V_REAL:
    return take(r, &out->as.r, sizeof(out->as.r));
  case TD_V_TEXT:
    return take_text(r, &out->as.text.s, &out->as.text.n);
  case TD_V_DATE:
    return take(r, &out->as.date, sizeof(out->as.date));
  case TD_V_PERIOD:
    return take(r, &out->as.period, sizeof(out->as.period));
  case TD_V_ENTITY:
    return read_entity(r, out);
  case TD_V_LIST:
  case TD_V_MAP:
    return read_items(r, out, depth);
  }
  return td_fail(r->err, TD_EDATA, "a value of unknown kind %d",
                 (int)out->kind);
}

static td_status read_at(reader *r, td_value *out, int depth)
{
  uint8_t kind = 0;
  td_status rc;

  if (depth > MAX_DEPTH)
    return td_fail(r->err, TD_EDATA, "a value nested deeper than %d levels",
                   MAX_DEPTH);
  rc = take(r, &kind, sizeof(kind));
  if (rc != TD_OK)
    return rc;
  if (kind > TD_V_MAP)
    return td_fail(r->err, TD_EDATA, "a value of unknown kind %d", (int)kind);
  out->kind = (td_value_kind)kind;
  return read_payload(r, out, depth);
}

td_status td_value_read(td_value *out, td_arena *a, const char **at,
                        const char *end, td_err *err)
{
  reader r = { a, *at, end, 0, err };
  td_status rc;

  memset(out, 0, sizeof(*out));
  rc = read_at(&r, out, 0);
  if (rc == TD_OK)
    *at = r.at;
  else
    memset(out, 0, sizeof(*out)); /* nil: nothing half read is seen */
  return rc;
}
