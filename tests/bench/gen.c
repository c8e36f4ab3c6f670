/* Data for the benchmark: a data package of any size, the same bytes for the
 * same seed on any machine, as it is made of whole numbers only.
 *
 *   gen obs DIR N SEED [year|shuffle]   N slots of observations
 *   gen small DIR SEED                  one province's everyday plan
 *
 * Series are indicator x area x sex over 2015..2026. Most miss few years, some
 * every fifth, some nearly all, and the last year is often not in yet. Rows
 * stand year by year, so never together by series, or in random order. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FIRST_YEAR = 2015, LAST_YEAR = 2026, YEARS = 12, MAX_AREAS = 753 };

static const char *const sexes[] = { "female", "male", "total" };

/* What kinds of indicators there are, in turn. Values in units of the last
 * decimal. */
typedef struct kind {
  const char *unit;
  int decimals;
  int64_t low, high; /* level in the first year */
  int64_t maximum;   /* natural limit, 0 none */
  bool up;           /* whether more is better */
} kind;

static const kind kinds[] = {
  { "%", 1, 150, 900, 1000, true },
  { "%", 2, 500, 9000, 10000, false },
  { "per 100000", 1, 20, 4000, 0, false },
  { "persons", 0, 300, 900000, 0, true },
  { "million VND", 2, 100000, 90000000, 0, true },
  { "% growth", 1, -30, 60, 0, true }, /* may be zero or negative */
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), GROWTH = 5 };

/* What to generate: the first `series` of areas x indicators x breakdowns. */
typedef struct shape {
  const char *dir;
  uint64_t seed;
  int64_t series;
  int indicators, areas, breakdowns;
  bool is_shuffled;
} shape;

static uint64_t mix(uint64_t x)
{
  x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
  return x ^ (x >> 31);
}

/* Purposes of random numbers, so that none depends on another. */
enum stream { GAPS, MISSING, LEVEL, TREND, NOISE, TARGET, LATE, ORDER };

/* A number from 0 to n - 1. */
static int64_t draw(const shape *s, enum stream stream, int64_t i, int64_t n)
{
  uint64_t x = mix(s->seed * 8 + (uint64_t)stream);

  return (int64_t)(mix(x + (uint64_t)i * UINT64_C(0x9E3779B97F4A7C15)) %
                   (uint64_t)n);
}

static int indicator_of(const shape *s, int64_t series)
{
  return (int)(series / s->breakdowns % s->indicators);
}

static int area_of(const shape *s, int64_t series)
{
  return (int)(series / s->breakdowns / s->indicators);
}

static const char *breakdown_of(const shape *s, int64_t series)
{
  return s->breakdowns == 1 ? "" : sexes[series % s->breakdowns];
}

static const kind *kind_of(const shape *s, int64_t series)
{
  return &kinds[indicator_of(s, series) % KINDS];
}

/* Of 100 series 82 miss 3 % of their years, 13 miss 20 %, 5 miss 85 %; of the
 * last year at least 10 % are missing. */
static bool is_missing(const shape *s, int64_t series, int year)
{
  int64_t gaps = draw(s, GAPS, series, 100);
  int64_t share = gaps < 82 ? 3 : gaps < 95 ? 20 : 85;

  if (year == LAST_YEAR && share < 10)
    share = 10;
  return draw(s, MISSING, series * YEARS + year - FIRST_YEAR, 100) < share;
}

static int64_t level_of(const shape *s, int64_t series)
{
  const kind *k = kind_of(s, series);

  return k->low + draw(s, LEVEL, series, k->high - k->low + 1);
}

/* A straight way up or down of up to 6 % a year, and noise. */
static int64_t value_of(const shape *s, int64_t series, int year)
{
  const kind *k = kind_of(s, series);
  int64_t level = level_of(s, series), t = year - FIRST_YEAR;
  int64_t trend = draw(s, TREND, series, 121) - 60;
  int64_t noise = draw(s, NOISE, series * YEARS + t, 61) - 30;
  int64_t value;

  if (k == &kinds[GROWTH])
    return level + noise; /* a rate moves about its level */
  value = level + level * (trend * t + noise) / 1000;
  if (k->maximum && value > k->maximum)
    return k->maximum;
  return value < 1 ? 1 : value;
}

/* ---- writing -------------------------------------------------------- */

static void fail(const char *what)
{
  fprintf(stderr, "gen: %s: %s\n", what, strerror(errno));
  exit(1);
}

static FILE *create(const shape *s, const char *name)
{
  char path[4096];
  FILE *f;

  snprintf(path, sizeof(path), "%s/%s", s->dir, name);
  f = fopen(path, "w");
  if (!f)
    fail(path);
  return f;
}

static void finish(FILE *f)
{
  if (ferror(f) || fclose(f))
    fail("write");
}

static void put_value(FILE *f, int64_t value, int decimals)
{
  static const int64_t powers[] = { 1, 10, 100 };
  int64_t size = value < 0 ? -value : value;

  fprintf(f, "%s%" PRId64, value < 0 ? "-" : "", size / powers[decimals]);
  if (decimals)
    fprintf(f, ".%0*" PRId64, decimals, size % powers[decimals]);
}

static void put_observation(FILE *f, const shape *s, int64_t series, int year)
{
  if (is_missing(s, series, year))
    return;
  fprintf(f, "i%03d,a%03d,%s,%d,", indicator_of(s, series), area_of(s, series),
          breakdown_of(s, series), year);
  put_value(f, value_of(s, series, year), kind_of(s, series)->decimals);
  fputc('\n', f);
}

/* All slots in random order. */
static void put_shuffled(FILE *f, const shape *s)
{
  int64_t n = s->series * YEARS;
  uint32_t *slots = (uint32_t *)malloc((size_t)n * sizeof(*slots));

  if (!slots)
    fail("shuffle");
  for (int64_t i = 0; i < n; i++)
    slots[i] = (uint32_t)i;
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = draw(s, ORDER, i, i + 1);
    uint32_t t = slots[i];
    slots[i] = slots[j];
    slots[j] = t;
  }
  for (int64_t i = 0; i < n; i++)
    put_observation(f, s, slots[i] / YEARS,
                    FIRST_YEAR + (int)(slots[i] % YEARS));
  free(slots);
}

static void write_observations(const shape *s)
{
  FILE *f = create(s, "observations.csv");

  fprintf(f, "indicator,area,breakdown,period,value\n");
  if (s->is_shuffled) {
    put_shuffled(f, s);
  } else {
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
      for (int64_t i = 0; i < s->series; i++)
        put_observation(f, s, i, year);
  }
  finish(f);
}

static void write_indicators(const shape *s)
{
  FILE *f = create(s, "indicators.csv");

  fprintf(f, "code,name_en,unit,direction,minimum,maximum,frequency\n");
  for (int i = 0; i < s->indicators; i++) {
    const kind *k = &kinds[i % KINDS];
    fprintf(f, "i%03d,Indicator %d,%s,%s,%s,%s,year\n", i, i, k->unit,
            k->up ? "up" : "down", i % KINDS == GROWTH ? "" : "0",
            k->maximum ? "100" : "");
  }
  finish(f);
}

static void write_areas(const shape *s)
{
  FILE *f = create(s, "areas.csv");

  fprintf(f, "code,name_en,kind\n");
  for (int i = 0; i < s->areas; i++)
    fprintf(f, "a%03d,Area %d,district\n", i, i);
  finish(f);
}

/* A tenth to three fifths away from the level of the first year; one of 200 is
 * met there already. */
static int64_t target_of(const shape *s, int64_t series)
{
  const kind *k = kind_of(s, series);
  int64_t level = level_of(s, series);
  int64_t share = 100 + draw(s, TARGET, series, 500);
  int64_t way = level < 0 ? -level * share / 1000 : level * share / 1000;

  if (draw(s, LATE, series, 200) == 0)
    way = -way;
  level += k->up ? way : -way;
  return k->maximum && level > k->maximum ? k->maximum : level;
}

/* One a series; in the everyday plan one for each target of the plan. */
static void write_commitments(const shape *s, int64_t n, bool has_targets)
{
  FILE *f = create(s, "commitments.csv");

  fprintf(f, "code,target,indicator,area,breakdown,kind,comparator,value,"
             "direction,baseline_year,deadline\n");
  for (int64_t i = 0; i < n; i++) {
    int64_t series = i * (s->series / n);
    bool up = kind_of(s, series)->up;
    fprintf(f, "c%" PRId64 ",", i);
    if (has_targets)
      fprintf(f, "%" PRId64 ".%" PRId64, i / 6 + 1, i % 6 + 1);
    fprintf(f, ",i%03d,a%03d,%s,level,%s,", indicator_of(s, series),
            area_of(s, series), breakdown_of(s, series), up ? ">=" : "<=");
    put_value(f, target_of(s, series), kind_of(s, series)->decimals);
    fprintf(f, ",%s,%d,%d-12-31\n", up ? "up" : "down",
            FIRST_YEAR + (int)draw(s, LATE, series + 1, 3),
            i % 10 ? 2030 : 2028);
  }
  finish(f);
}

/* The tree above the commitments: a plan, 20 goals, 6 targets each. */
static void write_tree(const shape *s)
{
  FILE *f = create(s, "plans.csv");

  fprintf(f, "code,title_en\nplan,An everyday plan\n");
  finish(f);
  f = create(s, "goals.csv");
  fprintf(f, "code,plan,label_en\n");
  for (int g = 1; g <= 20; g++)
    fprintf(f, "%d,plan,Goal %d\n", g, g);
  finish(f);
  f = create(s, "targets.csv");
  fprintf(f, "code,goal,label_en,deadline\n");
  for (int t = 0; t < 120; t++)
    fprintf(f, "%d.%d,%d,Target %d,2030-12-31\n", t / 6 + 1, t % 6 + 1,
            t / 6 + 1, t + 1);
  finish(f);
}

static void write_package(const shape *s, const char *const *names, int n)
{
  FILE *f = create(s, "datapackage.json");

  fprintf(f, "{\n  \"profile\": \"tabular-data-package\",\n"
             "  \"name\": \"benchmark\",\n  \"resources\": [\n");
  for (int i = 0; i < n; i++)
    fprintf(f,
            "    { \"profile\": \"tabular-data-resource\", "
            "\"name\": \"%s\", \"path\": \"%s.csv\" }%s\n",
            names[i], names[i], i + 1 < n ? "," : "");
  fprintf(f, "  ]\n}\n");
  finish(f);
}

static void write_obs(const shape *s)
{
  static const char *const names[] = { "indicators", "areas", "observations",
                                       "commitments" };

  write_indicators(s);
  write_areas(s);
  write_observations(s);
  write_commitments(s, s->series, false);
  write_package(s, names, 4);
}

static void write_small(const shape *s)
{
  static const char *const names[] = { "plans",      "goals", "targets",
                                       "indicators", "areas", "observations",
                                       "commitments" };

  write_tree(s);
  write_indicators(s);
  write_areas(s);
  write_observations(s);
  write_commitments(s, 120, true);
  write_package(s, names, 7);
}

int main(int argc, char **argv)
{
  bool is_obs = argc >= 5 && !strcmp(argv[1], "obs");
  bool is_small = argc == 4 && !strcmp(argv[1], "small");
  shape s = { .indicators = 160, .areas = 12, .breakdowns = 1 };

  if (!is_obs && !is_small) {
    fprintf(stderr, "usage: gen obs DIR N SEED [year|shuffle]\n"
                    "       gen small DIR SEED\n");
    return 2;
  }
  s.dir = argv[2];
  s.seed = strtoull(argv[argc > 4 ? 4 : 3], NULL, 10);
  s.series = (int64_t)s.indicators * s.areas;
  if (mkdir(s.dir, 0777) && errno != EEXIST)
    fail(s.dir);
  if (is_small) {
    write_small(&s);
    return 0;
  }
  s.series = (strtoll(argv[3], NULL, 10) + YEARS - 1) / YEARS;
  s.breakdowns = 3;
  s.indicators = s.series > 37 * 3 * (int64_t)MAX_AREAS ? 443 : 37;
  s.areas = (int)((s.series + s.indicators * 3 - 1) / (s.indicators * 3));
  s.is_shuffled = argc > 5 && !strcmp(argv[5], "shuffle");
  write_obs(&s);
  return 0;
}
