/* Descriptions in Lua, for help and for the reference.
 *
 *   for _, page in ipairs(about.pages()) do print(page.kind, page.name) end
 *
 * A page is { name, kind ("module", "library", "class"), doc, fields,
 * functions }; a function { name, key, is_method, args, results, doc,
 * example }; fields, args and results are lists of { name, type, code, result,
 * is_optional, doc, of }: `type` in words, `code` and `result` for a language
 * server. */
#include <lauxlib.h>
#include <string.h>

#include "describe.h"
#include "fill.h"
#include "modules.h"

const td_about *const td_abouts[] = {
  &td_about_rule,          &td_about_param,  &td_about_finding,
  &td_about_ctx,           &td_about_set,    &td_about_series,
  &td_about_date,          &td_about_period, &td_about_date_module,
  &td_about_series_module, &td_about_text,   &td_about_trend,
  &td_about_base,          &td_about_string, &td_about_table,
  &td_about_math,          &td_about_utf8,   NULL,
};

static bool is_self(const td_arg *a)
{
  return a->name && a->type == TD_A_SELF;
}

/* Sets the list, without what a method is called on. [-0, +0, m] */
static void set_args(lua_State *L, const char *key, const td_arg *list)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (const td_arg *a = is_self(list) ? list + 1 : list; a->name; a++) {
    lua_createtable(L, 0, 7);
    td_fill_text(L, "name", a->name);
    td_fill_text(L, "type", td_arg_type_name(a->type));
    td_fill_text(L, "code", td_arg_type_code(a->type, false));
    td_fill_text(L, "result", td_arg_type_code(a->type, true));
    td_fill_flag(L, "is_optional", a->type & TD_A_OPT);
    td_fill_text(L, "doc", a->doc);
    td_fill_text(L, "of", a->of);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, key);
}

static void set_functions(lua_State *L, const td_function *list)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (; list && list->name; list++) {
    lua_createtable(L, 0, 7);
    td_fill_text(L, "name", list->name);
    td_fill_text(L, "key", td_function_key(list));
    td_fill_flag(L, "is_method", is_self(list->args));
    set_args(L, "args", list->args);
    set_args(L, "results", list->results);
    td_fill_text(L, "doc", list->doc);
    td_fill_text(L, "example", list->example);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "functions");
}

static int l_about_pages(lua_State *L)
{
  static const char *const kinds[] = { "module", "library", "class" };
  static const td_arg no_fields[] = { { .name = NULL } };
  lua_Integer n = 0;

  lua_newtable(L);
  for (const td_about *const *page = td_abouts; *page; page++) {
    const td_about *a = *page;
    lua_createtable(L, 0, 5);
    td_fill_text(L, "name", a->name);
    td_fill_text(L, "kind", kinds[a->kind]);
    td_fill_text(L, "doc", a->doc);
    set_args(L, "fields", a->fields ? a->fields : no_fields);
    set_functions(L, a->functions);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static const luaL_Reg functions[] = {
  { "pages", l_about_pages },
  { NULL, NULL },
};

int luaopen_tiendo_about(lua_State *L)
{
  luaL_newlib(L, functions);
  return 1;
}
