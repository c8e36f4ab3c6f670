/* libFuzzer: any bytes as a day, a period, a number, a text. What is read must
 * be written as something that reads the same. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "number.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_days(const char *text, size_t n)
{
  char day[TD_DATE_TEXT], part[TD_PERIOD_TEXT];
  td_date d, d2;
  td_period p, p2;

  if (td_date_parse(&d, text, n) &&
      (!td_date_parse(&d2, td_date_text(day, d), strlen(day)) || d != d2))
    abort();
  if (td_period_parse(&p, text, n) &&
      (!td_period_parse(&p2, td_period_text(part, p), strlen(part)) || p != p2))
    abort();
}

static void check_number(const char *text, size_t n)
{
  char buf[TD_NUMBER_TEXT];
  double x, y;

  if (!td_number_parse(&x, text, n, '.', '\0'))
    return;
  if (!isfinite(x) ||
      !td_number_parse(&y, td_number_text(buf, x), strlen(buf), '.', '\0') ||
      memcmp(&x, &y, sizeof(x)) != 0)
    abort();
}

/* The composed form of the composed form is itself; so is the folded one. */
static void check_text(const char *text, size_t n)
{
  static td_status (*const forms[])(char **, size_t *, const char *, size_t,
                                    td_err *) = { td_text_nfc, td_text_fold };
  td_err err;

  for (size_t i = 0; i < 2; i++) {
    char *once = NULL, *twice = NULL;
    size_t n1, n2;
    if (forms[i](&once, &n1, text, n, &err) == TD_OK &&
        (forms[i](&twice, &n2, once, n1, &err) != TD_OK || n1 != n2 ||
         memcmp(once, twice, n1) != 0))
      abort();
    free(once);
    free(twice);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  const char *text = (const char *)data;

  check_days(text, n);
  check_number(text, n);
  check_text(text, n);
  return 0;
}
