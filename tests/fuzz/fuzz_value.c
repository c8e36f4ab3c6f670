/* libFuzzer: any bytes as a value from another process; what is read is written
 * and read again and must be the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  td_arena a = { 0 };
  td_buffer b = { 0 }, c = { 0 };
  const char *at = (const char *)data;
  td_value v;
  td_err err;

  if (td_value_read(&v, &a, &at, at + n, &err) == TD_OK &&
      td_value_write(&b, &v, &err) == TD_OK) {
    at = b.data;
    if (td_value_read(&v, &a, &at, b.data + b.n, &err) != TD_OK ||
        td_value_write(&c, &v, &err) != TD_OK || b.n != c.n ||
        memcmp(b.data, c.data, b.n) != 0)
      abort();
  }
  td_buffer_free(&b);
  td_buffer_free(&c);
  td_arena_free(&a);
  return 0;
}
