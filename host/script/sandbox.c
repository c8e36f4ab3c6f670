/* Builds the environments. What a rule can reach is what this file puts into
 * `globals`; nothing is taken away from a larger set. */
#include "sandbox.h"

#include <lua-lpeg.h>
#include <lualib.h>
#include <string.h>

#include "modules.h"
#include "text.h"

enum { NAMES_MAX = 128 };

/* Registry keys, by address. */
static const char KEY_ENV = 0;     /* the environment of a rule */
static const char KEY_MODULES = 0; /* name -> what the module returned */
static const char KEY_VIEWS = 0;   /* name -> its read-only view */

/* Known from elsewhere, not here, and what to do instead. */
static const struct {
  const char *name, *advice;
} missing[] = {
  { "_G", "write the name alone" },
  { "collectgarbage", "memory is managed by the host" },
  { "coroutine", "write a loop" },
  { "debug", "an error gives file and line by itself" },
  { "dofile", "use require with the name of a module" },
  { "getmetatable", "rules have no metatables" },
  { "io", "rules read no files; the plan comes as the first argument" },
  { "load", "rules are compiled once, by the host" },
  { "loadfile", "use require with the name of a module" },
  { "math.atan2", "write math.atan(y, x)" },
  { "math.log10", "write math.log(x, 10)" },
  { "math.pow", "write x ^ y" },
  { "math.random", "a rule must give the same result each time" },
  { "math.randomseed", "a rule must give the same result each time" },
  { "os", "the day is ctx.as_of" },
  { "package", "use require with the name of a module" },
  { "rawequal", "rules have no metatables" },
  { "rawget", "rules have no metatables" },
  { "rawlen", "rules have no metatables" },
  { "rawset", "rules have no metatables" },
  { "setmetatable", "rules have no metatables" },
  { "string.dump", "rules are compiled once, by the host" },
};

/* ---- unknown names --------------------------------------------------- */

static const char *advice_for(const char *name)
{
  size_t i;

  for (i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
    if (strcmp(missing[i].name, name) == 0)
      return missing[i].advice;
  return NULL;
}

/* The string keys of the table at `table`: borrowed from it. */
static size_t list_names(lua_State *L, int table, const char **names)
{
  size_t n = 0;

  table = lua_absindex(L, table);
  for (lua_pushnil(L); lua_next(L, table) != 0; lua_pop(L, 1))
    if (n < NAMES_MAX && lua_type(L, -2) == LUA_TSTRING)
      names[n++] = lua_tostring(L, -2);
  return n;
}

static int raise_unknown(lua_State *L, const char *what, const char *name,
                         const char *const *names, size_t n)
{
  const char *near = td_text_nearest(name, names, n);

  if (near)
    return luaL_error(L, "%s '%s' does not exist; did you mean '%s'?", what,
                      name, near);
  return luaL_error(L, "%s '%s' does not exist", what, name);
}

int td_sandbox_unknown(lua_State *L, const char *what, int name, int table)
{
  const char *names[NAMES_MAX];
  size_t n = list_names(L, table, names);

  return raise_unknown(L, what, td_sandbox_tostring(L, name, NULL), names, n);
}

/* __index of a library: (table, key); upvalue 1 is the library's name */
static int on_unknown_field(lua_State *L)
{
  const char *lib = lua_tostring(L, lua_upvalueindex(1));
  const char *name = td_sandbox_tostring(L, 2, NULL);
  const char *full = lua_pushfstring(L, "%s.%s", lib, name);
  const char *advice = advice_for(full);

  if (advice)
    return luaL_error(L, "'%s' is not available to rules: %s", full, advice);
  lua_pushfstring(L, "function of %s", lib);
  return td_sandbox_unknown(L, lua_tostring(L, -1), 2, 1);
}

/* __index of a rule's globals: (table, key) */
static int on_unknown_global(lua_State *L)
{
  const char *name = td_sandbox_tostring(L, 2, NULL);
  const char *advice = advice_for(name);

  if (advice)
    return luaL_error(L, "'%s' is not available to rules: %s", name, advice);
  return td_sandbox_unknown(L, "global", 2, 1);
}

/* __newindex of a rule's environment: (env, key, value) */
static int on_set_global(lua_State *L)
{
  const char *name = td_sandbox_tostring(L, 2, NULL);

  return luaL_error(L, "'%s' is not declared: write 'local %s'", name, name);
}

/* ---- read-only views ------------------------------------------------- */

/* __newindex: (view, key, value); upvalue 1 is what the view is called */
static int on_set_field(lua_State *L)
{
  return luaL_error(L, "'%s' is read-only: '%s' cannot be set",
                    lua_tostring(L, lua_upvalueindex(1)),
                    td_sandbox_tostring(L, 2, NULL));
}

static int on_view_pairs(lua_State *L)
{
  return td_sandbox_pairs(L, lua_upvalueindex(1));
}

static int on_view_len(lua_State *L)
{
  lua_len(L, lua_upvalueindex(1));
  return 1;
}

/* Puts a closure over the value at `upvalue` under `name` into the table on
 * top. [-0, +0, m] */
static void set_closure(lua_State *L, const char *name, lua_CFunction f,
                        int upvalue)
{
  lua_pushvalue(L, upvalue);
  lua_pushcclosure(L, f, 1);
  lua_setfield(L, -2, name);
}

/* Puts a view in place of the table on top. Nested tables are not covered:
 * they are of this state only, so a rule spoils them for nobody else.
 * [-1, +1, m] */
static void make_view(lua_State *L, const char *name)
{
  int target = lua_gettop(L);

  lua_newtable(L);
  lua_createtable(L, 0, 6);
  lua_pushvalue(L, target);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, on_set_field, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  set_closure(L, "__pairs", on_view_pairs, target);
  set_closure(L, "__len", on_view_len, target);
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_remove(L, target);
}

/* Gives the table on top an __index with `name` as its upvalue. [-0, +0, m] */
static void set_index(lua_State *L, lua_CFunction f, const char *name)
{
  lua_createtable(L, 0, 2);
  lua_pushstring(L, name);
  lua_pushcclosure(L, f, 1);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

/* ---- require --------------------------------------------------------- */

static void push_registered(lua_State *L, const void *key)
{
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TTABLE)
    return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static size_t module_names(const td_module *list, bool is_trusted,
                           const char **names, size_t n)
{
  for (; list->name; list++)
    if (n < NAMES_MAX && (is_trusted || list->for_rules))
      names[n++] = list->name;
  return n;
}

static int raise_no_module(lua_State *L, const char *name, bool is_trusted)
{
  const char *names[NAMES_MAX];
  size_t n = module_names(td_bindings, is_trusted, names, 0);

  n = module_names(td_stdlib, is_trusted, names, n);
  return raise_unknown(L, "module", name, names, n);
}

/* Pushes what opening the module gives. [-0, +1, e] */
static void open_module(lua_State *L, const char *name, bool is_trusted)
{
  const td_module *m = td_module_find(name);

  if (is_trusted && strcmp(name, "lpeg") == 0)
    lua_pushcfunction(L, luaopen_lpeg);
  else if (m)
    td_module_push(L, m);
  else
    raise_no_module(L, name, is_trusted);
  lua_pushstring(L, name);
  lua_call(L, 1, 1);
}

/* [-0, +1, e] */
static void push_module(lua_State *L, const char *name, bool is_trusted)
{
  push_registered(L, &KEY_MODULES);
  if (lua_getfield(L, -1, name) == LUA_TBOOLEAN)
    luaL_error(L, "module '%s' requires itself, or failed to load before",
               name);
  if (lua_isnil(L, -1)) {
    lua_pushboolean(L, false); /* until it is open */
    lua_setfield(L, -3, name);
    lua_pop(L, 1);
    open_module(L, name, is_trusted);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, name);
  }
  lua_remove(L, -2);
}

/* [-0, +1, e] */
static void push_module_view(lua_State *L, const char *name)
{
  const td_module *m = td_module_find(name);

  if (!m)
    raise_no_module(L, name, false);
  else if (!m->for_rules)
    luaL_error(L, "module '%s' is not available to rules", name);
  push_registered(L, &KEY_VIEWS);
  if (lua_getfield(L, -1, name) == LUA_TNIL) {
    lua_pop(L, 1);
    push_module(L, name, true);
    if (lua_istable(L, -1))
      make_view(L, name);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, name);
  }
  lua_remove(L, -2);
}

static const char *check_module_name(lua_State *L)
{
  size_t n;
  const char *name = luaL_checklstring(L, 1, &n);

  luaL_argcheck(L, strlen(name) == n, 1, "name of a module holds a NUL byte");
  return name;
}

/* require(name) of the rule */
static int l_require_view(lua_State *L)
{
  push_module_view(L, check_module_name(L));
  return 1;
}

/* require(name) of our own code */
static int l_require(lua_State *L)
{
  push_module(L, check_module_name(L), true);
  return 1;
}

/* ---- environments ---------------------------------------------------- */

/* Calls a luaopen_ function. [-0, +1, e] */
static void open_stock(lua_State *L, lua_CFunction open)
{
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
}

/* Takes names out of the table on top. [-0, +0, e] */
static void remove_fields(lua_State *L, const char *const *names)
{
  for (; *names; names++) {
    lua_pushnil(L);
    lua_setfield(L, -2, *names);
  }
}

/* Makes the table on top a strict library and a global. [-1, +0, e] */
static void add_library(lua_State *L, const char *name)
{
  set_index(L, on_unknown_field, name);
  lua_setglobal(L, name);
}

/* ("x"):rep(3) finds our functions, and nobody the table. */
static void set_string_methods(lua_State *L)
{
  lua_pushliteral(L, "");
  lua_createtable(L, 0, 2);
  lua_getglobal(L, "string");
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

static void open_libraries(lua_State *L)
{
  /* The last ones are there only where Lua was built with those of 5.3. */
  static const char *const not_math[] = {
    "random", "randomseed", "atan2", "cosh", "frexp", "ldexp",
    "log10",  "pow",        "sinh",  "tanh", NULL,
  };

  lua_newtable(L);
  luaL_setfuncs(L, td_sandbox_string, 0);
  add_library(L, "string");
  lua_newtable(L);
  luaL_setfuncs(L, td_sandbox_table, 0);
  add_library(L, "table");
  open_stock(L, luaopen_math);
  remove_fields(L, not_math);
  add_library(L, "math");
  open_stock(L, luaopen_utf8);
  luaL_setfuncs(L, td_sandbox_utf8_lib, 0);
  add_library(L, "utf8");
  set_string_methods(L);
}

/* The globals that the standard library sees in a rule's state. */
static void open_trusted(lua_State *L)
{
  static const char *const not_base[] = {
    "collectgarbage", "dofile", "load", "loadfile", "warn", NULL,
  };

  open_stock(L, luaopen_base);
  remove_fields(L, not_base);
  luaL_setfuncs(L, td_sandbox_base, 0);
  lua_pop(L, 1);
  lua_register(L, "require", l_require);
  open_libraries(L);
}

/* Copies globals of the state into the table on top. [-0, +0, e] */
static void copy_globals(lua_State *L, const char *const *names)
{
  for (; *names; names++) {
    lua_getglobal(L, *names);
    lua_setfield(L, -2, *names);
  }
}

/* As copy_globals, but each as a view. [-0, +0, e] */
static void copy_libraries(lua_State *L, const char *const *names)
{
  for (; *names; names++) {
    lua_getglobal(L, *names);
    make_view(L, *names);
    lua_setfield(L, -2, *names);
  }
}

int td_sandbox_open_rule(lua_State *L)
{
  static const char *const plain[] = {
    "_VERSION", "assert",   "error",    "ipairs", "pairs",  "pcall", "print",
    "select",   "tonumber", "tostring", "type",   "xpcall", NULL,
  };
  static const char *const libraries[] = { "math", "string", "table", "utf8",
                                           NULL };

  open_trusted(L);
  lua_newtable(L); /* the environment: empty, so that each write is seen */
  lua_createtable(L, 0, 3);
  lua_newtable(L); /* what can be read through it */
  copy_globals(L, plain);
  copy_libraries(L, libraries);
  luaL_setfuncs(L, td_sandbox_rule, 0);
  lua_pushcfunction(L, l_require_view);
  lua_setfield(L, -2, "require");
  set_index(L, on_unknown_global, "");
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, on_set_global);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &KEY_ENV);
  return 0;
}

/* A debug library of which only the traceback is left. */
static void add_traceback(lua_State *L)
{
  lua_newtable(L);
  open_stock(L, luaopen_debug);
  lua_getfield(L, -1, "traceback");
  lua_setfield(L, -3, "traceback");
  lua_pop(L, 1);
  lua_setglobal(L, "debug");
}

int td_sandbox_open_host(lua_State *L)
{
  static const luaL_Reg libraries[] = {
    { "_G", luaopen_base },
    { "coroutine", luaopen_coroutine },
    { "math", luaopen_math },
    { "string", luaopen_string },
    { "table", luaopen_table },
    { "utf8", luaopen_utf8 },
    { NULL, NULL },
  };
  const luaL_Reg *lib;

  for (lib = libraries; lib->func; lib++) {
    luaL_requiref(L, lib->name, lib->func, 1);
    lua_pop(L, 1);
  }
  add_traceback(L);
  lua_pushnil(L);
  lua_setglobal(L, "dofile");
  lua_pushnil(L);
  lua_setglobal(L, "loadfile");
  lua_register(L, "print", td_sandbox_print);
  lua_register(L, "require", l_require);
  return 0;
}

void td_sandbox_set_env(lua_State *L)
{
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_ENV) == LUA_TTABLE)
    lua_setupvalue(L, -2, 1);
  else
    lua_pop(L, 1);
}

/* The environment itself is empty; its metatable leads to what is read. */
void td_sandbox_push_globals(lua_State *L)
{
  lua_rawgetp(L, LUA_REGISTRYINDEX, &KEY_ENV);
  lua_getmetatable(L, -1);
  lua_getfield(L, -1, "__index");
  lua_replace(L, -3);
  lua_pop(L, 1);
}
