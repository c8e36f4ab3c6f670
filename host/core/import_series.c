/* The series that staged observations belong to: found in the store, or added
 * to it in the order of their names, so that rows end up side by side that are
 * read side by side. */
#include "import_stage.h"

#include <stdlib.h>
#include <string.h>

/* A new series, by the ranks of its names. */
typedef struct ranked {
  uint32_t rank[3]; /* indicator, area, breakdown */
  uint32_t series;
} ranked;

static void bind_text(sqlite3_stmt *stmt, int at, const td_import *im,
                      uint32_t code)
{
  sqlite3_bind_text(stmt, at, im->dict.text[code], (int)im->dict.length[code],
                    SQLITE_STATIC);
}

/* Text 0 is "", whose length the dictionary knows too. */
static void bind_series(sqlite3_stmt *stmt, const td_import *im,
                        const td_staged_series *s)
{
  bind_text(stmt, 1, im, s->indicator);
  bind_text(stmt, 2, im, s->area);
  bind_text(stmt, 3, im, s->breakdown);
}

td_status td_series__find(td_import *im, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc =
      td_store_prepare(&stmt, im->st,
                       "SELECT id FROM series"
                       " WHERE indicator = ?1 AND area = ?2 AND breakdown = ?3",
                       err);

  for (uint32_t i = 0; i < im->obs.n_series && rc == TD_OK; i++) {
    td_staged_series *s = &im->obs.series[i];
    if (!s->n)
      continue;
    bind_series(stmt, im, s);
    rc = td_store_step(im->st, stmt, err);
    if (rc == TD_ROW) {
      s->id = sqlite3_column_int64(stmt, 0);
      rc = TD_OK;
    }
    sqlite3_reset(stmt);
  }
  sqlite3_finalize(stmt);
  return rc;
}

static int compare_texts(const void *a, const void *b, void *texts)
{
  const char *const *text = (const char *const *)texts;

  return strcmp(text[*(const uint32_t *)a], text[*(const uint32_t *)b]);
}

/* rank[code] for every code that one of the series uses. */
static uint32_t *rank_codes(const td_import *im)
{
  uint32_t *rank = (uint32_t *)calloc(im->dict.n, sizeof(*rank));
  uint32_t *used = (uint32_t *)malloc(im->dict.n * sizeof(*used));
  uint32_t n = 0;

  if (!rank || !used) {
    free(rank);
    free(used);
    return NULL;
  }
  for (uint32_t i = 0; i < im->obs.n_series; i++) {
    const td_staged_series *s = &im->obs.series[i];
    rank[s->indicator] = rank[s->area] = rank[s->breakdown] = 1;
  }
  for (uint32_t code = 0; code < im->dict.n; code++)
    if (rank[code])
      used[n++] = code;
  qsort_r(used, n, sizeof(*used), compare_texts, (void *)im->dict.text);
  for (uint32_t i = 0; i < n; i++)
    rank[used[i]] = i;
  free(used);
  return rank;
}

static int compare_ranked(const void *a, const void *b)
{
  const ranked *x = (const ranked *)a, *y = (const ranked *)b;

  for (int i = 0; i < 3; i++)
    if (x->rank[i] != y->rank[i])
      return x->rank[i] < y->rank[i] ? -1 : 1;
  return 0;
}

/* The series that are not in the store, in the order of their names. */
static ranked *list_new(uint32_t *n, const td_import *im)
{
  uint32_t *rank = rank_codes(im);
  ranked *list = (ranked *)malloc(im->obs.n_series * sizeof(*list));

  *n = 0;
  for (uint32_t i = 0; rank && list && i < im->obs.n_series; i++) {
    const td_staged_series *s = &im->obs.series[i];
    if (s->n && !s->id)
      list[(*n)++] =
          (ranked){ { rank[s->indicator], rank[s->area], rank[s->breakdown] },
                    i };
  }
  if (list && rank)
    qsort(list, *n, sizeof(*list), compare_ranked);
  if (!rank) {
    free(list);
    list = NULL;
  }
  free(rank);
  return list;
}

static td_status last_id(int64_t *out, td_import *im, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, im->st, "SELECT coalesce(max(id), 0) FROM series", err);

  if (rc == TD_OK)
    rc = td_store_step(im->st, stmt, err);
  if (rc == TD_ROW)
    *out = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  return rc == TD_ROW ? TD_OK : rc;
}

static td_status insert_series(td_import *im, const uint32_t *series,
                               uint32_t n, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  int64_t id = 0;
  td_status rc = last_id(&id, im, err);

  if (rc == TD_OK)
    rc = td_store_prepare(&stmt, im->st,
                          "INSERT INTO series"
                          " (id, indicator, area, breakdown, edition)"
                          " SELECT ?4, ?1, ?2, ?3, number FROM edition",
                          err);
  for (uint32_t i = 0; i < n && rc == TD_OK; i++) {
    td_staged_series *s = &im->obs.series[series[i]];
    s->id = ++id;
    bind_series(stmt, im, s);
    sqlite3_bind_int64(stmt, 4, id);
    rc = td_store_step(im->st, stmt, err);
    sqlite3_reset(stmt);
  }
  sqlite3_finalize(stmt);
  return rc;
}

static int compare_ids(const void *a, const void *b, void *series)
{
  const td_staged_series *s = (const td_staged_series *)series;
  int64_t x = s[*(const uint32_t *)a].id, y = s[*(const uint32_t *)b].id;

  return x < y ? -1 : x > y;
}

static uint32_t list_old(uint32_t *list, td_import *im)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < im->obs.n_series; i++)
    if (im->obs.series[i].n && im->obs.series[i].id)
      list[n++] = i;
  qsort_r(list, n, sizeof(*list), compare_ids, im->obs.series);
  return n;
}

td_status td_series__list(uint32_t **out, uint32_t *n, td_import *im,
                          td_err *err)
{
  uint32_t n_new = 0;
  ranked *list = NULL;

  *n = 0;
  *out = (uint32_t *)malloc(((size_t)im->obs.n_series + 1) * sizeof(**out));
  if (!*out)
    return td_fail_memory(err);
  *n = list_old(*out, im);
  list = list_new(&n_new, im);
  if (!list)
    return td_fail_memory(err);
  for (uint32_t i = 0; i < n_new; i++)
    (*out)[*n + i] = list[i].series;
  free(list);
  *n += n_new;
  return insert_series(im, *out + *n - n_new, n_new, err);
}
