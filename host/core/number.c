/* Decimal text to double and back. Most numbers have few digits, and for those
 * one exact multiplication or division is the correctly rounded answer; the
 * rest goes through the C library, in its C locale. */
#include "number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  MAX_DIGITS = 780, /* beyond these only "more or not" can matter */
  EXACT_POWER = 22, /* 10^22 is the last power that is a double */
  MAX_EXPONENT = 99999,
  MAX_TEXT = 65536,
};

#define EXACT_WHOLE ((uint64_t)1 << 53)

static const double powers[EXACT_POWER + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* A number as it is written: whole * 10^exponent, where all digits fit
 * `whole`; `digits` holds them in any case. */
typedef struct decimal {
  bool negative;
  uint64_t whole;
  int exponent;
  size_t n; /* digits kept, leading zeros left out */
  char digits[MAX_DIGITS + 16];
} decimal;

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static void add_digit(decimal *d, char c)
{
  if (!d->n && c == '0')
    return;
  if (d->n < MAX_DIGITS) {
    d->digits[d->n++] = c;
    if (d->n <= 19)
      d->whole = d->whole * 10 + (uint64_t)(c - '0');
    return;
  }
  d->exponent++;
  if (c != '0')
    d->digits[MAX_DIGITS - 1] = '1';
}

/* Reads the digits before the point; groups, once there are some, must all be
 * of three behind one to three. NULL if they are not. */
static const char *read_whole(decimal *d, const char *p, const char *end,
                              char group)
{
  size_t run = 0, groups = 0;

  for (; p < end; p++) {
    if (is_digit(*p)) {
      add_digit(d, *p);
      run++;
    } else if (group && *p == group) {
      if (!run || run > 3 || (groups && run != 3))
        return NULL;
      groups++;
      run = 0;
    } else {
      break;
    }
  }
  return groups && run != 3 ? NULL : p;
}

static const char *read_fraction(decimal *d, const char *p, const char *end)
{
  for (; p < end && is_digit(*p); p++) {
    add_digit(d, *p);
    d->exponent--;
  }
  return p;
}

static const char *read_exponent(decimal *d, const char *p, const char *end)
{
  bool negative = p < end && *p == '-';
  int e = 0;

  if (p < end && (*p == '-' || *p == '+'))
    p++;
  if (p == end)
    return NULL;
  for (; p < end && is_digit(*p); p++)
    if (e < MAX_EXPONENT)
      e = e * 10 + (*p - '0');
  d->exponent += negative ? -e : e;
  return p;
}

static bool read_decimal(decimal *d, const char *p, const char *end, char point,
                         char group)
{
  const char *first;
  size_t marks = 0;

  d->negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+'))
    p++;
  first = p;
  p = read_whole(d, p, end, group);
  if (p && p < end && *p == point) {
    p = read_fraction(d, p + 1, end);
    marks = 1;
  }
  if (!p || (size_t)(p - first) == marks) /* no digit at all */
    return false;
  if (p < end && (*p == 'e' || *p == 'E'))
    p = read_exponent(d, p + 1, end);
  return p == end;
}

static bool is_exact(const decimal *d)
{
  return d->n <= 19 && d->whole <= EXACT_WHOLE && d->exponent >= -EXACT_POWER &&
         d->exponent <= EXACT_POWER;
}

/* No point in the text, so only the digits and the exponent are left for the
 * C library to read; "C" needs no memory. */
static bool read_slowly(double *out, decimal *d)
{
  locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);

  if (!c)
    return false;
  snprintf(d->digits + d->n, sizeof(d->digits) - d->n, "e%d", d->exponent);
  *out = strtod_l(d->digits, NULL, c);
  freelocale(c);
  return isfinite(*out) && *out != 0;
}

bool td_number_parse(double *out, const char *text, size_t n, char point,
                     char group)
{
  decimal d;
  double x = 0;

  if (n > MAX_TEXT)
    return false;
  d.whole = 0;
  d.exponent = 0;
  d.n = 0;
  if (!read_decimal(&d, text, text + n, point, group))
    return false;
  if (is_exact(&d))
    x = d.exponent < 0 ? (double)d.whole / powers[-d.exponent]
                       : (double)d.whole * powers[d.exponent];
  else if (d.n && !read_slowly(&x, &d))
    return false;
  *out = d.negative && x != 0 ? -x : x;
  return true;
}

bool td_number_parse_int(int64_t *out, const char *text, size_t n)
{
  bool negative = n && text[0] == '-';
  size_t i = n && (text[0] == '-' || text[0] == '+');
  uint64_t limit = (uint64_t)INT64_MAX + negative, whole = 0;

  if (i == n)
    return false;
  for (; i < n; i++) {
    uint64_t digit = (uint64_t)(text[i] - '0');
    if (!is_digit(text[i]) || whole > (limit - digit) / 10)
      return false;
    whole = whole * 10 + digit;
  }
  *out = negative ? (int64_t)(0 - whole) : (int64_t)whole;
  return true;
}

/* Text for a number with at most four decimals; NULL if it has more. */
static char *write_short(char *buf, double x)
{
  for (int places = 0; places <= 4; places++) {
    double scaled = x * powers[places];
    double whole = nearbyint(scaled);
    if (fabs(whole) > 1e15 || whole / powers[places] != x)
      continue;
    int64_t i = (int64_t)whole, scale = (int64_t)powers[places];
    snprintf(buf, TD_NUMBER_TEXT, "%s%lld%s", x < 0 ? "-" : "",
             (long long)llabs(i / scale), places ? "." : "");
    if (places)
      snprintf(buf + strlen(buf), TD_NUMBER_TEXT - strlen(buf), "%0*lld",
               places, (long long)llabs(i % scale));
    return buf;
  }
  return NULL;
}

/* The digits of x, as few as read back the same, and the power of ten of the
 * first one. */
static void find_digits(char digits[20], int *power, double x)
{
  char text[40];

  for (int n = x < DBL_MIN ? 1 : 15; n <= 17; n++) {
    double back = 0;
    size_t k = 0;
    snprintf(text, sizeof(text), "%.*e", n - 1, x);
    const char *e = strchr(text, 'e');
    for (const char *p = text; p < e; p++) /* the point is the locale's */
      if (is_digit(*p))
        digits[k++] = *p;
    digits[k] = '\0';
    *power = atoi(e + 1);
    snprintf(text, sizeof(text), "%se%d", digits, *power - n + 1);
    if (td_number_parse(&back, text, strlen(text), '.', '\0') && back == x)
      break;
  }
  for (size_t k = strlen(digits); k > 1 && digits[k - 1] == '0'; k--)
    digits[k - 1] = '\0';
}

static void write_long(char *buf, double x)
{
  char digits[20] = "0";
  int power = 0, n;
  const char *sign = x < 0 ? "-" : "";

  find_digits(digits, &power, fabs(x));
  n = (int)strlen(digits);
  if (power < -5 || power > 16)
    snprintf(buf, TD_NUMBER_TEXT, "%s%c%s%se%c%02d", sign, digits[0],
             n > 1 ? "." : "", digits + 1, power < 0 ? '-' : '+', abs(power));
  else if (power < 0)
    snprintf(buf, TD_NUMBER_TEXT, "%s0.%.*s%s", sign, -power - 1, "0000",
             digits);
  else if (n > power + 1)
    snprintf(buf, TD_NUMBER_TEXT, "%s%.*s.%s", sign, power + 1, digits,
             digits + power + 1);
  else
    snprintf(buf, TD_NUMBER_TEXT, "%s%s%.*s", sign, digits, power + 1 - n,
             "0000000000000000");
}

const char *td_number_text(char buf[TD_NUMBER_TEXT], double x)
{
  buf[0] = '\0';
  if (isfinite(x) && !write_short(buf, x))
    write_long(buf, x);
  return buf;
}

const char *td_number_digits17(char buf[TD_NUMBER_TEXT], double x)
{
  buf[0] = '\0';
  if (!isfinite(x))
    return buf;
  snprintf(buf, TD_NUMBER_TEXT, "%.17g", x == 0 ? 0 : x); /* no "-0" */
  for (char *p = buf; *p; p++) /* the point is the locale's */
    if (!is_digit(*p) && !strchr("+-e", *p))
      *p = '.';
  return buf;
}
