/* Whether a short series moves at all: rank tests, and lines whose slope has a
 * meaning of its own. */
#ifndef TD_TREND_H
#define TD_TREND_H

#include "series.h"

/* Up to this many points without ties a rank test has its exact distribution
 * computed. */
enum { TD_TREND_EXACT_MAX = 10 };

/* All p values are two-sided. */
typedef struct td_mann_kendall {
  double s, var, z;
  double p;       /* of z, by the normal distribution */
  double p_exact; /* where has_exact */
  bool has_exact; /* 2 to TD_TREND_EXACT_MAX points, no ties */
} td_mann_kendall;

/* Mann-Kendall, with the correction for ties; where all values are equal, z is
 * 0 and p is 1. False for less than 2 points and for more than
 * TD_SERIES_MAX_PAIRED. */
bool td_series_mann_kendall(td_series s, td_mann_kendall *out);

typedef struct td_spearman {
  double rho;
  double p; /* exact if is_exact, else by Student's t */
  bool is_exact;
} td_spearman;

/* Spearman's rank correlation of value and time, ties at their mean rank.
 * False for less than 3 points, for more than TD_SERIES_MAX_PAIRED, where all
 * values are equal, and when there is no memory. */
bool td_series_spearman(td_series s, td_spearman *out);

/* The share of the variance that the line of td_series_ols explains; false
 * where there is none, or no such line. */
bool td_series_r2(td_series s, double *out);

/* Ordinary least squares of the natural logarithm: exp(slope) - 1 is growth a
 * year. False as td_series_ols, where a value is not above zero, and when
 * there is no memory. */
bool td_series_log_ols(td_series s, td_line *out);

/* Least squares in which a point weighs its distance in years from the first
 * one, plus 1: recent data count more. False as td_series_ols. */
bool td_series_recent_ols(td_series s, td_line *out);

#endif
