/* Numbers as text, the same whatever the locale. */
#ifndef TD_NUMBER_H
#define TD_NUMBER_H

#include "err.h"

enum { TD_NUMBER_TEXT = 40 }; /* buffer size, with NUL */

/* The shortest text that reads back as the same double: "12.1", "-3",
 * "1e-07". Returns buf. NaN and infinities give "". */
const char *td_number_text(char buf[TD_NUMBER_TEXT], double x);

/* With 17 significant digits, as many as any double needs:
 * "0.10000000000000001". Returns buf. NaN and infinities give "". */
const char *td_number_digits17(char buf[TD_NUMBER_TEXT], double x);

/* A decimal number with `point` as its decimal sign and `group` ('\0' for
 * none) between groups of three digits: sign, digits, fraction, exponent.
 * False for anything else, for NaN and infinity, and for numbers that do not
 * fit a double. */
bool td_number_parse(double *out, const char *text, size_t n, char point,
                     char group);

/* A whole number in the range of int64_t. */
bool td_number_parse_int(int64_t *out, const char *text, size_t n);

#endif
