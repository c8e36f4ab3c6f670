/* Which scopes meet a row is asked of the selection library once, before the
 * rules run; what follows from it is read off in C. */
#include "scope.h"

#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "fill.h"
#include "plan.h"
#include "writer.h"

/* ---- what holds ---- */

td_date td_scope_day(const struct td_snapshot *snap, int table, uint32_t row)
{
  static const char *const names[] = { "due", "due_on", "period" };
  const td_table *t = &snap->tables[table];

  for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
    int field = td_entity_field(t->entity, names[i]);
    td_date day = TD_NO_DATE;
    if (field < 0)
      continue;
    if (t->entity->fields[field].type == TD_T_DATE)
      day = t->columns[field].as.date[row];
    else if (td_period_is_valid(t->columns[field].as.period[row]))
      day = td_period_last(t->columns[field].as.period[row]);
    if (day != TD_NO_DATE)
      return day;
  }
  return snap->as_of;
}

td_scope_mask td_scope_mask_of(const td_settled *s, int64_t row, td_date day)
{
  td_scope_mask m;

  if (!s->rows || row < 0)
    return 0;
  m = s->rows[row];
  for (size_t bit = 0; m && bit < s->rule->n_scopes; bit++) {
    const td_scope *scope = &s->scopes[s->rule->scopes[bit]];
    if ((scope->from != TD_NO_DATE && day < scope->from) ||
        (scope->to != TD_NO_DATE && day > scope->to))
      m &= ~((td_scope_mask)1 << bit);
  }
  return m;
}

const td_scoped *td_scope_last(const td_settled *s, td_scope_mask m, int what)
{
  for (size_t i = m ? s->rule->n_scoped : 0; i > 0; i--) {
    const td_scoped *one = &s->rule->scoped[i - 1];
    if (one->what == what && (m >> one->bit & 1))
      return one;
  }
  return NULL;
}

const td_value *td_scope_value(const td_settled *s, td_scope_mask m,
                               size_t param)
{
  const td_scoped *one = td_scope_last(s, m, (int)param);

  return one ? &one->value : &s->rule->params[param].value;
}

int td_scope_severity(const td_settled *s, td_scope_mask m)
{
  const td_scoped *one = td_scope_last(s, m, TD_SET_SEVERITY);

  if (one)
    return (int)one->value.as.i;
  return s->rule->severity_origin.file ? (int)s->rule->severity : -1;
}

const td_origin *td_scope_off(const td_settled *s, td_scope_mask m)
{
  const td_scoped *one = td_scope_last(s, m, TD_SET_ENABLED);

  if (one)
    return one->value.as.b ? NULL : &one->origin;
  return s->rule->is_enabled ? NULL : &s->rule->enabled_origin;
}

static const char tables_key = 0; /* its address is the registry's key */

void td_scope_push(lua_State *L, const td_settled *s, td_scope_mask m)
{
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &tables_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &tables_key);
  }
  if (lua_rawgeti(L, -1, (lua_Integer)m) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, (int)s->rule->n_params);
    for (size_t i = 0; i < s->rule->n_params; i++) {
      td_push_value(L, td_scope_value(s, m, i), NULL, NULL);
      lua_setfield(L, -2, s->rule->params[i].name);
    }
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, (lua_Integer)m);
  }
  lua_remove(L, -2);
}

const char *td_scope_text(td_arena *a, const td_settled *s, td_scope_mask m)
{
  const char *text = "";

  for (size_t i = 0; text && i < s->rule->n_params; i++) {
    const char *value = td_value_written(a, td_scope_value(s, m, i));
    if (!value)
      return NULL;
    text = td_arena_printf(a, "%s%s%s = %s", text, i ? ", " : "",
                           s->rule->params[i].name, value);
  }
  return text;
}

/* ---- which scopes meet which rows ---- */

typedef struct settling {
  const struct td_rules *all;
  struct td_snapshot *snap;
  td_settled *at; /* the rule at hand */
  td_scope_mask *rows;
  bool *is_met; /* by scope of all */
  td_err *err;
} settling;

static void set_code(lua_State *L, const struct td_snapshot *snap,
                     const char *key, int table, int32_t row)
{
  if (row == TD_NO_ROW)
    return;
  lua_pushstring(L, td_snapshot_code(snap, table, (uint32_t)row));
  lua_setfield(L, -2, key);
}

/* Where it is: itself, its own area, or that of its series. */
static int32_t area_of(const struct td_snapshot *snap, int table, uint32_t row)
{
  int32_t area = td_snapshot_ref_of(snap, table, row, "area");
  int32_t series = td_snapshot_ref_of(snap, table, row, "series");

  if (table == TD_AREAS)
    return (int32_t)row;
  if (area == TD_NO_ROW && series != TD_NO_ROW)
    area = td_snapshot_ref_of(snap, TD_SERIES, (uint32_t)series, "area");
  return area;
}

static void set_period(lua_State *L, const struct td_snapshot *snap, int table,
                       uint32_t row)
{
  const td_table *t = &snap->tables[table];
  int field = td_entity_field(t->entity, "period");
  char buf[TD_PERIOD_TEXT];

  if (field >= 0 && td_period_is_valid(t->columns[field].as.period[row]))
    td_fill_text(L, "period",
                 td_period_text(buf, t->columns[field].as.period[row]));
}

static void set_labels(lua_State *L, const struct td_snapshot *snap, int table,
                       uint32_t row)
{
  lua_createtable(L, 2, 0);
  lua_pushstring(L, td_snapshot_label(snap, table, row, "en"));
  lua_rawseti(L, -2, 1);
  lua_pushstring(L, td_snapshot_label(snap, table, row, "vi"));
  lua_rawseti(L, -2, 2);
  lua_setfield(L, -2, "label");
}

/* The fields of select.subject_fields. [-0, +1, m] */
static void push_subject(lua_State *L, const settling *s, uint32_t row)
{
  const td_rule *rule = s->at->rule;
  td_place place = td_snapshot_place(s->snap, rule->over, row);

  lua_createtable(L, 0, 12);
  td_fill_text(L, "rule", rule->id);
  lua_pushlstring(L, rule->id, strcspn(rule->id, "."));
  lua_setfield(L, -2, "topic");
  lua_createtable(L, (int)rule->n_tags, 0);
  for (size_t i = 0; i < rule->n_tags; i++) {
    lua_pushstring(L, rule->tags[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "tag");
  set_code(L, s->snap, "goal", TD_GOALS, place.goal);
  set_code(L, s->snap, "target", TD_TARGETS, place.target);
  set_code(L, s->snap, "agency", TD_AGENCIES, place.agency);
  set_code(L, s->snap, "area", TD_AREAS, area_of(s->snap, rule->over, row));
  set_code(L, s->snap, "subject", rule->over, (int32_t)row);
  td_fill_text(L, "kind", td_schema[rule->over].kind);
  set_labels(L, s->snap, rule->over, row);
  set_period(L, s->snap, rule->over, row);
}

/* Whether the test at `test`, nil for one that has no condition, holds for the
 * subject on top. [-0, +0, e] */
static bool is_meant(lua_State *L, int test)
{
  bool is_true;

  if (lua_isnil(L, test))
    return true;
  lua_pushvalue(L, test);
  lua_pushvalue(L, -2);
  lua_call(L, 1, 1);
  is_true = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return is_true;
}

/* Pushes the test of each scope of the rule, in the order of their bits. */
static void push_tests(lua_State *L, const settling *s)
{
  const td_rule *rule = s->at->rule;

  for (size_t bit = 0; bit < rule->n_scopes; bit++) {
    const char *where = s->all->settings.scopes[rule->scopes[bit]].where;
    if (!*where) {
      lua_pushnil(L);
      continue;
    }
    td_push_export(L, "tiendo.settings", "scope");
    lua_pushstring(L, where);
    lua_call(L, 1, 1);
  }
}

/* Argument: the settling. Marks which scopes meet which rows. */
static int l_mark(lua_State *L)
{
  settling *s = (settling *)lua_touserdata(L, 1);
  const td_rule *rule = s->at->rule;
  uint32_t n = s->snap->tables[rule->over].n;

  luaL_checkstack(L, TD_RULE_SCOPES + 16, NULL);
  push_tests(L, s);
  for (uint32_t row = 0; row < n; row++) {
    push_subject(L, s, row);
    for (size_t bit = 0; bit < rule->n_scopes; bit++) {
      if (!is_meant(L, (int)bit + 2))
        continue;
      s->rows[row] |= (td_scope_mask)1 << bit;
      s->is_met[rule->scopes[bit]] = true;
    }
    lua_pop(L, 1);
  }
  return 0;
}

static td_status settle_one(settling *s, td_arena *a, td_state *state)
{
  lua_State *L = td_state_lua(state);
  uint32_t n = s->snap->tables[s->at->rule->over].n;

  s->rows = (td_scope_mask *)td_arena_array(a, n, sizeof(*s->rows));
  if (!s->rows)
    return td_fail_memory(s->err);
  s->at->rows = s->rows;
  lua_pushcfunction(L, l_mark);
  lua_pushlightuserdata(L, s);
  return td_state_call(state, 1, 0, s->err);
}

/* What is set everywhere later takes the place of what a scope sets. */
static bool sets_anything(const td_rule *rule, size_t scope)
{
  for (size_t i = 0; i < rule->n_scoped; i++)
    if (rule->scoped[i].scope == (int)scope)
      return true;
  return false;
}

/* Tells the scopes that set something for one of the rules and meet no row. */
static td_status tell_unmet(const settling *s, const td_rule *const *rules,
                            size_t n, td_arena *a,
                            void (*on_note)(void *ud, const char *text),
                            void *ud)
{
  for (size_t scope = 0; scope < s->all->settings.n_scopes; scope++) {
    bool is_set = false;
    const char *text;
    for (size_t i = 0; i < n && !is_set; i++)
      is_set = sets_anything(rules[i], scope);
    if (!is_set || s->is_met[scope])
      continue;
    text = td_arena_printf(a, "%s:%d: the scope meets no row: %s",
                           s->all->settings.scopes[scope].origin.file,
                           s->all->settings.scopes[scope].origin.line,
                           s->all->settings.scopes[scope].where);
    if (!text)
      return td_fail_memory(s->err);
    on_note(ud, text);
  }
  return TD_OK;
}

td_status td_scope_settle(td_settled *out, const td_rule *const *rules,
                          size_t n, const struct td_rules *all,
                          struct td_snapshot *snap, td_arena *a, td_state *s,
                          void (*on_note)(void *ud, const char *text), void *ud,
                          td_err *err)
{
  settling at = { .all = all, .snap = snap, .err = err };
  td_status rc = TD_OK;

  at.is_met = (bool *)td_arena_array(a, all->settings.n_scopes, sizeof(bool));
  if (!at.is_met)
    return td_fail_memory(err);
  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    out[i] = (td_settled){ .rule = rules[i], .scopes = all->settings.scopes };
    at.at = &out[i];
    if (rules[i]->n_scoped)
      rc = settle_one(&at, a, s);
  }
  if (rc == TD_OK && on_note)
    rc = tell_unmet(&at, rules, n, a, on_note, ud);
  return rc;
}
