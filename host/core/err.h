/* Filling a td_err. */
#ifndef TD_ERR_H
#define TD_ERR_H

#include "tiendo.h"

/* Formats the message, cut to fit, and returns `code`. `err` may be NULL. */
td_status td_fail(td_err *err, td_status code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* td_fail for the one failure that every function shares. Inline, so that an
 * analyser sees that it never gives TD_OK. */
static inline td_status td_fail_memory(td_err *err)
{
  td_fail(err, TD_ENOMEM, "out of memory");
  return TD_ENOMEM;
}

#endif
