/* The plan model in Lua: what entities there are and what fields they have.
 *
 *   for _, e in ipairs(schema.entities()) do print(e.name, #e.fields) end
 *   schema.find("target").relations[1].name   --> "task_groups"
 *
 * An entity is { name, kind, kind_vi, doc, is_derived, is_series,
 * fields = { { name, type, of, doc, is_key, is_required, is_derived } },
 * relations = { { name, of, by } }, computed = { { name, type, of, doc } } };
 * rules have relations and computed fields besides the others. `of` names a set
 * for a reference and lists the values of a choice; it is nil elsewhere. The
 * order is the model's. */
#include <lauxlib.h>
#include <string.h>

#include "fill.h"
#include "modules.h"
#include "plan.h"
#include "schema.h"

/* The list of "a|b|c". [-0, +1, m] */
static void push_choices(lua_State *L, const char *of)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (const char *p = of; *p; p += *p == '|') {
    size_t len = strcspn(p, "|");
    lua_pushlstring(L, p, len);
    lua_rawseti(L, -2, ++n);
    p += len;
  }
}

/* [-0, +1, m] */
static void push_field(lua_State *L, const td_field *f)
{
  lua_createtable(L, 0, 7);
  td_fill_text(L, "name", f->name);
  td_fill_text(L, "type", td_type_name(f->type));
  td_fill_text(L, "doc", f->doc);
  td_fill_flag(L, "is_key", f->flags & TD_F_KEY);
  td_fill_flag(L, "is_required",
               f->flags & (TD_F_REQUIRED | TD_F_KEY) &&
                   !(f->flags & TD_F_BLANK));
  td_fill_flag(L, "is_derived", f->flags & TD_F_DERIVED);
  if (!f->of)
    return;
  if (f->type == TD_T_CHOICE)
    push_choices(L, f->of);
  else
    lua_pushstring(L, f->of);
  lua_setfield(L, -2, "of");
}

static void set_fields(lua_State *L, const td_entity *e)
{
  lua_createtable(L, (int)e->n_fields, 0);
  for (size_t i = 0; i < e->n_fields; i++) {
    push_field(L, &e->fields[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "fields");
}

/* Appends the relations that the fields of `from` give to `e`, to the list on
 * top of the stack. [-0, +0, m] */
static void add_relations(lua_State *L, const td_entity *e,
                          const td_entity *from)
{
  for (size_t i = 0; i < from->n_fields; i++) {
    const td_field *f = &from->fields[i];
    if (f->type != TD_T_REF || !f->inverse || strcmp(f->of, e->name) != 0)
      continue;
    lua_createtable(L, 0, 3);
    td_fill_text(L, "name", f->inverse);
    td_fill_text(L, "of", from->name);
    td_fill_text(L, "by", f->name);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  }
}

static const char *computed_type(const td_arg *field)
{
  switch (field->type & ~TD_A_OPT) {
  case TD_A_SERIES:
    return "series";
  case TD_A_ENTITY:
    return td_type_name(TD_T_REF);
  case TD_A_CHOICE:
    return td_type_name(TD_T_CHOICE);
  default:
    return td_type_name(TD_T_TEXT);
  }
}

static void set_computed(lua_State *L, int table)
{
  const td_arg *field;

  lua_newtable(L);
  for (size_t i = 0; (field = td_plan_computed(table, i)); i++) {
    lua_createtable(L, 0, 5);
    td_fill_text(L, "name", field->name);
    td_fill_text(L, "type", computed_type(field));
    td_fill_text(L, "doc", field->doc);
    if ((field->type & ~TD_A_OPT) == TD_A_CHOICE) {
      push_choices(L, field->of);
      lua_setfield(L, -2, "of");
    } else {
      td_fill_text(L, "of", field->of);
    }
    td_fill_flag(L, "is_required", !(field->type & TD_A_OPT));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "computed");
}

/* [-0, +1, m] */
static void push_entity(lua_State *L, const td_entity *e)
{
  luaL_checkstack(L, 8, NULL);
  lua_createtable(L, 0, 9);
  td_fill_text(L, "name", e->name);
  td_fill_text(L, "kind", e->kind);
  td_fill_text(L, "kind_vi", e->kind_vi);
  td_fill_text(L, "doc", e->doc);
  td_fill_flag(L, "is_derived", e->flags & TD_E_DERIVED);
  td_fill_flag(L, "is_series", e->flags & TD_E_SERIES);
  set_fields(L, e);
  lua_newtable(L);
  for (int id = 0; id < TD_ENTITIES; id++)
    add_relations(L, e, &td_schema[id]);
  lua_setfield(L, -2, "relations");
  set_computed(L, (int)(e - td_schema));
}

/* ---- functions ---- */

/* schema.entities() -> list */
static int l_schema_entities(lua_State *L)
{
  lua_createtable(L, TD_ENTITIES, 0);
  for (int id = 0; id < TD_ENTITIES; id++) {
    push_entity(L, &td_schema[id]);
    lua_rawseti(L, -2, id + 1);
  }
  return 1;
}

/* schema.find(name of a set or a kind) -> entity or nil */
static int l_schema_find(lua_State *L)
{
  int id = td_schema_find(luaL_checkstring(L, 1));

  if (id < 0)
    lua_pushnil(L);
  else
    push_entity(L, &td_schema[id]);
  return 1;
}

static const luaL_Reg functions[] = {
  { "entities", l_schema_entities },
  { "find", l_schema_find },
  { NULL, NULL },
};

int luaopen_tiendo_schema(lua_State *L)
{
  luaL_newlib(L, functions);
  return 1;
}
