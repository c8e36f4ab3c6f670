/* Going back: tables of this connection take the place of those in the file.
 * Rows that were not touched after the edition come from the file; of the
 * others each field is what its first change after the edition found. */
#include "edition.h"

#include "keeper.h"
#include "migrate.h"

/* ---- numbers */

/* A number that the statement gives; ?1 is `edition` where it has one. */
static td_status read_number(int64_t *out, struct td_store *st, const char *sql,
                             int64_t edition, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st, sql, err);

  if (rc == TD_OK && sqlite3_bind_parameter_count(stmt))
    sqlite3_bind_int64(stmt, 1, edition);
  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    *out = sqlite3_column_int64(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

td_status td_store_edition(int64_t *out, struct td_store *st, td_err *err)
{
  *out = 0;
  return read_number(out, st, "SELECT number FROM edition", 0, err);
}

/* ---- what was touched
 *
 * touched: rows with a change after the edition. changed_in and removed_in are
 * the first editions in which that happened, NULL for never; so is added_in.
 * Nothing is both added and changed in one edition, save that a row that is
 * renamed to its own code is removed and then added.
 *
 * undone: of each field the first value that was kept; what was kept after the
 * row was removed is of another row. */
static const char TOUCHED[] =
    "CREATE TEMP TABLE touched ("
    "  entity TEXT NOT NULL, code TEXT NOT NULL,"
    "  changed_in INTEGER, removed_in INTEGER, added_in INTEGER,"
    "  PRIMARY KEY (entity, code)"
    ") WITHOUT ROWID;"
    "INSERT INTO touched (entity, code, changed_in, removed_in)"
    "  SELECT entity, code, min(edition),"
    "    min(CASE WHEN is_removed THEN edition END)"
    "  FROM main.versions WHERE edition > %lld GROUP BY entity, code;"
    "INSERT INTO touched (entity, code, added_in)"
    "  SELECT entity, code, min(edition) FROM main.additions"
    "  WHERE edition > %lld GROUP BY entity, code"
    "  ON CONFLICT DO UPDATE SET added_in = excluded.added_in;"
    "CREATE TEMP TABLE undone ("
    "  entity TEXT NOT NULL, code TEXT NOT NULL, field TEXT NOT NULL,"
    "  value ANY, PRIMARY KEY (entity, code, field)"
    ") STRICT, WITHOUT ROWID;"
    "INSERT OR IGNORE INTO undone (entity, code, field, value)"
    "  SELECT v.entity, v.code, v.field, v.before"
    "  FROM main.versions AS v CROSS JOIN touched AS t"
    "    ON t.entity = v.entity AND t.code = v.code"
    "  WHERE v.edition > %lld"
    "    AND (t.removed_in IS NULL OR v.edition <= t.removed_in)"
    "  ORDER BY v.id;";

/* ---- entities */

static bool is_stored(const td_field *f)
{
  return !(f->flags & TD_F_DERIVED);
}

static void add_columns(sqlite3_str *sql, const td_entity *e)
{
  const char *between = "";

  for (size_t i = 0; i < e->n_fields; i++)
    if (is_stored(&e->fields[i])) {
      sqlite3_str_appendf(sql, "%s\"%w\"", between, e->fields[i].name);
      between = ", ";
    }
}

/* The fields of a touched row t; `is_there`: those that are not undone are
 * what the row has in the file, else empty. */
static void add_values(sqlite3_str *sql, const td_entity *e, bool is_there)
{
  const char *between = "";

  for (size_t i = 0; i < e->n_fields; i++) {
    const char *name = e->fields[i].name;
    if (!is_stored(&e->fields[i]))
      continue;
    sqlite3_str_appendf(sql,
                        "%s CASE WHEN (t.entity, t.code, '%q') IN"
                        " (SELECT entity, code, field FROM temp.undone)"
                        " THEN (SELECT value FROM temp.undone AS u"
                        " WHERE u.entity = t.entity AND u.code = t.code"
                        " AND u.field = '%q')",
                        between, name, name);
    if (is_there)
      sqlite3_str_appendf(sql, " ELSE m.\"%w\"", name);
    sqlite3_str_appendf(sql, " END AS \"%w\"", name);
    between = ",";
  }
}

/* The touched rows that were there, by what they were: those that have only
 * been changed since, and those that have been removed. A row was there if its
 * first change was no addition. */
static void add_restored(sqlite3_str *sql, const td_entity *e)
{
  static const char was_there[] =
      " t.changed_in <= ifnull(t.added_in, t.changed_in) AND t.removed_in";

  sqlite3_str_appendf(sql, "CREATE TEMP TABLE \"restored_%w\" AS SELECT ",
                      e->name);
  add_values(sql, e, true);
  sqlite3_str_appendf(sql,
                      " FROM main.\"%w\" AS m CROSS JOIN temp.touched AS t"
                      " ON t.entity = '%q' AND t.code = ",
                      e->name, e->name);
  td_sql_key(sql, e, "m.");
  sqlite3_str_appendf(sql, " WHERE %s IS NULL UNION ALL SELECT ", was_there);
  add_values(sql, e, false);
  sqlite3_str_appendf(sql,
                      " FROM temp.touched AS t"
                      " WHERE t.entity = '%q' AND %s IS NOT NULL;\n",
                      e->name, was_there);
}

static td_status rewind_entity(struct td_store *st, const td_entity *e,
                               td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);

  add_restored(sql, e);
  sqlite3_str_appendf(sql, "CREATE TEMP VIEW \"%w\" AS SELECT ", e->name);
  add_columns(sql, e);
  sqlite3_str_appendf(sql, " FROM main.\"%w\" WHERE ", e->name);
  td_sql_key(sql, e, "");
  sqlite3_str_appendf(sql,
                      " NOT IN (SELECT code FROM temp.touched"
                      " WHERE entity = '%q') UNION ALL SELECT ",
                      e->name);
  add_columns(sql, e);
  sqlite3_str_appendf(sql, " FROM temp.\"restored_%w\";\n", e->name);
  return td_store_exec_built(st, sql, err);
}

static td_status find_touched(bool is_touched[TD_ENTITIES], struct td_store *st,
                              td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st, "SELECT DISTINCT entity FROM temp.touched", err);

  while (rc == TD_OK && (rc = td_store_step(st, stmt, err)) == TD_ROW) {
    int id = td_schema_find((const char *)sqlite3_column_text(stmt, 0));
    if (id >= 0)
      is_touched[id] = true;
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

static td_status rewind_entities(struct td_store *st, int64_t edition,
                                 td_err *err)
{
  bool is_touched[TD_ENTITIES] = { false };
  sqlite3_str *sql = sqlite3_str_new(NULL);
  td_status rc;

  sqlite3_str_appendf(sql, TOUCHED, edition, edition, edition);
  rc = td_store_exec_built(st, sql, err);
  if (rc == TD_OK)
    rc = find_touched(is_touched, st, err);
  for (int id = 0; rc == TD_OK && id < TD_ENTITIES; id++)
    if (is_touched[id])
      rc = rewind_entity(st, &td_schema[id], err);
  return rc;
}

/* ---- observations */

/* What was not there yet is hidden, what was replaced since is still there. */
#define REWIND(table, columns)                                                 \
  "CREATE TEMP VIEW " table " AS"                                              \
  " SELECT " columns ", edition FROM main." table " WHERE edition <= %lld"     \
  " UNION ALL SELECT " columns ", since FROM main." table "_before"            \
  " WHERE since <= %lld AND edition > %lld;"

static td_status rewind_observations(struct td_store *st, int64_t edition,
                                     td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);

  sqlite3_str_appendf(sql, REWIND("series", "id, indicator, area, breakdown"),
                      edition, edition, edition);
  sqlite3_str_appendf(sql,
                      REWIND("observation",
                             "series, period, known_on, value, flag, source,"
                             " source_line, note"),
                      edition, edition, edition);
  sqlite3_str_appendall(
      sql, "CREATE TEMP VIEW observations AS " TD_OBSERVATIONS_SELECT ";");
  sqlite3_str_appendf(sql,
                      "CREATE TEMP VIEW edition AS"
                      " SELECT %lld AS number, NULL AS day;",
                      edition);
  return td_store_exec_built(st, sql, err);
}

/* ---- all of it */

static td_status rewind_tables(struct td_store *st, int64_t edition,
                               td_err *err)
{
  int64_t current = 0;
  td_status rc = td_store_edition(&current, st, err);

  if (rc != TD_OK || edition == current)
    return rc;
  if (edition < 0 || edition > current)
    return td_fail(err, TD_EUSAGE,
                   "%s: there is no edition %lld; the last one is %lld",
                   st->path, (long long)edition, (long long)current);
  rc = rewind_entities(st, edition, err);
  return rc == TD_OK ? rewind_observations(st, edition, err) : rc;
}

/* The transaction, which ends with the connection, keeps later changes out. */
td_status td_store_rewind(struct td_store *st, int64_t edition, td_err *err)
{
  td_status rc;

  if (st->how != TD_OPEN_READ || !sqlite3_get_autocommit(st->db))
    return td_fail(err, TD_EUSAGE,
                   "%s: only a store that was opened to be read, and is not "
                   "being read yet, can be taken back to an edition",
                   st->path);
  rc = td_store_exec(st, "PRAGMA temp_store = MEMORY; BEGIN", err);
  if (rc != TD_OK)
    return rc;
  rc = rewind_tables(st, edition, err);
  if (rc != TD_OK)
    td_store_exec(st, "ROLLBACK", NULL);
  return rc;
}
