/* Collecting settings; files of them are read by the Lua library. */
#include "settings.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "convert.h"
#include "file.h"
#include "number.h"
#include "state.h"
#include "writer.h"

enum { MAX_FILE = 8 << 20 };

void td_settings_free(td_settings *s)
{
  free(s->list);
  free(s->scopes);
  free(s->instances);
  free(s->given);
  memset(s, 0, sizeof(*s));
}

/* The list with room for an item more, of `size` bytes and zeroed; NULL without
 * memory, and the list is as it was. */
static void *grow(void *list, size_t n, size_t *room, size_t size)
{
  size_t more = *room ? *room * 2 : 16;

  if (n == *room) {
    list = realloc(list, more * size);
    if (!list)
      return NULL;
    *room = more;
  }
  memset((char *)list + n * size, 0, size);
  return list;
}

static td_setting *add_setting(td_settings *s)
{
  td_setting *list = (td_setting *)grow(s->list, s->n, &s->room, sizeof(*list));

  if (!list)
    return NULL;
  s->list = list;
  return &list[s->n++];
}

static td_scope *add_scope(td_settings *s)
{
  td_scope *list =
      (td_scope *)grow(s->scopes, s->n_scopes, &s->scopes_room, sizeof(*list));

  if (!list)
    return NULL;
  s->scopes = list;
  return &list[s->n_scopes++];
}

static td_instance *add_instance(td_settings *s)
{
  td_instance *list = (td_instance *)grow(s->instances, s->n_instances,
                                          &s->instances_room, sizeof(*list));

  if (!list)
    return NULL;
  s->instances = list;
  return &list[s->n_instances++];
}

/* Keeps what was given, as it was given. */
static td_status add_given(td_settings *s, td_arena *a, bool is_file,
                           const char *name, const char *text, size_t n,
                           td_err *err)
{
  td_given *list =
      (td_given *)grow(s->given, s->n_given, &s->given_room, sizeof(*list));
  td_given *one;

  if (!list)
    return td_fail_memory(err);
  s->given = list;
  one = &list[s->n_given];
  one->is_file = is_file;
  one->name = td_arena_text(a, name, strlen(name));
  one->text = td_arena_text(a, text, n);
  one->n = n;
  if (!one->name || !one->text)
    return td_fail_memory(err);
  s->n_given++;
  return TD_OK;
}

const char *td_origin_text(td_arena *a, td_origin o)
{
  if (!o.file)
    return "default";
  return *o.file ? td_arena_printf(a, "%s:%d", o.file, o.line) : "--set";
}

const char *td_value_written(td_arena *a, const td_value *v)
{
  char buf[TD_NUMBER_TEXT];
  const char *text = "";

  switch (v->kind) {
  case TD_V_BOOL:
    return v->as.b ? "true" : "false";
  case TD_V_INT:
    return td_arena_printf(a, "%lld", (long long)v->as.i);
  case TD_V_REAL:
    return td_arena_printf(a, "%s", td_number_text(buf, v->as.r));
  case TD_V_TEXT:
    return v->as.text.s;
  case TD_V_LIST:
    for (size_t i = 0; text && i < v->as.list.n; i++) {
      const char *item = td_value_written(a, &v->as.list.items[i]);
      text =
          item ? td_arena_printf(a, "%s%s%s", text, i ? "," : "", item) : NULL;
    }
    return text;
  default:
    return "";
  }
}

td_status td_settings_add_text(td_settings *s, td_arena *a, const char *name,
                               const char *value, td_err *err)
{
  td_setting *one = add_setting(s);

  if (!one)
    return td_fail_memory(err);
  one->rule = "";
  one->name = td_arena_text(a, name, strlen(name));
  one->text = td_arena_text(a, value, strlen(value));
  one->scope = -1;
  one->origin.file = "";
  if (one->name && one->text)
    return add_given(s, a, false, name, value, strlen(value), err);
  s->n--;
  return td_fail_memory(err);
}

/* ---- files ---- */

typedef struct reading {
  const char *source, *name;
  size_t n;
  td_arena *arena;
  td_value out;
  td_err why; /* filled where the file is wrong */
} reading;

/* Leaves what tiendo.settings made of the source in r->out. */
static int l_read(lua_State *L)
{
  reading *r = (reading *)lua_touserdata(L, 1);
  td_err why = { TD_OK, "" };

  td_push_export(L, "tiendo.settings", "read");
  lua_pushlstring(L, r->source, r->n);
  lua_pushstring(L, r->name);
  lua_call(L, 2, 2);
  if (lua_isnil(L, -2))
    td_fail(&r->why, TD_EUSAGE, "%s", luaL_tolstring(L, -1, NULL));
  else if (td_value_from_lua(&r->out, r->arena, L, -2, &why) != TD_OK)
    td_fail(&r->why, TD_EUSAGE, "%s: %s", r->name, why.text);
  return 0;
}

static td_status read_source(reading *r, td_err *err)
{
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_HOST, NULL, err);

  if (rc == TD_OK) {
    lua_pushcfunction(td_state_lua(s), l_read);
    lua_pushlightuserdata(td_state_lua(s), r);
    rc = td_state_call(s, 1, 0, err);
  }
  if (rc == TD_OK && r->why.code != TD_OK)
    rc = td_fail(err, r->why.code, "%s", r->why.text);
  td_state_free(s);
  return rc;
}

static int64_t int_of(const td_value *map, const char *key)
{
  const td_value *v = td_value_get(map, key);

  return v && v->kind == TD_V_INT ? v->as.i : 0;
}

static const char *text_of(const td_value *map, const char *key)
{
  return td_value_text(td_value_get(map, key), "");
}

static td_date day_of(const td_value *map, const char *key)
{
  const char *text = text_of(map, key);
  td_date day;

  return td_date_parse(&day, text, strlen(text)) ? day : TD_NO_DATE;
}

/* The items of the list under `key`; *n of them. */
static const td_value *items_of(const td_value *map, const char *key, size_t *n)
{
  const td_value *list = td_value_get(map, key);

  *n = list && list->kind == TD_V_LIST ? list->as.list.n : 0;
  return *n ? list->as.list.items : NULL;
}

static td_status take_scopes(td_settings *s, const reading *r, td_err *err)
{
  size_t n;
  const td_value *items = items_of(&r->out, "scopes", &n);

  for (size_t i = 0; i < n; i++) {
    td_scope *scope = add_scope(s);
    if (!scope)
      return td_fail_memory(err);
    scope->where = text_of(&items[i], "where");
    scope->from = day_of(&items[i], "from");
    scope->to = day_of(&items[i], "to");
    scope->origin = (td_origin){ r->name, (int)int_of(&items[i], "line") };
  }
  return TD_OK;
}

static td_status take_instances(td_settings *s, const reading *r, td_err *err)
{
  size_t n;
  const td_value *items = items_of(&r->out, "instances", &n);

  for (size_t i = 0; i < n; i++) {
    td_instance *one = add_instance(s);
    if (!one)
      return td_fail_memory(err);
    one->id = text_of(&items[i], "id");
    one->of = text_of(&items[i], "of");
    one->title = td_value_get(&items[i], "title");
    one->origin = (td_origin){ r->name, (int)int_of(&items[i], "line") };
  }
  return TD_OK;
}

/* `before`: how many scopes there were before those of this file. */
static td_status take_settings(td_settings *s, const reading *r, size_t before,
                               td_err *err)
{
  static const td_value nothing = { .kind = TD_V_NIL };
  size_t n;
  const td_value *items = items_of(&r->out, "settings", &n);

  for (size_t i = 0; i < n; i++) {
    const td_value *value = td_value_get(&items[i], "value");
    int scope = (int)int_of(&items[i], "scope");
    td_setting *one = add_setting(s);
    if (!one)
      return td_fail_memory(err);
    one->rule = text_of(&items[i], "rule");
    one->name = text_of(&items[i], "name");
    one->value = value ? *value : nothing;
    one->scope = scope ? (int)before + scope - 1 : -1;
    one->origin = (td_origin){ r->name, (int)int_of(&items[i], "line") };
  }
  return TD_OK;
}

td_status td_settings_add_source(td_settings *s, td_arena *a, const char *path,
                                 const char *source, size_t n, td_err *err)
{
  reading r = { .arena = a, .source = source, .n = n };
  size_t before = s->n_scopes;
  td_status rc = add_given(s, a, true, path, source, n, err);

  if (rc != TD_OK)
    return rc;
  r.name = s->given[s->n_given - 1].name;
  rc = read_source(&r, err);
  if (rc == TD_OK)
    rc = take_scopes(s, &r, err);
  if (rc == TD_OK)
    rc = take_instances(s, &r, err);
  if (rc == TD_OK)
    rc = take_settings(s, &r, before, err);
  return rc;
}

td_status td_settings_add_file(td_settings *s, td_arena *a, const char *path,
                               td_err *err)
{
  char *source = NULL;
  size_t n;
  td_status rc = td_file_read_most(&source, &n, path, MAX_FILE, err);

  if (rc == TD_OK)
    rc = td_settings_add_source(s, a, path, source, n, err);
  free(source);
  return rc;
}
