/* The record of runs for a reader: findings as a list, one of them, its
 * history, the runs. */
#include <lauxlib.h>
#include <string.h>

#include "archive.h"
#include "fill.h"
#include "record.h"
#include "run.h"
#include "writer.h"

typedef struct request {
  td_record record;
  td_record_past past;
  td_run_row *runs;
  size_t at, n_runs;
  const char *select;
  bool all;
  const td_rules *rules; /* NULL: those of the run cannot be had */
  const char *problem;   /* why not */
} request;

/* ---- the list ---- */

/* { is_kept, run, select, all, findings }; see tiendo.ledger. */
static int push_findings(lua_State *L, const void *ud)
{
  const request *q = (const request *)ud;

  lua_createtable(L, 0, 5);
  td_record__fill(L, &q->record);
  td_fill_text(L, "select", q->select);
  td_fill_flag(L, "all", q->all);
  lua_createtable(L, (int)q->record.n_entries, 0);
  for (size_t i = 0; i < q->record.n_entries; i++) {
    td_record__push(L, &q->record, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "findings");
  return 1;
}

/* The plan as it was on the last run's day, for the names of things. */
static td_status take_labels(td_snapshot **out, const td_record *r, td_err *err)
{
  const td_snapshot_options o = { .size = sizeof(o),
                                  .as_of = r->last.as_of,
                                  .known_at = r->last.known_at };

  return r->has_last ? td_snapshot_take(out, r->st, &o, err) : TD_OK;
}

td_status td_record_findings(td_store *st, const char *select, bool all,
                             const td_write_options *options, td_write_fn write,
                             void *ud, td_err *err)
{
  request q = { .select = select, .all = all };
  const td_writing writing = { "tiendo.ledger", "list", push_findings, &q };
  td_snapshot *snap = NULL;
  td_status rc = td_ledger_read_begin(st, err);

  if (rc != TD_OK)
    return rc;
  rc = td_record__open(&q.record, st, err);
  if (rc == TD_OK)
    rc = take_labels(&snap, &q.record, err);
  td_ledger_rollback(st);
  q.record.snap = snap;
  if (rc == TD_OK)
    rc = td_writer_once(&writing, options, write, ud, err);
  td_snapshot_unref(snap);
  td_record__close(&q.record);
  return rc;
}

/* ---- one finding ---- */

static const td_rule *rule_of(const td_rules *rules, const char *id)
{
  for (size_t i = 0; rules && i < rules->n; i++)
    if (!strcmp(rules->list[i].id, id))
      return &rules->list[i];
  return NULL;
}

/* The waiver as the plan has it. */
static void fill_waiver(lua_State *L, const td_record *r, const char *code)
{
  static const char *const names[] = { "signer", "reason" };
  const td_table *t = r->snap ? &r->snap->tables[TD_WAIVERS] : NULL;
  int32_t row =
      t && *code ? td_snapshot_find(r->snap, TD_WAIVERS, code) : TD_NO_ROW;

  if (row == TD_NO_ROW)
    return;
  lua_createtable(L, 0, 5);
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
    int f = td_entity_field(t->entity, names[i]);
    if (f >= 0)
      td_fill_text(L, names[i],
                   td_snapshot_text(r->snap, t->columns[f].as.text[row]));
  }
  td_fill_date(L, "valid_to",
               t->columns[td_entity_field(t->entity, "valid_to")].as.date[row]);
  lua_setfield(L, -2, "excuse");
}

/* The baseline that excuses, if it is one. */
static void fill_baseline(lua_State *L, const td_baseline *b, const char *code)
{
  if (!b->number || strncmp(code, "baseline ", 9) != 0)
    return;
  lua_createtable(L, 0, 5);
  td_fill_text(L, "signer", b->signer);
  td_fill_text(L, "reason", b->reason);
  td_fill_text(L, "valid_to", b->valid_to);
  lua_setfield(L, -2, "excuse");
}

typedef struct one {
  request *q;
  td_baseline baseline; /* number 0: none is in force */
} one;

/* A finding with `title`, `doc`, `excuse`, `events` besides. */
static int push_one(lua_State *L, const void *ud)
{
  const one *o = (const one *)ud;
  const request *q = o->q;
  const td_entry *e = &q->record.entries[q->at];
  const td_rule *rule = rule_of(q->rules, e->rule);

  lua_createtable(L, 0, 4);
  td_record__fill(L, &q->record);
  td_fill_text(L, "problem", q->problem);
  td_record__push(L, &q->record, q->at);
  if (rule) {
    td_fill_words(L, "title", rule->title[TD_EN], rule->title[TD_VI]);
    td_fill_words(L, "doc", rule->doc[TD_EN], rule->doc[TD_VI]);
  }
  fill_waiver(L, &q->record, e->waiver);
  fill_baseline(L, &o->baseline, e->waiver);
  td_record__push_past(L, &q->past);
  lua_setfield(L, -2, "events");
  lua_setfield(L, -2, "finding");
  return 1;
}

/* What can be read before the store goes back in time. */
static td_status read_one(one *o, struct td_store *st, const char *id,
                          td_err *err)
{
  request *q = o->q;
  td_status rc = td_ledger_read_begin(st, err);

  if (rc != TD_OK)
    return rc;
  rc = td_record__open_one(&q->record, &q->past, &q->at, st, id, err);
  if (rc == TD_OK)
    rc = td_ledger_baseline(&o->baseline, &q->record.arena, st,
                            q->record.last.as_of, TD_LEDGER_NOW, err);
  td_ledger_rollback(st);
  return rc < TD_OK ? rc : TD_OK;
}

/* Rule and subject as they were; without them the record speaks for itself. */
static void open_past(request *q, td_archive *past)
{
  const td_archive_options how = { .workers = 0 };
  const td_entry *e = &q->record.entries[q->at];
  td_err why;

  if (td_archive_open(past, q->record.st, e->last_run, &how, &why) == TD_OK) {
    q->record.snap = past->snap;
    q->rules = past->rules;
    return;
  }
  q->problem = td_arena_printf(&q->record.arena, "%s", why.text);
}

static td_status write_one(struct td_store *st, const char *id,
                           const char *function, bool is_opened,
                           const td_write_options *options, td_write_fn write,
                           void *ud, td_err *err)
{
  request q = { .select = NULL };
  one o = { .q = &q };
  td_archive past = { .st = st };
  const td_writing writing = { "tiendo.ledger", function, push_one, &o };
  td_status rc = read_one(&o, st, id, err);

  if (rc == TD_OK && is_opened)
    open_past(&q, &past);
  if (rc == TD_OK)
    rc = td_writer_once(&writing, options, write, ud, err);
  td_archive_close(&past);
  td_record__close(&q.record);
  return rc;
}

td_status td_record_finding(td_store *st, const char *id,
                            const td_write_options *options, td_write_fn write,
                            void *ud, td_err *err)
{
  return write_one(st, id, "show", true, options, write, ud, err);
}

td_status td_record_history(td_store *st, const char *id,
                            const td_write_options *options, td_write_fn write,
                            void *ud, td_err *err)
{
  return write_one(st, id, "history", false, options, write, ud, err);
}

/* ---- runs ---- */

static void push_run(lua_State *L, const td_run_row *row)
{
  lua_createtable(L, 0, 28);
  td_fill_run(L, &row->run);
  td_fill_integer(L, "open", (lua_Integer)row->n_open);
  lua_createtable(L, 0, TD_LIVES);
  for (int i = TD_LIFE_NEW; i < TD_LIVES; i++)
    td_fill_integer(L, td_life_name((td_life)i), (lua_Integer)row->counts[i]);
  lua_setfield(L, -2, "events");
}

static int push_runs(lua_State *L, const void *ud)
{
  const request *q = (const request *)ud;

  lua_createtable(L, 0, 3);
  td_fill_flag(L, "is_kept", q->record.is_kept);
  lua_createtable(L, (int)q->n_runs, 0);
  for (size_t i = 0; i < q->n_runs; i++) {
    push_run(L, &q->runs[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "runs");
  return 1;
}

td_status td_record_runs(td_store *st, const td_write_options *options,
                         td_write_fn write, void *ud, td_err *err)
{
  request q = { .select = NULL };
  const td_writing writing = { "tiendo.ledger", "runs", push_runs, &q };
  td_status rc = td_ledger_read_begin(st, err);

  if (rc != TD_OK)
    return rc;
  rc = td_ledger_is_kept(&q.record.is_kept, st, err);
  if (rc == TD_OK && q.record.is_kept)
    rc = td_ledger_run_rows(&q.runs, &q.n_runs, &q.record.arena, st, err);
  td_ledger_rollback(st);
  if (rc == TD_OK)
    rc = td_writer_once(&writing, options, write, ud, err);
  td_record__close(&q.record);
  return rc;
}

td_status td_record_manifest(td_store *st, const char *run, td_write_fn write,
                             void *ud, td_err *err)
{
  bool is_kept;
  td_status rc = td_ledger_is_kept(&is_kept, st, err);

  if (rc == TD_OK && !is_kept)
    return td_fail(err, TD_EUSAGE,
                   "no run '%s': the store has an older schema, which has no "
                   "record of runs",
                   run);
  return rc == TD_OK ? td_run__manifest(st, run, write, ud, err) : rc;
}
