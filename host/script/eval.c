/* Evaluating a rule: its rows one by one, or its set at once, and reading what
 * it says about them. */
#include "eval.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "bind_ctx.h"
#include "convert.h"
#include "describe.h"
#include "limit.h"
#include "plan.h"
#include "push.h"
#include "tally.h"

typedef struct evaluation {
  const td_settled *settled;
  const td_rule *rule;
  td_scope_mask mask; /* of the settings that the row at hand has */
  struct td_snapshot *snap;
  td_state *state;
  td_tally tally;
  td_trace *trace; /* NULL unless somebody asks why */
  int64_t only;    /* row that alone is evaluated; TD_NO_ROW: all */
  td_err *err;
  td_err why; /* of the row at hand */
} evaluation;

bool td_outcome_parse(td_outcome *out, const char *name)
{
  for (int o = 0; o < TD_OUTCOMES; o++)
    if (!strcmp(td_outcome_name((td_outcome)o), name)) {
      *out = (td_outcome)o;
      return true;
    }
  return false;
}

/* ---- what a rule said about one subject ---- */

/* Keys of a returned table that are not evidence. */
static const td_arg reserved[] = {
  TD_OPT("message", TD_A_WORDS, "in place of the rule's"),
  { "severity", TD_A_CHOICE | TD_A_OPT, "in place of the rule's",
    "info|low|medium|high|critical" },
  TD_OPT("period", TD_A_WHEN, "tells findings about one subject apart"),
  TD_OPT("key", TD_A_TEXT, "tells findings about one subject apart"),
  TD_OPT("class", TD_A_TEXT,
         "what kind of finding it is: a recorded run tells one of another "
         "class as changed; default: the evidence `status`"),
  { "subject", TD_A_ENTITY | TD_A_OPT,
    "for `ctx.emit`: the row it is about; a check of a row has its own",
    "rows" },
  TD_OPT("outcome", TD_A_TEXT, "taken by `ctx.not_due` and its like"),
  TD_OPT("why", TD_A_WORDS, "taken by `ctx.not_due` and its like"),
  { .name = NULL },
};

const td_about td_about_finding = {
  "finding",
  TD_IS_CLASS,
  "The table that a check returns, or gives to `ctx.emit`. Everything in it "
  "but these names is evidence: numbers, texts, booleans, dates, periods, "
  "rows, and lists of them.",
  reserved,
  NULL,
};

static bool is_reserved(const char *key)
{
  return td_arg_find(reserved, key) != NULL;
}

static bool is_severity(const td_value *v)
{
  for (int s = TD_INFO; s <= TD_CRITICAL; s++)
    if (!strcmp(td_value_text(v, ""), td_severity_name((td_severity)s)))
      return true;
  return false;
}

static td_status check_words(const td_value *said, td_err *err)
{
  const td_value *severity = td_value_get(said, "severity");
  const td_value *message = td_value_get(said, "message");
  const td_value *key = td_value_get(said, "key");

  if (severity && !is_severity(severity))
    return td_fail(err, TD_ERULE,
                   "severity must be info, low, medium, high "
                   "or critical");
  if (message && message->kind != TD_V_TEXT && message->kind != TD_V_MAP)
    return td_fail(err, TD_ERULE,
                   "message must be a text or { en = ..., vi = ... }");
  if (key && key->kind != TD_V_TEXT)
    return td_fail(err, TD_ERULE, "key must be a text");
  return TD_OK;
}

static td_status split_evidence(td_value *finding, td_arena *a,
                                const td_value *said, td_err *err)
{
  td_value evidence;

  if (td_map_make(finding, a, 7, err) != TD_OK ||
      td_map_make(&evidence, a, said->as.list.n, err) != TD_OK)
    return TD_ENOMEM;
  for (size_t i = 0; i < said->as.list.n; i++) {
    const char *key = said->as.list.keys[i];
    if (!is_reserved(key))
      td_map_put(&evidence, key, said->as.list.items[i]);
    else if (strcmp(key, "subject") && strcmp(key, "outcome") &&
             strcmp(key, "why"))
      td_map_put(finding, key, said->as.list.items[i]);
  }
  td_map_put(finding, "evidence", evidence);
  return TD_OK;
}

static td_value entity_value(int table, uint32_t row)
{
  td_value v = { .kind = TD_V_ENTITY };

  v.as.entity.table = table;
  v.as.entity.row = row;
  return v;
}

/* Puts the severity that was set in place of the rule's and its own. */
static void force_severity(td_value *finding, int severity)
{
  const td_value v = td_value_of_text(td_severity_name((td_severity)severity));

  for (size_t i = 0; i < finding->as.list.n; i++)
    if (!strcmp(finding->as.list.keys[i], "severity")) {
      finding->as.list.items[i] = v;
      return;
    }
  td_map_put(finding, "severity", v);
}

td_status td_eval_finding(td_tally *t, const td_value *said, int table,
                          uint32_t row, int severity, td_err *err)
{
  td_value *finding;
  td_status rc = check_words(said, err);

  if (rc != TD_OK)
    return rc;
  finding = td_tally_add(t, &t->findings);
  if (!finding)
    return td_fail_memory(err);
  rc = split_evidence(finding, t->arena, said, err);
  if (rc == TD_OK)
    td_map_put(finding, "subject", entity_value(table, row));
  if (rc == TD_OK && severity >= 0)
    force_severity(finding, severity);
  return rc;
}

static td_status count_outcome(evaluation *ev, const td_value *said,
                               const char *name, uint32_t row, td_err *err)
{
  const td_value *why = td_value_get(said, "why");
  const char *en =
      td_value_text(why, td_value_text(td_value_get(why, "en"), ""));
  const char *vi = td_value_text(td_value_get(why, "vi"), en);
  td_outcome o;

  if (!td_outcome_parse(&o, name) || o == TD_WAIVED || o == TD_ERROR)
    return td_fail(err, TD_ERULE,
                   "unknown outcome '%s'; use no-data, not-due "
                   "or not-applicable",
                   name);
  td_tally_count(&ev->tally, row, o);
  return *en ? td_tally_reason(&ev->tally, o, en, vi, 1, err) : TD_OK;
}

/* The value a check returned, at the top of the stack. */
static td_status read_answer(evaluation *ev, lua_State *L, uint32_t row)
{
  const td_value *outcome;
  td_value said;
  td_status rc;

  if (lua_isnil(L, -1)) {
    td_tally_count(&ev->tally, row, TD_PASS);
    return TD_OK;
  }
  if (!lua_istable(L, -1))
    return td_fail(&ev->why, TD_ERULE,
                   "check returned a %s; return nothing if all is well, a "
                   "table of evidence if not",
                   luaL_typename(L, -1));
  rc = td_value_from_lua(&said, ev->tally.arena, L, -1, &ev->why);
  if (rc != TD_OK)
    return rc;
  if (said.kind == TD_V_LIST)
    return td_fail(&ev->why, TD_ERULE,
                   "check returned a list; evidence has names");
  outcome = td_value_get(&said, "outcome");
  if (outcome)
    return count_outcome(ev, &said, td_value_text(outcome, ""), row, &ev->why);
  rc = td_eval_finding(&ev->tally, &said, ev->rule->over, row,
                       td_scope_severity(ev->settled, ev->mask), &ev->why);
  if (rc == TD_OK)
    td_tally_count(&ev->tally, row, TD_FAIL);
  return rc;
}

/* Arguments: check, ctx, the evaluation, row. */
static int l_check_row(lua_State *L)
{
  evaluation *ev = (evaluation *)lua_touserdata(L, 3);
  uint32_t row = (uint32_t)lua_tointeger(L, 4);

  lua_settop(L, 2);
  td_limit_need(L, ev->tally.arena->used - ev->tally.before);
  if (ev->settled->rows) {
    td_scope_push(L, ev->settled, ev->mask);
    lua_setfield(L, 2, "params");
  }
  td_push_entity(L, ev->rule->over, row);
  lua_insert(L, 2);
  lua_call(L, 2, 1);
  if (read_answer(ev, L, row) != TD_OK)
    return luaL_error(L, "%s", ev->why.text);
  return 0;
}

/* Arguments: check_all, ctx, the evaluation. */
static int l_check_all(lua_State *L)
{
  evaluation *ev = (evaluation *)lua_touserdata(L, 3);

  lua_settop(L, 2);
  td_push_all(L, ev->rule->over);
  lua_insert(L, 2);
  lua_call(L, 2, 1);
  if (!lua_isnil(L, -1))
    return luaL_error(L,
                      "check_all returned a %s; give findings with "
                      "ctx.emit { subject = ..., ... }",
                      luaL_typename(L, -1));
  return 0;
}

/* ---- errors and missing values ---- */

static td_status note_error(evaluation *ev, int64_t row, const char *message)
{
  td_tally *t = &ev->tally;
  const char *trace = td_state_traceback(ev->state);
  const char *params = td_scope_text(t->arena, ev->settled, ev->mask);
  td_value *item;

  if (row >= 0)
    td_tally_count(t, (uint32_t)row, TD_ERROR);
  else
    t->counts[TD_ERROR]++;
  if (t->errors.n >= TD_TALLY_ERRORS) {
    t->n_errors_dropped++;
    return TD_OK;
  }
  item = td_tally_add(t, &t->errors);
  if (!item || td_map_make(item, t->arena, 4, ev->err) != TD_OK)
    return td_fail_memory(ev->err);
  message = td_arena_text(t->arena, message, strlen(message));
  trace = td_arena_text(t->arena, trace, strlen(trace));
  if (!message || !trace || !params)
    return td_fail_memory(ev->err);
  if (row >= 0)
    td_map_put(item, "subject", entity_value(ev->rule->over, (uint32_t)row));
  td_map_put(item, "message", td_value_of_text(message));
  td_map_put(item, "traceback", td_value_of_text(trace));
  td_map_put(item, "params", td_value_of_text(params));
  return TD_OK;
}

/* Counts rows for which somebody switched the rule off. */
static td_status note_off(evaluation *ev, const td_origin *by, int64_t n)
{
  const char *who = td_origin_text(ev->tally.arena, *by);
  const char *en, *vi;

  if (!who)
    return td_fail_memory(ev->err);
  en = td_arena_printf(ev->tally.arena, "switched off (%s)", who);
  vi = td_arena_printf(ev->tally.arena, "đã tắt (%s)", who);
  if (!en || !vi)
    return td_fail_memory(ev->err);
  ev->tally.counts[TD_NOT_APPLICABLE] += n;
  return td_tally_reason(&ev->tally, TD_NOT_APPLICABLE, en, vi, n, ev->err);
}

/* Counts a row that lacks something the rule needs: TD_ROW; TD_OK if it lacks
 * none. */
static td_status lacks_needs(evaluation *ev, uint32_t row)
{
  const td_rule *rule = ev->rule;

  for (size_t i = 0; i < rule->n_needs; i++) {
    char en[96], vi[96];
    if (!td_plan_is_missing(ev->snap, rule->over, row, rule->needs[i]))
      continue;
    snprintf(en, sizeof(en), "no %s", rule->need_names[i]);
    snprintf(vi, sizeof(vi), "thiếu %s", rule->need_names[i]);
    td_tally_count(&ev->tally, row, TD_NO_DATA);
    if (td_tally_reason(&ev->tally, TD_NO_DATA, en, vi, 1, ev->err) != TD_OK)
      return TD_ENOMEM;
    return TD_ROW;
  }
  return TD_OK;
}

/* ---- running ---- */

/* Says at which row the rule was when it was stopped. */
static td_status stopped(const evaluation *ev, uint32_t row, td_status rc,
                         const char *why)
{
  if (rc != TD_ELIMIT)
    return td_fail(ev->err, rc, "%s", why);
  return td_fail(ev->err, rc, "%s (at %s %s)", why,
                 td_schema[ev->rule->over].kind,
                 td_snapshot_code(ev->snap, ev->rule->over, row));
}

/* Finds what is set for a row; who switched the rule off for it, or NULL. */
static const td_origin *enter_row(evaluation *ev, uint32_t row)
{
  if (ev->settled->rows)
    ev->mask = td_scope_mask_of(ev->settled, row,
                                td_scope_day(ev->snap, ev->rule->over, row));
  return td_scope_off(ev->settled, ev->mask);
}

/* Counts a row that is not judged, as the rule is switched off for it or it
 * lacks something: TD_ROW; TD_OK if it is to be judged. */
static td_status skip_row(evaluation *ev, uint32_t row)
{
  const td_origin *off = enter_row(ev, row);
  td_status rc;

  if (!off)
    return lacks_needs(ev, row);
  rc = note_off(ev, off, 1);
  return rc == TD_OK ? TD_ROW : rc;
}

/* Stack: check, ctx. */
static td_status run_row(evaluation *ev, uint32_t row)
{
  lua_State *L = td_state_lua(ev->state);
  td_err why = { TD_OK, "" };
  td_status rc;

  lua_pushcfunction(L, l_check_row);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_pushlightuserdata(L, ev);
  lua_pushinteger(L, row);
  rc = td_state_call(ev->state, 4, 0, &why);
  td_plan_next_turn(L);
  if (rc == TD_ERULE)
    return note_error(ev, row, why.text);
  return rc == TD_OK ? TD_OK : stopped(ev, row, rc, why.text);
}

/* Stack: check, ctx. */
static td_status run_rows(evaluation *ev)
{
  bool is_one = ev->only != TD_NO_ROW;
  uint32_t first = is_one ? (uint32_t)ev->only : 0;
  uint32_t end = is_one ? first + 1 : ev->snap->tables[ev->rule->over].n;
  td_status rc = TD_OK;

  for (uint32_t row = first; rc >= TD_OK && row < end; row++) {
    rc = skip_row(ev, row);
    if (rc == TD_OK)
      rc = run_row(ev, row);
  }
  return rc < TD_OK ? rc : TD_OK;
}

/* Stack: check_all, ctx. */
static td_status run_set(evaluation *ev)
{
  lua_State *L = td_state_lua(ev->state);
  td_err why = { TD_OK, "" };
  td_status rc;

  lua_pushcfunction(L, l_check_all);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_pushlightuserdata(L, ev);
  rc = td_state_call(ev->state, 3, 0, &why);
  if (rc == TD_ERULE)
    return note_error(ev, -1, why.text);
  if (rc != TD_OK)
    return td_fail(ev->err, rc, "%s", why.text);
  return td_ctx_settle(&ev->tally, ev->snap, ev->rule, ev->err);
}

/* Opens the plan and leaves check and ctx on the stack. */
static td_status prepare(evaluation *ev)
{
  td_status rc = td_rule_push(ev->state, ev->rule, ev->err);

  if (rc == TD_OK)
    rc = td_ctx_push(ev->state, ev->settled, ev->snap, &ev->tally, ev->err);
  return rc;
}

/* Whether the rule is switched off for every row, so that nothing need run. */
static bool is_off(const evaluation *ev)
{
  for (size_t i = 0; i < ev->rule->n_scoped; i++)
    if (ev->rule->scoped[i].what == TD_SET_ENABLED)
      return false;
  return !ev->rule->is_enabled;
}

static td_status run_rule(evaluation *ev, const td_limits *limits)
{
  td_status rc = td_state_new(&ev->state, TD_STATE_RULE, limits, ev->err);

  if (rc == TD_OK)
    rc = td_state_start(ev->state, ev->err);
  if (rc == TD_OK)
    rc = prepare(ev);
  if (rc == TD_OK && ev->trace)
    td_trace_start(ev->trace, td_state_lua(ev->state));
  if (rc == TD_OK)
    rc = ev->rule->is_about_set ? run_set(ev) : run_rows(ev);
  if (ev->state)
    td_state_finish(ev->state);
  return rc;
}

/* A blank for each row of the rule's set. */
static td_status make_outcomes(evaluation *ev)
{
  size_t n = ev->snap->tables[ev->rule->over].n;

  if (ev->rule->is_about_set)
    return TD_OK;
  ev->tally.outcomes = (char *)td_arena_array(ev->tally.arena, n + 1, 1);
  if (!ev->tally.outcomes)
    return td_fail_memory(ev->err);
  memset(ev->tally.outcomes, ' ', n);
  ev->tally.n_rows = n;
  return TD_OK;
}

td_status td_eval(td_value *out, td_arena *a, const td_settled *settled,
                  struct td_snapshot *snap, const td_limits *limits,
                  bool keeps_outcomes, td_err *err)
{
  return td_eval_traced(out, a, settled, snap, limits, keeps_outcomes,
                        TD_NO_ROW, NULL, err);
}

td_status td_eval_traced(td_value *out, td_arena *a, const td_settled *settled,
                         struct td_snapshot *snap, const td_limits *limits,
                         bool keeps_outcomes, int64_t row, td_trace *trace,
                         td_err *err)
{
  evaluation ev = { .settled = settled,
                    .rule = settled->rule,
                    .snap = snap,
                    .trace = trace,
                    .only = row,
                    .err = err };
  td_status rc = TD_OK;

  ev.tally.arena = a;
  ev.tally.before = a->used;
  ev.tally.evaluated = -1;
  if (keeps_outcomes)
    rc = make_outcomes(&ev);
  if (rc != TD_OK)
    return rc;
  if (is_off(&ev))
    rc = note_off(&ev, &ev.rule->enabled_origin, snap->tables[ev.rule->over].n);
  else
    rc = run_rule(&ev, limits);
  if (rc == TD_OK)
    rc = td_tally_value(out, &ev.tally, err);
  td_state_free(ev.state);
  return rc;
}
