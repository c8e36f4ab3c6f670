/* The environments that code in a state sees. A rule gets an allow-list with
 * functions of our own, read-only; the standard library gets the globals of
 * the state, in which metatables exist. */
#ifndef TD_SANDBOX_H
#define TD_SANDBOX_H

#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>

/* Lua functions that fill a fresh state. [-0, +0, e] */
int td_sandbox_open_rule(lua_State *L);
int td_sandbox_open_host(lua_State *L);

/* Gives the chunk on top the environment of the state's rules, if it has one,
 * else leaves it the globals. [-0, +0, -] */
void td_sandbox_set_env(lua_State *L);

/* Pushes the table of what rules can read as globals, in a state of rules.
 * [-0, +1, m] */
void td_sandbox_push_globals(lua_State *L);

/* Raises "WHAT 'NAME' does not exist; did you mean ...?", NAME being the text
 * at `name` and the suggestions the string keys of the table at `table`.
 * [-0, +0, v] */
int td_sandbox_unknown(lua_State *L, const char *what, int name, int table);

/* Pushes what tostring gives for the value at i, without any address.
 * [-0, +1, e] */
const char *td_sandbox_tostring(lua_State *L, int i, size_t *n);

/* Pushes the iterator, state and start that give the string and number keys
 * of the table at i in order. [-0, +3, e] */
int td_sandbox_pairs(lua_State *L, int i);

/* Bytes of the first character and its code point; 0 if it is not UTF-8. */
size_t td_sandbox_utf8(const char *s, size_t n, uint32_t *code);

/* The functions, each list ended by a NULL name. */
extern const luaL_Reg td_sandbox_base[]; /* all code in a rule's state */
extern const luaL_Reg td_sandbox_rule[]; /* only the rule itself */
extern const luaL_Reg td_sandbox_string[];
extern const luaL_Reg td_sandbox_table[];
extern const luaL_Reg td_sandbox_utf8_lib[]; /* in place of the stock ones */

int td_sandbox_print(lua_State *L);
int td_sandbox_format(lua_State *L);

#endif
