/* Importing what users have: packages and CSV, which core reads, and plan
 * documents, which the Lua library reads. Documents are read before the import
 * begins, with the agencies that the store knows; then all rows go into one
 * transaction. */
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "file.h"
#include "plan.h"
#include "state.h"
#include "writer.h"

/* The documents of one import, read into a state: the list at index 1 of its
 * stack holds { tables, fields, source,
 * account } by path number. */
typedef struct reading {
  td_store *st;
  td_state *state;
  td_snapshot *snap;
  const td_import_options *options;
} reading;

static bool is_document(const char *path)
{
  size_t n = strlen(path);

  return n > 4 && !strcmp(path + n - 4, ".txt");
}

/* ---- reading */

typedef struct document {
  const char *path;
  const char *text;
  size_t n;
  size_t number; /* of its path */
  td_err *err;   /* filled where it is no plan document */
} document;

/* Arguments: the list, the document. */
static int l_read(lua_State *L)
{
  document *d = (document *)lua_touserdata(L, 2);

  lua_getglobal(L, "require");
  lua_pushliteral(L, "tiendo.decree.rows");
  lua_call(L, 1, 1);
  lua_getfield(L, -1, "read");
  lua_pushlstring(L, d->text, d->n);
  td_push_plan(L);
  lua_call(L, 2, 2);
  if (lua_isnil(L, -2)) {
    td_fail(d->err, TD_EDATA, "%s:%s", d->path, luaL_tolstring(L, -1, NULL));
    return 0;
  }
  lua_pop(L, 1);
  lua_rawseti(L, 1, (lua_Integer)d->number);
  return 0;
}

static td_status read_document(reading *r, const char *path, size_t number,
                               td_err *err)
{
  lua_State *L = td_state_lua(r->state);
  td_err why = { TD_OK, "" };
  document d = { .path = path, .number = number, .err = &why };
  char *text = NULL;
  td_status rc = td_file_read(&text, &d.n, path, err);

  d.text = text;
  if (rc == TD_OK) {
    lua_pushcfunction(L, l_read);
    lua_pushvalue(L, 1);
    lua_pushlightuserdata(L, &d);
    rc = td_state_call(r->state, 2, 0, err);
  }
  if (rc == TD_OK && why.code != TD_OK)
    rc = td_fail(err, why.code, "%s", why.text);
  free(text);
  return rc;
}

static int l_open(lua_State *L)
{
  td_plan_open(L, (struct td_snapshot *)lua_touserdata(L, 1));
  lua_newtable(L);
  return 1;
}

/* The store as it is now, whatever the day: only names are asked for. */
static td_status open_reading(reading *r, td_err *err)
{
  const td_snapshot_options o = { .size = sizeof(o), .as_of = "9999-12-31" };
  lua_State *L;
  td_status rc = td_snapshot_take(&r->snap, r->st, &o, err);

  if (rc == TD_OK)
    rc = td_state_new(&r->state, TD_STATE_HOST, NULL, err);
  if (rc != TD_OK)
    return rc;
  L = td_state_lua(r->state);
  lua_pushcfunction(L, l_open);
  lua_pushlightuserdata(L, r->snap);
  return td_state_call(r->state, 1, 1, err);
}

static td_status read_documents(reading *r, const char *const *paths, size_t n,
                                td_err *err)
{
  td_status rc = TD_OK;

  for (size_t i = 0; i < n && rc == TD_OK; i++) {
    if (!is_document(paths[i]))
      continue;
    if (!r->state)
      rc = open_reading(r, err);
    if (rc == TD_OK)
      rc = read_document(r, paths[i], i + 1, err);
  }
  return rc;
}

static void close_reading(reading *r)
{
  td_state_free(r->state);
  td_snapshot_unref(r->snap);
}

/* ---- judging scopes of waivers */

/* Arguments: the text, the buffer, its room. */
static int l_judge(lua_State *L)
{
  char *why = (char *)lua_touserdata(L, 2);
  size_t room = (size_t)lua_tointeger(L, 3);

  td_push_export(L, "tiendo.sift", "scope");
  lua_pushvalue(L, 1);
  lua_call(L, 1, 2);
  if (lua_isnil(L, -2))
    snprintf(why, room, "no selection: %s", lua_tostring(L, -1));
  return 0;
}

static td_status judge_scope(void *ud, const char *text, char *why, size_t room,
                             td_err *err)
{
  reading *r = (reading *)ud;
  td_status rc =
      r->state ? TD_OK : td_state_new(&r->state, TD_STATE_HOST, NULL, err);
  lua_State *L;

  if (rc != TD_OK)
    return rc;
  L = td_state_lua(r->state);
  lua_pushcfunction(L, l_judge);
  lua_pushstring(L, text);
  lua_pushlightuserdata(L, why);
  lua_pushinteger(L, (lua_Integer)room);
  return td_state_call(r->state, 3, 0, err);
}

static void have_scopes_judged(td_import *im, reading *r)
{
  td_import_judge(im, TD_WAIVERS,
                  td_entity_field(&td_schema[TD_WAIVERS], "scope"), judge_scope,
                  r);
}

/* ---- importing */

typedef struct feeding {
  td_import *im;
  const td_import_options *options;
  const char *path;
  size_t number;
  td_err *err;
  td_status rc;
} feeding;

/* Arguments: the list, the feeding. */
static int l_feed(lua_State *L)
{
  feeding *f = (feeding *)lua_touserdata(L, 2);

  lua_rawgeti(L, 1, (lua_Integer)f->number);
  lua_getfield(L, -1, "account");
  if (f->options && f->options->on_note)
    f->options->on_note(f->options->ud, f->path, lua_tostring(L, -1));
  lua_getfield(L, -2, "tables");
  lua_getfield(L, -3, "fields");
  f->rc = td_feed_tables(L, -2, -1, f->im, f->path, f->err);
  lua_getfield(L, -4, "source");
  if (f->rc == TD_OK)
    f->rc = td_import_replaces(f->im, luaL_checkstring(L, -1), f->err);
  return 0;
}

static td_status feed_document(const reading *r, td_import *im,
                               const char *path, size_t number, td_err *err)
{
  lua_State *L = td_state_lua(r->state);
  feeding f = { im, r->options, path, number, err, TD_OK };
  td_status rc;

  lua_pushcfunction(L, l_feed);
  lua_pushvalue(L, 1);
  lua_pushlightuserdata(L, &f);
  rc = td_state_call(r->state, 2, 0, err);
  return rc == TD_OK ? f.rc : rc;
}

td_status td_store_import(td_store *st, const char *const *paths,
                          size_t n_paths, const td_import_options *options,
                          td_err *err)
{
  reading r = { .st = st, .options = options };
  td_import *im = NULL;
  td_status rc = read_documents(&r, paths, n_paths, err);

  if (rc == TD_OK)
    rc = td_import_begin(&im, st, options, err);
  if (rc == TD_OK)
    have_scopes_judged(im, &r);
  for (size_t i = 0; i < n_paths && rc == TD_OK; i++)
    rc = is_document(paths[i]) ? feed_document(&r, im, paths[i], i + 1, err)
                               : td_import_path(im, paths[i], err);
  if (rc == TD_OK)
    rc = td_import_end(im, err);
  else
    td_import_cancel(im);
  close_reading(&r);
  return rc;
}
