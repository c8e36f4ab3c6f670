/* Functions behind their descriptions: each is a closure over its description
 * that checks the arguments and goes on into the function itself, so that a
 * call costs a few comparisons more and no further Lua call. */
#include "describe.h"

#include <assert.h>
#include <lauxlib.h>
#include <string.h>

/* ---- types ---- */

#define BIT(t) (1u << ((t) + 1)) /* LUA_TNONE is -1 */

enum {
  TEXT = BIT(LUA_TSTRING) | BIT(LUA_TNUMBER),
  DATED = BIT(LUA_TSTRING) | BIT(LUA_TUSERDATA),
  MISSING = BIT(LUA_TNONE) | BIT(LUA_TNIL),
  ANY = 2 * BIT(LUA_TTHREAD) - 1 - BIT(LUA_TNONE),
};

/* By td_arg_type: the types of Lua that it may be, what sentences call it, and
 * what language servers do, as an argument and as a result. */
static const struct {
  unsigned accepts;
  const char *name, *code, *result;
} types[] = {
  [TD_A_ANY] = { ANY, "value", "any", "any" },
  [TD_A_SELF] = { 0, "self", "any", "any" }, /* checked by the method */
  [TD_A_TEXT] = { TEXT, "text", "string", "string" },
  [TD_A_NUMBER] = { BIT(LUA_TNUMBER), "number", "number", "number" },
  [TD_A_INTEGER] = { BIT(LUA_TNUMBER), "whole number", "integer", "integer" },
  [TD_A_BOOLEAN] = { BIT(LUA_TBOOLEAN), "boolean", "boolean", "boolean" },
  [TD_A_TABLE] = { BIT(LUA_TTABLE), "table", "table", "table" },
  [TD_A_FUNCTION] = { BIT(LUA_TFUNCTION), "function", "function", "function" },
  [TD_A_LIST] = { BIT(LUA_TTABLE), "list", "table", "table" },
  [TD_A_CHOICE] = { TEXT, "text", "string", "string" },
  [TD_A_DATE] = { DATED, "date", "date|string", "date" },
  [TD_A_PERIOD] = { DATED, "period", "period|string", "period" },
  [TD_A_WHEN] = { DATED | BIT(LUA_TNUMBER), "period or year",
                  "period|string|integer", "period" },
  [TD_A_DAY] = { DATED | BIT(LUA_TNUMBER), "date", "date|string|integer",
                 "date" },
  [TD_A_SPAN] = { DATED | BIT(LUA_TNUMBER), "period",
                  "period|date|string|integer", "period" },
  [TD_A_SERIES] = { BIT(LUA_TUSERDATA), "series", "series", "series" },
  [TD_A_SET] = { BIT(LUA_TUSERDATA), "set", "set", "set" },
  [TD_A_ENTITY] = { BIT(LUA_TUSERDATA), "row of the plan", "entity", "entity" },
  [TD_A_FIELD] = { TEXT, "name of a field", "string", "string" },
  [TD_A_FILTER] = { BIT(LUA_TTABLE) | BIT(LUA_TFUNCTION),
                    "table of fields or function", "table|fun(row: any): any",
                    "table" },
  [TD_A_WORDS] = { TEXT | BIT(LUA_TTABLE), "text or { en = ..., vi = ... }",
                   "string|words", "string|words" },
  [TD_A_COUNT] = { BIT(LUA_TNUMBER) | BIT(LUA_TUSERDATA), "whole number or set",
                   "integer|set", "integer" },
  [TD_A_CLASS] = { BIT(LUA_TTABLE), "table", "table", "table" },
};

const char *td_arg_type_name(unsigned type)
{
  return types[type & ~TD_A_OPT].name;
}

const char *td_arg_type_code(unsigned type, bool is_result)
{
  return is_result ? types[type & ~TD_A_OPT].result
                   : types[type & ~TD_A_OPT].code;
}

const char *td_function_key(const td_function *f)
{
  const char *last = strpbrk(f->name, ".:");

  return last ? last + 1 : f->name;
}

const td_arg *td_arg_find(const td_arg *list, const char *name)
{
  while (list->name && strcmp(list->name, name))
    list++;
  return list->name ? list : NULL;
}

size_t td_arg_names(const td_arg *list, const char **names, size_t room)
{
  size_t n = 0;

  for (; list->name && n < room; list++)
    names[n++] = list->name;
  return n;
}

size_t td_function_names(const td_function *list, const char **names,
                         size_t room)
{
  size_t n = 0;

  for (; list->name && n < room; list++)
    names[n++] = td_function_key(list);
  return n;
}

/* ---- calling ---- */

static bool is_whole(lua_State *L, int idx)
{
  int whole;

  lua_tointegerx(L, idx, &whole);
  return whole != 0;
}

static void check_arg(lua_State *L, const td_arg *a, int idx)
{
  unsigned is = BIT(lua_type(L, idx)), type = a->type & ~TD_A_OPT;

  if (is & types[type].accepts) {
    if (type == TD_A_INTEGER && !is_whole(L, idx))
      td_arg_expected(L, idx);
  } else if (!(a->type & TD_A_OPT && is & MISSING)) {
    td_arg_expected(L, idx);
  }
}

static int call(lua_State *L, int at)
{
  const td_function *f =
      (const td_function *)lua_touserdata(L, lua_upvalueindex(at));

  assert(f);
  for (int i = f->args[0].type == TD_A_SELF; f->args[i].name; i++)
    check_arg(L, &f->args[i], i + 1);
  return f->call(L);
}

/* The description is the last upvalue, behind the function's own. */
static int call_with_0(lua_State *L)
{
  return call(L, 1);
}

static int call_with_1(lua_State *L)
{
  return call(L, 2);
}

static int call_with_3(lua_State *L)
{
  return call(L, 4);
}

/* By the number of upvalues of the function. */
static const lua_CFunction callers[] = { call_with_0, call_with_1, NULL,
                                         call_with_3 };
enum { CALLERS = sizeof(callers) / sizeof(*callers) };

void td_functions_set(lua_State *L, const td_function *list, int nup)
{
  int table = lua_gettop(L) - nup;

  assert(nup >= 0 && nup < CALLERS && callers[nup]);
  luaL_checkstack(L, nup + 1, NULL);
  for (; list->name; list++) {
    if (!list->call)
      continue;
    for (int i = 1; i <= nup; i++)
      lua_pushvalue(L, table + i);
    lua_pushlightuserdata(L, (void *)(uintptr_t)list);
    lua_pushcclosure(L, callers[nup], nup + 1);
    lua_setfield(L, table, td_function_key(list));
  }
  lua_settop(L, table);
}

void td_functions_push(lua_State *L, const td_function *list)
{
  int n = 0;

  while (list[n].name)
    n++;
  lua_createtable(L, 0, n);
  td_functions_set(L, list, 0);
}

/* ---- complaining ---- */

const td_function *td_function_at(lua_State *L, int idx)
{
  const td_function *f = NULL;
  lua_CFunction caller = lua_tocfunction(L, idx);

  for (int nup = 0; nup < CALLERS && !f; nup++)
    if (caller && caller == callers[nup] && lua_getupvalue(L, idx, nup + 1)) {
      f = (const td_function *)lua_touserdata(L, -1);
      lua_pop(L, 1);
    }
  return f;
}

/* The description of the function that runs; NULL if it has none. */
static const td_function *running(lua_State *L)
{
  const td_function *f;
  lua_Debug ar;

  if (!lua_getstack(L, 0, &ar))
    return NULL;
  lua_getinfo(L, "f", &ar);
  f = td_function_at(L, -1);
  lua_pop(L, 1);
  return f;
}

static const td_arg *argument(const td_function *f, int arg)
{
  for (int i = 0; f && f->args[i].name; i++)
    if (i + 1 == arg)
      return &f->args[i];
  return NULL;
}

int td_arg_error(lua_State *L, int arg, const char *problem)
{
  const td_function *f = running(L);
  const td_arg *a = argument(f, arg);

  if (!a)
    return luaL_argerror(L, arg, problem);
  if (a->type == TD_A_SELF)
    return luaL_error(L, "bad call of %s: %s", f->name, problem);
  return luaL_error(L, "bad argument '%s' to %s: %s", a->name, f->name,
                    problem);
}

static const char *article(const char *noun)
{
  return strchr("aeiou", *noun) ? "an" : "a";
}

const char *td_push_kind(lua_State *L, int idx)
{
  const char *name;

  if (lua_isnone(L, idx))
    return lua_pushliteral(L, "nothing");
  if (lua_isnil(L, idx))
    return lua_pushliteral(L, "nil");
  if (lua_type(L, idx) == LUA_TSTRING)
    return lua_pushliteral(L, "a text");
  if (luaL_getmetafield(L, idx, "__name") != LUA_TSTRING)
    lua_pushstring(L, luaL_typename(L, idx));
  name = lua_tostring(L, -1);
  if (!strncmp(name, "tiendo.", 7))
    name += 7;
  return lua_pushfstring(L, "%s %s", article(name), name);
}

int td_arg_expected(lua_State *L, int arg)
{
  const td_function *f = running(L);
  const td_arg *a = argument(f, arg);
  unsigned type = a ? a->type & ~TD_A_OPT : TD_A_ANY;
  const char *got;

  /* set.find("3.1") for set:find("3.1") shifts all arguments. */
  if (f && f->args[0].type == TD_A_SELF && !lua_isuserdata(L, 1))
    return luaL_error(L, "bad call of %s: write it with the colon", f->name);
  got = td_push_kind(L, arg);
  if (type == TD_A_INTEGER && lua_type(L, arg) == LUA_TNUMBER)
    got = lua_pushfstring(L, "%f", lua_tonumber(L, arg));
  return td_arg_error(L, arg,
                      lua_pushfstring(L, "expected %s %s, got %s",
                                      article(types[type].name),
                                      types[type].name, got));
}

/* Position of text in "a|b|c", or -1. */
static int find_choice(const char *of, const char *text)
{
  size_t n = strlen(text);

  for (int i = 0; of; i++) {
    size_t len = strcspn(of, "|");
    if (len == n && !memcmp(of, text, n))
      return i;
    of = of[len] ? of + len + 1 : NULL;
  }
  return -1;
}

int td_arg_choice(lua_State *L, int arg)
{
  const td_arg *a = argument(running(L), arg);
  const char *text = lua_tostring(L, arg);
  int i;

  if (!text || !a || !a->of)
    return -1;
  i = find_choice(a->of, text);
  if (i >= 0)
    return i;
  luaL_gsub(L, a->of, "|", ", ");
  return td_arg_error(
      L, arg,
      lua_pushfstring(L, "'%s' is none of %s", text, lua_tostring(L, -1)));
}
