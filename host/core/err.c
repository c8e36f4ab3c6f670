/* Errors: a status and one line of text, owned by the caller. */
#include "err.h"

#include <stdarg.h>
#include <stdio.h>

td_status td_fail(td_err *err, td_status code, const char *fmt, ...)
{
  va_list ap;

  if (!err)
    return code;
  err->code = code;
  va_start(ap, fmt);
  vsnprintf(err->text, sizeof(err->text), fmt, ap);
  va_end(ap);
  return code;
}
