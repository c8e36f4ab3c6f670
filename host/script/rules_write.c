/* Rules as a list or one explained, written by the Lua library; the table they
 * are given as is documented in lua/tiendo/report/rules.lua. */
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>

#include "convert.h"
#include "rules.h"
#include "rules_write.h"
#include "schema.h"
#include "writer.h"

static void set_text(lua_State *L, const char *key, const char *text)
{
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_words(lua_State *L, const char *key,
                      const char *const words[TD_LANGS])
{
  lua_createtable(L, 0, TD_LANGS);
  set_text(L, "en", words[TD_EN]);
  set_text(L, "vi", words[TD_VI]);
  lua_setfield(L, -2, key);
}

static void set_list(lua_State *L, const char *key, const char *const *texts,
                     size_t n)
{
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushstring(L, texts[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, key);
}

static void set_limit(lua_State *L, const char *key, double limit)
{
  if (isinf(limit))
    return;
  lua_pushnumber(L, limit);
  lua_setfield(L, -2, key);
}

static void set_value(lua_State *L, const char *key, const td_value *v)
{
  td_push_value(L, v, NULL, NULL);
  lua_setfield(L, -2, key);
}

/* [-0, +1, e] */
static void push_param(lua_State *L, td_rules *rules, size_t rule, size_t i)
{
  const td_param *p = &rules->list[rule].params[i];
  td_param_info info;
  td_err err;

  if (td_rules_param(rules, rule, i, &info, &err) != TD_OK)
    luaL_error(L, "%s", err.text);
  lua_createtable(L, 0, 12);
  set_text(L, "name", info.name);
  set_text(L, "type", info.type);
  set_text(L, "unit", info.unit);
  set_text(L, "source", info.source);
  set_words(L, "doc", p->doc);
  set_limit(L, "min", p->min);
  set_limit(L, "max", p->max);
  if (p->of)
    set_value(L, "of", p->of);
  set_value(L, "value", &p->value);
  set_value(L, "standard", &p->standard);
  set_text(L, "written", info.value);
  set_text(L, "standard_written", info.standard);
  lua_pushboolean(L, p->is_set);
  lua_setfield(L, -2, "is_set");
}

static void set_params(lua_State *L, td_rules *rules, size_t rule)
{
  size_t n = rules->list[rule].n_params;

  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    push_param(L, rules, rule, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "params");
}

void td_push_listed_rule(lua_State *L, td_rules *rules, size_t i)
{
  const td_rule *r = &rules->list[i];

  lua_createtable(L, 0, 12);
  set_text(L, "rule", r->id);
  set_words(L, "title", r->title);
  set_words(L, "message", r->message);
  set_words(L, "doc", r->doc);
  set_text(L, "severity", td_severity_name(r->severity));
  set_text(L, "over", td_schema[r->over].name);
  set_text(L, "file", r->file);
  set_list(L, "needs", r->need_names, r->n_needs);
  set_list(L, "tags", r->tags, r->n_tags);
  set_params(L, rules, i);
  lua_pushboolean(L, r->is_about_set);
  lua_setfield(L, -2, "is_about_set");
  lua_pushinteger(L, r->n_examples);
  lua_setfield(L, -2, "examples");
}

typedef struct listing {
  td_rules *rules;
  const char *what; /* a selection or an id; may be NULL */
} listing;

static int push_listing(lua_State *L, const void *ud)
{
  const listing *l = (const listing *)ud;

  luaL_checkstack(L, 12, NULL);
  lua_createtable(L, (int)l->rules->n, 0);
  for (size_t i = 0; i < l->rules->n; i++) {
    td_push_listed_rule(L, l->rules, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushstring(L, l->what);
  return 2;
}

static td_status write_rules(td_rules *rules, const char *function,
                             const char *what, const td_write_options *options,
                             td_write_fn write, void *ud, td_err *err)
{
  const listing l = { rules, what };
  const td_writing writing = { "tiendo.report.rules", function, push_listing,
                               &l };
  td_state *s = NULL;
  td_status rc;

  if (!rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are not loaded");
  rc = td_state_new(&s, TD_STATE_HOST, NULL, err);
  if (rc == TD_OK)
    rc = td_writer_run(s, &writing, options, write, ud, err);
  td_state_free(s);
  return rc;
}

td_status td_rules_list(td_rules *rules, const char *select,
                        const td_write_options *options, td_write_fn write,
                        void *ud, td_err *err)
{
  return write_rules(rules, "list", select, options, write, ud, err);
}

td_status td_rules_explain(td_rules *rules, const char *id,
                           const td_write_options *options, td_write_fn write,
                           void *ud, td_err *err)
{
  return write_rules(rules, "explain", id, options, write, ud, err);
}
