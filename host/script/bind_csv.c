/* CSV text, row by row with places, in Lua; for the host's own code.
 *
 *   local csv = require "tiendo.csv"
 *   local reader = assert(csv.reader(text))
 *   local row = reader:next() print(row[1], reader:place(1))
 *   print(csv.number "-1.5e3", csv.digits17(0.1))
 *
 * A reader keeps the text by its user value. Rows are lists of text; what is
 * wrong with the text is nil and a message that begins with line and column. */
#include <lauxlib.h>
#include <string.h>

#include "csv.h"
#include "modules.h"
#include "number.h"

#define READER_T "tiendo.csv reader"

typedef struct reader_ud {
  td_csv csv;
  bool is_open;
} reader_ud;

static reader_ud *check_reader(lua_State *L)
{
  reader_ud *ud = (reader_ud *)luaL_checkudata(L, 1, READER_T);

  luaL_argcheck(L, ud->is_open, 1, "the reader is closed");
  return ud;
}

/* nil, message */
static int push_fail(lua_State *L, const td_err *err)
{
  lua_pushnil(L);
  lua_pushstring(L, err->text);
  return 2;
}

/* csv.reader(text) -> reader | nil, message */
static int l_csv_reader(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  reader_ud *ud = (reader_ud *)lua_newuserdatauv(L, sizeof(*ud), 1);
  td_err err;

  memset(ud, 0, sizeof(*ud));
  luaL_setmetatable(L, READER_T);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  ud->is_open = true;
  if (td_csv_open(&ud->csv, text, n, &err) != TD_OK)
    return push_fail(L, &err);
  return 1;
}

/* csv.number(text) -> number | nil: a decimal point, no groups */
static int l_csv_number(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  double x;

  if (td_number_parse(&x, text, n, '.', '\0'))
    lua_pushnumber(L, x);
  else
    lua_pushnil(L);
  return 1;
}

/* csv.digits17(x) -> text with 17 significant digits; "" for what is no finite
 * number */
static int l_csv_digits17(lua_State *L)
{
  char buf[TD_NUMBER_TEXT];

  lua_pushstring(L, td_number_digits17(buf, luaL_checknumber(L, 1)));
  return 1;
}

/* reader:next() -> row | nil at the end | nil, message */
static int l_reader_next(lua_State *L)
{
  reader_ud *ud = check_reader(L);
  td_err err;
  td_status rc = td_csv_next(&ud->csv, &err);

  if (rc < 0)
    return push_fail(L, &err);
  if (rc != TD_ROW) {
    lua_pushnil(L);
    return 1;
  }
  lua_createtable(L, (int)ud->csv.n, 0);
  for (size_t i = 0; i < ud->csv.n; i++) {
    lua_pushlstring(L, ud->csv.values[i].text, ud->csv.values[i].n);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* reader:place(i) -> line, column of value i of the row read last; of one that
 * is missing, the row's last value */
static int l_reader_place(lua_State *L)
{
  reader_ud *ud = check_reader(L);
  lua_Integer i = luaL_checkinteger(L, 2);
  const td_csv_value *v;

  luaL_argcheck(L, i >= 1, 2, "values count from 1");
  luaL_argcheck(L, ud->csv.n > 0, 1, "no row has been read");
  if ((size_t)i > ud->csv.n)
    i = (lua_Integer)ud->csv.n;
  v = &ud->csv.values[i - 1];
  lua_pushinteger(L, v->line);
  lua_pushinteger(L, v->column);
  return 2;
}

static int l_reader_close(lua_State *L)
{
  reader_ud *ud = (reader_ud *)luaL_checkudata(L, 1, READER_T);

  if (ud->is_open)
    td_csv_close(&ud->csv);
  ud->is_open = false;
  return 0;
}

static const luaL_Reg functions[] = {
  { "reader", l_csv_reader },
  { "number", l_csv_number },
  { "digits17", l_csv_digits17 },
  { NULL, NULL },
};

static const luaL_Reg methods[] = {
  { "next", l_reader_next },
  { "place", l_reader_place },
  { NULL, NULL },
};

static const luaL_Reg metamethods[] = {
  { "__gc", l_reader_close },
  { "__close", l_reader_close },
  { NULL, NULL },
};

int luaopen_tiendo_csv(lua_State *L)
{
  luaL_newmetatable(L, READER_T);
  luaL_setfuncs(L, metamethods, 0);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  return 1;
}
