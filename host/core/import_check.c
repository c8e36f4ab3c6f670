/* References: each must lead to a row of the store or of this import. A row
 * that is rejected takes those that hang on it along, unless the store has an
 * older row of the same key. Entities refer back in the order of the schema,
 * so one walk in that order is enough, but for those that refer to themselves
 * (areas, agencies): there the chain of parents is followed first. */
#include "import_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often near names are looked for, a look being a walk over all names. */
enum { MAX_ADVICES = 200 };

enum { UNKNOWN, THERE, NOT_THERE }; /* td_known.state */
enum { UNSEEN, ON_PATH, HOLDS };    /* td_staged_row.mark */

static td_status prepare_find(td_import *im, td_known *k, int entity,
                              td_err *err)
{
  char sql[160];
  const td_entity *e = &td_schema[entity];

  snprintf(sql, sizeof(sql), "SELECT 1 FROM \"%s\" WHERE \"%s\" = ?1", e->name,
           e->fields[0].name);
  return td_store_prepare(&k->find, im->st, sql, err);
}

static td_status ask_store(bool *out, td_import *im, td_known *k, uint32_t code,
                           td_err *err)
{
  td_status rc;

  sqlite3_bind_text(k->find, 1, im->dict.text[code], (int)im->dict.length[code],
                    SQLITE_STATIC);
  rc = td_store_step(im->st, k->find, err);
  sqlite3_reset(k->find);
  *out = rc == TD_ROW;
  return rc == TD_ROW ? TD_OK : rc;
}

td_status td_import__in_store(bool *out, td_import *im, int entity,
                              uint32_t code, td_err *err)
{
  td_known *k = &im->known[entity];
  td_status rc = TD_OK;

  *out = false;
  if (!k->state) {
    k->state = (uint8_t *)calloc(im->dict.n, 1);
    k->n_state = im->dict.n;
    rc = k->state ? prepare_find(im, k, entity, err) : td_fail_memory(err);
  }
  if (rc != TD_OK)
    return rc;
  if (code < k->n_state && k->state[code] != UNKNOWN) {
    *out = k->state[code] == THERE;
    return TD_OK;
  }
  rc = ask_store(out, im, k, code, err);
  if (rc == TD_OK && code < k->n_state)
    k->state[code] = *out ? THERE : NOT_THERE;
  return rc;
}

td_status td_import__exists(bool *out, td_import *im, int entity, uint32_t code,
                            td_err *err)
{
  int64_t row = td_stage__find(im, entity, code);

  *out = row >= 0 && !im->stages[entity].rows[row].is_rejected;
  return *out ? TD_OK : td_import__in_store(out, im, entity, code, err);
}

/* ---- advice */

static td_status count_names(size_t *out, td_import *im, int entity,
                             td_err *err)
{
  char sql[100];
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  snprintf(sql, sizeof(sql), "SELECT count(*) FROM \"%s\"",
           td_schema[entity].name);
  rc = td_store_prepare(&stmt, im->st, sql, err);
  if (rc == TD_OK)
    rc = td_store_step(im->st, stmt, err);
  if (rc == TD_ROW)
    *out = (size_t)sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  return rc == TD_ROW ? TD_OK : rc;
}

static td_status add_stored_names(td_import *im, int entity, size_t room,
                                  td_err *err)
{
  char sql[160];
  const td_entity *e = &td_schema[entity];
  td_known *k = &im->known[entity];
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  snprintf(sql, sizeof(sql), "SELECT \"%s\" FROM \"%s\"", e->fields[0].name,
           e->name);
  rc = td_store_prepare(&stmt, im->st, sql, err);
  while (rc == TD_OK && k->n_names < room &&
         (rc = td_store_step(im->st, stmt, err)) == TD_ROW) {
    k->names[k->n_names] =
        td_arena_text(&im->arena, (const char *)sqlite3_column_text(stmt, 0),
                      (size_t)sqlite3_column_bytes(stmt, 0));
    rc = k->names[k->n_names++] ? TD_OK : td_fail_memory(err);
  }
  sqlite3_finalize(stmt);
  return rc;
}

static td_status list_names(td_import *im, int entity, td_err *err)
{
  const td_stage *s = &im->stages[entity];
  td_known *k = &im->known[entity];
  size_t stored = 0;
  td_status rc = count_names(&stored, im, entity, err);

  if (rc != TD_OK)
    return rc;
  k->names = (const char **)td_arena_array(&im->arena, stored + s->n,
                                           sizeof(*k->names));
  if (!k->names)
    return td_fail_memory(err);
  rc = add_stored_names(im, entity, stored, err);
  for (uint32_t r = 0; r < s->n && rc == TD_OK; r++)
    if (!s->rows[r].is_rejected)
      k->names[k->n_names++] =
          im->dict.text[s->cells[(size_t)r * td_schema[entity].n_fields].i];
  return rc;
}

static td_status advise(char *buf, size_t room, td_import *im, int entity,
                        const char *code, td_err *err)
{
  td_known *k = &im->known[entity];
  td_status rc = TD_OK;

  buf[0] = '\0';
  if (k->asked++ >= MAX_ADVICES)
    return TD_OK;
  if (!k->names)
    rc = list_names(im, entity, err);
  if (rc == TD_OK)
    td_advice(buf, room, code, k->names, k->n_names);
  return rc;
}

td_status td_import__dangling(td_import *im, const td_place_in *from,
                              const td_field *f, int field, uint32_t code,
                              td_err *err)
{
  char advice[256];
  int entity = td_schema_find(f->of);
  int64_t row = td_stage__find(im, entity, code);
  const char *text = im->dict.text[code];
  td_status rc;

  if (row >= 0) {
    td_import__reject_staged(im, from, field, text,
                             "the %s \"%s\" was rejected (line %u)",
                             td_schema[entity].kind, text,
                             (unsigned)im->stages[entity].rows[row].from.line);
    return TD_OK;
  }
  rc = advise(advice, sizeof(advice), im, entity, text, err);
  if (rc == TD_OK)
    td_import__reject_staged(
        im, from, field, text,
        "no %s \"%s\" in the store or in what is imported%s",
        td_schema[entity].kind, text, advice);
  return rc;
}

/* ---- rows */

static td_cell *row_cells(td_import *im, int entity, uint32_t row)
{
  return im->stages[entity].cells + (size_t)row * td_schema[entity].n_fields;
}

/* The references of one row, but for `self`, which leads to its own entity. */
static td_status check_row(td_import *im, int entity, uint32_t row, int self,
                           td_err *err)
{
  const td_entity *e = &td_schema[entity];
  const td_cell *cells = row_cells(im, entity, row);
  td_staged_row *r = &im->stages[entity].rows[row];
  td_status rc = TD_OK;

  for (int i = 0; i < (int)e->n_fields && rc == TD_OK; i++) {
    const td_field *f = &e->fields[i];
    bool there = true;
    if (f->type != TD_T_REF || i == self || !cells[i].i)
      continue;
    rc = td_import__exists(&there, im, td_schema_find(f->of),
                           (uint32_t)cells[i].i, err);
    if (rc == TD_OK && !there) {
      r->is_rejected = true;
      return td_import__dangling(im, &r->from, f, i, (uint32_t)cells[i].i, err);
    }
  }
  return rc;
}

/* The rows from `start` up to one whose parent is not staged, was rejected or
 * was seen; returns how many. */
static uint32_t walk_up(td_import *im, int entity, int self, uint32_t start,
                        uint32_t *path)
{
  td_stage *s = &im->stages[entity];
  int64_t row = start;
  uint32_t n = 0;

  while (row >= 0 && !s->rows[row].is_rejected && s->rows[row].mark == UNSEEN) {
    uint32_t parent;
    path[n++] = (uint32_t)row;
    s->rows[row].mark = ON_PATH;
    parent = (uint32_t)row_cells(im, entity, (uint32_t)row)[self].i;
    row = parent ? td_stage__find(im, entity, parent) : -1;
  }
  return n;
}

/* Judges one row of a path whose parent was judged before. */
static td_status judge_parent(td_import *im, int entity, int self, uint32_t row,
                              td_err *err)
{
  td_staged_row *r = &im->stages[entity].rows[row];
  uint32_t parent = (uint32_t)row_cells(im, entity, row)[self].i;
  int64_t up = parent ? td_stage__find(im, entity, parent) : -1;
  bool is_circle = up >= 0 && im->stages[entity].rows[up].mark == ON_PATH;
  bool there = true;
  td_status rc = TD_OK;

  r->mark = HOLDS;
  if (parent)
    rc = td_import__exists(&there, im, entity, parent, err);
  if (rc != TD_OK)
    return rc;
  if (is_circle) {
    r->is_rejected = true;
    td_import__reject_staged(im, &r->from, self, im->dict.text[parent],
                             "each belongs to the next, in a circle");
  } else if (!there) {
    r->is_rejected = true;
    rc = td_import__dangling(im, &r->from, &td_schema[entity].fields[self],
                             self, parent, err);
  }
  return rc;
}

static td_status check_parents(td_import *im, int entity, int self, td_err *err)
{
  td_stage *s = &im->stages[entity];
  uint32_t *path = (uint32_t *)malloc(((size_t)s->n + 1) * sizeof(*path));
  td_status rc = path ? TD_OK : td_fail_memory(err);

  for (uint32_t r = 0; r < s->n && rc == TD_OK; r++) {
    uint32_t n = walk_up(im, entity, self, r, path);
    while (n && rc == TD_OK)
      rc = judge_parent(im, entity, self, path[--n], err);
  }
  free(path);
  return rc;
}

/* Position of the field that refers to the entity itself, or -1. */
static int self_reference(const td_entity *e)
{
  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].type == TD_T_REF && !strcmp(e->fields[i].of, e->name))
      return (int)i;
  return -1;
}

td_status td_import__check_references(td_import *im, td_err *err)
{
  td_status rc = TD_OK;

  for (int id = 0; id < TD_ENTITIES && rc == TD_OK; id++) {
    int self = self_reference(&td_schema[id]);
    for (uint32_t r = 0; r < im->stages[id].n && rc == TD_OK; r++)
      rc = check_row(im, id, r, self, err);
    if (rc == TD_OK && self >= 0 && im->stages[id].n)
      rc = check_parents(im, id, self, err);
  }
  return rc;
}
