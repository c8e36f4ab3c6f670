/* The modules that Lua code can require: bindings in C, and the standard
 * library in lua/, compiled into the program. */
#ifndef TD_MODULES_H
#define TD_MODULES_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "tiendo.h"

typedef struct td_module {
  const char *name;   /* "tiendo.date" */
  lua_CFunction open; /* a binding, or NULL */
  const char *code;   /* else Lua bytecode of our own build */
  size_t n;
  bool for_rules; /* a rule may require it */
} td_module;

/* Every module, sorted by name; ends with a NULL name. */
extern const td_module td_bindings[];
extern const td_module td_stdlib[]; /* generated from lua/ */

/* Rule files compiled in: name is the path below rules/, code its text. */
extern const td_module td_rule_files[]; /* generated from rules/ */

/* NULL if there is none of that name. */
const td_module *td_module_find(const char *name);

/* Pushes what opens the module when called with its name. Where the environment
 * variable TIENDO_LUA_PATH names a folder that has the module as a file of text
 * ("tiendo/date.lua"), that is compiled instead. Raises if it does not compile.
 * [-0, +1, e] */
void td_module_push(lua_State *L, const td_module *m);

/* The host itself, for a stock Lua and for what runs examples; module.c. */
TD_API int luaopen_tiendo(lua_State *L);

int luaopen_tiendo_about(lua_State *L);
int luaopen_tiendo_csv(lua_State *L);
int luaopen_tiendo_date(lua_State *L);
int luaopen_tiendo_text(lua_State *L);
int luaopen_tiendo_json(lua_State *L);
int luaopen_tiendo_schema(lua_State *L);
int luaopen_tiendo_series(lua_State *L);
int luaopen_tiendo_trend(lua_State *L);

#endif
