/* The table of bindings, finding a module by name, and loading it: the compiled
 * one, or for who works on the standard library the file itself. */
#include "modules.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tiendo.h"

const char *td_version(void)
{
  return TD_VERSION;
}

const td_module td_bindings[] = {
  { "tiendo.about", luaopen_tiendo_about, NULL, 0, false },
  { "tiendo.csv", luaopen_tiendo_csv, NULL, 0, false },
  { "tiendo.date", luaopen_tiendo_date, NULL, 0, true },
  { "tiendo.json", luaopen_tiendo_json, NULL, 0, false },
  { "tiendo.schema", luaopen_tiendo_schema, NULL, 0, false },
  { "tiendo.series", luaopen_tiendo_series, NULL, 0, true },
  { "tiendo.text", luaopen_tiendo_text, NULL, 0, true },
  { "tiendo.trend", luaopen_tiendo_trend, NULL, 0, true },
  { NULL, NULL, NULL, 0, false },
};

static const td_module *find_in(const td_module *list, const char *name)
{
  for (; list->name; list++)
    if (!strcmp(list->name, name))
      return list;
  return NULL;
}

const td_module *td_module_find(const char *name)
{
  const td_module *m = find_in(td_bindings, name);

  return m ? m : find_in(td_stdlib, name);
}

/* Pushes the chunk of the working copy's file; false, and nothing is pushed, if
 * there is none. [-0, +(1|0), e] */
static bool push_working_copy(lua_State *L, const td_module *m)
{
  const char *folder = secure_getenv("TIENDO_LUA_PATH");
  const char *path;
  bool is_there;

  if (!folder || !*folder)
    return false;
  luaL_gsub(L, m->name, ".", "/");
  path = lua_pushfstring(L, "%s/%s.lua", folder, lua_tostring(L, -1));
  is_there = !access(path, F_OK);
  if (is_there && luaL_loadfilex(L, path, "t") != LUA_OK)
    lua_error(L);
  if (is_there)
    lua_insert(L, -3);
  lua_pop(L, 2);
  return is_there;
}

void td_module_push(lua_State *L, const td_module *m)
{
  if (m->open)
    lua_pushcfunction(L, m->open);
  else if (!push_working_copy(L, m) &&
           luaL_loadbufferx(L, m->code, m->n, m->name, "b") != LUA_OK)
    lua_error(L);
}
