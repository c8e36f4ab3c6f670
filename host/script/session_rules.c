/* Rules within a session: made when they are first needed, run over the
 * snapshot, and tried before a new one is written. */
#include <lauxlib.h>
#include <string.h>

#include "fill.h"
#include "result.h"
#include "rules_write.h"
#include "session.h"

static td_session *self(lua_State *L)
{
  return (td_session *)lua_touserdata(L, lua_upvalueindex(1));
}

static int push_fail(lua_State *L, const td_err *err)
{
  lua_pushnil(L);
  lua_pushstring(L, err->text);
  return 2;
}

int td_session_gather(void *ud, const char *text, size_t n)
{
  return td_buffer_add(&((td_session *)ud)->text, text, n, NULL) != TD_OK;
}

/* A line for each, into what the session gathers. */
static void take_line(void *ud, const char *text)
{
  td_session_gather(ud, text, strlen(text));
  td_session_gather(ud, "\n", 1);
}

/* ---- loading ---------------------------------------------------------- */

static td_status make_builtin(td_rules **out, td_err *err)
{
  td_status rc = td_rules_new(out, err);

  return rc == TD_OK ? td_rules_add_builtin(*out, err) : rc;
}

/* Sets the parameters in the list of { name, value } at `sets`; 0: none. */
static td_status set_params(lua_State *L, int sets, td_rules *rules,
                            td_err *err)
{
  lua_Integer n = sets ? (lua_Integer)lua_rawlen(L, sets) : 0;
  td_status rc = TD_OK;

  for (lua_Integer i = 1; rc == TD_OK && i <= n; i++) {
    lua_rawgeti(L, sets, i);
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    rc = td_rules_set(rules, lua_tostring(L, -2), lua_tostring(L, -1), err);
    lua_pop(L, 3);
  }
  return rc;
}

/* Made, set and loaded; *out is the session's, also after a failure. */
static td_status make(td_session *s, td_rules **out, lua_State *L, int sets,
                      td_err *err)
{
  const td_session_options *o = &s->options;
  td_status rc =
      o->make_rules ? o->make_rules(o->ud, out, err) : make_builtin(out, err);

  if (rc == TD_OK)
    rc = set_params(L, sets, *out, err);
  if (rc == TD_OK)
    rc = td_rules_load(*out, o->workers, take_line, s, err);
  if (rc != TD_OK && s->text.n) {
    /* The first problem says more than that there are some. */
    size_t n = strcspn(s->text.data, "\n");
    return td_fail(err, rc, "%.*s", (int)n, s->text.data);
  }
  return rc;
}

td_status td_session_rules(td_session *s, td_err *err)
{
  td_rules *rules = NULL;
  td_status rc;

  if (s->rules)
    return TD_OK;
  rc = make(s, &rules, NULL, 0, err);
  if (rc == TD_OK)
    s->rules = rules;
  else
    td_rules_free(rules);
  return rc;
}

/* reload() -> true | nil, message; what does not load leaves the rules before
 * in force */
static int l_host_reload(lua_State *L)
{
  td_session *s = self(L);
  td_rules *before = s->rules;
  td_err err;
  td_status rc;

  td_session_drop(s);
  s->rules = NULL;
  rc = td_session_rules(s, &err);
  if (rc != TD_OK) {
    s->rules = before;
    return push_fail(L, &err);
  }
  td_rules_free(before);
  lua_pushboolean(L, true);
  return 1;
}

/* rules() -> list as of tiendo.report.rules | nil, message */
static int l_host_rules(lua_State *L)
{
  td_session *s = self(L);
  td_err err;

  td_session_drop(s);
  if (td_session_rules(s, &err) != TD_OK)
    return push_fail(L, &err);
  lua_createtable(L, (int)s->rules->n, 0);
  for (size_t i = 0; i < s->rules->n; i++) {
    td_push_listed_rule(L, s->rules, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* ---- checking --------------------------------------------------------- */

/* check(selection or nil, list of { "rule.param", value } or nil)
 * -> result as of tiendo.report, notes | nil, message */
static int l_host_check(lua_State *L)
{
  td_session *s = self(L);
  bool is_set = lua_istable(L, 2);
  const td_check_options o = { .size = sizeof(o),
                               .select = luaL_optstring(L, 1, NULL),
                               .workers = s->options.workers,
                               .ud = s,
                               .on_note = take_line,
                               .is_stopped = td_session_is_stopped };
  td_err err;
  td_status rc;

  td_session_drop(s);
  rc = is_set ? make(s, &s->trial, L, 2, &err) : td_session_rules(s, &err);
  if (rc == TD_OK)
    rc = td_check(&s->result, s->snap, is_set ? s->trial : s->rules, &o, &err);
  td_state_charge(L, 0); /* where it was stopped, this raises */
  if (rc != TD_OK)
    return push_fail(L, &err);
  td_push_result(L, s->result);
  lua_pushlstring(L, s->text.n ? s->text.data : "", s->text.n);
  td_session_drop(s);
  return 2;
}

/* why(id, rule or nil, lang, is coloured) -> text | nil, message */
static int l_host_why(lua_State *L)
{
  td_session *s = self(L);
  const td_why_options why = { .size = sizeof(why),
                               .rule = luaL_optstring(L, 2, NULL),
                               .workers = s->options.workers };
  const td_write_options how = { .size = sizeof(how),
                                 .lang = luaL_optstring(L, 3, NULL),
                                 .color = lua_toboolean(L, 4),
                                 .width = s->options.width,
                                 .limit = 40 };
  const char *id = luaL_checkstring(L, 1);
  td_err err;
  td_status rc;

  td_session_drop(s);
  rc = td_session_rules(s, &err);
  if (rc == TD_OK)
    rc = td_why(s->snap, s->rules, id, &why, &how, td_session_gather, s, &err);
  td_state_charge(L, 0); /* where it was stopped, this raises */
  if (rc != TD_OK)
    return push_fail(L, &err);
  lua_pushlstring(L, s->text.n ? s->text.data : "", s->text.n);
  return 1;
}

/* ---- a rule that is to be written ------------------------------------- */

static td_status try_rule(td_session *s, const char *name, const char *text,
                          size_t n, td_err *err)
{
  const td_test_options o = { .size = sizeof(o),
                              .lang = s->options.lang,
                              .workers = s->options.workers };
  const td_write_options how = { .size = sizeof(how), .lang = s->options.lang };
  td_status rc = td_rules_new(&s->trial, err);

  if (rc == TD_OK)
    rc = td_rules_add_text(s->trial, name, text, n, err);
  if (rc == TD_OK)
    rc = td_rules_load(s->trial, s->options.workers, take_line, s, err);
  if (rc == TD_OK)
    rc = td_rules_test(&s->tests, s->trial, &o, err);
  if (rc == TD_OK && td_tests_count(s->tests, TD_FAILED))
    rc = td_tests_write(s->tests, &how, td_session_gather, s, err);
  return rc;
}

/* try(name, text) -> "" or what failed | nil, message */
static int l_host_try(lua_State *L)
{
  td_session *s = self(L);
  size_t n;
  const char *name = luaL_checkstring(L, 1);
  const char *text = luaL_checklstring(L, 2, &n);
  td_err err;
  td_status rc;

  td_session_drop(s);
  rc = try_rule(s, name, text, n, &err);
  td_state_charge(L, 0);
  if (rc != TD_OK && !s->text.n)
    return push_fail(L, &err);
  lua_pushlstring(L, s->text.n ? s->text.data : "", s->text.n);
  return 1;
}

const luaL_Reg td_session_rule_functions[] = {
  { "reload", l_host_reload }, { "rules", l_host_rules },
  { "check", l_host_check },   { "why", l_host_why },
  { "try", l_host_try },       { NULL, NULL },
};
