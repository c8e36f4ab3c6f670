/* Days and typed periods: plain calendar arithmetic, no zone, no clock. */
#ifndef TD_DATE_H
#define TD_DATE_H

#include "err.h"

/* Days since 1970-01-01, proleptic Gregorian; years 1 to 9999. */
typedef int32_t td_date;
#define TD_NO_DATE INT32_MIN

/* A year, half-year, quarter or month as year * 100 + part: 202500 is 2025,
 * 202503 March, 202524 the fourth quarter, 202531 the first half. */
typedef int32_t td_period;
#define TD_NO_PERIOD INT32_MIN

typedef enum td_frequency {
  TD_YEARLY,
  TD_HALF_YEARLY,
  TD_QUARTERLY,
  TD_MONTHLY,
} td_frequency;

enum { TD_DATE_TEXT = 11, TD_PERIOD_TEXT = 8 }; /* buffer sizes, with NUL */

/* TD_NO_DATE if there is no such day. */
td_date td_date_of(int year, int month, int day);

/* n days later; TD_NO_DATE beyond the years 1 to 9999. */
td_date td_date_add(td_date d, int64_t n);

/* `d` must be a day, here and where a weekday or a period is asked for. */
void td_date_split(td_date d, int *year, int *month, int *day);

/* 1 Monday ... 7 Sunday. */
int td_date_weekday(td_date d);

/* "2025-02-28", exactly this form and a real day; false otherwise. */
bool td_date_parse(td_date *out, const char *text, size_t n);

/* Writes the ISO form into `buf` and returns it; "" for TD_NO_DATE. */
const char *td_date_text(char buf[TD_DATE_TEXT], td_date d);

/* "2025", "2025-H1", "2025-Q4", "2025-12"; false otherwise. */
bool td_period_parse(td_period *out, const char *text, size_t n);
const char *td_period_text(char buf[TD_PERIOD_TEXT], td_period p);

/* Whether the number is a period at all; TD_NO_PERIOD is not. */
bool td_period_is_valid(td_period p);

/* The rest asks for a valid period. */
int td_period_year(td_period p);
int td_period_part(td_period p); /* within its year, from 1 */
td_frequency td_period_frequency(td_period p);
td_date td_period_first(td_period p); /* first day */
td_date td_period_last(td_period p);  /* last day */

/* The period of this frequency that `d` falls into. */
td_period td_period_of(td_date d, td_frequency f);

/* The period n steps later, or earlier where n is negative, of the same
 * frequency; TD_NO_PERIOD beyond the years 1 to 9999. */
td_period td_period_step(td_period p, int n);

/* By first day, the longer period first where those agree: -1, 0, 1. */
int td_period_compare(td_period a, td_period b);

/* "year", "half", "quarter", "month" and back; false if it is none. */
const char *td_frequency_name(td_frequency f);
bool td_frequency_parse(td_frequency *out, const char *name);

/* Position of the period on an axis in years: its year for a year, the year
 * plus (part - 1) / parts for the others. What slopes are computed over. */
double td_period_axis(td_period p);

#endif
