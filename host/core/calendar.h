/* Working days: weekends, holidays, compensatory days off, swapped days. */
#ifndef TD_CALENDAR_H
#define TD_CALENDAR_H

#include "date.h"

typedef enum td_day_kind {
  TD_DAY_HOLIDAY, /* a public holiday */
  TD_DAY_OFF,     /* a day off in its place */
  TD_DAY_WORKING, /* a weekend day that is worked */
} td_day_kind;

/* One calendar: the days that differ from Monday to Friday, ascending. Where
 * one is asked for, NULL means that none differs. */
typedef struct td_calendar {
  const td_date *days;
  const uint8_t *kinds; /* td_day_kind of each */
  size_t n;
} td_calendar;

typedef enum td_roll { TD_ROLL_NONE, TD_ROLL_NEXT, TD_ROLL_PREVIOUS } td_roll;

bool td_calendar_is_working(const td_calendar *c, td_date d);

/* Both give TD_NO_DATE beyond the years there are. */

/* The day itself if it is worked or the roll is none, else the next or the
 * previous working day. */
td_date td_calendar_roll(const td_calendar *c, td_date d, td_roll roll);

/* n working days after `d`; before it where n is negative; `d` for 0. */
td_date td_calendar_add(const td_calendar *c, td_date d, int n);

/* Working days after `from` up to and including `to`; negative the other way
 * round. */
int td_calendar_between(const td_calendar *c, td_date from, td_date to);

#endif
