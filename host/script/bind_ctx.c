/* ctx: the day, the parameters, the plan and how a check speaks.
 *
 *   if r.due > ctx.as_of then return ctx.not_due() end
 *   local n = ctx.working_days(ctx.as_of, r.due)
 *   ctx.emit { subject = agency, period = p, missing = 3 }   -- in check_all */
#include "bind_ctx.h"

#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "describe.h"
#include "limit.h"
#include "plan.h"
#include "push.h"
#include "waiving.h"

/* What the functions of ctx work on; lives as long as the tally. */
typedef struct context {
  const td_settled *settled;
  struct td_snapshot *snap;
  td_tally *tally;
} context;

static context *self(lua_State *L)
{
  return (context *)lua_touserdata(L, lua_upvalueindex(1));
}

/* ---- answers of check(entity) ---- */

/* { outcome = name, why = argument } */
static int answer(lua_State *L, const char *outcome)
{
  lua_settop(L, 1);
  lua_createtable(L, 0, 2);
  lua_pushstring(L, outcome);
  lua_setfield(L, -2, "outcome");
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "why");
  return 1;
}

static int l_ctx_not_due(lua_State *L)
{
  return answer(L, "not-due");
}

static int l_ctx_not_applicable(lua_State *L)
{
  return answer(L, "not-applicable");
}

static int l_ctx_no_data(lua_State *L)
{
  return answer(L, "no-data");
}

/* ---- what check_all(set) calls ---- */

/* Bounded, so that sums of counts cannot overflow. */
static void check_count(lua_State *L, int64_t n, int arg)
{
  if (n < 0)
    td_arg_error(L, arg, "a count cannot be negative");
  if (n > INT32_MAX)
    td_arg_error(L, arg, "more than any plan has");
}

static int l_ctx_evaluated(lua_State *L)
{
  context *c = self(L);
  int64_t n = td_set_length(L, 1);
  int whole = 1;

  if (n < 0)
    n = lua_tointegerx(L, 1, &whole);
  if (!whole)
    return td_arg_expected(L, 1);
  check_count(L, n, 1);
  c->tally->evaluated = n;
  return 0;
}

/* The reason at `arg`, a text or { en = , vi = }; one language stands for both.
 * What it pushes keeps the texts alive. [-0, +2, v] */
static void check_why(lua_State *L, int arg, const char *why[TD_LANGS])
{
  if (!lua_istable(L, arg)) {
    why[TD_EN] = why[TD_VI] =
        lua_isnoneornil(L, arg) ? "" : lua_tostring(L, arg);
    lua_pushnil(L);
    lua_pushnil(L);
    return;
  }
  lua_getfield(L, arg, "vi");
  lua_getfield(L, arg, "en");
  why[TD_VI] = lua_tostring(L, -2);
  why[TD_EN] = lua_tostring(L, -1);
  if (!why[TD_EN] && !why[TD_VI])
    td_arg_expected(L, arg);
  if (!why[TD_EN])
    why[TD_EN] = why[TD_VI];
  if (!why[TD_VI])
    why[TD_VI] = why[TD_EN];
}

static bool to_row(lua_State *L, int idx, td_value *out)
{
  int table;
  uint32_t row;

  if (!td_to_entity(L, idx, &table, &row))
    return false;
  out->kind = TD_V_ENTITY;
  out->as.entity.table = table;
  out->as.entity.row = row;
  return true;
}

/* The text that a finding of the period at idx would have; NULL if it is
 * none. */
static const char *period_text(lua_State *L, int idx, td_arena *a)
{
  char buf[TD_PERIOD_TEXT];
  td_period period;

  if (lua_isinteger(L, idx))
    return td_arena_printf(a, "%lld", (long long)lua_tointeger(L, idx));
  if (!td_to_period(L, idx, &period))
    return NULL;
  return td_arena_printf(a, "%s", td_period_text(buf, period));
}

/* A table { subject = row, period = period } on top of the stack. */
static bool to_row_in_period(lua_State *L, td_arena *a, td_value *out)
{
  td_value subject;
  const char *period;
  td_err err;
  bool is_row;

  if (!lua_istable(L, -1) || td_map_make(out, a, 2, &err) != TD_OK)
    return false;
  lua_getfield(L, -1, "subject");
  lua_getfield(L, -2, "period");
  is_row = to_row(L, -2, &subject);
  period = period_text(L, -1, a);
  lua_pop(L, 2);
  if (!is_row || !period)
    return false;
  td_map_put(out, "subject", subject);
  td_map_put(out, "period", td_value_of_text(period));
  return true;
}

/* Notes each row of the list at `arg`. */
static void note_unknown(lua_State *L, td_tally *t, int arg)
{
  lua_Integer n = luaL_len(L, arg);

  for (lua_Integer i = 1; i <= n; i++) {
    td_value row, *item;
    lua_geti(L, arg, i);
    if (!to_row(L, -1, &row) && !to_row_in_period(L, t->arena, &row))
      luaL_error(L,
                 "skipped: item %d of the list is neither a row of the plan "
                 "nor { subject = row, period = period }",
                 (int)i);
    item = td_tally_add(t, &t->unknown);
    if (item)
      *item = row;
    else
      luaL_error(L, "out of memory");
    lua_pop(L, 1);
  }
}

static int l_ctx_skipped(lua_State *L)
{
  static const td_outcome outcomes[] = { TD_NO_DATA, TD_NOT_DUE,
                                         TD_NOT_APPLICABLE };
  context *c = self(L);
  td_outcome o = outcomes[td_arg_choice(L, 1)];
  int64_t n = lua_tointeger(L, 2);
  const char *why[TD_LANGS];
  td_err err;

  lua_settop(L, 4);
  check_count(L, n, 2);
  if (!lua_isnil(L, 4) && luaL_len(L, 4) != n)
    return td_arg_error(L, 4, "it must have as many rows as were skipped");
  check_why(L, 3, why);
  c->tally->counts[o] += n;
  if (!lua_isnil(L, 4))
    note_unknown(L, c->tally, 4);
  else if (o == TD_NO_DATA)
    c->tally->n_unknown += n;
  if (n && *why[TD_EN] &&
      td_tally_reason(c->tally, o, why[TD_EN], why[TD_VI], n, &err) != TD_OK)
    return luaL_error(L, "%s", err.text);
  return 0;
}

/* What is set for a row on a day; TD_NO_DATE: the day it is about. Nothing in
 * particular is set for rows of other sets than the rule's. */
static td_scope_mask mask_of(const context *c, int table, uint32_t row,
                             td_date day)
{
  if (!c->settled->rows || table != c->settled->rule->over)
    return 0;
  if (day == TD_NO_DATE)
    day = td_scope_day(c->snap, table, row);
  return td_scope_mask_of(c->settled, row, day);
}

/* A finding about a row for which the rule is switched off is none. */
static void count_off(lua_State *L, const context *c, td_scope_mask mask)
{
  const char *who =
      td_origin_text(c->tally->arena, *td_scope_off(c->settled, mask));
  td_err err;

  lua_pushfstring(L, "switched off (%s)", who ? who : "");
  lua_pushfstring(L, "đã tắt (%s)", who ? who : "");
  c->tally->counts[TD_NOT_APPLICABLE]++;
  if (td_tally_reason(c->tally, TD_NOT_APPLICABLE, lua_tostring(L, -2),
                      lua_tostring(L, -1), 1, &err) != TD_OK)
    luaL_error(L, "%s", err.text);
}

static int l_ctx_emit(lua_State *L)
{
  context *c = self(L);
  int table;
  uint32_t row;
  td_value said;
  td_err err = { TD_OK, "" };
  td_scope_mask mask;

  /* What was said so far counts as the rule's memory. */
  td_limit_need(L, c->tally->arena->used - c->tally->before);
  lua_getfield(L, 1, "subject");
  if (!td_to_entity(L, -1, &table, &row))
    return luaL_error(L, "emit: subject must be an entity of the plan");
  mask = mask_of(c, table, row, TD_NO_DATE);
  if (td_scope_off(c->settled, mask)) {
    count_off(L, c, mask);
    return 0;
  }
  if (td_value_from_lua(&said, c->tally->arena, L, 1, &err) != TD_OK ||
      td_eval_finding(c->tally, &said, table, row,
                      td_scope_severity(c->settled, mask), &err) != TD_OK)
    return luaL_error(L, "emit: %s", err.text);
  c->tally->counts[TD_FAIL]++;
  return 0;
}

static int l_ctx_params_of(lua_State *L)
{
  context *c = self(L);
  int table;
  uint32_t row;
  td_period period;
  td_date day = TD_NO_DATE;

  luaL_argcheck(L, td_to_entity(L, 1, &table, &row), 1,
                "a row of the plan is needed");
  luaL_argcheck(L, table == c->settled->rule->over, 1,
                "a row of the set that the rule is over is needed");
  if (td_to_period(L, 2, &period))
    day = td_period_last(period);
  else if (!lua_isnoneornil(L, 2))
    day = td_check_date(L, 2);
  td_scope_push(L, c->settled, mask_of(c, table, row, day));
  return 1;
}

td_status td_ctx_settle(td_tally *t, const struct td_snapshot *snap,
                        const td_rule *rule, td_err *err)
{
  int64_t judged =
      t->evaluated >= 0 ? t->evaluated : (int64_t)snap->tables[rule->over].n;

  for (int o = 0; o < TD_OUTCOMES; o++)
    judged -= t->counts[o];
  if (judged < 0)
    return td_fail(err, TD_ERULE,
                   "%s: it gave %lld more answers than it says it evaluated; "
                   "call ctx.evaluated with the number of subjects",
                   rule->file, (long long)-judged);
  t->counts[TD_PASS] += judged;
  return TD_OK;
}

/* ---- what waivers do ---- */

static uint32_t check_waiver(lua_State *L)
{
  int table;
  uint32_t row;

  if (!td_to_entity(L, 1, &table, &row) || table != TD_WAIVERS)
    td_arg_error(L, 1, "a waiver is needed");
  return row;
}

/* What they do in this run; raises where there is none. */
static const td_waiving *check_waiving(lua_State *L)
{
  const td_waiving *w = self(L)->settled->waiving;

  if (!w || !w->problems)
    luaL_error(L, "waivers are read in a run of rules only");
  return w;
}

static int l_ctx_scope_problem(lua_State *L)
{
  uint32_t row = check_waiver(L);

  lua_pushstring(L, check_waiving(L)->problems[row]);
  return 1;
}

/* n, nothing or a hint; nil and why. */
static int push_excused(lua_State *L, const td_waiving *w, uint32_t row)
{
  bool is_known = w->excused[row] > 0 || !w->unknown[TD_EN];
  const char *const *why = is_known ? w->hints[row] : w->unknown;

  if (is_known)
    lua_pushinteger(L, w->excused[row]);
  else
    lua_pushnil(L);
  if (!why[TD_EN])
    return 1;
  lua_createtable(L, 0, 2);
  lua_pushstring(L, why[TD_EN]);
  lua_setfield(L, -2, "en");
  lua_pushstring(L, why[TD_VI]);
  lua_setfield(L, -2, "vi");
  return 2;
}

static int l_ctx_excused(lua_State *L)
{
  uint32_t row = check_waiver(L);
  const td_waiving *w = check_waiving(L);

  if (!w->excused || !self(L)->settled->rule->is_after_waivers)
    return luaL_error(L, "ctx.excused: only a rule with after = \"waivers\" "
                         "can know; the others are evaluated before");
  return push_excused(L, w, row);
}

/* ---- working days ---- */

static const td_calendar *check_calendar(lua_State *L, int arg)
{
  static const td_calendar plain = { NULL, NULL, 0 };
  context *c = self(L);
  const char *name = lua_tostring(L, arg);
  const td_calendar *cal;

  if (!name || !*name)
    return c->snap->n_calendars ? &c->snap->calendars[0] : &plain;
  cal = td_snapshot_calendar(c->snap, name);
  if (!cal)
    luaL_error(L, "the store has no calendar '%s'", name);
  return cal;
}

static int l_ctx_working_days(lua_State *L)
{
  td_date from = td_check_date(L, 1), to = td_check_date(L, 2);

  lua_pushinteger(L, td_calendar_between(check_calendar(L, 3), from, to));
  return 1;
}

static int l_ctx_add_working_days(lua_State *L)
{
  td_date day = td_check_date(L, 1);
  lua_Integer n = lua_tointeger(L, 2);

  if (n < -3660 || n > 3660)
    return td_arg_error(L, 2, "at most ten years of days");
  td_push_date(L, td_calendar_add(check_calendar(L, 3), day, (int)n));
  return 1;
}

static int l_ctx_is_working_day(lua_State *L)
{
  td_date day = td_check_date(L, 1);

  lua_pushboolean(L, td_calendar_is_working(check_calendar(L, 2), day));
  return 1;
}

/* ---- making it ---- */

#define WHY                                                                    \
  {                                                                            \
    TD_OPT("why", TD_A_WORDS, "the reason, counted with the outcome")          \
  }
#define ANSWER                                                                 \
  {                                                                            \
    TD_ARG("answer", TD_A_TABLE, "to be returned by the check")                \
  }
#define CALENDAR                                                               \
  TD_OPT("calendar", TD_A_TEXT, "default: the first one of the store")

static const td_function functions[] = {
  { "ctx.not_due", l_ctx_not_due, WHY, ANSWER,
    "Says that it is too early to judge the row.",
    "ctx.not_due().outcome --> \"not-due\"" },
  { "ctx.not_applicable", l_ctx_not_applicable, WHY, ANSWER,
    "Says that the rule does not fit the row.",
    "ctx.not_applicable(\"a rate of growth\").why --> \"a rate of growth\"" },
  { "ctx.no_data", l_ctx_no_data, WHY, ANSWER,
    "Says that what is needed to judge the row is not there.",
    "ctx.no_data(\"no figures\").outcome --> \"no-data\"" },
  { "ctx.evaluated",
    l_ctx_evaluated,
    { TD_ARG("n", TD_A_COUNT, NULL) },
    TD_NOTHING,
    "In `check_all`: how many subjects were looked at; those about which "
    "nothing is said passed. Default: every row of the set.",
    "ctx.evaluated(#ctx.plan.targets)" },
  { "ctx.skipped",
    l_ctx_skipped,
    { { "outcome", TD_A_CHOICE, NULL, "no-data|not-due|not-applicable" },
      TD_ARG("n", TD_A_INTEGER, NULL),
      TD_OPT("why", TD_A_WORDS, "the reason, counted with them"),
      TD_OPT("rows", TD_A_TABLE,
             "which they are, each a row or `{ subject = row, period = p }`: "
             "findings about them are not told to be resolved; while a rule "
             "lacks data for rows that it does not name, none of its findings "
             "is") },
    TD_NOTHING,
    "In `check_all`: how many subjects could not be judged.",
    "ctx.skipped(\"no-data\", 1, \"no figures\")" },
  { "ctx.emit",
    l_ctx_emit,
    { { "finding", TD_A_CLASS, "with `subject`, a row", "finding" } },
    TD_NOTHING,
    "In `check_all`: a finding about one subject.",
    "ctx.emit { subject = c, missing = 3 }" },
  { "ctx.params_of",
    l_ctx_params_of,
    { TD_ARG("row", TD_A_ENTITY, "of the set that the rule is over"),
      TD_OPT("day", TD_A_ANY,
             "a day or period; default: the one that the row "
             "is about") },
    { TD_ARG("params", TD_A_TABLE, NULL) },
    "In `check_all`: the parameters that hold for a row on a day, as files of "
    "settings have them in scopes.",
    "ctx.params_of(c) == ctx.params --> true" },
  { "ctx.scope_problem",
    l_ctx_scope_problem,
    { { "waiver", TD_A_ENTITY, NULL, "waivers" } },
    { TD_OPT("problem", TD_A_TEXT, "nil if it can be read") },
    "Why the scope of a waiver cannot be read, in English.",
    "ctx.scope_problem(ctx.plan.waivers[1]) --> nil" },
  { "ctx.excused",
    l_ctx_excused,
    { { "waiver", TD_A_ENTITY, NULL, "waivers" } },
    { TD_OPT("n", TD_A_INTEGER,
             "nil if nobody knows, as when only a part of "
             "the rules was run"),
      TD_OPT("why", TD_A_WORDS,
             "why nobody knows, or why no finding can be meant") },
    "In a rule with `after = \"waivers\"`: how many findings of the other "
    "rules "
    "the waiver excuses in this run.",
    NULL },
  { "ctx.working_days",
    l_ctx_working_days,
    { TD_ARG("from", TD_A_DATE, NULL), TD_ARG("to", TD_A_DATE, NULL),
      CALENDAR },
    { TD_ARG("n", TD_A_INTEGER, NULL) },
    "How many working days there are after one day, up to and with another.",
    "ctx.working_days(\"2026-11-20\", \"2026-11-24\") --> 2" },
  { "ctx.add_working_days",
    l_ctx_add_working_days,
    { TD_ARG("day", TD_A_DATE, NULL),
      TD_ARG("n", TD_A_INTEGER, "may be negative; at most ten years"),
      CALENDAR },
    { TD_OPT("day", TD_A_DATE, NULL) },
    "The day some working days later.",
    "ctx.add_working_days(\"2026-11-20\", 1) --> 2026-11-23" },
  { "ctx.is_working_day",
    l_ctx_is_working_day,
    { TD_ARG("day", TD_A_DATE, NULL), CALENDAR },
    { TD_ARG("is_working_day", TD_A_BOOLEAN, NULL) },
    "Whether people work on a day, by weekends, holidays and swapped days.",
    "ctx.is_working_day \"2026-12-05\" --> false" },
  { .name = NULL },
};

static const td_arg fields[] = {
  TD_ARG("as_of", TD_A_DATE, "the day it is, as far as the rule is concerned"),
  TD_ARG("known_at", TD_A_DATE, "the day up to which data was known"),
  TD_ARG("params", TD_A_TABLE,
         "the rule's parameters by name, as they are set"),
  { "plan", TD_A_CLASS, "every set: `ctx.plan.targets`", "plan" },
  { .name = NULL },
};

const td_about td_about_ctx = {
  "ctx",
  TD_IS_CLASS,
  "The second argument of a check: the day, the parameters, the plan, and how "
  "to say what is no finding.",
  fields,
  functions,
};

/* Argument: the context, light. */
static int l_make_ctx(lua_State *L)
{
  const context *from = (const context *)lua_touserdata(L, 1);
  context *c;

  td_plan_open(L, from->snap);
  lua_newtable(L);
  c = (context *)lua_newuserdatauv(L, sizeof(*c), 0);
  *c = *from;
  td_functions_set(L, functions, 1);
  td_push_date(L, c->snap->as_of);
  lua_setfield(L, -2, "as_of");
  td_push_date(L, c->snap->known_at);
  lua_setfield(L, -2, "known_at");
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
  td_scope_push(L, c->settled, 0);
  lua_setfield(L, -2, "params");
  return 1;
}

static const td_function *first_about_days(void)
{
  const td_function *f = functions;

  while (strcmp(f->name, "ctx.working_days") != 0)
    f++;
  return f;
}

void td_ctx_push_days(lua_State *L, struct td_snapshot *snap)
{
  context *c;

  lua_newtable(L);
  c = (context *)lua_newuserdatauv(L, sizeof(*c), 0);
  *c = (context){ .snap = snap };
  td_functions_set(L, first_about_days(), 1);
  td_push_date(L, snap->as_of);
  lua_setfield(L, -2, "as_of");
  td_push_date(L, snap->known_at);
  lua_setfield(L, -2, "known_at");
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
}

td_status td_ctx_push(td_state *s, const td_settled *settled,
                      struct td_snapshot *snap, td_tally *tally, td_err *err)
{
  context c = { settled, snap, tally };
  lua_State *L = td_state_lua(s);

  lua_pushcfunction(L, l_make_ctx);
  lua_pushlightuserdata(L, &c);
  return td_state_call(s, 1, 1, err);
}
