/* The report as a workbook: the Lua library describes it as a table (see
 * tiendo.workbook), which is walked here and told to the caller's writer. Texts
 * stay in that table while they are lent. */
#include <lauxlib.h>
#include <string.h>

#include "brief.h"
#include "push.h"
#include "result.h"
#include "writer.h"

/* Of a row with one line of text, in points. */
enum { HEIGHT = 15 };

typedef struct walking {
  const td_result *result;
  const td_write_options *options;
  const td_book_writer *writer;
  void *ud;
  bool is_broken; /* the writer ended it */
  td_err why;     /* filled where Lua gave nil and a message */
} walking;

/* ---- fields of the table on top ---- */

static const char *text_of(lua_State *L, const char *key)
{
  const char *text;

  lua_getfield(L, -1, key);
  text = lua_tostring(L, -1);
  lua_pop(L, 1);
  return text;
}

static bool flag_of(lua_State *L, const char *key)
{
  bool is_set;

  lua_getfield(L, -1, key);
  is_set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return is_set;
}

static lua_Integer integer_of(lua_State *L, const char *key,
                              lua_Integer standard)
{
  lua_Integer n;

  lua_getfield(L, -1, key);
  n = luaL_optinteger(L, -1, standard);
  lua_pop(L, 1);
  return n;
}

static size_t size_of(lua_State *L, const char *key)
{
  lua_Integer n = integer_of(L, key, 0);

  return n > 0 ? (size_t)n : 0;
}

/* Room for what the list on top has, which stays below it. [-0, +1, m] */
static void *new_items(lua_State *L, size_t size, size_t *n)
{
  void *items;

  *n = (size_t)luaL_len(L, -1);
  items = lua_newuserdatauv(L, (*n ? *n : 1) * size, 0);
  memset(items, 0, (*n ? *n : 1) * size);
  return items;
}

static void check(walking *w, lua_State *L, int refused)
{
  if (!refused)
    return;
  w->is_broken = true;
  luaL_error(L, "the workbook cannot be written");
}

/* ---- begin ---- */

static td_book_style style_of(lua_State *L)
{
  return (td_book_style){
    .format = text_of(L, "format"),
    .size = (int)integer_of(L, "size", 0),
    .color = (int)integer_of(L, "color", -1),
    .background = (int)integer_of(L, "background", -1),
    .is_bold = flag_of(L, "is_bold"),
    .is_italic = flag_of(L, "is_italic"),
    .is_wrapped = flag_of(L, "is_wrapped"),
    .is_left = flag_of(L, "is_left"),
    .is_right = flag_of(L, "is_right"),
    .is_head = flag_of(L, "is_head"),
  };
}

/* With the book on top. */
static void tell_begin(walking *w, lua_State *L)
{
  td_book book = {
    .title = text_of(L, "title"),
    .subject = text_of(L, "subject"),
    .author = text_of(L, "author"),
    .keywords = text_of(L, "keywords"),
    .comments = text_of(L, "comments"),
  };
  td_book_style *styles;
  td_date made;

  lua_getfield(L, -1, "made");
  made = td_check_date(L, -1);
  lua_pop(L, 1);
  td_date_split(made, &book.year, &book.month, &book.day);
  lua_getfield(L, -1, "styles");
  styles = (td_book_style *)new_items(L, sizeof(*styles), &book.n_styles);
  for (size_t i = 0; i < book.n_styles; i++) {
    lua_geti(L, -2, (lua_Integer)i + 1);
    styles[i] = style_of(L);
    lua_pop(L, 1);
  }
  book.styles = styles;
  check(w, L, w->writer->begin(w->ud, &book));
  lua_pop(L, 2);
}

/* ---- cells ---- */

/* What stands in a cell, from the value on top. */
static void read_value(lua_State *L, td_book_cell *cell)
{
  td_date day;

  if (lua_type(L, -1) == LUA_TNUMBER) {
    cell->kind = TD_BOOK_NUMBER;
    cell->number = lua_tonumber(L, -1);
  } else if (lua_type(L, -1) == LUA_TSTRING) {
    cell->kind = TD_BOOK_TEXT;
    cell->text = lua_tostring(L, -1);
  } else if (td_to_date(L, -1, &day)) {
    cell->kind = TD_BOOK_DAY;
    td_date_split(day, &cell->year, &cell->month, &cell->day);
  }
}

/* From the value on top, or the table that has it as its first item. Styles
 * count from 1 in Lua; the column's is the standard. */
static void read_cell(lua_State *L, td_book_cell *cell,
                      const td_book_column *column)
{
  *cell = (td_book_cell){ .kind = TD_BOOK_EMPTY, .style = column->style };
  if (!lua_istable(L, -1)) {
    read_value(L, cell);
    return;
  }
  cell->url = text_of(L, "url");
  cell->sheet = text_of(L, "sheet");
  cell->style =
      (size_t)integer_of(L, "style", (lua_Integer)column->style + 1) - 1;
  lua_geti(L, -1, 1);
  read_value(L, cell);
  lua_pop(L, 1);
}

/* The row on top. */
static void tell_row(walking *w, lua_State *L, td_book_cell *cells,
                     const td_book_sheet *sheet)
{
  td_book_row row = { .cells = cells, .n = sheet->n_columns };

  for (size_t i = 0; i < sheet->n_columns; i++) {
    lua_geti(L, -1, (lua_Integer)i + 1);
    read_cell(L, &cells[i], &sheet->columns[i]);
    lua_pop(L, 1);
  }
  row.height = (double)integer_of(L, "height", HEIGHT);
  check(w, L, w->writer->row(w->ud, &row));
}

/* The sheet on top. */
static void tell_rows(walking *w, lua_State *L, const td_book_sheet *sheet)
{
  td_book_cell *cells;
  lua_Integer n_rows;

  lua_getfield(L, -1, "rows");
  n_rows = luaL_len(L, -1);
  cells = (td_book_cell *)lua_newuserdatauv(
      L, (sheet->n_columns + 1) * sizeof(*cells), 0);
  for (lua_Integer i = 1; i <= n_rows; i++) {
    lua_geti(L, -2, i);
    tell_row(w, L, cells, sheet);
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
}

/* ---- charts ---- */

static td_book_range range_of(lua_State *L, const char *key)
{
  td_book_range range;

  lua_getfield(L, -1, key);
  range = (td_book_range){ text_of(L, "sheet"), size_of(L, "column"),
                           size_of(L, "first"), size_of(L, "last") };
  lua_pop(L, 1);
  return range;
}

static td_book_series series_of(lua_State *L)
{
  return (td_book_series){
    .name = text_of(L, "name"),
    .names = range_of(L, "names"),
    .values = range_of(L, "values"),
    .color = (int)integer_of(L, "color", 0),
    .has_line = flag_of(L, "has_line"),
    .is_dashed = flag_of(L, "is_dashed"),
    .has_marks = flag_of(L, "has_marks"),
  };
}

/* The chart on top. */
static void tell_chart(walking *w, lua_State *L)
{
  const char *kind = text_of(L, "kind");
  td_book_chart chart = {
    .kind = !strcmp(kind, "bars") ? TD_CHART_BARS : TD_CHART_LINES,
    .title = text_of(L, "title"),
    .x_name = text_of(L, "x_name"),
    .y_name = text_of(L, "y_name"),
    .x_format = text_of(L, "x_format"),
    .y_format = text_of(L, "y_format"),
    .x_first = (double)integer_of(L, "x_first", 0),
    .x_last = (double)integer_of(L, "x_last", 0),
    .text = text_of(L, "text"),
    .sheet = text_of(L, "sheet"),
    .row = size_of(L, "row"),
    .column = size_of(L, "column"),
  };
  td_book_series *series;

  lua_getfield(L, -1, "series");
  series = (td_book_series *)new_items(L, sizeof(*series), &chart.n_series);
  for (size_t i = 0; i < chart.n_series; i++) {
    lua_geti(L, -2, (lua_Integer)i + 1);
    series[i] = series_of(L);
    lua_pop(L, 1);
  }
  chart.series = series;
  check(w, L, w->writer->chart(w->ud, &chart));
  lua_pop(L, 2);
}

/* The table on top has charts. */
static void tell_charts(walking *w, lua_State *L)
{
  lua_Integer n;

  lua_getfield(L, -1, "charts");
  n = luaL_len(L, -1);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_geti(L, -1, i);
    tell_chart(w, L);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* ---- sheets ---- */

/* Columns of the sheet on top. [-0, +1, m] */
static td_book_column *push_columns(lua_State *L, size_t *n)
{
  td_book_column *columns;

  lua_getfield(L, -1, "columns");
  columns = (td_book_column *)new_items(L, sizeof(*columns), n);
  for (size_t i = 0; i < *n; i++) {
    lua_geti(L, -2, (lua_Integer)i + 1);
    columns[i].width = (double)integer_of(L, "width", 12);
    columns[i].style = (size_t)integer_of(L, "style", 1) - 1;
    lua_pop(L, 1);
  }
  lua_remove(L, -2);
  return columns;
}

/* The sheet on top. */
static void tell_sheet(walking *w, lua_State *L)
{
  const int at = lua_gettop(L);
  td_book_sheet sheet = {
    .name = text_of(L, "name"),
    .frozen_rows = size_of(L, "frozen_rows"),
    .frozen_columns = size_of(L, "frozen_columns"),
    .filter_head = size_of(L, "filter_head"),
    .filter_last = size_of(L, "filter_last"),
    .pages_wide = (size_t)integer_of(L, "pages_wide", 1),
    .page_rows = size_of(L, "page_rows"),
    .is_upright = flag_of(L, "is_upright"),
  };

  sheet.columns = push_columns(L, &sheet.n_columns);
  lua_pushvalue(L, at);
  check(w, L, w->writer->sheet(w->ud, &sheet));
  tell_rows(w, L, &sheet);
  tell_charts(w, L);
  lua_settop(L, at);
}

static void tell_book(walking *w, lua_State *L)
{
  lua_Integer n;

  tell_begin(w, L);
  lua_getfield(L, -1, "sheets");
  n = luaL_len(L, -1);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_geti(L, -1, i);
    tell_sheet(w, L);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  tell_charts(w, L);
}

static int l_walk(lua_State *L)
{
  walking *w = (walking *)lua_touserdata(L, 1);
  const char *lang = w->options->lang;

  td_push_export(L, "tiendo.workbook", "of");
  td_brief_push(L, w->result);
  lua_createtable(L, 0, 1);
  lua_pushstring(L, lang ? lang : "en");
  lua_setfield(L, -2, "lang");
  lua_call(L, 2, 2);
  luaL_checkstack(L, 32, NULL);
  if (lua_isnil(L, -2)) {
    td_fail(&w->why, TD_EUSAGE, "%s", luaL_tolstring(L, -1, NULL));
    return 0;
  }
  lua_pop(L, 1);
  tell_book(w, L);
  return 0;
}

static td_status walk(td_state *s, walking *w, td_err *err)
{
  lua_State *L = td_state_lua(s);
  td_status rc;

  lua_pushcfunction(L, l_walk);
  lua_pushlightuserdata(L, w);
  rc = td_state_call(s, 1, 0, err);
  if (rc != TD_OK && w->is_broken)
    return td_fail(err, TD_EIO, "the workbook cannot be written");
  if (rc == TD_OK && w->why.code != TD_OK)
    return td_fail(err, w->why.code, "%s", w->why.text);
  return rc;
}

td_status td_report_book(td_result *result, const td_write_options *options,
                         const td_book_writer *writer, void *ud, td_err *err)
{
  static const td_write_options standard = { .size = sizeof(standard) };
  walking w = { result,       options ? options : &standard, writer, ud, false,
                { TD_OK, "" } };
  td_state *s = NULL;
  td_status rc;

  if (w.options->size < sizeof(*w.options) || writer->size < sizeof(*writer))
    return td_fail(err, TD_EUSAGE, "options or writer are too old");
  rc = td_state_new(&s, TD_STATE_HOST, NULL, err);
  if (rc == TD_OK)
    rc = walk(s, &w, err);
  td_state_free(s);
  return rc;
}
