/* The result as a Lua table for reporters, templates and selections; the table
 * is documented in lua/tiendo/report.lua. */
#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "result.h"

static void set_label(lua_State *L, const struct td_snapshot *snap, int table,
                      uint32_t row)
{
  td_fill_words(L, "label", td_snapshot_label(snap, table, row, "en"),
                td_snapshot_label(snap, table, row, "vi"));
}

/* { kind, code, label } of a row. [-0, +1, m] */
static void push_row(lua_State *L, const void *ud, int table, uint32_t row)
{
  const struct td_snapshot *snap = (const struct td_snapshot *)ud;

  lua_createtable(L, 0, 4);
  td_fill_text(L, "kind", td_schema[table].kind);
  td_fill_text(L, "kind_vi", td_schema[table].kind_vi);
  td_fill_text(L, "code", td_snapshot_code(snap, table, row));
  set_label(L, snap, table, row);
}

/* List of { name, value }, in the order in which C has them. */
static void set_evidence(lua_State *L, const td_result *r, const td_value *map)
{
  lua_createtable(L, 0, 0);
  for (size_t i = 0; map && i < map->as.list.n; i++) {
    lua_createtable(L, 0, 2);
    td_fill_text(L, "name", map->as.list.keys[i]);
    td_push_value(L, &map->as.list.items[i], push_row, r->snap);
    lua_setfield(L, -2, "value");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "evidence");
}

static void set_place(lua_State *L, const struct td_snapshot *snap,
                      const char *key, int table, int32_t row)
{
  if (row != TD_NO_ROW)
    td_fill_text(L, key, td_snapshot_code(snap, table, (uint32_t)row));
}

static void set_subject(lua_State *L, const td_result *r, const td_finding *f)
{
  const struct td_snapshot *snap = r->snap;
  const td_table *t = &snap->tables[f->table];
  int line = td_entity_field(t->entity, "source_line");

  push_row(L, snap, f->table, f->row);
  set_place(L, snap, "target", TD_TARGETS, f->place.target);
  set_place(L, snap, "goal", TD_GOALS, f->place.goal);
  set_place(L, snap, "agency", TD_AGENCIES, f->place.agency);
  set_place(L, snap, "source", TD_SOURCES,
            td_snapshot_ref_of(snap, f->table, f->row, "source"));
  if (line >= 0 && t->columns[line].as.integer[f->row] != TD_NO_INT) {
    lua_pushinteger(L, t->columns[line].as.integer[f->row]);
    lua_setfield(L, -2, "source_line");
  }
  lua_setfield(L, -2, "subject");
}

/* Whether a template names a field: "{name}" or "{name:". */
static bool mentions(const char *template, const char *name)
{
  size_t n = strlen(name);

  for (const char *p = template; (p = strchr(p, '{')); p++)
    if (!strncmp(p + 1, name, n) && (p[n + 1] == '}' || p[n + 1] == ':'))
      return true;
  return false;
}

/* Of the subject's row, the columns that its message names. */
static void set_fields(lua_State *L, const td_result *r, const td_finding *f)
{
  const td_table *t = &r->snap->tables[f->table];

  lua_newtable(L);
  for (size_t i = 0; i < t->entity->n_fields; i++) {
    const char *name = t->entity->fields[i].name;
    td_value v;
    if (!mentions(f->message[TD_EN], name) &&
        !mentions(f->message[TD_VI], name))
      continue;
    v = td_plan_value_of(r->snap, f->table, f->row, (int)i);
    if (v.kind == TD_V_NIL)
      continue;
    td_push_value(L, &v, push_row, r->snap);
    lua_setfield(L, -2, name);
  }
  lua_setfield(L, -2, "fields");
}

static void set_excuse(lua_State *L, const char *code, td_date valid_to)
{
  lua_createtable(L, 0, 2);
  td_fill_text(L, "code", code);
  td_push_date(L, valid_to);
  lua_setfield(L, -2, "valid_to");
  lua_setfield(L, -2, "waiver");
}

static void set_waiver(lua_State *L, const td_result *r, int32_t row)
{
  const td_table *t = &r->snap->tables[TD_WAIVERS];
  int field = td_entity_field(t->entity, "valid_to");

  set_excuse(L, td_snapshot_code(r->snap, TD_WAIVERS, (uint32_t)row),
             t->columns[field].as.date[row]);
}

/* The state in a run, since when there is the finding, and how long that is. */
static void set_life(lua_State *L, const td_result *r, const td_finding *f)
{
  td_date since;

  td_fill_text(L, "class", td_finding_class(f));
  td_fill_text(L, "state", f->state);
  td_fill_text(L, "state_on", f->state_on);
  if (!f->since || !td_date_parse(&since, f->since, strlen(f->since)))
    return;
  td_fill_date(L, "since", since);
  td_fill_integer(L, "age_days", r->snap->as_of - since);
}

void td_fill_tags(lua_State *L, const td_rule *rule)
{
  lua_createtable(L, (int)rule->n_tags, 0);
  for (size_t i = 0; i < rule->n_tags; i++) {
    lua_pushstring(L, rule->tags[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "tags");
}

static void set_rule(lua_State *L, const td_rule *rule)
{
  td_fill_text(L, "rule", rule->id);
  td_fill_words(L, "title", rule->title[TD_EN], rule->title[TD_VI]);
  td_fill_tags(L, rule);
}

void td_push_rule(lua_State *L, const td_rule *rule)
{
  lua_createtable(L, 0, 5);
  set_rule(L, rule);
  td_fill_text(L, "severity", td_severity_name(rule->severity));
  td_fill_text(L, "over", td_schema[rule->over].name);
}

void td_push_finding(lua_State *L, const td_result *r, const td_finding *f)
{
  luaL_checkstack(L, 12, NULL);
  lua_createtable(L, 0, 12);
  td_fill_text(L, "id", f->id);
  set_rule(L, f->rule);
  td_fill_text(L, "severity", td_severity_name(f->severity));
  td_fill_text(L, "outcome", td_outcome_name(f->outcome));
  set_subject(L, r, f);
  if (*f->period)
    td_fill_text(L, "period", f->period);
  if (*f->key)
    td_fill_text(L, "key", f->key);
  td_fill_words(L, "message", f->message[TD_EN], f->message[TD_VI]);
  set_evidence(L, r, f->evidence);
  set_fields(L, r, f);
  if (f->is_illustrative) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "illustrative");
  }
  if (f->waiver != TD_NO_ROW)
    set_waiver(L, r, f->waiver);
  if (f->baseline)
    set_excuse(L, f->baseline->code, f->baseline->valid_to);
  set_life(L, r, f);
}

/* ---- the whole ---- */

static void set_check(lua_State *L, const td_result *r, const td_checked *c)
{
  int64_t evaluated = 0;

  td_push_rule(L, c->rule);
  td_fill_words(L, "doc", c->rule->doc[TD_EN], c->rule->doc[TD_VI]);
  for (int o = 0; o < TD_OUTCOMES; o++) {
    evaluated += c->counts[o];
    lua_pushinteger(L, c->counts[o]);
    lua_setfield(L, -2, td_outcome_name((td_outcome)o));
  }
  lua_pushinteger(L, evaluated);
  lua_setfield(L, -2, "evaluated");
  if (c->reasons)
    td_push_value(L, c->reasons, push_row, r->snap);
  else
    lua_newtable(L);
  lua_setfield(L, -2, "reasons");
}

static void set_checks(lua_State *L, const td_result *r)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (size_t i = 0; i < r->n_checks; i++) {
    if (!r->checks[i].is_shown)
      continue;
    set_check(L, r, &r->checks[i]);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "checks");
}

static void set_errors(lua_State *L, const td_result *r)
{
  lua_newtable(L);
  for (size_t i = 0; i < r->n_errors; i++) {
    const td_error *e = &r->errors[i];
    lua_createtable(L, 0, 5);
    td_fill_text(L, "rule", e->rule->id);
    if (*e->subject)
      td_fill_text(L, "subject", e->subject);
    td_fill_text(L, "message", e->message);
    td_fill_text(L, "traceback", e->traceback);
    td_fill_text(L, "reason", e->reason);
    if (*e->params)
      td_fill_text(L, "params", e->params);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "errors");
  lua_pushinteger(L, r->n_errors_dropped);
  lua_setfield(L, -2, "errors_dropped");
}

/* { code, label } of every row of a table, under its name. */
static void set_rows(lua_State *L, const td_result *r, int table)
{
  lua_newtable(L);
  for (uint32_t row = 0; row < r->snap->tables[table].n; row++) {
    push_row(L, r->snap, table, row);
    lua_rawseti(L, -2, (lua_Integer)row + 1);
  }
  lua_setfield(L, -2, td_schema[table].name);
}

/* { code, title, url } of every source; "" where it has none. */
static void set_sources(lua_State *L, const td_result *r)
{
  const td_table *t = &r->snap->tables[TD_SOURCES];
  static const char *const names[] = { "code", "title", "url" };

  lua_createtable(L, (int)t->n, 0);
  for (uint32_t row = 0; row < t->n; row++) {
    lua_createtable(L, 0, 3);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
      int f = td_entity_field(t->entity, names[i]);
      td_fill_text(L, names[i],
                   td_snapshot_text(r->snap, t->columns[f].as.text[row]));
    }
    lua_rawseti(L, -2, (lua_Integer)row + 1);
  }
  lua_setfield(L, -2, "sources");
}

static void set_plan(lua_State *L, const td_result *r)
{
  const td_table *t = &r->snap->tables[TD_PLANS];
  int number = td_entity_field(t->entity, "number");
  int issued = td_entity_field(t->entity, "issued_on");

  if (!t->n)
    return;
  lua_createtable(L, 0, 4);
  td_fill_text(L, "code", td_snapshot_code(r->snap, TD_PLANS, 0));
  td_fill_text(L, "number",
               td_snapshot_text(r->snap, t->columns[number].as.text[0]));
  td_fill_words(L, "title", td_snapshot_label(r->snap, TD_PLANS, 0, "en"),
                td_snapshot_label(r->snap, TD_PLANS, 0, "vi"));
  td_push_date(L, t->columns[issued].as.date[0]);
  lua_setfield(L, -2, "issued_on");
  lua_setfield(L, -2, "plan");
}

/* How many rows of each entity are invented for illustration. */
static void set_illustrative(lua_State *L, const td_result *r)
{
  lua_newtable(L);
  for (int id = 0; id < TD_ENTITIES; id++) {
    lua_Integer n = 0;
    if (id == TD_SOURCES || id == TD_SERIES || id == TD_REPORTS)
      continue;
    for (uint32_t row = 0; row < r->snap->tables[id].n; row++)
      n += td_snapshot_is_illustrative(r->snap, id, row);
    if (!n)
      continue;
    lua_pushinteger(L, n);
    lua_setfield(L, -2, td_schema[id].name);
  }
  lua_setfield(L, -2, "illustrative");
}

static void set_run(lua_State *L, const td_result *r)
{
  char hash[TD_HASH_TEXT];

  td_snapshot_hash(r->snap, hash);
  lua_createtable(L, 0, 8);
  td_push_date(L, r->snap->as_of);
  lua_setfield(L, -2, "as_of");
  td_push_date(L, r->snap->known_at);
  lua_setfield(L, -2, "known_at");
  td_fill_text(L, "data", hash);
  td_fill_text(L, "rules", r->rules_hash);
  td_fill_text(L, "settings", r->settings_hash);
  td_fill_text(L, "select", r->select);
  lua_pushinteger(L, (lua_Integer)r->snap->n_ahead);
  lua_setfield(L, -2, "ahead");
  lua_setfield(L, -2, "run");
}

void td_push_result(lua_State *L, const td_result *r)
{
  luaL_checkstack(L, 12, NULL);
  lua_createtable(L, 0, 12);
  td_fill_text(L, "tiendo", TD_VERSION);
  set_run(L, r);
  set_plan(L, r);
  set_rows(L, r, TD_GOALS);
  set_rows(L, r, TD_AGENCIES);
  set_sources(L, r);
  set_illustrative(L, r);
  set_checks(L, r);
  lua_createtable(L, (int)r->n_findings, 0);
  for (size_t i = 0; i < r->n_findings; i++) {
    td_push_finding(L, r, &r->findings[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "findings");
  set_errors(L, r);
  if (r->told)
    td_fill_told(L, r);
}
