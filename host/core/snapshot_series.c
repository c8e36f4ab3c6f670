/* Reading observations: of each series and period the latest version known,
 * side by side in reading order of the series. */
#include <stdlib.h>
#include <string.h>

#include "snapshot_build.h"

/* Where each series of the store stands in the snapshot. */
typedef struct series_map {
  int32_t *row_of; /* by store id */
  int64_t max_id;
} series_map;

static td_status one_number(int64_t *out, struct td_store *st, const char *sql,
                            const char *day, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st, sql, err);

  if (rc != TD_OK)
    return rc;
  if (day)
    sqlite3_bind_text(stmt, 1, day, -1, SQLITE_STATIC);
  rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    *out = sqlite3_column_int64(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

static bool column_code(struct td_snapshot *s, sqlite3_stmt *stmt, int at,
                        uint32_t *out)
{
  const char *text = (const char *)sqlite3_column_text(stmt, at);

  *out = 0;
  return !text || td_dict_add(&s->dict, &s->arena, text,
                              (size_t)sqlite3_column_bytes(stmt, at), out);
}

static td_status load_keys(struct td_snapshot *s, struct td_store *st,
                           series_map *map, td_err *err)
{
  td_column *c = s->tables[TD_SERIES].columns;
  sqlite3_stmt *stmt = NULL;
  int32_t row = 0;
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT id, indicator, area, breakdown FROM series ORDER BY"
      " indicator COLLATE td_code, area COLLATE td_code,"
      " breakdown COLLATE td_code",
      err);

  while (rc == TD_OK && (rc = td_store_step(st, stmt, err)) == TD_ROW) {
    rc = TD_OK;
    map->row_of[sqlite3_column_int64(stmt, 0)] = row;
    for (int i = 0; rc == TD_OK && i < 3; i++)
      if (!column_code(s, stmt, i + 1, &c[i].as.text[row]))
        rc = td_fail_memory(err);
    row++;
  }
  sqlite3_finalize(stmt);
  return rc;
}

static td_status make_map(struct td_snapshot *s, struct td_store *st,
                          series_map *map, td_err *err)
{
  int64_t n = 0;
  td_status rc = one_number(&n, st, "SELECT count(*) FROM series", NULL, err);

  if (rc == TD_OK)
    rc = one_number(&map->max_id, st, "SELECT coalesce(max(id), 0) FROM series",
                    NULL, err);
  if (rc == TD_OK)
    rc = td_table_make(s, TD_SERIES, (uint32_t)n, err);
  if (rc != TD_OK)
    return rc;
  map->row_of = (int32_t *)calloc((size_t)map->max_id + 1, sizeof(int32_t));
  s->first = (size_t *)td_arena_array(&s->arena, (size_t)n, sizeof(size_t));
  s->count = (uint32_t *)td_arena_array(&s->arena, (size_t)n, sizeof(uint32_t));
  if (!map->row_of || !s->first || !s->count)
    return td_fail_memory(err);
  return load_keys(s, st, map, err);
}

/* One version of one observation, as the store gives it. */
typedef struct version {
  int32_t row; /* of its series */
  td_period period;
  double value;
  uint32_t flag, source;
  td_date known_on; /* TD_NO_DATE: not stated */
  bool is_withdrawn, is_ahead;
} version;

/* Few sources say since when a figure is known: room is made at the first. */
static td_status keep_known_on(struct td_snapshot *s, size_t room, td_date day,
                               td_err *err)
{
  if (!s->known_on && day == TD_NO_DATE)
    return TD_OK;
  if (!s->known_on) {
    s->known_on = (td_date *)td_arena_array(&s->arena, room, sizeof(td_date));
    if (!s->known_on)
      return td_fail_memory(err);
    for (size_t i = 0; i < room; i++)
      s->known_on[i] = TD_NO_DATE;
  }
  s->known_on[s->n_observations] = day;
  return TD_OK;
}

/* `room` is for how many observations there is room. */
static td_status keep(struct td_snapshot *s, size_t room, const version *v,
                      td_err *err)
{
  size_t at = s->n_observations;

  if (v->row == TD_NO_ROW || v->is_withdrawn)
    return TD_OK;
  if (v->is_ahead) {
    s->n_ahead++;
    return TD_OK;
  }
  if (keep_known_on(s, room, v->known_on, err) != TD_OK)
    return TD_ENOMEM;
  if (!s->count[v->row])
    s->first[v->row] = at;
  s->count[v->row]++;
  s->periods[at] = v->period;
  s->values[at] = v->value;
  s->flags[at] = v->flag;
  s->obs_sources[at] = v->source ? (int32_t)v->source : TD_NO_ROW;
  s->n_observations++;
  return TD_OK;
}

static td_status read_version(struct td_snapshot *s, sqlite3_stmt *stmt,
                              const series_map *map, version *v, td_err *err)
{
  v->row = map->row_of[sqlite3_column_int64(stmt, 0)];
  v->period = sqlite3_column_int(stmt, 1);
  v->is_withdrawn = sqlite3_column_type(stmt, 3) == SQLITE_NULL;
  v->value = sqlite3_column_double(stmt, 3);
  v->is_ahead = sqlite3_column_bytes(stmt, 2) == 0 &&
                td_period_last(v->period) > s->known_at;
  v->flag = v->source = 0;
  if (!td_date_parse(&v->known_on, (const char *)sqlite3_column_text(stmt, 2),
                     (size_t)sqlite3_column_bytes(stmt, 2)))
    v->known_on = TD_NO_DATE;
  if (!column_code(s, stmt, 4, &v->flag) ||
      !column_code(s, stmt, 5, &v->source))
    return td_fail_memory(err);
  return TD_OK;
}

/* Versions come by series, period and day: the last of each is the one. */
static td_status load_values(struct td_snapshot *s, struct td_store *st,
                             const series_map *map, const char *day,
                             size_t room, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  version now, last = { .row = TD_NO_ROW };
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT series, period, known_on, value, flag, source FROM observation"
      " WHERE known_on <= ?1 ORDER BY series, period, known_on",
      err);

  if (rc == TD_OK)
    sqlite3_bind_text(stmt, 1, day, -1, SQLITE_STATIC);
  while (rc == TD_OK && (rc = td_store_step(st, stmt, err)) == TD_ROW) {
    rc = read_version(s, stmt, map, &now, err);
    if (rc == TD_OK && (last.row != now.row || last.period != now.period))
      rc = keep(s, room, &last, err);
    last = now;
  }
  if (rc == TD_OK)
    rc = keep(s, room, &last, err);
  sqlite3_finalize(stmt);
  return rc;
}

static void swap_observations(struct td_snapshot *s, size_t a, size_t b)
{
  td_period period = s->periods[a];
  double value = s->values[a];
  uint32_t flag = s->flags[a];
  int32_t source = s->obs_sources[a];

  s->periods[a] = s->periods[b];
  s->values[a] = s->values[b];
  s->flags[a] = s->flags[b];
  s->obs_sources[a] = s->obs_sources[b];
  s->periods[b] = period;
  s->values[b] = value;
  s->flags[b] = flag;
  s->obs_sources[b] = source;
  if (s->known_on) {
    td_date day = s->known_on[a];
    s->known_on[a] = s->known_on[b];
    s->known_on[b] = day;
  }
}

/* The store orders periods by number, which is by time within a frequency. A
 * series that mixes frequencies, as few do, is put in order of time here. */
static void order_by_time(struct td_snapshot *s)
{
  for (uint32_t r = 0; r < s->tables[TD_SERIES].n; r++) {
    size_t first = s->first[r], end = first + s->count[r];
    for (size_t i = first + 1; i < end; i++)
      for (size_t j = i;
           j > first && td_period_compare(s->periods[j - 1], s->periods[j]) > 0;
           j--)
        swap_observations(s, j - 1, j);
  }
}

static uint64_t key_hash(uint32_t a, uint32_t b, uint32_t c)
{
  uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;

  h = (h ^ (h >> 31) ^ c) * 0xBF58476D1CE4E5B9u;
  return h ^ (h >> 29);
}

/* Gives each commitment the series of its indicator, area and breakdown. */
static td_status link_commitments(struct td_snapshot *s, td_err *err)
{
  const td_table *series = &s->tables[TD_SERIES];
  const td_table *t = &s->tables[TD_COMMITMENTS];
  const td_column *key = series->columns;
  int ind = td_entity_field(t->entity, "indicator");
  int area = td_entity_field(t->entity, "area");
  int breakdown = td_entity_field(t->entity, "breakdown");
  int32_t *out = t->columns[td_entity_field(t->entity, "series")].as.ref;
  size_t room = 16;
  int32_t *slots;

  while (room < (size_t)series->n * 2)
    room *= 2;
  slots = (int32_t *)calloc(room, sizeof(*slots)); /* row + 1, 0 free */
  if (!slots)
    return td_fail_memory(err);
  for (uint32_t r = 0; r < series->n; r++) {
    size_t at =
        key_hash(key[0].as.text[r], key[1].as.text[r], key[2].as.text[r]) &
        (room - 1);
    while (slots[at])
      at = (at + 1) & (room - 1);
    slots[at] = (int32_t)r + 1;
  }
  for (uint32_t r = 0; r < t->n; r++) {
    uint32_t i = t->columns[ind].as.text[r], a = t->columns[area].as.text[r],
             b = t->columns[breakdown].as.text[r];
    for (size_t at = key_hash(i, a, b) & (room - 1); slots[at];
         at = (at + 1) & (room - 1)) {
      int32_t row = slots[at] - 1;
      if (key[0].as.text[row] == i && key[1].as.text[row] == a &&
          key[2].as.text[row] == b) {
        out[r] = row;
        break;
      }
    }
  }
  free(slots);
  return TD_OK;
}

/* Source codes become rows once the sources are loaded, which they are. */
static td_status link_sources(struct td_snapshot *s, td_err *err)
{
  const td_table *t = &s->tables[TD_SOURCES];
  int32_t *row_of = (int32_t *)malloc((s->dict.n + 1) * sizeof(*row_of));

  if (!row_of)
    return td_fail_memory(err);
  for (uint32_t i = 0; i <= s->dict.n; i++)
    row_of[i] = TD_NO_ROW;
  for (uint32_t r = 0; r < t->n; r++)
    row_of[t->columns[0].as.text[r]] = (int32_t)r;
  for (size_t i = 0; i < s->n_observations; i++)
    if (s->obs_sources[i] != TD_NO_ROW)
      s->obs_sources[i] = row_of[s->obs_sources[i]];
  free(row_of);
  return TD_OK;
}

td_status td_snapshot__load_series(struct td_snapshot *s, struct td_store *st,
                                   td_err *err)
{
  series_map map = { NULL, 0 };
  char day[TD_DATE_TEXT];
  int64_t n = 0;
  td_status rc = make_map(s, st, &map, err);

  td_date_text(day, s->known_at);
  if (rc == TD_OK)
    rc = one_number(&n, st,
                    "SELECT count(*) FROM observation WHERE known_on <= ?1",
                    day, err);
  if (rc != TD_OK)
    goto done;
  s->periods = (td_period *)td_arena_array(&s->arena, (size_t)n, 4);
  s->values = (double *)td_arena_array(&s->arena, (size_t)n, 8);
  s->flags = (uint32_t *)td_arena_array(&s->arena, (size_t)n, 4);
  s->obs_sources = (int32_t *)td_arena_array(&s->arena, (size_t)n, 4);
  if (!s->periods || !s->values || !s->flags || !s->obs_sources) {
    rc = td_fail_memory(err);
    goto done;
  }
  rc = load_values(s, st, &map, day, (size_t)n, err);
  if (rc == TD_OK) {
    order_by_time(s);
    rc = link_sources(s, err);
  }
  if (rc == TD_OK)
    rc = link_commitments(s, err);

done:
  free(map.row_of);
  return rc;
}
