/* Reading CSV (RFC 4180) from memory, with the position of every value. */
#ifndef TD_CSV_H
#define TD_CSV_H

#include "err.h"

typedef struct td_csv_value {
  const char *text; /* unquoted; borrowed until the next row or close */
  size_t n;
  int64_t line, column; /* of its first character, in characters from 1 */
  bool quoted;
  bool escaped; /* while the row is read: still has its quotes doubled */
} td_csv_value;

/* Zero-initialise, then td_csv_open. */
typedef struct td_csv {
  const char *at, *end;
  char delimiter;       /* ',' unless set before the first row */
  char quote;           /* '"' unless set before the first row */
  int64_t line, column; /* of `at`; may be set with it to read on from a row
                         * that was seen before */
  const char *row;      /* where the current row begins */
  td_csv_value *values;
  size_t n, room; /* values of the current row */
  char *scratch;  /* unquoted text of the current row */
  size_t scratch_room;
  unsigned char stops[256]; /* what ends a value that is not quoted */
  bool is_ready;
} td_csv;

/* Reads n bytes that stay in place until close; a byte order mark is skipped.
 * TD_EDATA where the bytes are not UTF-8 or there is a NUL (err says line and
 * column). */
td_status td_csv_open(td_csv *csv, const char *data, size_t n, td_err *err);

/* TD_ROW with the next row in csv->values, TD_OK at the end, TD_EDATA for a
 * quote that never ends or text behind a closing quote. LF, CRLF and CR end a
 * row; an empty line is no row. A quote inside a value that does not begin
 * with one is a character like any other. */
td_status td_csv_next(td_csv *csv, td_err *err);

void td_csv_close(td_csv *csv);

#endif
