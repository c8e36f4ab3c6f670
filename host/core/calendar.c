/* Working days: Monday to Friday, but for the days that a calendar lists. */
#include "calendar.h"

/* Position of the first listed day that is `d` or later; c->n if none is. */
static size_t find_from(const td_calendar *c, td_date d)
{
  size_t low = 0, high = c->n;

  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (c->days[mid] < d)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static bool is_weekday(td_date d)
{
  return td_date_weekday(d) <= 5;
}

bool td_calendar_is_working(const td_calendar *c, td_date d)
{
  size_t i = c ? find_from(c, d) : 0;

  if (c && i < c->n && c->days[i] == d)
    return c->kinds[i] == TD_DAY_WORKING;
  return is_weekday(d);
}

td_date td_calendar_roll(const td_calendar *c, td_date d, td_roll roll)
{
  if (roll == TD_ROLL_NONE)
    return d;
  while (d != TD_NO_DATE && !td_calendar_is_working(c, d))
    d = td_date_add(d, roll == TD_ROLL_NEXT ? 1 : -1);
  return d;
}

td_date td_calendar_add(const td_calendar *c, td_date d, int n)
{
  int step = n < 0 ? -1 : 1;

  while (n != 0 && d != TD_NO_DATE) {
    d = td_date_add(d, step);
    if (d != TD_NO_DATE && td_calendar_is_working(c, d))
      n -= step;
  }
  return d;
}

/* Mondays to Fridays up to and including `d`, counted from the week that 1970
 * began in. */
static int weekdays_until(td_date d)
{
  int day = td_date_weekday(d);
  int week = (d - day + 4) / 7; /* divides evenly: 1970 began on a Thursday */

  return week * 5 + (day < 5 ? day : 5);
}

int td_calendar_between(const td_calendar *c, td_date from, td_date to)
{
  int n;

  if (from > to)
    return -td_calendar_between(c, to, from);
  n = weekdays_until(to) - weekdays_until(from);
  for (size_t i = c ? find_from(c, from + 1) : 0;
       c && i < c->n && c->days[i] <= to; i++)
    n += (c->kinds[i] == TD_DAY_WORKING) - is_weekday(c->days[i]);
  return n;
}
