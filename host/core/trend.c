/* Rank tests and their distributions. What is exact is counted: permutations
 * by the number of their inversions, and by their sum of squared displacements
 * over the subsets of ranks that are taken. */
#include "trend.h"

#include <math.h>
#include <stdlib.h>

static double axis(td_period p)
{
  return p % 100 ? td_period_axis(p) : p / 100;
}

static bool is_rankable(td_series s, size_t least)
{
  return s.n >= least && s.n <= TD_SERIES_MAX_PAIRED;
}

/* ---- Mann-Kendall ---------------------------------------------------- */

/* How many permutations of n have at most k inversions, as a share of all.
 * n <= TD_TREND_EXACT_MAX. */
static double inversions_share(size_t n, size_t k)
{
  enum { MOST = TD_TREND_EXACT_MAX * (TD_TREND_EXACT_MAX - 1) / 2 };
  double count[MOST + 1] = { 1 }, all = 1, sum = 0;

  for (size_t size = 2; size <= n; size++) {
    double next[MOST + 1] = { 0 };
    for (size_t i = 0; i <= size * (size - 1) / 2; i++)
      for (size_t j = 0; j < size && j <= i; j++)
        next[i] += count[i - j];
    for (size_t i = 0; i <= MOST; i++)
      count[i] = next[i];
    all *= (double)size;
  }
  for (size_t i = 0; i <= k; i++)
    sum += count[i];
  return sum / all;
}

/* The sum over groups of equal values of t(t - 1)(2t + 5), taken value by
 * value: each of the t members adds (t - 1)(2t + 5). */
static double tie_sum(td_series s)
{
  double sum = 0;

  for (size_t i = 0; i < s.n; i++) {
    double t = 0;
    for (size_t j = 0; j < s.n; j++)
      t += s.values[j] == s.values[i];
    sum += (t - 1) * (2 * t + 5);
  }
  return sum;
}

static double concordance(td_series s)
{
  double sum = 0;

  for (size_t i = 0; i < s.n; i++)
    for (size_t j = i + 1; j < s.n; j++)
      sum += (s.values[j] > s.values[i]) - (s.values[j] < s.values[i]);
  return sum;
}

bool td_series_mann_kendall(td_series s, td_mann_kendall *out)
{
  double n = (double)s.n, pairs = n * (n - 1) / 2, ties;

  *out = (td_mann_kendall){ 0 };
  if (!is_rankable(s, 2))
    return false;
  ties = tie_sum(s);
  out->s = concordance(s);
  out->var = (n * (n - 1) * (2 * n + 5) - ties) / 18;
  if (out->s != 0)
    out->z = (out->s - copysign(1, out->s)) / sqrt(out->var);
  out->p = erfc(fabs(out->z) / sqrt(2));
  out->has_exact = s.n <= TD_TREND_EXACT_MAX && ties == 0;
  if (out->has_exact)
    out->p_exact = fmin(
        1, 2 * inversions_share(s.n, (size_t)((pairs - fabs(out->s)) / 2)));
  return true;
}

/* ---- Spearman -------------------------------------------------------- */

/* Twice the rank of value i, so that a mean rank is whole. */
static double double_rank(td_series s, size_t i)
{
  double rank = 1;

  for (size_t j = 0; j < s.n; j++)
    rank += s.values[j] < s.values[i] ? 2 : s.values[j] == s.values[i] ? 1 : 0;
  return rank;
}

/* Fills in count[d]: permutations of n with d as their sum of squared
 * displacements, or false if there is no memory. Subset by subset of the ranks
 * that the first positions hold; n <= TD_TREND_EXACT_MAX. */
static bool count_displacements(size_t n, size_t most, double *count)
{
  size_t wide = most + 1, subsets = (size_t)1 << n;
  double *table = (double *)calloc(subsets * wide, sizeof(*table));

  if (!table)
    return false;
  table[0] = 1;
  for (size_t subset = 0; subset + 1 < subsets; subset++) {
    const double *from = table + subset * wide;
    size_t position = 0;
    for (size_t rank = 0; rank < n; rank++)
      position += subset >> rank & 1;
    for (size_t rank = 0; rank < n; rank++) {
      size_t off = rank > position ? rank - position : position - rank;
      double *to = table + (subset | (size_t)1 << rank) * wide;
      if (subset >> rank & 1)
        continue;
      for (size_t d = 0; d + off * off <= most; d++)
        to[d + off * off] += from[d];
    }
  }
  for (size_t d = 0; d <= most; d++)
    count[d] = table[(subsets - 1) * wide + d];
  free(table);
  return true;
}

/* P(|rho| as large or larger), given the sum of squared displacements. */
static bool exact_p(size_t n, double displacement, double *p)
{
  enum {
    MOST =
        TD_TREND_EXACT_MAX * (TD_TREND_EXACT_MAX * TD_TREND_EXACT_MAX - 1) / 3
  };
  size_t most = n * (n * n - 1) / 3;
  double count[MOST + 1] = { 0 }, sum = 0, all = 1;
  double end = fmin(displacement, (double)most - displacement);

  if (!count_displacements(n, most, count))
    return false;
  for (size_t i = 2; i <= n; i++)
    all *= (double)i;
  for (size_t d = 0; d <= most && (double)d <= end; d++)
    sum += count[d];
  *p = fmin(1, 2 * sum / all);
  return true;
}

/* P(|T| >= t) of Student's t, by the finite series for whole degrees of
 * freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
static double student_p(double t, size_t freedom)
{
  double angle = atan2(fabs(t), sqrt((double)freedom));
  double c = cos(angle), sum = 0, term;
  bool is_odd = freedom % 2;

  term = is_odd ? c : 1;
  for (size_t k = is_odd ? 1 : 0; k + 2 <= freedom; k += 2) {
    sum += term;
    term *= c * c * (double)(k + 1) / (double)(k + 2);
  }
  sum *= sin(angle);
  return fmax(0, is_odd ? 1 - (angle + sum) * M_2_PI : 1 - sum);
}

bool td_series_spearman(td_series s, td_spearman *out)
{
  double n = (double)s.n, mean = n + 1, xx = 0, yy = 0, xy = 0, gap = 0;

  *out = (td_spearman){ 0, 1, true };
  if (!is_rankable(s, 3))
    return false;
  for (size_t i = 0; i < s.n; i++) {
    double dx = (double)(2 * (i + 1)) - mean, dy = double_rank(s, i) - mean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
    gap += (dx - dy) * (dx - dy) / 4;
  }
  if (yy == 0)
    return false;
  out->rho = xy / sqrt(xx * yy);
  out->is_exact = s.n <= TD_TREND_EXACT_MAX && xx == yy;
  if (out->is_exact)
    return exact_p(s.n, gap, &out->p);
  out->p = fabs(out->rho) >= 1
               ? 0
               : student_p(out->rho * sqrt((n - 2) / (1 - out->rho * out->rho)),
                           s.n - 2);
  return true;
}

/* ---- lines ----------------------------------------------------------- */

bool td_series_r2(td_series s, double *out)
{
  double yy = 0, explained = 0;
  td_line line;

  *out = 0;
  if (!td_series_ols(s, &line))
    return false;
  for (size_t i = 0; i < s.n; i++) {
    double dy = s.values[i] - line.y;
    double on_line = line.slope * (axis(s.periods[i]) - line.x);
    yy += dy * dy;
    explained += on_line * on_line;
  }
  *out = explained / yy;
  return yy > 0 && isfinite(*out);
}

bool td_series_log_ols(td_series s, td_line *out)
{
  enum { FEW = 64 };
  double room[FEW] = { 0 };
  double *logs = room;
  bool ok;

  if (s.n > FEW)
    logs = (double *)malloc(s.n * sizeof(*logs));
  ok = logs != NULL;
  for (size_t i = 0; ok && i < s.n; i++) {
    ok = s.values[i] > 0;
    logs[i] = ok ? log(s.values[i]) : 0;
  }
  s.values = logs;
  ok = ok && td_series_ols(s, out);
  if (logs != room)
    free(logs);
  return ok;
}

bool td_series_recent_ols(td_series s, td_line *out)
{
  double w = 0, x = 0, y = 0, xx = 0, xy = 0;
  double start = s.n ? axis(s.periods[0]) - 1 : 0;

  for (size_t i = 0; i < s.n; i++) {
    double weight = axis(s.periods[i]) - start;
    w += weight;
    x += weight * weight; /* about `start` */
    y += weight * s.values[i];
  }
  x = x / w + start;
  y /= w;
  for (size_t i = 0; i < s.n; i++) {
    double at = axis(s.periods[i]), weight = at - start, dx = at - x;
    xx += weight * dx * dx;
    xy += weight * dx * (s.values[i] - y);
  }
  *out = (td_line){ xy / xx, x, y };
  return s.n >= 2 && isfinite(out->slope) && isfinite(out->y);
}
