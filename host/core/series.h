/* A slice of observations of one series, and what is computed from it. */
#ifndef TD_SERIES_H
#define TD_SERIES_H

#include "date.h"

/* Borrowed from a snapshot. Ascending by period, one value a period. */
typedef struct td_series {
  const td_period *periods;
  const double *values;
  const uint32_t *flags;   /* dictionary codes, 0 none */
  const int32_t *sources;  /* rows of the sources table, -1 none */
  size_t n;
} td_series;

/* The part from the first period that begins in `from` or later up to the last
 * that begins in `to` or earlier (years, both inclusive). */
td_series td_series_between(td_series s, int from, int to);

/* Position of the period, or -1. */
ptrdiff_t td_series_find(td_series s, td_period p);

/* A straight line: value = intercept + slope * x, x in years as
 * td_period_axis gives them. */
typedef struct td_line {
  double slope, intercept;
} td_line;

/* Ordinary least squares over all points; false below 2 points. */
bool td_series_ols(td_series s, td_line *out);

/* Theil-Sen: median of all pairwise slopes; intercept = median(y - slope * x).
 * False below 2 points or when there is no memory. O(n^2). */
bool td_series_theil_sen(td_series s, td_line *out);

/* Compound growth a year, (last / first)^(1 / years) - 1, between two points;
 * false where it is undefined: no time between, a zero, or opposite signs. */
bool td_cagr(double first, double last, double years, double *out);

#endif
