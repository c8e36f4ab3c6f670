/* Tables from the schema: entities and fields say in which version they came,
 * so the step from one version to the next follows from them; what does not
 * follow is written out by hand, statements for each version. */
#include "migrate.h"

#include <string.h>

#include <sqlite3.h>

#include "keeper.h"
#include "ledger_tables.h"

/* What the first version had besides the entities. */
static const char *const first_tables[] = {
  "CREATE TABLE versions ("
  "  id INTEGER PRIMARY KEY,"
  "  entity TEXT NOT NULL,"
  "  code TEXT NOT NULL,"
  "  replaced_on TEXT NOT NULL,"
  "  is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1)),"
  "  field TEXT NOT NULL,"
  "  before ANY,"
  "  after ANY"
  ") STRICT;"
  "CREATE TABLE import_day ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1),"
  "  day TEXT NOT NULL"
  ") STRICT;"
  "CREATE TABLE series ("
  "  id INTEGER PRIMARY KEY,"
  "  indicator TEXT NOT NULL REFERENCES indicators (code)"
  "    DEFERRABLE INITIALLY DEFERRED,"
  "  area TEXT NOT NULL REFERENCES areas (code)"
  "    DEFERRABLE INITIALLY DEFERRED,"
  "  breakdown TEXT NOT NULL DEFAULT '',"
  "  UNIQUE (indicator, area, breakdown)"
  ") STRICT;"
  "CREATE INDEX series_area ON series (area);"
  "CREATE TABLE observation ("
  "  series INTEGER NOT NULL REFERENCES series (id)"
  "    DEFERRABLE INITIALLY DEFERRED,"
  "  period INTEGER NOT NULL,"
  "  known_on TEXT NOT NULL DEFAULT '',"
  "  value REAL,"
  "  flag TEXT,"
  "  source TEXT REFERENCES sources (code) DEFERRABLE INITIALLY DEFERRED,"
  "  source_line INTEGER,"
  "  note TEXT,"
  "  PRIMARY KEY (series, period, known_on)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE VIEW observations AS " TD_OBSERVATIONS_SELECT ";",
  NULL,
};

/* Run at the end of the step to that version, and one after the other in a
 * database that was empty, where all tables are there already. A field that is
 * REQUIRED and comes later than its entity has to be added here, with its
 * values. Lists up to NULL of statements up to NULL. */
static const char *const *const by_hand[TD_SCHEMA_VERSION + 1][3] = {
  [1] = { first_tables },
  [3] = { td_edition_tables, td_ledger_tables },
};

static const char *sql_type(td_type t)
{
  switch (t) {
  case TD_T_INT:
  case TD_T_BOOL:
    return "INTEGER";
  case TD_T_REAL:
    return "REAL";
  default:
    return "TEXT";
  }
}

static void add_choices(sqlite3_str *sql, const char *name, const char *of)
{
  const char *between = "";

  sqlite3_str_appendf(sql, " CHECK (\"%w\" IN (", name);
  while (*of) {
    int n = (int)strcspn(of, "|");
    sqlite3_str_appendf(sql, "%s'%.*q'", between, n, of);
    between = ", ";
    of += n + (of[n] == '|');
  }
  sqlite3_str_appendall(sql, "))");
}

/* References go to entities whose key is one field. */
static void add_reference(sqlite3_str *sql, const char *of)
{
  const td_entity *target = &td_schema[td_schema_find(of)];

  sqlite3_str_appendf(sql,
                      " REFERENCES \"%w\" (\"%w\")"
                      " DEFERRABLE INITIALLY DEFERRED",
                      target->name, target->fields[0].name);
}

static void add_column(sqlite3_str *sql, const td_field *f)
{
  sqlite3_str_appendf(sql, "\"%w\" %s", f->name, sql_type(f->type));
  if (f->flags & (TD_F_KEY | TD_F_REQUIRED))
    sqlite3_str_appendall(sql, " NOT NULL");
  if (f->flags & TD_F_BLANK)
    sqlite3_str_appendall(sql, " DEFAULT ''");
  else if (f->type == TD_T_TEXT)
    sqlite3_str_appendf(sql, " CHECK (\"%w\" <> '')", f->name);
  if (f->type == TD_T_BOOL)
    sqlite3_str_appendf(sql, " CHECK (\"%w\" IN (0, 1))", f->name);
  if (f->type == TD_T_DATE)
    sqlite3_str_appendf(sql, " CHECK (date(\"%w\", '+0 days') = \"%w\")",
                        f->name, f->name);
  if (f->type == TD_T_CHOICE)
    add_choices(sql, f->name, f->of);
  if (f->type == TD_T_REF)
    add_reference(sql, f->of);
}

static void add_index(sqlite3_str *sql, const td_entity *e, const td_field *f)
{
  sqlite3_str_appendf(sql, "CREATE INDEX \"%w_%w\" ON \"%w\" (\"%w\");\n",
                      e->name, f->name, e->name, f->name);
}

static bool is_stored(const td_field *f, int version)
{
  return !(f->flags & TD_F_DERIVED) && f->since <= version;
}

void td_sql_key(sqlite3_str *sql, const td_entity *e, const char *prefix)
{
  const char *between = "";

  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY) {
      sqlite3_str_appendf(sql, "%s%s\"%w\"", between, prefix,
                          e->fields[i].name);
      between = " || '/' || ";
    }
}

static void add_table(sqlite3_str *sql, const td_entity *e, int version)
{
  const char *between = "";

  sqlite3_str_appendf(sql, "CREATE TABLE \"%w\" (", e->name);
  for (size_t i = 0; i < e->n_fields; i++)
    if (is_stored(&e->fields[i], version)) {
      add_column(sql, &e->fields[i]);
      sqlite3_str_appendall(sql, ", ");
    }
  sqlite3_str_appendall(sql, "PRIMARY KEY (");
  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY) {
      sqlite3_str_appendf(sql, "%s\"%w\"", between, e->fields[i].name);
      between = ", ";
    }
  sqlite3_str_appendall(sql, ")) STRICT, WITHOUT ROWID;\n");
  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].type == TD_T_REF && is_stored(&e->fields[i], version))
      add_index(sql, e, &e->fields[i]);
}

static void add_new_columns(sqlite3_str *sql, const td_entity *e, int version)
{
  for (size_t i = 0; i < e->n_fields; i++) {
    const td_field *f = &e->fields[i];
    if (f->since != version || (f->flags & (TD_F_DERIVED | TD_F_REQUIRED)))
      continue;
    sqlite3_str_appendf(sql, "ALTER TABLE \"%w\" ADD COLUMN ", e->name);
    add_column(sql, f);
    sqlite3_str_appendall(sql, ";\n");
    if (f->type == TD_T_REF)
      add_index(sql, e, f);
  }
}

static bool has_keepers(const td_entity *e)
{
  return !(e->flags & (TD_E_DERIVED | TD_E_SERIES));
}

static void add_by_hand(sqlite3_str *sql, int version)
{
  const char *const *const *lists = by_hand[version];

  for (size_t i = 0; lists[i]; i++)
    for (size_t n = 0; lists[i][n]; n++)
      sqlite3_str_appendall(sql, lists[i][n]);
}

/* The statements that lead to version, from the one before or, for an empty
 * database, from 0; sqlite3_free. The triggers are gone meanwhile, for SQLite
 * reads all of them again with each column that is added; the last step makes
 * them for the fields there are. */
static char *step_sql(int from, int version)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);

  for (int i = 0; i < TD_ENTITIES; i++)
    if (has_keepers(&td_schema[i]) && td_schema[i].since <= from)
      td_keeper_drop(sql, &td_schema[i]);
  for (int i = 0; i < TD_ENTITIES; i++) {
    const td_entity *e = &td_schema[i];
    if (!has_keepers(e))
      continue; /* no table of its own */
    if (e->since <= from)
      add_new_columns(sql, e, version);
    else if (e->since <= version)
      add_table(sql, e, version);
  }
  for (int v = from + 1; v <= version; v++)
    add_by_hand(sql, v);
  for (int i = 0; i < TD_ENTITIES && version == TD_SCHEMA_VERSION; i++)
    if (has_keepers(&td_schema[i]))
      td_keeper_add(sql, &td_schema[i]);
  sqlite3_str_appendf(sql, "PRAGMA user_version = %d;", version);
  return sqlite3_str_finish(sql);
}

static td_status take_step(struct td_store *st, int from, int version,
                           td_err *err)
{
  td_status rc;
  char *sql = step_sql(from, version);

  if (!sql)
    return td_fail_memory(err);
  rc = td_store_exec(st, sql, err);
  sqlite3_free(sql);
  return rc;
}

static td_status read_number(int *out, struct td_store *st, const char *sql,
                             td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st, sql, err);

  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    *out = sqlite3_column_int(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* TD_OK with *version: 0 for a database that is empty and may become a
 * store. */
static td_status find_version(int *version, struct td_store *st, td_err *err)
{
  int id = 0, tables = 0;
  td_status rc = read_number(&id, st, "PRAGMA application_id", err);

  if (rc == TD_OK)
    rc = read_number(version, st, "PRAGMA user_version", err);
  if (rc == TD_OK)
    rc = read_number(&tables, st, "SELECT count(*) FROM sqlite_schema", err);
  if (rc != TD_OK)
    return rc;
  if (id == TD_APPLICATION_ID && *version > 0)
    return TD_OK;
  if (id || tables || *version)
    return td_fail(err, TD_EDATA,
                   "%s: a database of another program, not a tiendo store",
                   st->path);
  if (st->how != TD_OPEN_CREATE)
    return td_fail(err, TD_EDATA,
                   "%s: empty, not a tiendo store; an import makes one",
                   st->path);
  return TD_OK;
}

static td_status check_version(int version, struct td_store *st, td_err *err)
{
  if (version > TD_SCHEMA_VERSION)
    return td_fail(err, TD_EDATA,
                   "%s: written by a newer tiendo (schema %d, this program "
                   "knows %d); use that version",
                   st->path, version, TD_SCHEMA_VERSION);
  return TD_OK;
}

/* ---- older stores that are only read */

/* The field, or NULL under its name where the store is older. */
static void add_view_column(sqlite3_str *sql, const td_field *f, bool is_there)
{
  if (is_there)
    sqlite3_str_appendf(sql, "\"%w\"", f->name);
  else
    sqlite3_str_appendf(sql, "NULL AS \"%w\"", f->name);
}

static bool has_news(const td_entity *e, int version)
{
  bool is_newer = e->since > version;

  for (size_t i = 0; i < e->n_fields; i++)
    is_newer = is_newer || e->fields[i].since > version;
  return is_newer && !(e->flags & (TD_E_DERIVED | TD_E_SERIES));
}

/* A view of this connection in the table's place: what is newer is empty. */
static void add_view(sqlite3_str *sql, const td_entity *e, int version)
{
  const char *between = "";

  sqlite3_str_appendf(sql, "CREATE TEMP VIEW \"%w\" AS SELECT ", e->name);
  for (size_t i = 0; i < e->n_fields; i++)
    if (!(e->fields[i].flags & TD_F_DERIVED)) {
      sqlite3_str_appendall(sql, between);
      add_view_column(sql, &e->fields[i],
                      e->since <= version && e->fields[i].since <= version);
      between = ", ";
    }
  if (e->since <= version)
    sqlite3_str_appendf(sql, " FROM main.\"%w\";\n", e->name);
  else
    sqlite3_str_appendall(sql, " WHERE false;\n");
}

static td_status view_older(struct td_store *st, int version, td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);

  sqlite3_str_appendall(sql, "PRAGMA temp_store = MEMORY;\n");
  for (int i = 0; i < TD_ENTITIES; i++)
    if (has_news(&td_schema[i], version))
      add_view(sql, &td_schema[i], version);
  if (version < 3)
    sqlite3_str_appendall(sql, "CREATE TEMP VIEW edition AS"
                               " SELECT 0 AS number, NULL AS day;\n");
  return td_store_exec_built(st, sql, err);
}

/* Inside a write transaction, where the version cannot change any more. */
static td_status take_steps(struct td_store *st, td_err *err)
{
  char id[64];
  int version = 0;
  td_status rc = find_version(&version, st, err);

  sqlite3_snprintf(sizeof(id), id, "PRAGMA application_id = %d",
                   TD_APPLICATION_ID);
  if (rc == TD_OK)
    rc = check_version(version, st, err);
  if (rc == TD_OK)
    rc = td_store_exec(st, id, err);
  if (rc == TD_OK && version == 0)
    return take_step(st, 0, TD_SCHEMA_VERSION, err);
  for (; rc == TD_OK && version < TD_SCHEMA_VERSION; version++)
    rc = take_step(st, version, version + 1, err);
  return rc;
}

td_status td_store_migrate(struct td_store *st, td_err *err)
{
  int version = 0;
  td_status rc = find_version(&version, st, err);

  if (rc == TD_OK)
    rc = check_version(version, st, err);
  if (rc != TD_OK || version == TD_SCHEMA_VERSION)
    return rc;
  if (st->how == TD_OPEN_READ)
    return view_older(st, version, err);
  rc = td_store_exec(st, "BEGIN IMMEDIATE", err);
  if (rc != TD_OK)
    return rc;
  rc = take_steps(st, err);
  if (rc == TD_OK)
    rc = td_store_exec(st, "COMMIT", err);
  if (rc != TD_OK)
    td_store_exec(st, "ROLLBACK", NULL);
  return rc;
}
