/* Findings of the ledger with the labels that their subjects have. */
#include "record.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "fill.h"
#include "run.h"

enum { ID_MIN = 4 };

/* ---- reading ---- */

td_status td_record__open(td_record *r, struct td_store *st, td_err *err)
{
  size_t n = 0;
  td_status rc;

  r->st = st;
  rc = td_ledger_is_kept(&r->is_kept, st, err);
  if (rc != TD_OK || !r->is_kept)
    return rc;
  rc = td_ledger_run(&r->last, &r->arena, st, "latest", false, err);
  r->has_last = rc == TD_ROW;
  if (rc >= TD_OK)
    rc = td_ledger_entries(&r->entries, &r->n_entries, &r->arena, st,
                           TD_LEDGER_NOW, err);
  if (rc == TD_OK)
    rc = td_ledger_said(&r->said, &n, &r->arena, st, err);
  if (rc == TD_OK && n != r->n_entries)
    rc = td_fail(err, TD_EDATA,
                 "the record is damaged: %zu findings, of which %zu have "
                 "events; tiendo doctor tells more",
                 r->n_entries, n);
  return rc;
}

void td_record__close(td_record *r)
{
  td_arena_free(&r->arena);
}

/* ---- finding one ---- */

static td_status check_id(const char *id, td_err *err)
{
  size_t n = strlen(id);

  if (n >= ID_MIN && strspn(id, "0123456789abcdefABCDEF") == n)
    return TD_OK;
  return td_fail(err, TD_EUSAGE,
                 "'%.40s' is no id of a finding: it has 16 digits and letters "
                 "a to f, of which the first %d or more will do",
                 id, ID_MIN);
}

static bool begins(const char *id, const char *wanted)
{
  for (; *wanted; id++, wanted++)
    if (*id != tolower((unsigned char)*wanted))
      return false;
  return true;
}

/* *at: the finding that the id, or its beginning, means. */
static td_status find(size_t *at, const td_record *r, const char *id,
                      td_err *err)
{
  size_t n = 0;
  td_status rc = check_id(id, err);

  if (rc != TD_OK)
    return rc;
  for (size_t i = 0; i < r->n_entries; i++)
    if (begins(r->entries[i].id, id) && n++ == 0)
      *at = i;
  if (n == 1)
    return TD_OK;
  if (n)
    return td_fail(err, TD_EUSAGE,
                   "'%s' begins %zu findings: %s (%s %s), %s (%s %s)%s", id, n,
                   r->entries[*at].id, r->entries[*at].rule,
                   r->entries[*at].subject, r->entries[*at + 1].id,
                   r->entries[*at + 1].rule, r->entries[*at + 1].subject,
                   n > 2 ? " ..." : "");
  return td_fail(err, TD_EUSAGE,
                 r->has_last ? "no recorded finding '%s'; tiendo findings "
                               "list STORE --all names them"
                             : "no finding '%s': no run is recorded in the "
                               "store yet; tiendo run records one",
                 id);
}

static td_status read_past(td_record_past *out, td_record *r, size_t at,
                           td_err *err)
{
  const td_entry *e = &r->entries[at];
  td_status rc = td_ledger_moments(&out->moments, &out->n_moments, &r->arena,
                                   r->st, e->id, err);

  out->n_all = r->last.number;
  if (rc == TD_OK)
    rc = td_ledger_runs_of(&out->runs, &out->n_runs, &r->arena, r->st, e->rule,
                           err);
  return rc;
}

td_status td_record__open_one(td_record *r, td_record_past *past, size_t *at,
                              struct td_store *st, const char *id, td_err *err)
{
  td_status rc = td_record__open(r, st, err);

  if (rc == TD_OK)
    rc = find(at, r, id, err);
  return rc == TD_OK ? read_past(past, r, *at, err) : rc;
}

/* ---- a finding as a table ---- */

static void fill_or_nil(lua_State *L, const char *key, const char *text)
{
  td_fill_text(L, key, *text ? text : NULL);
}

static void fill_label(lua_State *L, const char *key,
                       const struct td_snapshot *snap, int table,
                       const char *code)
{
  int32_t row =
      snap && table >= 0 ? td_snapshot_find(snap, table, code) : TD_NO_ROW;

  if (row != TD_NO_ROW)
    td_fill_words(L, key, td_snapshot_label(snap, table, (uint32_t)row, "en"),
                  td_snapshot_label(snap, table, (uint32_t)row, "vi"));
}

/* The document that a row is from, and its line there. */
static void fill_source(lua_State *L, const struct td_snapshot *snap, int table,
                        const char *code)
{
  int32_t row =
      snap && table >= 0 ? td_snapshot_find(snap, table, code) : TD_NO_ROW;
  const td_table *t = row == TD_NO_ROW ? NULL : &snap->tables[table];
  int line = t ? td_entity_field(t->entity, "source_line") : -1;
  int32_t source =
      t ? td_snapshot_ref_of(snap, table, (uint32_t)row, "source") : TD_NO_ROW;

  if (source != TD_NO_ROW) {
    td_fill_text(L, "source",
                 td_snapshot_code(snap, TD_SOURCES, (uint32_t)source));
    td_fill_words(L, "source_title",
                  td_snapshot_label(snap, TD_SOURCES, (uint32_t)source, "en"),
                  td_snapshot_label(snap, TD_SOURCES, (uint32_t)source, "vi"));
  }
  if (line >= 0 && t->columns[line].as.integer[row] != TD_NO_INT)
    td_fill_integer(L, "source_line", t->columns[line].as.integer[row]);
}

static void fill_subject(lua_State *L, const td_record *r, const td_entry *e)
{
  int table = td_schema_find(e->kind);

  lua_createtable(L, 0, 12);
  td_fill_text(L, "kind", e->kind);
  td_fill_text(L, "code", e->subject);
  if (table >= 0)
    td_fill_text(L, "kind_vi", td_schema[table].kind_vi);
  fill_label(L, "label", r->snap, table, e->subject);
  fill_source(L, r->snap, table, e->subject);
  fill_or_nil(L, "goal", e->goal);
  fill_or_nil(L, "target", e->target);
  fill_or_nil(L, "agency", e->agency);
  fill_label(L, "agency_label", r->snap, TD_AGENCIES, e->agency);
  lua_setfield(L, -2, "subject");
}

/* Days from when it was first seen to the last run. */
static void fill_age(lua_State *L, const td_record *r, const td_entry *e)
{
  td_date first, last;

  if (td_date_parse(&first, e->first_on, strlen(e->first_on)) &&
      td_date_parse(&last, r->last.as_of, strlen(r->last.as_of)))
    td_fill_integer(L, "age_days", last - first);
}

static void fill_said(lua_State *L, const td_said *s)
{
  td_fill_words(L, "text", s->message[0], s->message[1]);
  td_fill_text(L, "evidence", s->evidence);
  td_fill_text(L, "said_run", s->run);
  td_fill_text(L, "said_on", s->on);
}

void td_record__push(lua_State *L, const td_record *r, size_t at)
{
  const td_entry *e = &r->entries[at];

  luaL_checkstack(L, 8, NULL);
  lua_createtable(L, 0, 24);
  td_fill_text(L, "id", e->id);
  td_fill_text(L, "rule", e->rule);
  td_fill_text(L, "severity", e->severity);
  td_fill_text(L, "state", td_life_name(e->life));
  td_fill_text(L, "since", e->first_on);
  td_fill_text(L, "first_run", e->first_run);
  td_fill_text(L, "last_run", e->last_run);
  td_fill_text(L, "last_on", e->last_on);
  td_fill_text(L, "state_run", e->life_run);
  td_fill_text(L, "state_on", e->life_on);
  fill_or_nil(L, "period", e->period);
  fill_or_nil(L, "key", e->key);
  fill_or_nil(L, "class", e->class_name);
  fill_or_nil(L, "waiver", e->waiver);
  fill_age(L, r, e);
  fill_said(L, &r->said[at]);
  fill_subject(L, r, e);
}

void td_record__fill(lua_State *L, const td_record *r)
{
  td_fill_flag(L, "is_kept", r->is_kept);
  if (!r->has_last)
    return;
  lua_createtable(L, 0, 24);
  td_fill_run(L, &r->last);
  lua_setfield(L, -2, "run");
}

/* ---- events ---- */

/* Between the runs of two events: those that evaluated the rule, and those that
 * did not look. */
static void fill_between(lua_State *L, const td_record_past *past, int64_t from,
                         int64_t to)
{
  int64_t n = 0;

  for (size_t i = 0; i < past->n_runs; i++)
    n += past->runs[i] > from && past->runs[i] < to;
  td_fill_integer(L, "between", (lua_Integer)n);
  td_fill_integer(L, "apart", (lua_Integer)(to - from - 1 - n));
}

static void push_moment(lua_State *L, const td_moment *m)
{
  const td_event *e = &m->event;

  lua_createtable(L, 0, 12);
  td_fill_text(L, "run", m->run);
  td_fill_text(L, "as_of", m->on);
  td_fill_text(L, "state", td_life_name(e->life));
  td_fill_text(L, "severity", e->severity);
  fill_or_nil(L, "class", e->class_name);
  fill_or_nil(L, "waiver", e->waiver);
  fill_or_nil(L, "why", e->why);
  td_fill_words(L, "text", e->message[0], e->message[1]);
  fill_or_nil(L, "evidence", e->evidence);
}

void td_record__push_past(lua_State *L, const td_record_past *past)
{
  lua_createtable(L, (int)past->n_moments, 0);
  for (size_t i = 0; i < past->n_moments; i++) {
    bool is_last = i + 1 == past->n_moments;
    push_moment(L, &past->moments[i]);
    fill_between(L, past, past->moments[i].number,
                 is_last ? past->n_all + 1 : past->moments[i + 1].number);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}
