/* Days as a count, periods as year * 100 + part: all arithmetic is done on
 * whole numbers counted from 0001-01-01, which was a Monday. */
#include "date.h"

#include <assert.h>
#include <string.h>

enum {
  FIRST_YEAR = 1,
  LAST_YEAR = 9999,
  EPOCH = 719162, /* days from 0001-01-01 to 1970-01-01 */
};

/* How a frequency cuts the year, and where its parts are numbered from. */
typedef struct cut {
  const char *name;
  int parts;
  int base;    /* period = year * 100 + base + part, part from 1 */
  char letter; /* in the text form; '\0' for none */
} cut;

static const cut cuts[] = {
  [TD_YEARLY] = { "year", 1, -1, '\0' },
  [TD_HALF_YEARLY] = { "half", 2, 30, 'H' },
  [TD_QUARTERLY] = { "quarter", 4, 20, 'Q' },
  [TD_MONTHLY] = { "month", 12, 0, '\0' },
};

enum { N_CUTS = sizeof(cuts) / sizeof(cuts[0]) };

static bool is_leap(int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
  static const int lengths[] = {
    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
  };

  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/* Days from 0001-01-01 to the first of January. */
static int days_before(int year)
{
  int y = year - 1;

  return 365 * y + y / 4 - y / 100 + y / 400;
}

static bool read_digits(int *out, const char *text, size_t n)
{
  *out = 0;
  for (size_t i = 0; i < n; i++) {
    if (text[i] < '0' || text[i] > '9')
      return false;
    *out = *out * 10 + (text[i] - '0');
  }
  return true;
}

static void write_digits(char *at, int n, int value)
{
  while (n-- > 0) {
    at[n] = (char)('0' + value % 10);
    value /= 10;
  }
}

td_date td_date_of(int year, int month, int day)
{
  int n;

  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 ||
      day < 1 || day > month_length(year, month))
    return TD_NO_DATE;
  n = days_before(year);
  for (int m = 1; m < month; m++)
    n += month_length(year, m);
  return n + day - 1 - EPOCH;
}

td_date td_date_add(td_date d, int64_t n)
{
  if (d == TD_NO_DATE || n < INT32_MIN || n > INT32_MAX)
    return TD_NO_DATE;
  n += (int64_t)d + EPOCH;
  if (n < 0 || n >= days_before(LAST_YEAR + 1))
    return TD_NO_DATE;
  return (td_date)(n - EPOCH);
}

void td_date_split(td_date d, int *year, int *month, int *day)
{
  int n = d + EPOCH;
  int y = (int)((int64_t)n * 400 / 146097) + 1; /* off by one at most */
  int m = 1;

  assert(td_date_add(d, 0) == d && d != TD_NO_DATE);
  while (days_before(y) > n)
    y--;
  while (days_before(y + 1) <= n)
    y++;
  n -= days_before(y);
  for (; n >= month_length(y, m); m++)
    n -= month_length(y, m);
  *year = y;
  *month = m;
  *day = n + 1;
}

int td_date_weekday(td_date d)
{
  return (d + EPOCH) % 7 + 1;
}

bool td_date_parse(td_date *out, const char *text, size_t n)
{
  int year, month, day;

  if (n != TD_DATE_TEXT - 1 || text[4] != '-' || text[7] != '-' ||
      !read_digits(&year, text, 4) || !read_digits(&month, text + 5, 2) ||
      !read_digits(&day, text + 8, 2))
    return false;
  *out = td_date_of(year, month, day);
  return *out != TD_NO_DATE;
}

const char *td_date_text(char buf[TD_DATE_TEXT], td_date d)
{
  int year, month, day;

  buf[0] = '\0';
  if (d == TD_NO_DATE)
    return buf;
  td_date_split(d, &year, &month, &day);
  memcpy(buf, "0000-00-00", TD_DATE_TEXT);
  write_digits(buf, 4, year);
  write_digits(buf + 5, 2, month);
  write_digits(buf + 8, 2, day);
  return buf;
}

static td_period period_make(td_frequency f, int year, int part)
{
  return year * 100 + cuts[f].base + part;
}

/* Reads what stands behind the hyphen: "H1", "Q4", "12". */
static bool read_part(td_period *out, int year, const char *text)
{
  td_frequency f = text[0] == 'H'   ? TD_HALF_YEARLY
                   : text[0] == 'Q' ? TD_QUARTERLY
                                    : TD_MONTHLY;
  size_t skip = f == TD_MONTHLY ? 0 : 1;
  int part;

  if (!read_digits(&part, text + skip, 2 - skip) || part < 1 ||
      part > cuts[f].parts)
    return false;
  *out = period_make(f, year, part);
  return true;
}

bool td_period_parse(td_period *out, const char *text, size_t n)
{
  int year;

  if ((n != 4 && n != 7) || !read_digits(&year, text, 4) || year < FIRST_YEAR)
    return false;
  if (n == 7)
    return text[4] == '-' && read_part(out, year, text + 5);
  *out = period_make(TD_YEARLY, year, 1);
  return true;
}

const char *td_period_text(char buf[TD_PERIOD_TEXT], td_period p)
{
  const cut *c;

  buf[0] = '\0';
  if (!td_period_is_valid(p))
    return buf;
  c = &cuts[td_period_frequency(p)];
  write_digits(buf, 4, td_period_year(p));
  buf[4] = c->parts > 1 ? '-' : '\0';
  write_digits(buf + 5, 2, td_period_part(p));
  if (c->letter)
    buf[5] = c->letter;
  buf[7] = '\0';
  return buf;
}

bool td_period_is_valid(td_period p)
{
  int part = p % 100;

  if (p / 100 < FIRST_YEAR || p / 100 > LAST_YEAR)
    return false;
  for (int f = 0; f < N_CUTS; f++)
    if (part > cuts[f].base && part <= cuts[f].base + cuts[f].parts)
      return true;
  return false;
}

int td_period_year(td_period p)
{
  return p / 100;
}

td_frequency td_period_frequency(td_period p)
{
  int part = p % 100;

  assert(td_period_is_valid(p));
  return part == 0   ? TD_YEARLY
         : part > 30 ? TD_HALF_YEARLY
         : part > 20 ? TD_QUARTERLY
                     : TD_MONTHLY;
}

int td_period_part(td_period p)
{
  return p % 100 - cuts[td_period_frequency(p)].base;
}

td_date td_period_first(td_period p)
{
  int months = 12 / cuts[td_period_frequency(p)].parts;

  return td_date_of(td_period_year(p), (td_period_part(p) - 1) * months + 1, 1);
}

td_date td_period_last(td_period p)
{
  int year = td_period_year(p);
  int month = td_period_part(p) * (12 / cuts[td_period_frequency(p)].parts);

  return td_date_of(year, month, month_length(year, month));
}

td_period td_period_of(td_date d, td_frequency f)
{
  int year, month, day;

  td_date_split(d, &year, &month, &day);
  return period_make(f, year, (month - 1) / (12 / cuts[f].parts) + 1);
}

td_period td_period_step(td_period p, int n)
{
  td_frequency f = td_period_frequency(p);
  int64_t parts = cuts[f].parts;
  int64_t at = td_period_year(p) * parts + td_period_part(p) - 1 + n;

  if (at < FIRST_YEAR * parts || at >= (LAST_YEAR + 1) * parts)
    return TD_NO_PERIOD;
  return period_make(f, (int)(at / parts), (int)(at % parts) + 1);
}

int td_period_compare(td_period a, td_period b)
{
  td_date first_a = td_period_first(a), first_b = td_period_first(b);
  int cut_a = (int)td_period_frequency(a), cut_b = (int)td_period_frequency(b);

  if (first_a != first_b)
    return first_a < first_b ? -1 : 1;
  return (cut_a > cut_b) - (cut_a < cut_b);
}

const char *td_frequency_name(td_frequency f)
{
  return cuts[f].name;
}

bool td_frequency_parse(td_frequency *out, const char *name)
{
  for (int f = 0; f < N_CUTS; f++)
    if (!strcmp(cuts[f].name, name)) {
      *out = (td_frequency)f;
      return true;
    }
  return false;
}

double td_period_axis(td_period p)
{
  double parts = cuts[td_period_frequency(p)].parts;

  return td_period_year(p) + (td_period_part(p) - 1) / parts;
}
