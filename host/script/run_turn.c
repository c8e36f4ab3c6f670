/* What becomes of findings in a run: each that the run gave or that the ledger
 * has is looked at once, in the order of their ids. */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "tally.h"
#include "writer.h"

/* The sides that are walked together. */
typedef struct turning {
  struct td_run *run;
  td_finding **seen; /* every finding of the result, by id */
  td_entry *entries; /* of the log */
  td_event *events;
  size_t n_entries, n_events;
  size_t *of; /* which finding each event is about; one past the last: none */
} turning;

/* ---- what the run says of a finding that it did not give ---- */

static int64_t int_of(const td_value *map, const char *key)
{
  const td_value *v = td_value_get(map, key);

  return v && v->kind == TD_V_INT ? v->as.i : 0;
}

/* Whether a rule says of a row that it lacks data, be it for that period
 * only. */
static bool is_unknown(const td_value *list, int table, int32_t row,
                       const char *period)
{
  for (size_t i = 0; list && i < list->as.list.n; i++) {
    const td_value *v = &list->as.list.items[i];
    const td_value *subject = td_value_get(v, "subject");
    const td_value *about = subject ? subject : v;
    if (about->as.entity.table == table &&
        (int32_t)about->as.entity.row == row &&
        !strcmp(td_value_text(td_value_get(v, "period"), period), period))
      return true;
  }
  return false;
}

/* Of a rule about a set: it judged the subject unless it says, or may mean,
 * that it lacked data for it. */
static td_sight sight_in_set(const td_checked *c, int table, int32_t row,
                             const char *period, const char **why)
{
  bool is_judged = c->counts[TD_PASS] + c->counts[TD_FAIL] > 0;

  if (c->counts[TD_ERROR]) {
    *why = "error";
    return TD_SIGHT_UNKNOWN;
  }
  if (is_judged && !int_of(c->said, "n_unknown") &&
      !is_unknown(td_value_get(c->said, "unknown"), table, row, period)) {
    *why = "pass";
    return TD_SIGHT_PASSES;
  }
  *why = "no-data";
  return TD_SIGHT_UNKNOWN;
}

/* Of a rule about rows, by the letter that the row has. */
static td_sight sight_of_row(const td_checked *c, int32_t row, const char **why)
{
  const char *letters = td_value_text(td_value_get(c->said, "outcomes"), "");
  size_t n = strlen(letters);
  char letter = (size_t)row < n ? letters[row] : ' ';

  for (int o = 0; o < TD_OUTCOMES; o++)
    if (letter == td_tally_letter((td_outcome)o))
      *why = td_outcome_name((td_outcome)o);
  if (letter == td_tally_letter(TD_PASS) || letter == td_tally_letter(TD_FAIL))
    return TD_SIGHT_PASSES;
  if (letter == ' ')
    *why = c->counts[TD_ERROR] ? "error" : "off";
  return TD_SIGHT_UNKNOWN;
}

bool td_run__is_outside(const struct td_run *run, const char *rule)
{
  const td_checked *c = td_result_check(run->result, rule);

  return c ? !c->said : *run->log.run.selection != '\0';
}

/* `why` is a word: "pass", another outcome, "off" for a rule that was switched
 * off, "gone" for a subject or rule that is not there any more. */
static td_sight sight_of_absent(const struct td_run *run, const td_entry *e,
                                const char **why)
{
  const td_checked *c = td_result_check(run->result, e->rule);
  int table = td_schema_find(e->kind);
  int32_t row = TD_NO_ROW;

  *why = "gone";
  if (td_run__is_outside(run, e->rule))
    return TD_SIGHT_OUTSIDE;
  if (c && table >= 0)
    row = td_snapshot_find(run->snap, table, e->subject);
  if (row == TD_NO_ROW)
    return TD_SIGHT_UNKNOWN;
  return c->rule->is_about_set ? sight_in_set(c, table, row, e->period, why)
                               : sight_of_row(c, row, why);
}

/* ---- entries ---- */

static const char *code_of(const struct td_run *run, int table, int32_t row)
{
  return row == TD_NO_ROW ? ""
                          : td_snapshot_code(run->snap, table, (uint32_t)row);
}

/* By what it is excused; "" if it is not. */
static const char *excuse_of(const struct td_run *run, const td_finding *f)
{
  if (f->outcome != TD_WAIVED)
    return "";
  return f->baseline ? f->baseline->code : code_of(run, TD_WAIVERS, f->waiver);
}

static td_entry entry_of(const struct td_run *run, const td_finding *f)
{
  return (td_entry){
    .id = f->id,
    .rule = f->rule->id,
    .kind = td_schema[f->table].kind,
    .subject = f->code,
    .period = f->period,
    .key = f->key,
    .goal = code_of(run, TD_GOALS, f->place.goal),
    .target = code_of(run, TD_TARGETS, f->place.target),
    .agency = code_of(run, TD_AGENCIES, f->place.agency),
    .severity = td_severity_name(f->severity),
    .class_name = td_finding_class(f),
    .waiver = excuse_of(run, f),
    .first_run = run->log.run.id,
    .first_on = run->log.run.as_of,
    .last_run = run->log.run.id,
    .last_on = run->log.run.as_of,
    .life_run = run->log.run.id,
    .life_on = run->log.run.as_of,
  };
}

/* Keeps what the ledger knows of its past. */
static void take_past(td_entry *e, const td_entry *before, bool is_turned)
{
  e->first_run = before->first_run;
  e->first_on = before->first_on;
  if (is_turned)
    return;
  e->life_run = before->life_run;
  e->life_on = before->life_on;
}

static bool is_other(const td_entry *before, const td_entry *now)
{
  bool same_waiver = !*now->waiver || !strcmp(before->waiver, now->waiver);

  return strcmp(before->severity, now->severity) != 0 ||
         strcmp(before->class_name, now->class_name) != 0 || !same_waiver;
}

static const char *reason_of_turn(const td_entry *before, const td_entry *now)
{
  if (now->life == TD_LIFE_CHANGED)
    return strcmp(before->severity, now->severity) ? "severity" : "class";
  if (now->life == TD_LIFE_REOPENED)
    return td_life_name(before->life);
  return "";
}

static void add_event(turning *t, const td_entry *e, const char *why,
                      size_t finding)
{
  t->of[t->n_events] = finding;
  t->events[t->n_events++] = (td_event){
    .finding = e->id,
    .severity = e->severity,
    .class_name = e->class_name,
    .waiver = e->waiver,
    .message = { "", "" },
    .evidence = "",
    .why = why,
    .life = e->life,
  };
}

/* A finding that the run gave. */
static void turn_seen(turning *t, size_t at, const td_entry *before)
{
  td_finding *f = t->seen[at];
  td_entry e = entry_of(t->run, f);
  td_sight sight = f->outcome == TD_WAIVED ? TD_SIGHT_WAIVED : TD_SIGHT_FAILS;
  bool is_event;

  e.life = td_life_next(before ? before->life : TD_LIFE_NONE, sight,
                        before && is_other(before, &e), &is_event);
  if (before)
    take_past(&e, before, is_event);
  f->state = td_life_name(e.life);
  f->since = e.first_on;
  f->state_on = e.life_on;
  t->run->told.counts[e.life]++;
  t->entries[t->n_entries++] = e;
  if (is_event)
    add_event(t, &e, before ? reason_of_turn(before, &e) : "", at);
}

/* A finding of the ledger that the run did not give. */
static void turn_absent(turning *t, const td_entry *before)
{
  const char *why;
  td_sight sight = sight_of_absent(t->run, before, &why);
  td_entry *other = &t->run->others[t->run->n_others++];
  td_entry e = *before;
  bool is_event;

  *other = e;
  if (sight == TD_SIGHT_PASSES && before->life != TD_LIFE_RESOLVED &&
      t->run->told.is_suspicious) {
    t->run->told.held++;
    return;
  }
  if (sight == TD_SIGHT_OUTSIDE)
    return;
  e.life = td_life_next(before->life, sight, false, &is_event);
  if (e.life != TD_LIFE_RESOLVED || is_event)
    t->run->told.counts[e.life]++;
  if (!is_event)
    return;
  e.life_run = t->run->log.run.id;
  e.life_on = t->run->log.run.as_of;
  e.waiver = "";
  *other = e;
  t->entries[t->n_entries++] = e;
  add_event(t, &e, why, t->run->result->n_found);
}

/* ---- both together ---- */

static int compare_ids(const void *pa, const void *pb)
{
  return strcmp((*(td_finding *const *)pa)->id, (*(td_finding *const *)pb)->id);
}

static td_status make_room(turning *t, td_err *err)
{
  td_result *r = t->run->result;
  td_arena *a = &t->run->arena;
  size_t n = r->n_found + t->run->n_known;

  t->seen = (td_finding **)td_arena_array(a, r->n_found, sizeof(td_finding *));
  t->entries = (td_entry *)td_arena_array(a, n, sizeof(td_entry));
  t->events = (td_event *)td_arena_array(a, n, sizeof(td_event));
  t->of = (size_t *)td_arena_array(a, n, sizeof(size_t));
  t->run->others =
      (td_entry *)td_arena_array(a, t->run->n_known, sizeof(td_entry));
  if (!t->seen || !t->entries || !t->events || !t->of || !t->run->others)
    return td_fail_memory(err);
  for (size_t i = 0; i < r->n_found; i++)
    t->seen[i] = &r->findings[i];
  qsort((void *)t->seen, r->n_found, sizeof(td_finding *), compare_ids);
  return TD_OK;
}

static void walk(turning *t)
{
  size_t n = t->run->result->n_found, i = 0, k = 0;

  while (i < n || k < t->run->n_known) {
    const td_entry *known = &t->run->known[k];
    int cmp = i == n                 ? 1
              : k == t->run->n_known ? -1
                                     : strcmp(t->seen[i]->id, known->id);
    if (cmp > 0)
      turn_absent(t, known);
    else
      turn_seen(t, i, cmp ? NULL : known);
    i += cmp <= 0;
    k += cmp >= 0;
  }
}

/* ---- what events say ---- */

typedef struct saying {
  turning *t;
  td_event *event;
  const td_finding *finding;
} saying;

/* Argument: the saying. */
static int l_evidence(lua_State *L)
{
  saying *s = (saying *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.report.json", "evidence_text");
  td_push_finding(L, s->t->run->result, s->finding);
  lua_call(L, 1, 1);
  s->event->evidence =
      td_arena_printf(&s->t->run->arena, "%s", luaL_checkstring(L, -1));
  return 0;
}

/* Message and evidence of a finding that the run gave. */
static td_status say_seen(saying *s, td_err *err)
{
  td_result *r = s->t->run->result;
  size_t at = (size_t)(s->finding - r->findings);
  lua_State *L = td_state_lua(r->state);
  td_status rc = td_finding_message(&s->event->message[0], r, at, "en", err);

  if (rc == TD_OK)
    rc = td_finding_message(&s->event->message[1], r, at, "vi", err);
  if (rc != TD_OK)
    return rc;
  lua_pushcfunction(L, l_evidence);
  lua_pushlightuserdata(L, s);
  rc = td_state_call(r->state, 1, 0, err);
  if (rc == TD_OK && !s->event->evidence)
    rc = td_fail_memory(err);
  return rc;
}

/* What was last said of a finding that is not there any more. */
static td_status say_absent(saying *s, td_err *err)
{
  return td_ledger_last_said(s->event->message, &s->t->run->arena,
                             s->t->run->st, s->event->finding,
                             s->t->run->before, err);
}

static td_status say_events(turning *t, td_err *err)
{
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < t->n_events; i++) {
    bool is_seen = t->of[i] < t->run->result->n_found;
    saying s = { t, &t->events[i], is_seen ? t->seen[t->of[i]] : NULL };
    rc = is_seen ? say_seen(&s, err) : say_absent(&s, err);
  }
  return rc;
}

/* The findings that the run resolves, for who tells of them. */
static td_status list_resolved(turning *t, td_err *err)
{
  td_run_told *told = &t->run->told;
  td_arena *a = &t->run->arena;
  size_t n = told->counts[TD_LIFE_RESOLVED];

  told->resolved = (const td_entry **)td_arena_array(a, n, sizeof(td_entry *));
  told->said = (const td_event **)td_arena_array(a, n, sizeof(td_event *));
  if (!told->resolved || !told->said)
    return td_fail_memory(err);
  for (size_t i = 0, e = 0; i < t->n_entries; i++) {
    if (e < t->n_events && t->events[e].finding != t->entries[i].id)
      continue; /* it has no event */
    if (e == t->n_events)
      break;
    if (t->events[e].life == TD_LIFE_RESOLVED) {
      told->resolved[told->n_resolved] = &t->entries[i];
      told->said[told->n_resolved++] = &t->events[e];
    }
    e++;
  }
  return TD_OK;
}

td_status td_run__turn(struct td_run *run, td_err *err)
{
  turning t = { .run = run };
  td_status rc = make_room(&t, err);

  if (rc != TD_OK)
    return rc;
  walk(&t);
  run->log.entries = t.entries;
  run->log.n_entries = t.n_entries;
  run->log.events = t.events;
  run->log.n_events = t.n_events;
  rc = say_events(&t, err);
  return rc == TD_OK ? list_resolved(&t, err) : rc;
}
