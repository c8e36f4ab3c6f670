/* libFuzzer: any bytes through the CSV reader. Values must lie inside the
 * input or the scratch, positions must only grow. */
#include <stdlib.h>

#include "csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  td_csv csv = { .delimiter = n && data[0] % 2 ? ';' : ',' };
  td_err err;
  int64_t line = 0, column = 0;

  if (td_csv_open(&csv, (const char *)data, n, &err) == TD_OK)
    while (td_csv_next(&csv, &err) == TD_ROW)
      for (size_t i = 0; i < csv.n; i++) {
        const td_csv_value *v = &csv.values[i];
        volatile char last = v->n ? v->text[v->n - 1] : '\0';
        (void)last;
        if (v->line < line || (v->line == line && v->column <= column))
          abort();
        line = v->line;
        column = v->column;
      }
  td_csv_close(&csv);
  return 0;
}
