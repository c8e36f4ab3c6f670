/* What is found out about a finding, as the table that lua/tiendo/why.lua
 * documents. */
#include <lauxlib.h>
#include <sha256.h>
#include <string.h>

#include "convert.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "rules_write.h"
#include "why.h"
#include "writer.h"

static const td_rule *rule_of(const td_why_answer *w)
{
  return &w->rules->list[w->rule];
}

/* ---- settings ---- */

static void set_origin(lua_State *L, const td_why_answer *w, td_origin origin)
{
  const char *text = td_origin_text(&w->rules->arena, origin);

  if (!text)
    luaL_error(L, "out of memory");
  if (origin.file)
    td_fill_text(L, "origin", text);
}

/* origin, and where, from, to of the scope in which it holds. */
static void set_scope(lua_State *L, const td_why_answer *w, const td_scoped *s)
{
  const td_scope *scope = &w->rules->settings.scopes[s->scope];

  set_origin(L, w, s->origin);
  td_fill_text(L, "where", scope->where);
  td_fill_date(L, "from", scope->from);
  td_fill_date(L, "to", scope->to);
}

static void set_written(lua_State *L, const td_why_answer *w, const char *key,
                        const td_value *v)
{
  const char *text = td_value_written(&w->rules->arena, v);

  if (!text)
    luaL_error(L, "out of memory");
  td_fill_text(L, key, text);
}

static void push_param(lua_State *L, const td_why_answer *w, td_scope_mask m,
                       size_t i)
{
  const td_param *p = &rule_of(w)->params[i];
  const td_value *value = td_scope_value(&w->settled, m, i);
  const td_scoped *scoped = td_scope_last(&w->settled, m, (int)i);

  lua_createtable(L, 0, 10);
  td_fill_text(L, "name", p->name);
  td_fill_text(L, "unit", p->unit);
  td_fill_words(L, "doc", p->doc[TD_EN], p->doc[TD_VI]);
  td_fill_value(L, "value", value);
  set_written(L, w, "written", value);
  set_written(L, w, "standard_written", &p->standard);
  if (scoped)
    set_scope(L, w, scoped);
  else
    set_origin(L, w, p->origin);
}

/* Whether the rule asked for the parameters of its rows, as one that looks at
 * all of them must for scopes to count. */
static bool has_asked(const td_why_answer *w)
{
  const td_value *calls =
      td_value_get(td_value_get(&w->traced, "trace"), "calls");

  for (size_t i = 0; calls && i < calls->as.list.n; i++)
    if (!strcmp(
            td_value_text(td_value_get(&calls->as.list.items[i], "name"), ""),
            "ctx.params_of"))
      return true;
  return false;
}

static void set_params(lua_State *L, const td_why_answer *w)
{
  const td_rule *rule = rule_of(w);
  td_scope_mask m = rule->is_about_set && !has_asked(w) ? 0 : w->mask;

  lua_createtable(L, (int)rule->n_params, 0);
  for (size_t i = 0; i < rule->n_params; i++) {
    push_param(L, w, m, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "params");
}

/* { by, standard } and, where it was set, who set it. */
static void set_severity(lua_State *L, const td_why_answer *w)
{
  const td_rule *rule = rule_of(w);
  const td_scoped *scoped =
      td_scope_last(&w->settled, w->mask, TD_SET_SEVERITY);
  const char *by = "rule";

  lua_createtable(L, 0, 6);
  td_fill_text(L, "standard", td_severity_name(rule->severity));
  if (scoped) {
    set_scope(L, w, scoped);
    by = "set";
  } else if (rule->severity_origin.file) {
    set_origin(L, w, rule->severity_origin);
    by = "set";
  } else if (w->finding->severity != rule->severity) {
    by = "own";
  }
  td_fill_text(L, "by", by);
  lua_setfield(L, -2, "severity");
}

/* ---- rule and run ---- */

static void set_hash(lua_State *L, const td_rule *rule)
{
  SHA256_CTX sha;
  char hex[SHA256_DIGEST_STRING_LENGTH];

  SHA256Init(&sha);
  SHA256Update(&sha, (const uint8_t *)rule->text, rule->n);
  SHA256End(&sha, hex);
  lua_pushfstring(L, "sha256:%s", hex);
  lua_setfield(L, -2, "hash");
}

static void set_rule(lua_State *L, const td_why_answer *w)
{
  const td_rule *rule = rule_of(w);

  td_push_listed_rule(L, w->rules, w->rule);
  lua_pushlstring(L, rule->text, rule->n);
  lua_setfield(L, -2, "text");
  set_hash(L, rule);
  lua_setfield(L, -2, "rule");
}

static void set_run(lua_State *L, const td_why_answer *w)
{
  char data[TD_HASH_TEXT], rules[TD_RULES_HASH], settings[TD_RULES_HASH];

  td_snapshot_hash(w->snap, data);
  td_rules_hash(w->rules, rules);
  td_settings_hash(w->rules, settings);
  lua_createtable(L, 0, 5);
  td_fill_date(L, "as_of", w->snap->as_of);
  td_fill_date(L, "known_at", w->snap->known_at);
  td_fill_text(L, "data", data);
  td_fill_text(L, "rules", rules);
  td_fill_text(L, "settings", settings);
  lua_setfield(L, -2, "run");
}

/* ---- what came of it ---- */

/* counts by outcome, reasons and the text of the first error. */
static void set_checked(lua_State *L, const td_why_answer *w)
{
  const td_checked *c = &w->again->checks[w->rule];

  lua_createtable(L, 0, TD_OUTCOMES);
  for (int o = 0; o < TD_OUTCOMES; o++)
    td_fill_integer(L, td_outcome_name((td_outcome)o), c->counts[o]);
  lua_setfield(L, -2, "counts");
  if (c->reasons)
    td_fill_value(L, "reasons", c->reasons);
  if (w->again->n_errors)
    td_fill_text(L, "error", w->again->errors[0].message);
}

/* What the rule ran into when the whole plan was checked. */
static void set_run_error(lua_State *L, const td_why_answer *w)
{
  for (size_t i = 0; i < w->result->n_errors; i++)
    if (w->result->errors[i].rule == rule_of(w)) {
      td_fill_text(L, "run_error", w->result->errors[i].message);
      return;
    }
}

/* Findings about the subject that are not the one asked for. */
static void set_others(lua_State *L, const td_why_answer *w)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (size_t i = 0; i < w->again->n_findings; i++) {
    const td_finding *f = &w->again->findings[i];
    if (f->table != w->table || f->row != w->row || !strcmp(f->id, w->id))
      continue;
    td_push_finding(L, w->again, f);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "others");
}

static void set_traced(lua_State *L, const td_why_answer *w)
{
  const td_value *trace = td_value_get(&w->traced, "trace");
  const td_value *error = td_value_get(&w->traced, "error");

  if (trace)
    td_fill_value(L, "trace", trace);
  if (w->again) {
    set_checked(L, w);
    set_others(L, w);
  }
  if (error)
    td_fill_text(L, "error", td_value_text(error, ""));
  set_run_error(L, w);
  td_fill_flag(L, "is_same", w->is_same);
}

static void set_finding(lua_State *L, const td_why_answer *w)
{
  td_push_finding(L, w->result, w->finding); /* of the one or the other run */
  lua_setfield(L, -2, "finding");
  set_severity(L, w);
  if (w->finding->waiver == TD_NO_ROW)
    return;
  td_push_entity(L, TD_WAIVERS, (uint32_t)w->finding->waiver);
  lua_setfield(L, -2, "waiver");
}

/* What was asked for, as far as the caller named it. */
static void set_asked(lua_State *L, const td_why_answer *w)
{
  const td_why_options *o = w->options;

  lua_createtable(L, 0, 5);
  td_fill_text(L, "rule", o->rule);
  td_fill_text(L, "kind", w->table >= 0 ? td_schema[w->table].kind : o->kind);
  td_fill_text(L, "subject", o->subject);
  td_fill_text(L, "period", o->period);
  td_fill_text(L, "key", o->key);
  lua_setfield(L, -2, "asked");
}

static int push_answer(lua_State *L, const void *ud)
{
  static const char *const names[] = { "found", "gone", "no_subject",
                                       "no_rule" };
  const td_why_answer *w = (const td_why_answer *)ud;

  luaL_checkstack(L, 20, NULL);
  td_plan_open(L, w->snap);
  lua_createtable(L, 0, 20);
  td_fill_text(L, "status", names[w->status]);
  td_fill_text(L, "id", w->id);
  set_run(L, w);
  set_asked(L, w);
  if (w->status != TD_WHY_NO_RULE)
    set_rule(L, w);
  if (w->status == TD_WHY_FOUND || w->status == TD_WHY_GONE) {
    td_push_entity(L, w->table, w->row);
    lua_setfield(L, -2, "subject");
    set_params(L, w);
    set_traced(L, w);
  }
  if (w->finding)
    set_finding(L, w);
  return 1;
}

td_status td_why_write(const td_why_answer *w, const td_write_options *options,
                       td_write_fn write, void *ud, td_err *err)
{
  const td_writing writing = { "tiendo.why", "write", push_answer, w };

  return td_writer_once(&writing, options, write, ud, err);
}
