/* Workbooks through libxlsxwriter, which writes to a path and nowhere else: to
 * that of a nameless file, which is then copied. What goes into which cell is
 * the library's, here is only how it is put there. */
#include "workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

/* Size of a chart, in pixels; the sizes of a sheet's cells are the standard. */
enum { CHART_WIDTH = 620, CHART_HEIGHT = 300, A4 = 9 };

enum { PART = 1 << 16, MAX_BREAKS = 100, GRID = 0xD9D9D9 };

typedef struct writing {
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format **formats;
  size_t n_formats;
  lxw_row_t row;
  lxw_error error;
} writing;

/* Keeps the first error. Not 0: it failed. */
static int note(writing *w, lxw_error error)
{
  if (error && !w->error)
    w->error = error;
  return (int)error;
}

/* ---- begin ---- */

/* Styles of heads are laid out alike. */
static void set_head(lxw_format *format)
{
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_bottom(format, LXW_BORDER_THIN);
}

static lxw_format *new_format(lxw_workbook *book, const td_book_style *s)
{
  lxw_format *format = workbook_add_format(book);

  if (!format)
    return NULL;
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (s->format)
    format_set_num_format(format, s->format);
  if (s->size)
    format_set_font_size(format, s->size);
  if (s->color >= 0)
    format_set_font_color(format, (lxw_color_t)s->color);
  if (s->background >= 0)
    format_set_bg_color(format, (lxw_color_t)s->background);
  if (s->is_bold)
    format_set_bold(format);
  if (s->is_italic)
    format_set_italic(format);
  if (s->is_wrapped)
    format_set_text_wrap(format);
  if (s->is_left)
    format_set_align(format, LXW_ALIGN_LEFT);
  if (s->is_right)
    format_set_align(format, LXW_ALIGN_RIGHT);
  if (s->is_head)
    set_head(format);
  return format;
}

static int add_formats(writing *w, const td_book *book)
{
  w->formats = (lxw_format **)calloc(book->n_styles + 1, sizeof(lxw_format *));
  if (!w->formats)
    return note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
  for (size_t i = 0; i < book->n_styles; i++) {
    w->formats[i] = new_format(w->book, &book->styles[i]);
    if (!w->formats[i])
      return note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
  }
  w->n_formats = book->n_styles;
  return 0;
}

/* The library takes texts that it does not change without saying so. */
static char *lent(const char *text)
{
  union {
    const char *in;
    char *out;
  } u = { text };

  return u.out;
}

static int begin(void *ud, const td_book *book)
{
  writing *w = (writing *)ud;
  struct tm made = { .tm_year = book->year - 1900,
                     .tm_mon = book->month - 1,
                     .tm_mday = book->day };
  lxw_doc_properties properties = {
    .title = lent(book->title),
    .subject = lent(book->subject),
    .author = lent(book->author),
    .keywords = lent(book->keywords),
    .comments = lent(book->comments),
    .created = timegm(&made),
  };
  int failed = note(w, workbook_set_properties(w->book, &properties));

  return failed ? failed : add_formats(w, book);
}

/* ---- sheets ---- */

static lxw_format *format_of(const writing *w, size_t style)
{
  return style < w->n_formats ? w->formats[style] : NULL;
}

static void set_up_page(lxw_worksheet *sheet, const td_book_sheet *s)
{
  if (!s->is_upright)
    worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, A4);
  worksheet_fit_to_pages(sheet, (uint16_t)s->pages_wide, 0);
  worksheet_set_footer(sheet, "&L&A&R&P / &N");
  if (s->frozen_rows)
    worksheet_repeat_rows(sheet, 0, (lxw_row_t)s->frozen_rows - 1);
  if (s->frozen_columns && s->pages_wide > 1)
    worksheet_repeat_columns(sheet, 0, (lxw_col_t)s->frozen_columns - 1);
}

/* Codes look like numbers and are none. */
static int set_up(writing *w, const td_book_sheet *s)
{
  int failed =
      note(w, worksheet_ignore_errors(
                  w->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));

  for (size_t i = 0; !failed && i < s->n_columns; i++)
    failed = note(w, worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i,
                                          s->columns[i].width,
                                          format_of(w, s->columns[i].style)));
  if (!failed && s->filter_last)
    failed = note(w, worksheet_autofilter(w->sheet, (lxw_row_t)s->filter_head,
                                          0, (lxw_row_t)s->filter_last,
                                          (lxw_col_t)s->n_columns - 1));
  if (s->frozen_rows || s->frozen_columns)
    worksheet_freeze_panes(w->sheet, (lxw_row_t)s->frozen_rows,
                           (lxw_col_t)s->frozen_columns);
  return failed;
}

/* Ends paper after so many rows, as often as a sheet may be so divided. */
static int add_breaks(writing *w, const td_book_sheet *s)
{
  lxw_row_t breaks[MAX_BREAKS + 1] = { 0 };

  if (!s->page_rows)
    return 0;
  for (size_t i = 0; i < MAX_BREAKS; i++)
    breaks[i] = (lxw_row_t)(1 + (i + 1) * s->page_rows);
  return note(w, worksheet_set_h_pagebreaks(w->sheet, breaks));
}

static int begin_sheet(void *ud, const td_book_sheet *s)
{
  writing *w = (writing *)ud;
  lxw_error wrong = workbook_validate_sheet_name(w->book, s->name);

  if (wrong)
    return note(w, wrong);
  w->sheet = workbook_add_worksheet(w->book, s->name);
  w->row = 0;
  if (!w->sheet)
    return note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
  set_up_page(w->sheet, s);
  return set_up(w, s) || add_breaks(w, s);
}

/* ---- cells ---- */

static lxw_error write_link(writing *w, lxw_col_t column, const td_book_cell *c)
{
  char place[128];

  if (!c->sheet)
    return worksheet_write_url_opt(w->sheet, w->row, column, c->url,
                                   format_of(w, c->style), c->text, NULL);
  snprintf(place, sizeof(place), "internal:'%s'!A1", c->sheet);
  return worksheet_write_url_opt(w->sheet, w->row, column, place,
                                 format_of(w, c->style), c->text, NULL);
}

static lxw_error write_cell(writing *w, lxw_col_t column, const td_book_cell *c)
{
  lxw_datetime date = { .year = c->year, .month = c->month, .day = c->day };
  lxw_format *format = format_of(w, c->style);

  if (c->kind == TD_BOOK_NUMBER)
    return worksheet_write_number(w->sheet, w->row, column, c->number, format);
  if (c->kind == TD_BOOK_DAY)
    return worksheet_write_datetime(w->sheet, w->row, column, &date, format);
  if (c->kind == TD_BOOK_TEXT && (c->url || c->sheet))
    return write_link(w, column, c);
  if (c->kind == TD_BOOK_TEXT)
    return worksheet_write_string(w->sheet, w->row, column, c->text, format);
  return LXW_NO_ERROR;
}

static int write_row(void *ud, const td_book_row *row)
{
  writing *w = (writing *)ud;
  int failed = note(w, worksheet_set_row(w->sheet, w->row, row->height, NULL));

  for (size_t i = 0; !failed && i < row->n; i++)
    failed = note(w, write_cell(w, (lxw_col_t)i, &row->cells[i]));
  w->row++;
  return failed;
}

/* ---- charts ---- */

static void set_line(lxw_chart_series *series, const td_book_series *s)
{
  lxw_chart_line line = { .color = (lxw_color_t)s->color,
                          .none = !s->has_line,
                          .width = 2,
                          .dash_type =
                              s->is_dashed ? LXW_CHART_LINE_DASH_DASH : 0 };
  lxw_chart_fill fill = { .color = (lxw_color_t)s->color };
  lxw_chart_line edge = { .color = (lxw_color_t)s->color, .width = 0.75F };

  chart_series_set_line(series, &line);
  chart_series_set_marker_type(series, s->has_marks ? LXW_CHART_MARKER_CIRCLE
                                                    : LXW_CHART_MARKER_NONE);
  if (!s->has_marks)
    return;
  chart_series_set_marker_size(series, 6);
  chart_series_set_marker_fill(series, &fill);
  chart_series_set_marker_line(series, &edge);
}

static void set_bar(lxw_chart_series *series, const td_book_series *s)
{
  lxw_chart_fill fill = { .color = (lxw_color_t)s->color };

  chart_series_set_fill(series, &fill);
}

static bool add_series(lxw_chart *chart, td_chart_kind kind,
                       const td_book_series *s)
{
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);

  if (!series)
    return false;
  chart_series_set_name(series, s->name);
  chart_series_set_categories(series, s->names.sheet, (lxw_row_t)s->names.first,
                              (lxw_col_t)s->names.column,
                              (lxw_row_t)s->names.last,
                              (lxw_col_t)s->names.column);
  chart_series_set_values(series, s->values.sheet, (lxw_row_t)s->values.first,
                          (lxw_col_t)s->values.column,
                          (lxw_row_t)s->values.last,
                          (lxw_col_t)s->values.column);
  if (kind == TD_CHART_LINES)
    set_line(series, s);
  else
    set_bar(series, s);
  return true;
}

static void set_axis(lxw_chart_axis *axis, const char *name, const char *format)
{
  if (name)
    chart_axis_set_name(axis, name);
  if (format)
    chart_axis_set_num_format(axis, format);
}

/* What lies along the bars is the library's x axis. */
static void set_axes(lxw_chart *chart, const td_book_chart *c)
{
  bool is_lying = c->kind == TD_CHART_BARS;
  lxw_chart_line grid = { .color = GRID, .width = 0.75F };

  set_axis(chart->x_axis, c->x_name, c->x_format);
  set_axis(chart->y_axis, c->y_name, c->y_format);
  chart_axis_major_gridlines_set_line(is_lying ? chart->x_axis : chart->y_axis,
                                      &grid);
  if (c->x_first < c->x_last) {
    chart_axis_set_min(chart->x_axis, c->x_first);
    chart_axis_set_max(chart->x_axis, c->x_last);
  }
  if (!is_lying)
    return;
  chart_axis_set_reverse(chart->y_axis);
  chart_set_series_gap(chart, 40);
}

static lxw_chart *new_chart(writing *w, const td_book_chart *c)
{
  lxw_chart_font font = { .size = c->sheet ? 16 : 11, .bold = LXW_TRUE };
  lxw_chart *chart = workbook_add_chart(
      w->book, c->kind == TD_CHART_BARS
                   ? LXW_CHART_BAR_STACKED
                   : LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS);

  if (!chart)
    return NULL;
  for (size_t i = 0; i < c->n_series; i++)
    if (!add_series(chart, c->kind, &c->series[i]))
      return NULL;
  if (c->title) {
    chart_title_set_name(chart, c->title);
    chart_title_set_name_font(chart, &font);
  }
  set_axes(chart, c);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  return chart;
}

static lxw_error put_sheet(writing *w, lxw_chart *chart, const td_book_chart *c)
{
  lxw_error wrong = workbook_validate_sheet_name(w->book, c->sheet);
  lxw_chartsheet *sheet =
      wrong ? NULL : workbook_add_chartsheet(w->book, c->sheet);

  if (!sheet)
    return wrong ? wrong : LXW_ERROR_MEMORY_MALLOC_FAILED;
  chartsheet_set_paper(sheet, A4);
  chartsheet_set_landscape(sheet);
  return chartsheet_set_chart(sheet, chart);
}

static int put_chart(void *ud, const td_book_chart *c)
{
  writing *w = (writing *)ud;
  lxw_chart *chart = new_chart(w, c);
  /* The size that the library gives charts is 480 to 288. */
  lxw_chart_options options = { .y_offset = 4,
                                .x_scale = CHART_WIDTH / 480.0,
                                .y_scale = CHART_HEIGHT / 288.0,
                                .description = lent(c->text) };

  if (!chart)
    return note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
  if (c->sheet)
    return note(w, put_sheet(w, chart, c));
  return note(w, worksheet_insert_chart_opt(w->sheet, (lxw_row_t)c->row,
                                            (lxw_col_t)c->column, chart,
                                            &options));
}

/* ---- file ---- */

static td_status fail(td_err *err, td_status code, const char *why)
{
  err->code = code;
  snprintf(err->text, sizeof(err->text), "workbook: %s", why);
  return code;
}

static td_status copy(FILE *from, FILE *to, td_err *err)
{
  char *part = (char *)malloc(PART);
  size_t n;
  bool is_good = part != NULL;

  rewind(from);
  while (is_good && (n = fread(part, 1, PART, from)) > 0)
    is_good = fwrite(part, 1, n, to) == n;
  is_good = is_good && !ferror(from);
  free(part);
  return is_good ? TD_OK : fail(err, TD_EIO, strerror(errno));
}

/* Fills the file that `path` leads to. */
static td_status fill(td_result *result, const td_write_options *options,
                      const char *path, td_err *err)
{
  static const td_book_writer writer = { sizeof(writer), begin, begin_sheet,
                                         write_row, put_chart };
  writing w = { .book = workbook_new(path) };
  td_status rc;

  if (!w.book)
    return fail(err, TD_ENOMEM, "out of memory");
  rc = td_report_book(result, options, &writer, &w, err);
  if (rc == TD_OK)
    note(&w, workbook_close(w.book));
  else
    lxw_workbook_free(w.book);
  free(w.formats);
  if (w.error)
    return fail(err, TD_EIO, lxw_strerror(w.error));
  return rc;
}

td_status cli_workbook_write(td_result *result, const td_write_options *options,
                             FILE *to, td_err *err)
{
  FILE *file = tmpfile();
  char path[64];
  td_status rc;

  if (!file)
    return fail(err, TD_EIO, strerror(errno));
  snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(file));
  rc = fill(result, options, path, err);
  if (rc == TD_OK)
    rc = copy(file, to, err);
  fclose(file);
  return rc;
}
