/* ctx: the day, the parameters, the plan and how a check speaks.
 *
 *   if r.due > ctx.as_of then return ctx.not_due() end
 *   local n = ctx.working_days(ctx.as_of, r.due)
 *   ctx.emit { subject = agency, period = p, missing = 3 }   -- in check_all */
#include "bind_ctx.h"

#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "limit.h"
#include "plan.h"
#include "push.h"

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
  luaL_argcheck(L, n >= 0, arg, "a count cannot be negative");
  luaL_argcheck(L, n <= INT32_MAX, arg, "more than any plan has");
}

/* ctx.evaluated(n or set): how many subjects were looked at */
static int l_ctx_evaluated(lua_State *L)
{
  context *c = self(L);
  int64_t n = td_set_length(L, 1);

  if (n < 0)
    n = luaL_checkinteger(L, 1);
  check_count(L, n, 1);
  c->tally->evaluated = n;
  return 0;
}

/* The reason at `arg`, a text or { en = , vi = }; one language stands for both.
 * What it pushes keeps the texts alive. [-0, +2, v] */
static void check_why(lua_State *L, int arg, const char *why[TD_LANGS])
{
  if (!lua_istable(L, arg)) {
    why[TD_EN] = why[TD_VI] = luaL_optstring(L, arg, "");
    lua_pushnil(L);
    lua_pushnil(L);
    return;
  }
  lua_getfield(L, arg, "vi");
  lua_getfield(L, arg, "en");
  why[TD_VI] = lua_tostring(L, -2);
  why[TD_EN] = lua_tostring(L, -1);
  luaL_argcheck(L, why[TD_EN] || why[TD_VI], arg,
                "a text or { en = ..., vi = ... } is needed");
  if (!why[TD_EN])
    why[TD_EN] = why[TD_VI];
  if (!why[TD_VI])
    why[TD_VI] = why[TD_EN];
}

/* ctx.skipped(outcome, n, why?): subjects that could not be judged */
static int l_ctx_skipped(lua_State *L)
{
  static const char *const names[] = { "no-data", "not-due", "not-applicable",
                                       NULL };
  static const td_outcome outcomes[] = { TD_NO_DATA, TD_NOT_DUE,
                                         TD_NOT_APPLICABLE };
  context *c = self(L);
  td_outcome o = outcomes[luaL_checkoption(L, 1, NULL, names)];
  int64_t n = luaL_checkinteger(L, 2);
  const char *why[TD_LANGS];
  td_err err;

  check_count(L, n, 2);
  check_why(L, 3, why);
  c->tally->counts[o] += n;
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

/* ctx.emit { subject = entity, period =, key =, message =, ... } */
static int l_ctx_emit(lua_State *L)
{
  context *c = self(L);
  int table;
  uint32_t row;
  td_value said;
  td_err err = { TD_OK, "" };

  td_scope_mask mask;

  luaL_checktype(L, 1, LUA_TTABLE);
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

/* ctx.params_of(row, day or period?) -> the parameters that hold for a row of
 * the rule's set on a day: by default the one the row is about */
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

/* ---- working days ---- */

static const td_calendar *check_calendar(lua_State *L, int arg)
{
  static const td_calendar plain = { NULL, NULL, 0 };
  context *c = self(L);
  const char *name = luaL_optstring(L, arg, "");
  const td_calendar *cal;

  if (!*name)
    return c->snap->n_calendars ? &c->snap->calendars[0] : &plain;
  cal = td_snapshot_calendar(c->snap, name);
  if (!cal)
    luaL_error(L, "the store has no calendar '%s'", name);
  return cal;
}

/* ctx.working_days(from, to, calendar?): after from, up to and with to */
static int l_ctx_working_days(lua_State *L)
{
  td_date from = td_check_date(L, 1), to = td_check_date(L, 2);

  lua_pushinteger(L, td_calendar_between(check_calendar(L, 3), from, to));
  return 1;
}

/* ctx.add_working_days(day, n, calendar?) -> date */
static int l_ctx_add_working_days(lua_State *L)
{
  td_date day = td_check_date(L, 1);
  lua_Integer n = luaL_checkinteger(L, 2);

  luaL_argcheck(L, n >= -3660 && n <= 3660, 2, "at most ten years of days");
  td_push_date(L, td_calendar_add(check_calendar(L, 3), day, (int)n));
  return 1;
}

/* ctx.is_working_day(day, calendar?) -> boolean */
static int l_ctx_is_working_day(lua_State *L)
{
  td_date day = td_check_date(L, 1);

  lua_pushboolean(L, td_calendar_is_working(check_calendar(L, 2), day));
  return 1;
}

/* ---- making it ---- */

static const luaL_Reg functions[] = {
  { "not_due", l_ctx_not_due },
  { "not_applicable", l_ctx_not_applicable },
  { "no_data", l_ctx_no_data },
  { "evaluated", l_ctx_evaluated },
  { "skipped", l_ctx_skipped },
  { "emit", l_ctx_emit },
  { "params_of", l_ctx_params_of },
  { "working_days", l_ctx_working_days },
  { "add_working_days", l_ctx_add_working_days },
  { "is_working_day", l_ctx_is_working_day },
  { NULL, NULL },
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
  luaL_setfuncs(L, functions, 1);
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

td_status td_ctx_push(td_state *s, const td_settled *settled,
                      struct td_snapshot *snap, td_tally *tally, td_err *err)
{
  context c = { settled, snap, tally };
  lua_State *L = td_state_lua(s);

  lua_pushcfunction(L, l_make_ctx);
  lua_pushlightuserdata(L, &c);
  return td_state_call(s, 1, 1, err);
}
