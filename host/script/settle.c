/* Around the checks: which rules and findings are selected, and writing the
 * result; all through the Lua library in one trusted state. */
#include <lauxlib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "result.h"
#include "waiving.h"
#include "writer.h"

/* ---- selection ---- */

typedef struct sifting {
  td_result *r;
  const char *select;
  td_err *err;           /* filled where an expression is wrong */
  const td_rules *rules; /* to choose from */
  bool *is_chosen;       /* a flag for each */
} sifting;

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
static bool sift(lua_State *L, const sifting *s, int n)
{
  lua_call(L, n, 2);
  if (lua_isnil(L, -2)) {
    td_fail(s->err, TD_EUSAGE, "--select: %s", lua_tostring(L, -1));
    return false;
  }
  lua_pop(L, 1);
  return true;
}

static int l_select(lua_State *L)
{
  sifting *s = (sifting *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.sift", "select");
  lua_pushstring(L, s->select);
  push_findings(L, s->r);
  if (sift(L, s, 2))
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
  if (sift(L, s, 2))
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

td_status td_result_settle(td_result *r, const struct td_waiving *w,
                           const char *select, td_err *err)
{
  td_err why = { TD_OK, "" };
  const sifting s = { r, select, &why, NULL, NULL };
  td_status rc = td_waiving_apply(w, r, err);

  if (rc != TD_OK || !select)
    return rc;
  r->select = td_arena_printf(&r->arena, "%s", select);
  return r->select ? run(&s, l_select, err) : td_fail_memory(err);
}

td_status td_result_select_again(td_result *r, td_err *err)
{
  td_err why = { TD_OK, "" };
  const sifting s = { r, r->select, &why, NULL, NULL };

  if (!r->select)
    return TD_OK;
  r->n_findings = r->n_found;
  td_result_sort(r);
  return run(&s, l_select, err);
}

void td_result_tell_unfit(const td_result *r,
                          void (*on_note)(void *ud, const char *text), void *ud)
{
  char text[80];

  if (!on_note || !r->select || !r->n_found || r->n_findings)
    return;
  snprintf(text, sizeof(text), "--select fits none of the %zu findings",
           r->n_found);
  on_note(ud, text);
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

  /* The page tells about the plan too, not only about the result. */
  if (!strcmp(what.format, "html"))
    return td_report_write(r, options, write, ud, err);
  return td_writer_run(r->state, &writing, options, write, ud, err);
}
