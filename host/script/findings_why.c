/* Why a recorded finding was there: the run's own data, rules and settings, and
 * whether the record says what they give. */
#include <lauxlib.h>
#include <string.h>

#include "archive.h"
#include "fill.h"
#include "record.h"
#include "result.h"
#include "run.h"
#include "writer.h"

typedef struct asking {
  td_record record;
  td_record_past past;
  td_archive archive;
  size_t at;
  const td_moment *moment; /* the last event up to the run; NULL: none */
  bool is_seen;            /* it is among what the run's inputs give */
  const char *evidence;    /* of what they give; NULL: not found */
  const char *severity;
} asking;

/* ---- what the record has ---- */

/* The last event with evidence that the run, or one before it, gave. */
static const td_moment *moment_of(const asking *a)
{
  const td_moment *found = NULL;

  for (size_t i = 0; i < a->past.n_moments; i++) {
    const td_moment *m = &a->past.moments[i];
    if (m->number <= a->archive.run.number && *m->event.evidence)
      found = m;
  }
  return found;
}

/* ---- what is evaluated now ---- */

typedef struct telling {
  asking *a;
  const td_result *result;
  const td_finding *finding;
} telling;

/* Argument: the telling. */
static int l_evidence(lua_State *L)
{
  telling *t = (telling *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.report.json", "evidence_text");
  td_push_finding(L, t->result, t->finding);
  lua_call(L, 1, 1);
  t->a->evidence =
      td_arena_printf(&t->a->record.arena, "%s", luaL_checkstring(L, -1));
  return 0;
}

static td_status tell_finding(asking *a, td_result *r, const td_finding *f,
                              td_err *err)
{
  telling t = { a, r, f };
  lua_State *L = td_state_lua(r->state);
  td_status rc;

  a->is_seen = true;
  a->severity = td_severity_name(f->severity);
  lua_pushcfunction(L, l_evidence);
  lua_pushlightuserdata(L, &t);
  rc = td_state_call(r->state, 1, 0, err);
  return rc == TD_OK && !a->evidence ? td_fail_memory(err) : rc;
}

/* The finding's rule alone, over the whole plan. A rule that is not there any
 * more is told by td_why. */
static td_status evaluate(asking *a, int workers, td_err *err)
{
  const td_entry *e = &a->record.entries[a->at];
  td_result *r = NULL;
  const td_check_options o = {
    .size = sizeof(o),
    .select = td_arena_printf(&a->record.arena, "rule = \"%s\"", e->rule),
    .workers = workers,
  };
  td_err why;
  td_status rc = td_check(&r, a->archive.snap, a->archive.rules, &o, &why);

  for (size_t i = 0; rc == TD_OK && !a->is_seen && i < r->n_found; i++)
    if (!strcmp(r->findings[i].id, e->id))
      rc = tell_finding(a, r, &r->findings[i], err);
  if (rc != TD_OK && rc != TD_EUSAGE && !a->is_seen)
    *err = why;
  td_result_free(r);
  return rc == TD_EUSAGE ? TD_OK : rc;
}

/* ---- telling ---- */

/* { run, id, recorded = { run, as_of, own, same }, is_there }. */
static int push_head(lua_State *L, const void *ud)
{
  const asking *a = (const asking *)ud;
  const td_entry *e = &a->record.entries[a->at];
  const td_moment *m = a->moment;

  lua_createtable(L, 0, 6);
  lua_createtable(L, 0, 24);
  td_fill_run(L, &a->archive.run);
  lua_setfield(L, -2, "run");
  td_fill_text(L, "id", e->id);
  td_fill_flag(L, "is_there", a->is_seen);
  if (!m)
    return 1;
  lua_createtable(L, 0, 5);
  td_fill_text(L, "run", m->run);
  td_fill_text(L, "as_of", m->on);
  td_fill_text(L, "evidence", m->event.evidence);
  td_fill_flag(L, "own", m->number == a->archive.run.number);
  td_fill_flag(L, "same",
               a->evidence && !strcmp(a->evidence, m->event.evidence) &&
                   !strcmp(a->severity, m->event.severity));
  lua_setfield(L, -2, "recorded");
  td_fill_text(L, "evidence", a->evidence);
  return 1;
}

static td_status tell(asking *a, int workers, const td_write_options *options,
                      td_write_fn write, void *ud, td_err *err)
{
  const td_entry *e = &a->record.entries[a->at];
  const td_why_options why = {
    .size = sizeof(why),
    .rule = e->rule,
    .kind = e->kind,
    .subject = e->subject,
    .period = *e->period ? e->period : NULL,
    .key = *e->key ? e->key : NULL,
    .workers = workers,
  };
  const td_writing head = { "tiendo.ledger", "why_head", push_head, a };
  const td_writing foot = { "tiendo.ledger", "why_foot", push_head, a };
  td_status rc = td_writer_once(&head, options, write, ud, err);

  if (rc == TD_OK)
    rc = td_why(a->archive.snap, a->archive.rules, e->id, &why, options, write,
                ud, err);
  return rc == TD_OK ? td_writer_once(&foot, options, write, ud, err) : rc;
}

static td_status ask(asking *a, const char *run, int workers, td_err *err)
{
  const td_archive_options how = { .workers = workers };
  const char *what = run ? run : a->record.entries[a->at].last_run;
  td_status rc = td_archive_open(&a->archive, a->record.st, what, &how, err);

  if (rc == TD_OK)
    rc = evaluate(a, workers, err);
  if (rc == TD_OK)
    a->moment = moment_of(a);
  return rc;
}

td_status td_record_why(td_store *st, const char *id, const char *run,
                        int workers, const td_write_options *options,
                        td_write_fn write, void *ud, td_err *err)
{
  asking a = { .archive = { .st = st } };
  td_status rc = td_ledger_read_begin(st, err);

  if (rc != TD_OK)
    return rc;
  rc = td_record__open_one(&a.record, &a.past, &a.at, st, id, err);
  td_ledger_rollback(st);
  if (rc == TD_OK)
    rc = ask(&a, run, workers, err);
  if (rc == TD_OK)
    rc = tell(&a, workers, options, write, ud, err);
  td_archive_close(&a.archive);
  td_record__close(&a.record);
  return rc;
}
