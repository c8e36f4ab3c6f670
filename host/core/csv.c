/* One pass over the bytes. A value is a piece of the input as long as it can
 * be; only those with a doubled quote inside are copied. */
#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static size_t count_chars(const char *text, size_t n)
{
  size_t count = 0;

  for (size_t i = 0; i < n; i++)
    count += ((unsigned char)text[i] & 0xc0) != 0x80;
  return count;
}

/* The first byte that is not ASCII, or end. */
static const char *skip_ascii(const char *p, const char *end)
{
  uint64_t word;

  for (; end - p >= 8; p += 8) {
    memcpy(&word, p, sizeof(word));
    if (word & 0x8080808080808080u)
      break;
  }
  while (p < end && (unsigned char)*p < 0x80)
    p++;
  return p;
}

/* The first byte that is not UTF-8, or end. Line by line, as a line break
 * never stands inside a character. */
static const char *skip_utf8(const char *p, const char *end)
{
  while ((p = skip_ascii(p, end)) < end) {
    const char *stop = (const char *)memchr(p, '\n', (size_t)(end - p));
    size_t n = (size_t)((stop ? stop : end) - p);
    size_t good = td_text_invalid(p, n);
    if (good < n)
      return p + good;
    p += n;
  }
  return end;
}

static bool is_newline(char c)
{
  return c == '\n' || c == '\r';
}

/* Steps over LF, CRLF or CR. */
static const char *past_newline(const char *p, const char *end)
{
  return p + (p[0] == '\r' && end - p > 1 && p[1] == '\n' ? 2 : 1);
}

/* Moves csv->line and csv->column from csv->at to `to`. */
static void advance(td_csv *csv, const char *to)
{
  const char *first = csv->at; /* of the last line */

  for (const char *p = csv->at; p < to;) {
    if (!is_newline(*p)) {
      p++;
      continue;
    }
    p = past_newline(p, csv->end);
    first = p;
    csv->line++;
    csv->column = 1;
  }
  if (first < to)
    csv->column += (int64_t)count_chars(first, (size_t)(to - first));
  csv->at = to;
}

static td_status fail_at(td_csv *csv, const char *what, td_err *err)
{
  return td_fail(err, TD_EDATA, "line %lld, column %lld: %s",
                 (long long)csv->line, (long long)csv->column, what);
}

td_status td_csv_open(td_csv *csv, const char *data, size_t n, td_err *err)
{
  const char *bad;

  csv->at = n ? data : "";
  csv->end = csv->at + n;
  csv->line = csv->column = 1;
  csv->delimiter = csv->delimiter ? csv->delimiter : ',';
  csv->quote = csv->quote ? csv->quote : '"';
  if (n >= 3 && !memcmp(data, "\xef\xbb\xbf", 3))
    csv->at += 3;
  bad = (const char *)memchr(csv->at, '\0', (size_t)(csv->end - csv->at));
  if (bad) {
    advance(csv, bad);
    return fail_at(csv, "a NUL byte; this is not a text file", err);
  }
  bad = skip_utf8(csv->at, csv->end);
  if (bad < csv->end) {
    advance(csv, bad);
    return fail_at(csv, "not UTF-8; save the file in that encoding", err);
  }
  return TD_OK;
}

static void get_ready(td_csv *csv)
{
  csv->stops[(unsigned char)csv->delimiter] = 1;
  csv->stops['\n'] = 1;
  csv->stops['\r'] = 1;
  csv->is_ready = true;
}

static bool make_room(td_csv *csv)
{
  size_t room = csv->room ? csv->room * 2 : 32;
  td_csv_value *values =
      (td_csv_value *)realloc(csv->values, room * sizeof(*values));

  if (!values)
    return false;
  csv->values = values;
  csv->room = room;
  return true;
}

static void read_plain(td_csv *csv, td_csv_value *v)
{
  const char *p = csv->at, *end = csv->end;
  unsigned char all = 0;

  for (; p < end && !csv->stops[(unsigned char)*p]; p++)
    all |= (unsigned char)*p;
  v->text = csv->at;
  v->n = (size_t)(p - csv->at);
  csv->column += (int64_t)(all < 0x80 ? v->n : count_chars(v->text, v->n));
  csv->at = p;
}

/* The quote that closes the value that begins at p; NULL if none does. */
static const char *find_close(const td_csv *csv, const char *p, bool *escaped)
{
  while ((p = (const char *)memchr(p, csv->quote, (size_t)(csv->end - p)))) {
    if (csv->end - p < 2 || p[1] != csv->quote)
      return p;
    *escaped = true;
    p += 2;
  }
  return NULL;
}

static td_status read_quoted(td_csv *csv, td_csv_value *v, td_err *err)
{
  const char *close = find_close(csv, csv->at + 1, &v->escaped);

  if (!close)
    return fail_at(csv, "a quote opens here and never closes", err);
  v->text = csv->at + 1;
  v->n = (size_t)(close - v->text);
  v->quoted = true;
  advance(csv, close + 1);
  if (csv->at < csv->end && !csv->stops[(unsigned char)*csv->at])
    return fail_at(csv,
                   "text behind a closing quote; a quote inside a value is "
                   "written twice",
                   err);
  return TD_OK;
}

static td_status read_value(td_csv *csv, td_err *err)
{
  td_csv_value *v;

  if (csv->n == csv->room && !make_room(csv))
    return td_fail_memory(err);
  v = &csv->values[csv->n++];
  v->line = csv->line;
  v->column = csv->column;
  v->quoted = v->escaped = false;
  if (csv->at < csv->end && *csv->at == csv->quote)
    return read_quoted(csv, v, err);
  read_plain(csv, v);
  return TD_OK;
}

/* Copies the value with each doubled quote once; returns the end of it. */
static char *unescape(char *to, const td_csv_value *v, char quote)
{
  for (size_t i = 0; i < v->n; i++) {
    *to++ = v->text[i];
    i += v->text[i] == quote;
  }
  return to;
}

/* Once the row is complete, so that the room needed is known. */
static td_status unescape_row(td_csv *csv, size_t need, td_err *err)
{
  char *to;

  if (need > csv->scratch_room) {
    char *scratch = (char *)realloc(csv->scratch, need);
    if (!scratch)
      return td_fail_memory(err);
    csv->scratch = scratch;
    csv->scratch_room = need;
  }
  to = csv->scratch;
  for (size_t i = 0; i < csv->n; i++) {
    td_csv_value *v = &csv->values[i];
    if (!v->escaped)
      continue;
    char *stop = unescape(to, v, csv->quote);
    v->text = to;
    v->n = (size_t)(stop - to);
    v->escaped = false;
    to = stop;
  }
  return TD_OK;
}

static void end_line(td_csv *csv)
{
  csv->at = past_newline(csv->at, csv->end);
  csv->line++;
  csv->column = 1;
}

td_status td_csv_next(td_csv *csv, td_err *err)
{
  size_t escaped = 0;

  if (!csv->is_ready)
    get_ready(csv);
  while (csv->at < csv->end && is_newline(*csv->at))
    end_line(csv);
  csv->n = 0;
  csv->row = csv->at;
  if (csv->at == csv->end)
    return TD_OK;
  for (;;) {
    td_status rc = read_value(csv, err);
    if (rc != TD_OK)
      return rc;
    if (csv->values[csv->n - 1].escaped)
      escaped += csv->values[csv->n - 1].n;
    if (csv->at == csv->end || is_newline(*csv->at))
      break;
    csv->at++; /* the delimiter */
    csv->column++;
  }
  if (csv->at < csv->end)
    end_line(csv);
  if (escaped) {
    td_status rc = unescape_row(csv, escaped, err);
    if (rc != TD_OK)
      return rc;
  }
  return TD_ROW;
}

void td_csv_close(td_csv *csv)
{
  free(csv->values);
  free(csv->scratch);
  memset(csv, 0, sizeof(*csv));
}
