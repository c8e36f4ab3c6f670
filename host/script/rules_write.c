/* Rules as a list or one explained, written by the Lua library; the table they
 * are given as is documented in lua/tiendo/report/rules.lua. */
#include <lauxlib.h>
#include <stdlib.h>

#include "fill.h"
#include "push.h"
#include "rules.h"
#include "rules_write.h"
#include "schema.h"
#include "writer.h"

static void set_origin(lua_State *L, const char *key, td_rules *rules,
                       td_origin origin)
{
  const char *text = td_origin_text(&rules->arena, origin);

  if (!text)
    luaL_error(L, "out of memory");
  if (origin.file)
    td_fill_text(L, key, text);
}

/* A severity travels as its number. */
static void set_scoped_value(lua_State *L, td_rules *rules, const td_scoped *s)
{
  const char *written = td_value_written(&rules->arena, &s->value);

  if (!written)
    luaL_error(L, "out of memory");
  if (s->what == TD_SET_SEVERITY)
    written = td_severity_name((td_severity)s->value.as.i);
  td_fill_text(L, "written", written);
  if (s->what == TD_SET_SEVERITY)
    td_fill_text(L, "value", written);
  else
    td_fill_value(L, "value", &s->value);
}

/* { value, written, where, from, to, origin } for each scope in which `what`
 * is set. */
static void set_scoped(lua_State *L, const char *key, td_rules *rules,
                       const td_rule *r, int what)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (size_t i = 0; i < r->n_scoped; i++) {
    const td_scoped *s = &r->scoped[i];
    const td_scope *scope = &rules->settings.scopes[s->scope];
    if (s->what != what)
      continue;
    lua_createtable(L, 0, 6);
    set_scoped_value(L, rules, s);
    td_fill_text(L, "where", scope->where);
    td_fill_date(L, "from", scope->from);
    td_fill_date(L, "to", scope->to);
    set_origin(L, "origin", rules, s->origin);
    lua_rawseti(L, -2, ++n);
  }
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
  td_fill_text(L, "name", info.name);
  td_fill_text(L, "type", info.type);
  td_fill_text(L, "unit", info.unit);
  td_fill_text(L, "source", info.source);
  td_fill_words(L, "doc", p->doc[TD_EN], p->doc[TD_VI]);
  td_fill_limit(L, "min", p->min);
  td_fill_limit(L, "max", p->max);
  if (p->of)
    td_fill_value(L, "of", p->of);
  td_fill_value(L, "value", &p->value);
  td_fill_value(L, "standard", &p->standard);
  td_fill_text(L, "written", info.value);
  td_fill_text(L, "standard_written", info.standard);
  set_origin(L, "origin", rules, p->origin);
  set_scoped(L, "scoped", rules, &rules->list[rule], (int)i);
}

void td_fill_params(lua_State *L, td_rules *rules, size_t rule)
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
  td_fill_text(L, "rule", r->id);
  td_fill_words(L, "title", r->title[TD_EN], r->title[TD_VI]);
  td_fill_words(L, "message", r->message[TD_EN], r->message[TD_VI]);
  td_fill_words(L, "doc", r->doc[TD_EN], r->doc[TD_VI]);
  td_fill_text(L, "severity", td_severity_name(r->severity));
  td_fill_text(L, "over", td_schema[r->over].name);
  td_fill_text(L, "file", r->file);
  td_fill_list(L, "needs", r->need_names, r->n_needs);
  td_fill_list(L, "tags", r->tags, r->n_tags);
  td_fill_params(L, rules, i);
  if (*r->of)
    td_fill_text(L, "of", r->of);
  set_origin(L, "severity_origin", rules, r->severity_origin);
  set_scoped(L, "severity_scoped", rules, r, TD_SET_SEVERITY);
  td_fill_flag(L, "is_enabled", r->is_enabled);
  set_origin(L, "enabled_origin", rules, r->enabled_origin);
  set_scoped(L, "enabled_scoped", rules, r, TD_SET_ENABLED);
  td_fill_flag(L, "is_about_set", r->is_about_set);
  td_fill_flag(L, "is_after_waivers", r->is_after_waivers);
  td_fill_integer(L, "examples", r->n_examples);
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

static td_status write_rules(td_rules *rules, const char *module,
                             const char *function, const char *what,
                             const td_write_options *options, td_write_fn write,
                             void *ud, td_err *err)
{
  const listing l = { rules, what };
  const td_writing writing = { module, function, push_listing, &l };

  if (!rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are not loaded");
  return td_writer_once(&writing, options, write, ud, err);
}

td_status td_rules_list(td_rules *rules, const char *select,
                        const td_write_options *options, td_write_fn write,
                        void *ud, td_err *err)
{
  return write_rules(rules, "tiendo.report.rules", "list", select, options,
                     write, ud, err);
}

td_status td_rules_explain(td_rules *rules, const char *id,
                           const td_write_options *options, td_write_fn write,
                           void *ud, td_err *err)
{
  return write_rules(rules, "tiendo.report.rules", "explain", id, options,
                     write, ud, err);
}

td_status td_rules_settings(td_rules *rules, const char *select,
                            const td_write_options *options, td_write_fn write,
                            void *ud, td_err *err)
{
  return write_rules(rules, "tiendo.report.settings", "write", select, options,
                     write, ud, err);
}
