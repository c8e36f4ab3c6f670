/* A CSV file whose columns are known by their names. */
#ifndef TD_SHEET_H
#define TD_SHEET_H

#include "csv.h"

enum { TD_SHEET_NAMES = 16 }; /* names that a sheet can know */

/* Zero-initialise, then td_sheet_open. */
typedef struct td_sheet {
  const char *path; /* as messages name it */
  char *data;
  size_t n;
  td_csv csv;
  const char *const *names;
  size_t n_names;
  size_t at[TD_SHEET_NAMES]; /* place of each known column in a row, from 1; 0
                              * if the file has no such column */
  size_t n_columns;
} td_sheet;

/* Reads the file and its header; "-" is standard input. `names` stay in place
 * until close, and the first `n_needed` of them must be there. TD_EIO, or
 * TD_EDATA with file, line and column for what is no CSV, a column that is
 * missing, unknown (with the nearest name) or there twice. */
td_status td_sheet_open(td_sheet *s, const char *path, const char *const *names,
                        size_t n_names, size_t n_needed, td_err *err);

/* TD_ROW with the next row, TD_OK at the end; TD_EDATA, too, for a row that has
 * another number of values than the header. */
td_status td_sheet_next(td_sheet *s, td_err *err);

/* The value of the i-th known column without blanks around it; an empty one if
 * the file has no such column. Borrowed until the next row. */
td_csv_value td_sheet_value(const td_sheet *s, size_t i);

/* The same as it stands in the file. */
td_csv_value td_sheet_text(const td_sheet *s, size_t i);

/* How many bytes of a value a message shows: all, or whole characters up to
 * 60 bytes. */
int td_sheet_shown(td_csv_value v);

/* "FILE:LINE:COLUMN: " and the message, as TD_EDATA. */
td_status td_sheet_fail(const td_sheet *s, td_csv_value at, td_err *err,
                        const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Back to the first row behind the header. */
td_status td_sheet_rewind(td_sheet *s, td_err *err);

void td_sheet_close(td_sheet *s);

#endif
