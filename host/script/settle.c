/* Around the checks: which rules are selected, waivers, which findings are, and
 * writing the result; all through the Lua library in one trusted state. */
#include <lauxlib.h>
#include <stdint.h>
#include <string.h>

#include "result.h"
#include "writer.h"

/* ---- waivers and selection ---- */

typedef struct sifting {
  td_result *r;
  const char *select;
  td_err *err;           /* filled where an expression is wrong */
  const td_rules *rules; /* to choose from */
  bool *is_chosen;       /* a flag for each */
} sifting;

static const char *waiver_text(const td_result *r, uint32_t row,
                               const char *field)
{
  const td_table *t = &r->snap->tables[TD_WAIVERS];

  return td_snapshot_text(
      r->snap, t->columns[td_entity_field(t->entity, field)].as.text[row]);
}

static bool is_in_force(const td_result *r, uint32_t row)
{
  const td_table *t = &r->snap->tables[TD_WAIVERS];
  td_date from =
      t->columns[td_entity_field(t->entity, "valid_from")].as.date[row];
  td_date to = t->columns[td_entity_field(t->entity, "valid_to")].as.date[row];

  return from <= r->snap->as_of && r->snap->as_of <= to;
}

/* List of { code, scope, row } of the waivers in force. [-0, +1, m] */
static void push_waivers(lua_State *L, const td_result *r)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (uint32_t row = 0; row < r->snap->tables[TD_WAIVERS].n; row++) {
    if (!is_in_force(r, row))
      continue;
    lua_createtable(L, 0, 3);
    lua_pushstring(L, waiver_text(r, row, "code"));
    lua_setfield(L, -2, "code");
    lua_pushstring(L, waiver_text(r, row, "scope"));
    lua_setfield(L, -2, "scope");
    lua_pushinteger(L, row);
    lua_setfield(L, -2, "row");
    lua_rawseti(L, -2, ++n);
  }
}

/* Moves findings from failed to waived. Stack: ..., { [i] = row }. */
static void apply_waivers(lua_State *L, td_result *r)
{
  for (size_t i = 0; i < r->n_findings; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TNUMBER) {
      td_finding *f = &r->findings[i];
      f->waiver = (int32_t)lua_tointeger(L, -1);
      f->outcome = TD_WAIVED;
      for (size_t c = 0; c < r->n_checks; c++)
        if (r->checks[c].rule == f->rule) {
          r->checks[c].counts[TD_FAIL]--;
          r->checks[c].counts[TD_WAIVED]++;
        }
    }
    lua_pop(L, 1);
  }
}

/* Puts the selected ones first. Stack: ..., { [i] = true }. */
static void keep_findings(lua_State *L, td_result *r)
{
  size_t n = 0, n_left = 0;
  struct td_finding *left = (struct td_finding *)lua_newuserdatauv(
      L, (r->n_findings + 1) * sizeof(*left), 0);

  for (size_t i = 0; i < r->n_findings; i++) {
    lua_rawgeti(L, -2, (lua_Integer)i + 1);
    if (lua_toboolean(L, -1))
      r->findings[n++] = r->findings[i];
    else
      left[n_left++] = r->findings[i];
    lua_pop(L, 1);
  }
  memcpy(r->findings + n, left, n_left * sizeof(*left));
  r->n_findings = n;
  lua_pop(L, 1);
}

/* Pushes the list of findings for sifting. [-0, +1, m] */
static void push_findings(lua_State *L, const td_result *r)
{
  lua_createtable(L, (int)r->n_findings, 0);
  for (size_t i = 0; i < r->n_findings; i++) {
    td_push_finding(L, r, &r->findings[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* Calls a function of tiendo.sift with n arguments, which are on top above it;
 * false, and err is filled, if it gives nil and a message. Leaves what it gave
 * on top. [-(n + 1), +1, e] */
static bool sift(lua_State *L, const sifting *s, int n, td_status code,
                 const char *what)
{
  lua_call(L, n, 2);
  if (lua_isnil(L, -2)) {
    td_fail(s->err, code, "%s%s", what, lua_tostring(L, -1));
    return false;
  }
  lua_pop(L, 1);
  return true;
}

static int l_settle(lua_State *L)
{
  sifting *s = (sifting *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.sift", "waive");
  push_findings(L, s->r);
  push_waivers(L, s->r);
  if (!sift(L, s, 2, TD_EDATA, ""))
    return 0;
  apply_waivers(L, s->r);
  if (!s->select)
    return 0;
  td_push_export(L, "tiendo.sift", "select");
  lua_pushstring(L, s->select);
  push_findings(L, s->r);
  if (sift(L, s, 2, TD_EUSAGE, "--select: "))
    keep_findings(L, s->r);
  return 0;
}

/* Reads the flags. Stack: ..., { [i] = true }. */
static void choose_rules(lua_State *L, const sifting *s)
{
  for (size_t i = 0; i < s->rules->n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    s->is_chosen[i] = lua_toboolean(L, -1);
    lua_pop(L, 1);
  }
}

static int l_choose(lua_State *L)
{
  sifting *s = (sifting *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.sift", "choose");
  lua_pushstring(L, s->select);
  lua_createtable(L, (int)s->rules->n, 0);
  for (size_t i = 0; i < s->rules->n; i++) {
    td_push_rule(L, &s->rules->list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  if (sift(L, s, 2, TD_EUSAGE, "--select: "))
    choose_rules(L, s);
  return 0;
}

/* Runs f over the sifting. */
static td_status run(const sifting *s, lua_CFunction f, td_err *err)
{
  lua_State *L = td_state_lua(s->r->state);
  td_status rc;

  lua_pushcfunction(L, f);
  lua_pushlightuserdata(L, (void *)(uintptr_t)s);
  rc = td_state_call(s->r->state, 1, 0, err);
  if (rc == TD_OK && s->err->code != TD_OK)
    rc = td_fail(err, s->err->code, "%s", s->err->text);
  return rc;
}

td_status td_result_choose(td_result *r, bool *is_chosen, const td_rules *rules,
                           const char *select, td_err *err)
{
  td_err why = { TD_OK, "" };
  const sifting s = { r, select, &why, rules, is_chosen };
  td_status rc = td_state_new(&r->state, TD_STATE_HOST, NULL, err);

  for (size_t i = 0; i < rules->n; i++)
    is_chosen[i] = true;
  return rc == TD_OK && select ? run(&s, l_choose, err) : rc;
}

td_status td_result_settle(td_result *r, const char *select, td_err *err)
{
  td_err why = { TD_OK, "" };
  const sifting s = { r, select, &why, NULL, NULL };

  if (!select && (!r->n_findings || !r->snap->tables[TD_WAIVERS].n))
    return TD_OK;
  return run(&s, l_settle, err);
}

/* ---- messages ---- */

typedef struct rendering {
  td_result *r;
  td_finding *f;
  int lang;
} rendering;

static int l_render(lua_State *L)
{
  rendering *m = (rendering *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.report.finding", "message");
  td_push_finding(L, m->r, m->f);
  lua_pushstring(L, m->lang == TD_VI ? "vi" : "en");
  lua_call(L, 2, 1);
  m->f->rendered[m->lang] =
      td_arena_printf(&m->r->arena, "%s", luaL_checkstring(L, -1));
  return 0;
}

td_status td_finding_message(const char **out, td_result *r, size_t i,
                             const char *lang, td_err *err)
{
  rendering m = { r, NULL, TD_EN };
  lua_State *L = td_state_lua(r->state);
  td_status rc = TD_OK;

  *out = "";
  if (i >= r->n_found)
    return td_fail(err, TD_EUSAGE, "there is no finding %zu", i);
  m.f = &r->findings[i];
  m.lang = lang && !strcmp(lang, "vi") ? TD_VI : TD_EN;
  if (!m.f->rendered[m.lang]) {
    lua_pushcfunction(L, l_render);
    lua_pushlightuserdata(L, &m);
    rc = td_state_call(r->state, 1, 0, err);
  }
  if (rc == TD_OK && !m.f->rendered[m.lang])
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    *out = m.f->rendered[m.lang];
  return rc;
}

/* ---- writing ---- */

typedef struct report {
  const td_result *r;
  const char *format;
} report;

static int push_report(lua_State *L, const void *ud)
{
  const report *what = (const report *)ud;

  td_push_result(L, what->r);
  lua_pushstring(L, what->format);
  return 2;
}

td_status td_result_write(td_result *r, const td_write_options *options,
                          td_write_fn write, void *ud, td_err *err)
{
  const report what = { r,
                        options && options->format ? options->format : "text" };
  const td_writing writing = { "tiendo.report", "write", push_report, &what };

  return td_writer_run(r->state, &writing, options, write, ud, err);
}
