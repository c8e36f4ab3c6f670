/* Values of a running rule as they are shown in a trace: plain ones as they are,
 * of the rest what a reader can use. Nothing here calls into the state, raises,
 * or has it allocate: tables are walked as they lie. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "push.h"
#include "tally.h"
#include "trace_parts.h"

enum { FIELDS_MAX = 24, ITEMS_MAX = 8, WALK_MAX = 4096, TEXT_MAX = 200 };

/* Copies text up to where it is cut, not within a character. */
static bool copy_text(td_value *out, td_arena *a, const char *text, size_t n)
{
  bool is_cut = n > TEXT_MAX;
  char *copy;

  if (is_cut) {
    n = TEXT_MAX;
    while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
      n--;
  }
  copy = td_arena_text(a, text, n + (is_cut ? strlen("…") : 0));
  if (!copy)
    return false;
  if (is_cut)
    memcpy(copy + n, "…", strlen("…"));
  *out = (td_value){ .kind = TD_V_TEXT };
  out->as.text.s = copy;
  out->as.text.n = n + (is_cut ? strlen("…") : 0);
  return true;
}

static bool copy_number(td_value *out, td_arena *a, lua_State *L, int idx)
{
  if (lua_isinteger(L, idx)) {
    *out = td_value_of_int(lua_tointeger(L, idx));
    return true;
  }
  if (!isfinite(lua_tonumber(L, idx)))
    return copy_text(out, a, isnan(lua_tonumber(L, idx)) ? "nan" : "inf", 3);
  *out = (td_value){ .kind = TD_V_REAL };
  out->as.r = lua_tonumber(L, idx);
  return true;
}

bool td_trace_is(td_value *out, td_arena *a, const char *name, size_t more)
{
  td_err err;

  if (td_map_make(out, a, 1 + more, &err) != TD_OK)
    return false;
  td_map_put(out, "is", td_value_of_text(name));
  return true;
}

static td_value period_value(td_period p)
{
  td_value v = { .kind = TD_V_PERIOD };

  v.as.period = p;
  return v;
}

static bool copy_series(td_value *out, td_arena *a, td_series s)
{
  if (!td_trace_is(out, a, "series", 3))
    return false;
  td_map_put(out, "n", td_value_of_int((int64_t)s.n));
  if (s.n) {
    td_map_put(out, "first", period_value(s.periods[0]));
    td_map_put(out, "last", period_value(s.periods[s.n - 1]));
  }
  return true;
}

static bool copy_userdata(td_value *out, td_arena *a, lua_State *L, int idx)
{
  td_series s;
  td_date day;
  td_period p;
  int table;
  uint32_t row;

  if (td_to_date(L, idx, &day)) {
    *out = (td_value){ .kind = TD_V_DATE };
    out->as.date = day;
  } else if (td_to_period(L, idx, &p)) {
    *out = period_value(p);
  } else if (td_entity_peek(L, idx, &table, &row)) {
    *out = (td_value){ .kind = TD_V_ENTITY };
    out->as.entity.table = table;
    out->as.entity.row = row;
  } else if (td_series_peek(L, idx, &s)) {
    return copy_series(out, a, s);
  } else if (td_set_table(L, idx) >= 0) {
    if (!td_trace_is(out, a, "set", 2))
      return false;
    td_map_put(out, "n", td_value_of_int(td_set_length(L, idx)));
    td_map_put(out, "of",
               td_value_of_text(td_schema[td_set_table(L, idx)].name));
  } else {
    return td_trace_is(out, a, "plan", 0);
  }
  return true;
}

/* What is no table. */
static bool copy_plain(td_value *out, td_arena *a, lua_State *L, int idx)
{
  size_t n;
  const char *text;

  switch (lua_type(L, idx)) {
  case LUA_TNIL:
    *out = (td_value){ .kind = TD_V_NIL };
    return true;
  case LUA_TBOOLEAN:
    *out = (td_value){ .kind = TD_V_BOOL };
    out->as.b = lua_toboolean(L, idx);
    return true;
  case LUA_TNUMBER:
    return copy_number(out, a, L, idx);
  case LUA_TSTRING:
    text = lua_tolstring(L, idx, &n);
    return copy_text(out, a, text, n);
  case LUA_TUSERDATA:
    return copy_userdata(out, a, L, idx);
  default:
    return td_trace_is(out, a, lua_typename(L, lua_type(L, idx)), 0);
  }
}

/* ---- tables ---- */

typedef struct field {
  td_value key, value;
} field;

static int by_key(const void *a, const void *b)
{
  return strcmp(((const field *)a)->key.as.text.s,
                ((const field *)b)->key.as.text.s);
}

static bool is_shown(lua_State *L, int idx)
{
  return lua_type(L, idx) != LUA_TTABLE && lua_type(L, idx) != LUA_TFUNCTION;
}

/* The fields with plain values, in the order of their names; none if they are
 * too many, for which of them would depend on where they lie. */
static bool copy_fields(td_value *map, td_arena *a, lua_State *L, int idx,
                        size_t *n_all)
{
  field fields[FIELDS_MAX];
  size_t n = 0;
  td_err err;

  memset(fields, 0, sizeof(fields));
  for (lua_pushnil(L); lua_next(L, idx); lua_pop(L, 1)) {
    if (++*n_all > WALK_MAX) {
      lua_pop(L, 2);
      break;
    }
    if (lua_type(L, -2) != LUA_TSTRING || !is_shown(L, -1))
      continue;
    if (n < FIELDS_MAX &&
        (!copy_plain(&fields[n].key, a, L, lua_gettop(L) - 1) ||
         !copy_plain(&fields[n].value, a, L, lua_gettop(L)))) {
      lua_pop(L, 2);
      return false;
    }
    n++;
  }
  if (n > FIELDS_MAX)
    n = 0;
  qsort(fields, n, sizeof(field), by_key);
  if (td_map_make(map, a, n, &err) != TD_OK)
    return false;
  for (size_t i = 0; i < n; i++)
    td_map_put(map, fields[i].key.as.text.s, fields[i].value);
  return true;
}

static bool copy_list(td_value *out, td_arena *a, lua_State *L, int idx)
{
  size_t n = lua_rawlen(L, idx), shown = n < ITEMS_MAX ? n : ITEMS_MAX;
  td_value items = { .kind = TD_V_LIST };

  items.as.list.items = (td_value *)td_arena_array(a, shown, sizeof(td_value));
  if (!items.as.list.items || !td_trace_is(out, a, "list", 2))
    return false;
  for (size_t i = 0; i < shown; i++) {
    td_value *v = &items.as.list.items[i];
    bool is_done;
    lua_rawgeti(L, idx, (lua_Integer)i + 1);
    is_done = is_shown(L, -1)
                  ? copy_plain(v, a, L, lua_gettop(L))
                  : td_trace_is(v, a, lua_typename(L, lua_type(L, -1)), 0);
    lua_pop(L, 1);
    if (!is_done)
      return false;
  }
  items.as.list.n = shown;
  td_map_put(out, "n", td_value_of_int((int64_t)n));
  td_map_put(out, "items", items);
  return true;
}

bool td_trace_copy(td_value *out, td_arena *a, lua_State *L, int idx)
{
  td_value fields;
  size_t n = 0;

  if (lua_type(L, idx) != LUA_TTABLE)
    return copy_plain(out, a, L, idx);
  if (lua_rawlen(L, idx) > 0)
    return copy_list(out, a, L, idx);
  if (!copy_fields(&fields, a, L, idx, &n) || !td_trace_is(out, a, "table", 2))
    return false;
  td_map_put(out, "n", td_value_of_int((int64_t)n));
  td_map_put(out, "fields", fields);
  return true;
}
