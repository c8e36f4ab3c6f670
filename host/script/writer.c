/* Lets Lua code write through a C function. */
#include "writer.h"

#include <lauxlib.h>
#include <stdio.h>

typedef struct running {
  const td_writing *what;
  const td_write_options *options;
  td_write_fn write;
  void *ud;
  bool is_broken; /* the caller's function refused */
  td_err why;     /* filled where Lua gave nil and a message */
} running;

void td_push_export(lua_State *L, const char *module, const char *name)
{
  lua_getglobal(L, "require");
  lua_pushstring(L, module);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}

static int l_write(lua_State *L)
{
  running *r = (running *)lua_touserdata(L, lua_upvalueindex(1));
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);

  if (n && r->write(r->ud, text, n)) {
    r->is_broken = true;
    return luaL_error(L, "the output cannot be written");
  }
  return 0;
}

static void push_options(lua_State *L, const td_write_options *o)
{
  lua_createtable(L, 0, 8);
  lua_pushstring(L, o->format ? o->format : "text");
  lua_setfield(L, -2, "format");
  lua_pushstring(L, o->lang ? o->lang : "en");
  lua_setfield(L, -2, "lang");
  lua_pushboolean(L, o->color);
  lua_setfield(L, -2, "color");
  lua_pushinteger(L, o->width > 0 ? o->width : 80);
  lua_setfield(L, -2, "width");
  if (o->limit > 0) {
    lua_pushinteger(L, o->limit);
    lua_setfield(L, -2, "limit");
  }
  lua_pushstring(L, o->fail_on);
  lua_setfield(L, -2, "fail_on");
  lua_pushstring(L, o->separator);
  lua_setfield(L, -2, "separator");
  lua_pushboolean(L, o->bom);
  lua_setfield(L, -2, "bom");
}

static int l_run(lua_State *L)
{
  running *r = (running *)lua_touserdata(L, 1);
  int n;

  td_push_export(L, r->what->module, r->what->name);
  n = r->what->push(L, r->what->ud);
  push_options(L, r->options);
  lua_pushlightuserdata(L, r);
  lua_pushcclosure(L, l_write, 1);
  lua_call(L, n + 2, 2);
  if (lua_isnil(L, -2))
    td_fail(&r->why, TD_EUSAGE, "%s", luaL_tolstring(L, -1, NULL));
  return 0;
}

td_status td_writer_run(td_state *s, const td_writing *what,
                        const td_write_options *options, td_write_fn write,
                        void *ud, td_err *err)
{
  static const td_write_options standard = { .size = sizeof(standard) };
  running r = { what,         options ? options : &standard, write, ud, false,
                { TD_OK, "" } };
  lua_State *L = td_state_lua(s);
  td_status rc;

  if (r.options->size < sizeof(*r.options))
    return td_fail(err, TD_EUSAGE, "write options are too old");
  lua_pushcfunction(L, l_run);
  lua_pushlightuserdata(L, &r);
  rc = td_state_call(s, 1, 0, err);
  if (rc != TD_OK && r.is_broken)
    return td_fail(err, TD_EIO, "the output cannot be written");
  if (rc == TD_OK && r.why.code != TD_OK)
    return td_fail(err, r.why.code, "%s", r.why.text);
  return rc;
}

td_status td_writer_once(const td_writing *what,
                         const td_write_options *options, td_write_fn write,
                         void *ud, td_err *err)
{
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_HOST, NULL, err);

  if (rc == TD_OK)
    rc = td_writer_run(s, what, options, write, ud, err);
  td_state_free(s);
  return rc;
}

int td_write_file(void *ud, const char *text, size_t n)
{
  return fwrite(text, 1, n, (FILE *)ud) != n;
}
