/* A slice of observations of one series, and what is computed from it. */
#ifndef TD_SERIES_H
#define TD_SERIES_H

#include "date.h"

/* Borrowed from a snapshot. Ascending by year, one value a period, every value
 * finite. */
typedef struct td_series {
  const td_period *periods;
  const double *values;
  const uint32_t *flags;  /* dictionary codes, 0 none; may be NULL */
  const int32_t *sources; /* rows of the sources table, -1 none; may be NULL */
  const char *const *texts; /* of the flags; NULL if there are no flags */
  size_t n;
} td_series;

/* The part from the first period that begins in `from` or later up to the last
 * that begins in `to` or earlier (years, both inclusive). */
td_series td_series_between(td_series s, int from, int to);

/* Position of the period, or -1. */
ptrdiff_t td_series_find(td_series s, td_period p);

/* A straight line through the point (x, y), x in years as td_period_axis gives
 * them. The point lies among the data, where the line loses no digits. */
typedef struct td_line {
  double slope, x, y;
} td_line;

/* The value on the line; at 0 its intercept. */
double td_line_at(td_line line, double x);

/* Ordinary least squares over all points; false if they are fewer than 2, all
 * at one time, or too large to add up. */
bool td_series_ols(td_series s, td_line *out);

/* A pairwise method over more points than this would take too long. */
enum { TD_SERIES_MAX_PAIRED = 2000 };

/* Theil-Sen: slope = median of all pairwise slopes, intercept = median of
 * y - slope * x. False as td_series_ols, and beyond TD_SERIES_MAX_PAIRED
 * points, and when there is no memory. */
bool td_series_theil_sen(td_series s, td_line *out);

/* Compound growth a year, (last / first)^(1 / years) - 1, between two points;
 * false where it is undefined: no time between, a zero, or opposite signs. */
bool td_cagr(double first, double last, double years, double *out);

#endif
