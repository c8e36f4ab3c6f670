/* Filling the Lua table on top of the stack, one field at a time. All of these
 * are [-0, +0, m]. */
#ifndef TD_FILL_H
#define TD_FILL_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "date.h"
#include "value.h"

/* NULL sets nothing, as does TD_NO_DATE. */
void td_fill_text(lua_State *L, const char *key, const char *text);
void td_fill_date(lua_State *L, const char *key, td_date day);
void td_fill_flag(lua_State *L, const char *key, bool is_set);
void td_fill_integer(lua_State *L, const char *key, lua_Integer n);

/* An infinite one sets nothing. */
void td_fill_limit(lua_State *L, const char *key, double limit);

/* Rows of the plan in it become entities of the plan that is open. */
void td_fill_value(lua_State *L, const char *key, const td_value *v);

/* { en = , vi = } */
void td_fill_words(lua_State *L, const char *key, const char *en,
                   const char *vi);

/* A list of n texts. */
void td_fill_list(lua_State *L, const char *key, const char *const *texts,
                  size_t n);

/* A closure with `ud`, light, as its upvalue. */
void td_fill_function(lua_State *L, const char *key, lua_CFunction f, void *ud);

#endif
