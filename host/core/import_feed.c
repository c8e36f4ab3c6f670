/* Writing observations: the staged rows are a virtual table, and one INSERT
 * from it writes them all. That takes a third of the time of a statement for
 * each row, as SQLite stays in its loop. */
#include "import_stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the table shows: rows of these series in this order. */
typedef struct feed {
  const td_import *im;
  uint32_t *series;
  uint32_t n_series;
} feed;

typedef struct feed_table {
  sqlite3_vtab base;
  const feed *feed;
} feed_table;

/* At row `row` of series[at]. */
typedef struct feed_cursor {
  sqlite3_vtab_cursor base;
  const feed *feed;
  uint32_t at, row;
  const td_staged_series *series; /* NULL at the end */
  const td_staged_obs *obs;
} feed_cursor;

static int feed_connect(sqlite3 *db, void *aux, int argc,
                        const char *const *argv, sqlite3_vtab **out,
                        char **message)
{
  feed_table *t = (feed_table *)sqlite3_malloc(sizeof(*t));

  (void)argc;
  (void)argv;
  (void)message;
  if (!t)
    return SQLITE_NOMEM;
  memset(t, 0, sizeof(*t));
  t->feed = (const feed *)aux;
  *out = &t->base;
  return sqlite3_declare_vtab(db, "CREATE TABLE x (series, period, known_on,"
                                  " value, flag, source, source_line, note)");
}

static int feed_disconnect(sqlite3_vtab *t)
{
  sqlite3_free(t);
  return SQLITE_OK;
}

static int feed_best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
  (void)t;
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
  feed_cursor *c = (feed_cursor *)sqlite3_malloc(sizeof(*c));

  if (!c)
    return SQLITE_NOMEM;
  memset(c, 0, sizeof(*c));
  c->feed = ((const feed_table *)t)->feed;
  *out = &c->base;
  return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *cursor)
{
  sqlite3_free(cursor);
  return SQLITE_OK;
}

/* Settles on the row that at and row name, or on the next one there is. */
static void settle(feed_cursor *c)
{
  const td_obs_stage *o = &c->feed->im->obs;

  for (; c->at < c->feed->n_series; c->at++, c->row = 0) {
    c->series = &o->series[c->feed->series[c->at]];
    if (c->row < c->series->n) {
      c->obs = &o->rows[o->order[c->series->first + c->row]];
      return;
    }
  }
  c->series = NULL;
}

static int feed_filter(sqlite3_vtab_cursor *cursor, int index, const char *name,
                       int argc, sqlite3_value **argv)
{
  feed_cursor *c = (feed_cursor *)cursor;

  (void)index;
  (void)name;
  (void)argc;
  (void)argv;
  c->at = c->row = 0;
  settle(c);
  return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *cursor)
{
  feed_cursor *c = (feed_cursor *)cursor;

  c->row++;
  settle(c);
  return SQLITE_OK;
}

static int feed_eof(sqlite3_vtab_cursor *cursor)
{
  return !((const feed_cursor *)cursor)->series;
}

static void give_text(sqlite3_context *out, const td_import *im, uint32_t code)
{
  if (code)
    sqlite3_result_text(out, im->dict.text[code], (int)im->dict.length[code],
                        SQLITE_STATIC);
}

static void give_day(sqlite3_context *out, td_date d)
{
  char text[TD_DATE_TEXT];

  if (d == TD_NO_DATE)
    sqlite3_result_text(out, "", 0, SQLITE_STATIC);
  else
    sqlite3_result_text(out, td_date_text(text, d), -1, SQLITE_TRANSIENT);
}

/* A column for which nothing is given is NULL. */
static int feed_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out,
                       int column)
{
  const feed_cursor *c = (const feed_cursor *)cursor;
  const td_staged_obs *o = c->obs;

  if (column == 0)
    sqlite3_result_int64(out, c->series->id);
  else if (column == 1)
    sqlite3_result_int(out, o->period);
  else if (column == 2)
    give_day(out, o->known_on);
  else if (column == 3 && !isnan(o->value))
    sqlite3_result_double(out, o->value);
  else if (column == 6 && o->source_line != INT64_MIN)
    sqlite3_result_int64(out, o->source_line);
  else if (column == 4 || column == 5 || column == 7)
    give_text(out, c->feed->im,
              column == 4   ? o->flag
              : column == 5 ? o->source
                            : o->note);
  return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
  const feed_cursor *c = (const feed_cursor *)cursor;

  *out = (sqlite3_int64)c->at << 32 | c->row;
  return SQLITE_OK;
}

/* No xCreate: the table is there by its name alone, in no schema. */
static const sqlite3_module feed_module = {
  .xConnect = feed_connect,
  .xBestIndex = feed_best_index,
  .xDisconnect = feed_disconnect,
  .xOpen = feed_open,
  .xClose = feed_close,
  .xFilter = feed_filter,
  .xNext = feed_next,
  .xEof = feed_eof,
  .xColumn = feed_column,
  .xRowid = feed_rowid,
};

/* A second version of one day takes the place of the first, which is kept. */
static td_status keep_replaced(td_import *im, td_err *err)
{
  if (!im->obs.has_replaced)
    return TD_OK;
  return td_store_exec(
      im->st,
      "INSERT INTO observation_before (series, period, known_on, edition,"
      " since, value, flag, source, source_line, note)"
      " SELECT o.series, o.period, o.known_on, edition.number, o.edition, "
      "o.value,"
      " o.flag, o.source, o.source_line, o.note"
      " FROM edition CROSS JOIN td_staged AS s CROSS JOIN observation AS o"
      " ON (o.series, o.period, o.known_on) = (s.series, s.period, s.known_on)",
      err);
}

static td_status write_staged(td_import *im, td_err *err)
{
  td_status rc = keep_replaced(im, err);

  if (rc != TD_OK)
    return rc;
  return td_store_exec(
      im->st,
      "INSERT OR REPLACE INTO observation (series, period, known_on, value,"
      " flag, source, source_line, note, edition)"
      " SELECT series, period, known_on, value, flag, source, source_line,"
      " note, (SELECT number FROM edition) FROM td_staged",
      err);
}

/* With the triggers off, which cost as much again for each of so many rows and
 * have nothing to say that is not said here. */
td_status td_obs__write(td_import *im, td_err *err)
{
  sqlite3 *db = im->st->db;
  feed f = { .im = im };
  td_status rc;

  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  rc = td_series__list(&f.series, &f.n_series, im, err);
  if (rc == TD_OK && sqlite3_create_module_v2(db, "td_staged", &feed_module, &f,
                                              NULL) != SQLITE_OK)
    rc = td_store_fail(im->st, err);
  if (rc == TD_OK)
    rc = write_staged(im, err);
  sqlite3_create_module_v2(db, "td_staged", NULL, NULL, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
  free(f.series);
  return rc;
}
