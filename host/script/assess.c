/* Progress methods over a plain table: the core reads it, the Lua library
 * judges series by series as it asks for them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "fill.h"
#include "panel.h"
#include "push.h"
#include "writer.h"

struct td_assess {
  td_panel *panel;
  td_state *state;
  size_t at; /* series handed out */
  char method[64];
  void (*on_note)(void *ud, const char *text);
  void *ud;
};

/* ---- what Lua sees --------------------------------------------------- */

static void push_setting(lua_State *L, td_panel_setting s, double x)
{
  if (s == TD_PANEL_DIRECTION)
    lua_pushstring(L, x > 0 ? "up" : "down");
  else if (td_panel_is_year(s))
    lua_pushinteger(L, (lua_Integer)x);
  else
    lua_pushnumber(L, x);
}

/* next() -> name, inputs of a method | nothing at the end */
static int l_next(lua_State *L)
{
  td_assess *a = (td_assess *)lua_touserdata(L, lua_upvalueindex(1));
  size_t n, i = a->at;
  const char *name;

  if (i >= td_panel_count(a->panel))
    return 0;
  a->at++;
  name = td_panel_name(a->panel, i, &n);
  lua_pushlstring(L, name, n);
  lua_createtable(L, 0, 8);
  td_push_series(L, td_panel_series(a->panel, i), NULL, 0);
  lua_setfield(L, -2, "series");
  for (int s = 0; s < TD_PANEL_SETTINGS; s++) {
    double x = td_panel_get(a->panel, i, (td_panel_setting)s);
    if (isnan(x))
      continue;
    push_setting(L, (td_panel_setting)s, x);
    lua_setfield(L, -2, td_panel_settings[s]);
  }
  return 2;
}

static void tell(void *ud, const char *text)
{
  const td_assess *a = (const td_assess *)ud;

  if (a->on_note)
    a->on_note(a->ud, text);
}

/* note(text) */
static int l_note(lua_State *L)
{
  tell(lua_touserdata(L, lua_upvalueindex(1)), luaL_checkstring(L, 1));
  return 0;
}

/* { method, given = { names of settings }, next, note } */
static int push_request(lua_State *L, const void *ud)
{
  td_assess *const *a = (td_assess *const *)ud;
  int n = 0;

  lua_createtable(L, 0, 4);
  td_fill_text(L, "method", (*a)->method);
  lua_createtable(L, TD_PANEL_SETTINGS, 0);
  for (int s = 0; s < TD_PANEL_SETTINGS; s++) {
    if (!td_panel_given((*a)->panel, (td_panel_setting)s))
      continue;
    lua_pushstring(L, td_panel_settings[s]);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "given");
  td_fill_function(L, "next", l_next, *a);
  td_fill_function(L, "note", l_note, *a);
  return 1;
}

static int push_method(lua_State *L, const void *ud)
{
  lua_pushstring(L, (const char *)ud);
  return 1;
}

static int write_nothing(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  return n > 0;
}

/* ---- opening --------------------------------------------------------- */

/* Whether there is such a method; Lua has the list. */
static td_status check_method(td_assess *a, const char *method, td_err *err)
{
  const td_writing check = { "tiendo.assess", "check", push_method, method };
  td_status rc =
      td_writer_run(a->state, &check, NULL, write_nothing, NULL, err);

  if (rc == TD_OK)
    strncpy(a->method, method, sizeof(a->method) - 1);
  return rc;
}

/* The values in the order of td_panel_setting. */
static td_status set_all(td_panel *p, const td_assess_options *o, td_err *err)
{
  const char *const values[TD_PANEL_SETTINGS] = {
    o->direction, o->base_year, o->target,  o->target_year, o->limit, o->high,
    o->med,       o->low,       o->optimum, o->lower_bound, o->green,
  };
  td_status rc = TD_OK;

  for (int s = 0; s < TD_PANEL_SETTINGS && rc == TD_OK; s++)
    if (values[s])
      rc = td_panel_set(p, (td_panel_setting)s, values[s], err);
  return rc;
}

static td_status read_all(td_panel *p, const char *path, const char *settings,
                          td_err *err)
{
  td_status rc;

  if (settings && !strcmp(path, "-") && !strcmp(settings, "-"))
    return td_fail(err, TD_EUSAGE,
                   "table and settings cannot both be standard input");
  rc = td_panel_read(p, path, err);
  if (rc == TD_OK && settings)
    rc = td_panel_read_settings(p, settings, err);
  return rc == TD_OK ? td_panel_check(p, err) : rc;
}

/* The method first: it is quick to tell. */
static td_status open_all(td_assess *a, const char *path,
                          const td_assess_options *o, td_err *err)
{
  td_status rc;

  if (o->size < sizeof(*o))
    return td_fail(err, TD_EUSAGE, "assess options are too old");
  a->on_note = o->on_note;
  a->ud = o->ud;
  rc = td_state_new(&a->state, TD_STATE_HOST, NULL, err);
  if (rc == TD_OK)
    rc = check_method(a, o->method ? o->method : "open-sdg", err);
  if (rc == TD_OK)
    rc = td_panel_new(&a->panel, err);
  if (rc == TD_OK)
    rc = set_all(a->panel, o, err);
  return rc == TD_OK ? read_all(a->panel, path, o->settings, err) : rc;
}

td_status td_assess_open(td_assess **out, const char *path,
                         const td_assess_options *options, td_err *err)
{
  static const td_assess_options standard = { .size = sizeof(standard) };
  const td_assess_options *o = options ? options : &standard;
  td_assess *a = (td_assess *)calloc(1, sizeof(*a));
  td_status rc;

  *out = NULL;
  if (!a)
    return td_fail_memory(err);
  rc = open_all(a, path, o, err);
  if (rc != TD_OK) {
    td_assess_close(a);
    return rc;
  }
  td_panel_tell(a->panel, tell, a);
  *out = a;
  return TD_OK;
}

void td_assess_close(td_assess *a)
{
  if (!a)
    return;
  td_state_free(a->state);
  td_panel_free(a->panel);
  free(a);
}

td_status td_assess_write(td_assess *a, const td_write_options *options,
                          td_write_fn write, void *ud, td_err *err)
{
  const td_writing writing = { "tiendo.assess", "write", push_request, &a };

  a->at = 0;
  return td_writer_run(a->state, &writing, options, write, ud, err);
}
