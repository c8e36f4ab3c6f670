/* Slices and straight lines. Sums and differences are taken about the middle
 * of the data, not about the year 0, where the digits that matter would be
 * lost behind two thousand years. */
#include "series.h"

#include <math.h>
#include <stdlib.h>

/* ---- slices --------------------------------------------------------- */

/* Position of the first period of that year or a later one, or n. */
static size_t lower_bound(td_series s, int year)
{
  size_t low = 0, high = s.n;

  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (td_period_year(s.periods[middle]) < year)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

td_series td_series_between(td_series s, int from, int to)
{
  size_t first = lower_bound(s, from);
  size_t end = to < from ? first : lower_bound(s, to + 1);

  s.n = end - first;
  if (!s.n)
    return s;
  s.periods += first;
  s.values += first;
  s.flags = s.flags ? s.flags + first : NULL;
  s.sources = s.sources ? s.sources + first : NULL;
  return s;
}

ptrdiff_t td_series_find(td_series s, td_period p)
{
  int year = td_period_year(p);

  for (size_t i = lower_bound(s, year);
       i < s.n && td_period_year(s.periods[i]) == year; i++)
    if (s.periods[i] == p)
      return (ptrdiff_t)i;
  return -1;
}

/* ---- lines ---------------------------------------------------------- */

/* td_period_axis, quick for years, which most periods are. */
static double axis(td_period p)
{
  return p % 100 ? td_period_axis(p) : p / 100;
}

double td_line_at(td_line line, double x)
{
  return line.y + line.slope * (x - line.x);
}

static bool is_line(td_line line)
{
  return isfinite(line.slope) && isfinite(line.y);
}

bool td_series_ols(td_series s, td_line *out)
{
  double n = (double)s.n, x = 0, y = 0, xx = 0, xy = 0;

  for (size_t i = 0; i < s.n; i++) {
    x += axis(s.periods[i]);
    y += s.values[i];
  }
  x /= n;
  y /= n;
  for (size_t i = 0; i < s.n; i++) {
    double dx = axis(s.periods[i]) - x;
    xx += dx * dx;
    xy += dx * (s.values[i] - y);
  }
  *out = (td_line){ xy / xx, x, y };
  return s.n >= 2 && is_line(*out); /* xx is 0 where all is at one time */
}

static void swap(double *a, double *b)
{
  double t = *a;

  *a = *b;
  *b = t;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static double median_of_three(double a, double b, double c)
{
  if (a > b)
    swap(&a, &b);
  return c < a ? a : c > b ? b : c;
}

/* Splits v[low..high], at least two values, in two parts, none of them empty
 * and no value of the first larger than one of the second; returns where the
 * second begins. */
static size_t split(double *v, size_t low, size_t high)
{
  double pivot = median_of_three(v[low], v[low + (high - low) / 2], v[high]);
  size_t i = low, j = high;

  for (;;) {
    while (v[i] < pivot)
      i++;
    while (v[j] > pivot)
      j--;
    if (i >= j)
      return i == j ? i + 1 : i;
    swap(&v[i++], &v[j--]);
  }
}

/* Puts the k-th smallest in its place, smaller ones before and larger ones
 * behind. Quickselect; where the pivots turn out bad, sorting. */
static void place(double *v, size_t n, size_t k)
{
  size_t low = 0, high = n - 1;

  for (int rounds = 64; low < high && rounds; rounds--) {
    size_t second = split(v, low, high);
    if (k < second)
      high = second - 1;
    else
      low = second;
  }
  if (low < high)
    qsort(v + low, high - low + 1, sizeof(*v), compare);
}

/* Reorders `v`. n >= 1. */
static double median(double *v, size_t n)
{
  size_t k = n / 2;
  double below;

  place(v, n, k);
  if (n % 2)
    return v[k];
  below = v[0];
  for (size_t i = 1; i < k; i++)
    if (v[i] > below)
      below = v[i];
  return below / 2 + v[k] / 2; /* halves first: the sum may not fit */
}

/* Slopes between all points that differ in time; how many there are. */
static size_t pair_slopes(td_series s, double *slopes)
{
  size_t n = 0;

  for (size_t i = 0; i < s.n; i++) {
    double x = axis(s.periods[i]);
    for (size_t j = i + 1; j < s.n; j++) {
      double dx = axis(s.periods[j]) - x;
      if (dx != 0)
        slopes[n++] = (s.values[j] - s.values[i]) / dx;
    }
  }
  return n;
}

/* `v` has room for all pairs, and for all points. */
static bool theil_sen(td_series s, double *v, td_line *out)
{
  size_t n = pair_slopes(s, v);

  if (!n)
    return false;
  out->slope = median(v, n);
  out->x = axis(s.periods[0]);
  for (size_t i = 0; i < s.n; i++)
    v[i] = s.values[i] - out->slope * (axis(s.periods[i]) - out->x);
  out->y = median(v, s.n);
  return is_line(*out);
}

bool td_series_theil_sen(td_series s, td_line *out)
{
  enum { FEW = 32 };
  double room[FEW * (FEW + 1) / 2] = { 0 }; /* analysers ask for it */
  double *v = room;
  bool ok;

  if (s.n < 2 || s.n > TD_SERIES_MAX_PAIRED)
    return false;
  if (s.n > FEW)
    v = (double *)malloc(s.n * (s.n + 1) / 2 * sizeof(*v));
  ok = v && theil_sen(s, v, out);
  if (v != room)
    free(v);
  return ok;
}

bool td_cagr(double first, double last, double years, double *out)
{
  bool same_sign = (first > 0 && last > 0) || (first < 0 && last < 0);

  if (!(years > 0) || !same_sign)
    return false;
  *out = pow(last / first, 1 / years) - 1;
  return isfinite(*out);
}
