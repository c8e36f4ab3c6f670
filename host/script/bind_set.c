/* Sets: some or all rows of one table, in reading order.
 *
 *   for t in ctx.plan.targets:each() do ... end
 *   local late = ctx.plan.reports:where { status = "late" }
 *   print(#late, late:sort("days_late", "desc")[1])
 *
 * A set is a list of row numbers; it is good for the turn in which it was
 * made, as entities are. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "plan_state.h"
#include "push.h"
#include "state.h"
#include "text.h"
#include "trace.h"

#define SET_T "tiendo.set"

typedef struct set_ud {
  int32_t table;
  uint32_t n;
  uint32_t stamp;
  const uint32_t *rows; /* NULL: all rows of the table */
  uint32_t own[];       /* what rows points to if the set owns them */
} set_ud;

/* ---- helpers ---- */

static td_plan_state *self_state(lua_State *L)
{
  return (td_plan_state *)lua_touserdata(L, lua_upvalueindex(1));
}

static const set_ud *to_set(lua_State *L, const td_plan_state *ps, int idx)
{
  const set_ud *s = (const set_ud *)luaL_testudata(L, idx, SET_T);

  if (!s) {
    td_arg_error(L, idx, "a set is needed; call it as set:method()");
    return NULL;
  }
  if (s->stamp != ps->turn.n)
    luaL_error(L, "set of %s used after its turn", td_schema[s->table].name);
  return s;
}

static uint32_t row_at(const set_ud *s, uint32_t i)
{
  return s->rows ? s->rows[i] : i;
}

/* A set that owns room for `room` rows and has none yet. [-0, +1, m] */
static set_ud *push_own(lua_State *L, const td_plan_state *ps, int table,
                        uint32_t room)
{
  set_ud *s = (set_ud *)lua_newuserdatauv(
      L, sizeof(*s) + (size_t)room * sizeof(s->own[0]), 0);

  s->table = table;
  s->n = 0;
  s->stamp = ps->turn.n;
  s->rows = s->own;
  luaL_setmetatable(L, SET_T);
  return s;
}

void td_push_rows(lua_State *L, int table, const uint32_t *rows, uint32_t n)
{
  set_ud *s = push_own(L, td_plan_state_of(L), table, 0);

  s->rows = rows;
  s->n = n;
}

void td_push_all(lua_State *L, int table)
{
  td_push_rows(L, table, NULL, td_plan_state_of(L)->snap->tables[table].n);
}

int64_t td_set_length(lua_State *L, int idx)
{
  const set_ud *s = (const set_ud *)luaL_testudata(L, idx, SET_T);

  return s ? (int64_t)s->n : -1;
}

int td_set_table(lua_State *L, int idx)
{
  const set_ud *s = (const set_ud *)luaL_testudata(L, idx, SET_T);

  return s ? s->table : -1;
}

/* The field named by argument `arg`; raises if there is none. */
static int check_field(lua_State *L, const set_ud *s, int arg)
{
  const char *name = lua_tostring(L, arg);
  int field = td_plan_field(s->table, name);

  if (field < 0)
    td_plan_no_field(L, s->table, name);
  return field;
}

/* Whether the function at index 2 is true for the row. */
static bool call_filter(lua_State *L, const set_ud *s, uint32_t row)
{
  bool is_in;

  td_state_charge(L, 1);
  lua_pushvalue(L, 2);
  td_push_entity(L, s->table, row);
  lua_call(L, 1, 1);
  is_in = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return is_in;
}

/* Whether every field of the table at index 2 equals the row's. Strings match
 * an entity by its code. */
static bool match_table(lua_State *L, td_plan_state *ps, const set_ud *s,
                        uint32_t row)
{
  bool is_in = true;

  td_state_charge(L, 1);
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    int table, field = td_plan_field(s->table, lua_tostring(L, -2));
    uint32_t at;
    td_plan_push_field(L, ps, s->table, row, field, lua_upvalueindex(3));
    if (lua_type(L, -2) == LUA_TSTRING && td_to_entity(L, -1, &table, &at)) {
      lua_pop(L, 1);
      lua_pushstring(L, td_snapshot_code(ps->snap, table, at));
    }
    is_in = lua_compare(L, -1, -2, LUA_OPEQ);
    lua_pop(L, 2);
    if (!is_in) {
      lua_pop(L, 1);
      return false;
    }
  }
  return true;
}

static void check_filter(lua_State *L, const set_ud *s)
{
  if (lua_isfunction(L, 2))
    return;
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "a filter names fields: where { status = \"late\" }");
    if (td_plan_field(s->table, lua_tostring(L, -1)) < 0)
      td_plan_no_field(L, s->table, lua_tostring(L, -1));
  }
}

static bool passes(lua_State *L, td_plan_state *ps, const set_ud *s,
                   uint32_t row)
{
  return lua_isfunction(L, 2) ? call_filter(L, s, row)
                              : match_table(L, ps, s, row);
}

/* ---- methods ---- */

static int l_set_where(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  set_ud *out;

  check_filter(L, s);
  lua_settop(L, 2);
  out = push_own(L, ps, s->table, s->n);
  for (uint32_t i = 0; i < s->n; i++)
    if (passes(L, ps, s, row_at(s, i)))
      out->own[out->n++] = row_at(s, i);
  return 1;
}

static int l_set_count(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  lua_Integer n = 0;

  if (lua_isnoneornil(L, 2)) {
    lua_pushinteger(L, s->n);
    return 1;
  }
  check_filter(L, s);
  lua_settop(L, 2);
  for (uint32_t i = 0; i < s->n; i++)
    n += passes(L, ps, s, row_at(s, i));
  lua_pushinteger(L, n);
  return 1;
}

static int l_set_first(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  bool has_filter = !lua_isnoneornil(L, 2);

  if (has_filter)
    check_filter(L, s);
  lua_settop(L, 2);
  for (uint32_t i = 0; i < s->n; i++)
    if (!has_filter || passes(L, ps, s, row_at(s, i))) {
      td_push_entity(L, s->table, row_at(s, i));
      return 1;
    }
  lua_pushnil(L);
  return 1;
}

static int l_set_find(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  int32_t row = td_snapshot_find(ps->snap, s->table, lua_tostring(L, 2));
  bool is_in = row != TD_NO_ROW && !s->rows;

  for (uint32_t i = 0; !is_in && row != TD_NO_ROW && i < s->n; i++)
    is_in = s->rows[i] == (uint32_t)row;
  if (is_in)
    td_push_entity(L, s->table, (uint32_t)row);
  else
    lua_pushnil(L);
  return 1;
}

static int l_set_existing(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  const td_table *t = &ps->snap->tables[s->table];
  int from = td_entity_field(t->entity, "valid_from");
  int to = td_entity_field(t->entity, "valid_to");
  td_date day = lua_isnoneornil(L, 2) ? ps->snap->as_of : td_check_date(L, 2);
  set_ud *out;

  if (from < 0 || to < 0)
    return luaL_error(L, "%s have no interval of existence", t->entity->name);
  out = push_own(L, ps, s->table, s->n);
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t row = row_at(s, i);
    td_date a = t->columns[from].as.date[row], b = t->columns[to].as.date[row];
    if ((a == TD_NO_DATE || a <= day) && (b == TD_NO_DATE || day <= b))
      out->own[out->n++] = row;
  }
  return 1;
}

static int l_set_pick(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  int field = check_field(L, s, 2);
  lua_Integer at = 0;

  lua_settop(L, 2);
  lua_createtable(L, (int)(s->n < 4096 ? s->n : 4096), 0);
  for (uint32_t i = 0; i < s->n; i++) {
    td_state_charge(L, 1);
    td_plan_push_field(L, ps, s->table, row_at(s, i), field,
                       lua_upvalueindex(3));
    if (lua_isnil(L, -1))
      lua_pop(L, 1);
    else
      lua_rawseti(L, -2, ++at);
  }
  return 1;
}

static int l_set_sum(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  int field = check_field(L, s, 2);
  double sum = 0;
  lua_Integer n = 0;

  for (uint32_t i = 0; i < s->n; i++) {
    td_plan_push_field(L, ps, s->table, row_at(s, i), field,
                       lua_upvalueindex(3));
    if (!lua_isnil(L, -1)) {
      if (!lua_isnumber(L, -1))
        return luaL_error(L, "sum: '%s' is no number", lua_tostring(L, 2));
      sum += lua_tonumber(L, -1);
      n++;
    }
    lua_pop(L, 1);
  }
  lua_pushnumber(L, sum);
  lua_pushinteger(L, n);
  return 2;
}

/* What a sort compares: the values of one field. */
typedef struct order {
  const td_plan_state *ps;
  int table, field;
  int sign;
} order;

static const char *text_of(const order *o, const td_plan_value *v)
{
  if (v->kind == TD_P_ROW)
    return td_snapshot_code(o->ps->snap, v->table, v->row);
  if (v->kind == TD_P_WORD)
    return v->word;
  if (v->kind == TD_P_TEXT)
    return td_snapshot_text(o->ps->snap, v->text);
  return td_snapshot_text(o->ps->snap, v->column->as.text[v->row]);
}

static double number_of(const td_plan_value *v)
{
  switch (v->column->field->type) {
  case TD_T_INT:
    return (double)v->column->as.integer[v->row];
  case TD_T_REAL:
    return v->column->as.real[v->row];
  case TD_T_BOOL:
    return v->column->as.boolean[v->row];
  case TD_T_PERIOD:
    return td_period_axis(v->column->as.period[v->row]);
  default:
    return v->column->as.date[v->row];
  }
}

static bool is_text(const td_plan_value *v)
{
  return v->kind != TD_P_COLUMN || v->column->field->type == TD_T_TEXT ||
         v->column->field->type == TD_T_CHOICE;
}

/* Missing values last either way; equal ones in reading order. */
static int compare_rows(const void *pa, const void *pb, void *ud)
{
  const order *o = (const order *)ud;
  uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
  td_plan_value va, vb;
  int cmp;

  td_plan_read(&va, o->ps->snap, o->table, a, o->field);
  td_plan_read(&vb, o->ps->snap, o->table, b, o->field);
  if (va.kind == TD_P_MISSING || vb.kind == TD_P_MISSING) {
    cmp = (va.kind == TD_P_MISSING) - (vb.kind == TD_P_MISSING);
  } else if (is_text(&va)) {
    const char *ta = text_of(o, &va), *tb = text_of(o, &vb);
    cmp = o->sign * td_text_compare_codes(ta, strlen(ta), tb, strlen(tb));
  } else {
    double na = number_of(&va), nb = number_of(&vb);
    cmp = o->sign * ((na > nb) - (na < nb));
  }
  return cmp ? cmp : (a > b) - (a < b);
}

static int l_set_sort(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  order o = { ps, s->table, check_field(L, s, 2),
              td_arg_choice(L, 3) > 0 ? -1 : 1 };
  set_ud *out = push_own(L, ps, s->table, s->n);

  for (uint32_t i = 0; i < s->n; i++) {
    td_plan_value v;
    if (ps->turn.trace)
      td_trace_field(ps->turn.trace, s->table, row_at(s, i), o.field);
    td_plan_read(&v, ps->snap, s->table, row_at(s, i), o.field);
    if (v.kind == TD_P_ROWS || v.kind == TD_P_SERIES || v.kind == TD_P_KIND)
      return luaL_error(L, "sort: '%s' has no order", lua_tostring(L, 2));
    out->own[out->n++] = row_at(s, i);
  }
  td_state_charge(L, (int64_t)s->n * 20);
  qsort_r(out->own, out->n, sizeof(out->own[0]), compare_rows, &o);
  return 1;
}

/* Numbers the groups in the table at 4 (text of the key -> number) by their
 * first row and puts { key = value } for each into the list at 3. */
static uint32_t number_groups(lua_State *L, td_plan_state *ps, const set_ud *s,
                              int field, uint32_t *group, uint32_t *size)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < s->n; i++) {
    td_state_charge(L, 1);
    td_plan_push_field(L, ps, s->table, row_at(s, i), field,
                       lua_upvalueindex(3));
    luaL_tolstring(L, -1, NULL);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 4) == LUA_TNUMBER) {
      group[i] = (uint32_t)lua_tointeger(L, -1);
    } else {
      lua_pop(L, 1);
      group[i] = n++;
      size[group[i]] = 0;
      lua_pushinteger(L, group[i]);
      lua_rawset(L, 4);
      lua_createtable(L, 0, 2);
      lua_insert(L, -2);
      lua_setfield(L, -2, "key");
      lua_rawseti(L, 3, n);
    }
    size[group[i]]++;
    lua_settop(L, 7);
  }
  return n;
}

static int l_set_group(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const set_ud *s = to_set(L, ps, 1);
  int field = check_field(L, s, 2);
  uint32_t *group, *size, n;
  set_ud **part;

  lua_settop(L, 2);
  lua_newtable(L); /* 3: result */
  lua_newtable(L); /* 4: numbers */
  group = (uint32_t *)lua_newuserdatauv(L, (s->n + 1u) * sizeof(*group), 0);
  size = (uint32_t *)lua_newuserdatauv(L, (s->n + 1u) * sizeof(*size), 0);
  part = (set_ud **)lua_newuserdatauv(L, (s->n + 1u) * sizeof(*part), 0);
  n = number_groups(L, ps, s, field, group, size);
  for (uint32_t g = 0; g < n; g++) {
    lua_rawgeti(L, 3, g + 1);
    part[g] = push_own(L, ps, s->table, size[g]);
    lua_setfield(L, -2, "rows");
    lua_pop(L, 1);
  }
  for (uint32_t i = 0; i < s->n; i++)
    part[group[i]]->own[part[group[i]]->n++] = row_at(s, i);
  lua_settop(L, 3);
  return 1;
}

/* ---- iteration and metamethods ---- */

static int l_set_next(lua_State *L)
{
  td_plan_state *ps = (td_plan_state *)lua_touserdata(L, lua_upvalueindex(1));
  const set_ud *s = to_set(L, ps, lua_upvalueindex(2));
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));

  if (i >= s->n)
    return 0;
  lua_pushinteger(L, i + 1);
  lua_replace(L, lua_upvalueindex(3));
  td_push_entity(L, s->table, row_at(s, (uint32_t)i));
  return 1;
}

static int l_set_each(lua_State *L)
{
  td_plan_state *ps = self_state(L);

  to_set(L, ps, 1);
  lua_pushlightuserdata(L, ps);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, l_set_next, 3);
  return 1;
}

#define FIELD TD_ARG("field", TD_A_FIELD, NULL)
#define ROW                                                                    \
  {                                                                            \
    TD_OPT("row", TD_A_ENTITY, "nil if there is none")                         \
  }
#define SOME                                                                   \
  {                                                                            \
    TD_ARG("set", TD_A_SET, NULL)                                              \
  }

static const td_function methods[] = {
  { "set:count",
    l_set_count,
    { TD_SELF, TD_OPT("filter", TD_A_FILTER, "default: all rows") },
    { TD_ARG("n", TD_A_INTEGER, NULL) },
    "How many rows fit.",
    "ctx.plan.targets:count { goal = \"3\" } --> 2" },
  { "set:each",
    l_set_each,
    { TD_SELF },
    { TD_ARG("next", TD_A_FUNCTION, "for the `for` loop") },
    "All rows in their order.",
    "for t in ctx.plan.targets:each() do assert(t.goal.code == \"3\") end" },
  { "set:existing",
    l_set_existing,
    { TD_SELF, TD_OPT("day", TD_A_DATE, "default: as of") },
    SOME,
    "The rows of agencies or areas that exist on a day.",
    "#ctx.plan.agencies:existing \"2020-01-01\" --> 1" },
  { "set:find",
    l_set_find,
    { TD_SELF, TD_ARG("code", TD_A_TEXT, NULL) },
    ROW,
    "The row that has the code.",
    "ctx.plan.targets:find(\"3.1\").goal.code --> \"3\"" },
  { "set:first",
    l_set_first,
    { TD_SELF, TD_OPT("filter", TD_A_FILTER, "default: any row") },
    ROW,
    "The first row that fits.",
    "ctx.plan.targets:first(function(t) return t.deadline end).code --> "
    "\"3.2\"" },
  { "set:group",
    l_set_group,
    { TD_SELF, FIELD },
    { { "groups", TD_A_LIST, "each has `key` and `rows`, a set",
        "{ key, rows }" } },
    "The rows by what stands in a field, in the order of their first rows.",
    "#ctx.plan.targets:group(\"goal\")[1].rows --> 2" },
  { "set:pick",
    l_set_pick,
    { TD_SELF, FIELD },
    { { "values", TD_A_LIST, NULL, "value" } },
    "What stands in a field of all rows; rows without it are left out.",
    "ctx.plan.targets:pick \"code\" --> { \"3.1\", \"3.2\" }" },
  { "set:sort",
    l_set_sort,
    { TD_SELF,
      FIELD,
      { "order", TD_A_CHOICE | TD_A_OPT, "default: asc", "asc|desc" } },
    SOME,
    "The rows by a field, numbers in codes by value; rows without it come "
    "last.",
    "ctx.plan.targets:sort(\"code\", \"desc\")[1].code --> \"3.2\"" },
  { "set:sum",
    l_set_sum,
    { TD_SELF, FIELD },
    { TD_ARG("sum", TD_A_NUMBER, NULL),
      TD_ARG("n", TD_A_INTEGER, "how many rows had a number") },
    "The sum of a field.",
    "ctx.plan.commitments:sum \"value\" --> 10.0, 1" },
  { "set:where",
    l_set_where,
    { TD_SELF, TD_ARG("filter", TD_A_FILTER,
                      "values that fields must have, rows by "
                      "their code; or a function of a row") },
    SOME,
    "The rows that fit.",
    "#ctx.plan.targets:where { code = \"3.1\" } --> 1" },
  { .name = NULL },
};

const td_about td_about_set = {
  "set",
  TD_IS_CLASS,
  "Some or all rows of one kind, in reading order: `#set`, `set[1]`. A set is "
  "good during the check of a row.",
  NULL,
  methods,
};

/* set[i] or set.method; the methods stand in the metatable itself. */
static int l_set_index(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  enum { ROOM = 32 };
  const set_ud *s = (const set_ud *)luaL_checkudata(L, 1, SET_T);
  const char *names[ROOM], *near;

  if (lua_isinteger(L, 2)) {
    lua_Integer i = lua_tointeger(L, 2);
    to_set(L, ps, 1);
    if (i < 1 || i > s->n)
      lua_pushnil(L);
    else
      td_push_entity(L, s->table, row_at(s, (uint32_t)(i - 1)));
    return 1;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &ps->set_mt);
  lua_pushvalue(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING && lua_rawget(L, -2) == LUA_TFUNCTION &&
      strncmp(lua_tostring(L, 2), "__", 2) != 0)
    return 1;
  near = td_text_nearest(luaL_tolstring(L, 2, NULL), names,
                         td_function_names(methods, names, ROOM));
  return luaL_error(L, "a set of %s has no '%s'%s%s%s",
                    td_schema[s->table].name, luaL_tolstring(L, 2, NULL),
                    near ? "; did you mean '" : "", near ? near : "",
                    near ? "'?" : "");
}

static int l_set_len(lua_State *L)
{
  lua_pushinteger(L, to_set(L, self_state(L), 1)->n);
  return 1;
}

static int l_set_tostring(lua_State *L)
{
  const set_ud *s = to_set(L, self_state(L), 1);

  lua_pushfstring(L, "%d %s", (int)s->n, td_schema[s->table].name);
  return 1;
}

static int l_set_newindex(lua_State *L)
{
  return luaL_error(L, "a set cannot be changed: rules only read the plan");
}

static const luaL_Reg metamethods[] = {
  { "__index", l_set_index },
  { "__newindex", l_set_newindex },
  { "__len", l_set_len },
  { "__tostring", l_set_tostring },
  { NULL, NULL },
};

void td_set_open(lua_State *L, td_plan_state *ps)
{
  td_plan_metatable(L, ps, SET_T, metamethods);
  td_plan_upvalues(L, ps);
  td_functions_set(L, methods, 3);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &ps->set_mt);
}
