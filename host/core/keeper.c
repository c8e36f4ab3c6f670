/* Triggers rather than code of the import, so that a row leaves what it was no
 * matter which program changes it.
 *
 * The edition of a change is the number in the one row of `edition`: during an
 * import that of the import, which has raised it beforehand; otherwise the
 * trigger raises it itself. */
#include "keeper.h"

#include <stddef.h>

#include "migrate.h"

#define RAISE_NUMBER                                                           \
  " UPDATE edition SET number = number + 1 WHERE day IS NULL;"

/* ---- observations: whole rows */

/* The row as it was, in the editions from `since` to before `edition`. */
#define KEEP_SERIES(row)                                                       \
  " INSERT INTO series_before (id, edition, since, indicator, area,"           \
  " breakdown) SELECT " row ".id, edition.number, " row ".edition, " row       \
  ".indicator, " row ".area, " row ".breakdown FROM edition"

#define KEEP_OBSERVATION(row)                                                  \
  " INSERT INTO observation_before (series, period, known_on, edition,"        \
  " since, value, flag, source, source_line, note) SELECT " row                \
  ".series, " row ".period, " row ".known_on, edition.number, " row            \
  ".edition, " row ".value, " row ".flag, " row ".source, " row                \
  ".source_line, " row ".note FROM edition"

/* Rows that the new row stands in for, or is. */
#define SAME_SERIES                                                            \
  "(id = NEW.id OR (indicator, area, breakdown) ="                             \
  " (NEW.indicator, NEW.area, NEW.breakdown))"

#define SAME_OBSERVATION                                                       \
  "(series, period, known_on) = (NEW.series, NEW.period, NEW.known_on)"

#define MARK(table)                                                            \
  " UPDATE " table " SET edition = (SELECT number FROM edition) WHERE "

/* SQLite runs no trigger for a row that OR REPLACE deletes, so an INSERT or
 * UPDATE over a row keeps it beforehand. Where nothing comes of it, as with OR
 * IGNORE, the row is the same in the edition that begins here. */
#define OVER(name, event, table, keep, same)                                   \
  "CREATE TRIGGER " table "_" name " BEFORE " event " ON " table               \
  " WHEN EXISTS (SELECT 1 FROM " table " WHERE " same                          \
  ") BEGIN" RAISE_NUMBER keep ", " table " AS was WHERE " same ";" MARK(table) \
      same "; END;"

#define AFTER_INSERT(table, same)                                              \
  "CREATE TRIGGER " table "_insert AFTER INSERT ON " table                     \
  " BEGIN" RAISE_NUMBER                                                        \
  MARK(table) same "; END;"

#define AFTER_UPDATE(table, columns, keep, same)                               \
  "CREATE TRIGGER " table "_update AFTER UPDATE OF " columns " ON " table      \
  " BEGIN" RAISE_NUMBER keep ";" MARK(table) same "; END;"

#define AFTER_DELETE(table, keep)                                              \
  "CREATE TRIGGER " table "_delete AFTER DELETE ON " table                     \
  " BEGIN" RAISE_NUMBER keep "; END;"

const char *const td_edition_tables[] = {
  "CREATE TABLE edition ("
  "  number INTEGER NOT NULL,"
  "  day TEXT"
  ") STRICT;"
  "INSERT INTO edition (number) VALUES (0);"
  "DROP TABLE import_day;"
  "ALTER TABLE versions ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX versions_edition ON versions (edition);"
  "CREATE TABLE additions ("
  "  edition INTEGER NOT NULL, entity TEXT NOT NULL, code TEXT NOT NULL,"
  "  PRIMARY KEY (edition, entity, code)"
  ") STRICT, WITHOUT ROWID;",
  "ALTER TABLE series ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE observation ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE series_before ("
  "  id INTEGER NOT NULL, edition INTEGER NOT NULL, since INTEGER NOT NULL,"
  "  indicator TEXT NOT NULL, area TEXT NOT NULL, breakdown TEXT NOT NULL,"
  "  PRIMARY KEY (id, edition)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE observation_before ("
  "  series INTEGER NOT NULL, period INTEGER NOT NULL, known_on TEXT NOT NULL,"
  "  edition INTEGER NOT NULL, since INTEGER NOT NULL,"
  "  value REAL, flag TEXT, source TEXT, source_line INTEGER, note TEXT,"
  "  PRIMARY KEY (series, period, known_on, edition)"
  ") STRICT, WITHOUT ROWID;",
  /* An import adds rows with the triggers off, here and to entities. */
  OVER("insert_over", "INSERT", "series", KEEP_SERIES("was"), SAME_SERIES),
  OVER("update_over", "UPDATE OF id, indicator, area, breakdown", "series",
       KEEP_SERIES("was"), SAME_SERIES " AND id <> OLD.id"),
  AFTER_INSERT("series", SAME_SERIES),
  AFTER_UPDATE("series", "id, indicator, area, breakdown", KEEP_SERIES("OLD"),
               SAME_SERIES),
  AFTER_DELETE("series", KEEP_SERIES("OLD")),
  OVER("insert_over", "INSERT", "observation", KEEP_OBSERVATION("was"),
       SAME_OBSERVATION),
  OVER("update_over", "UPDATE OF series, period, known_on", "observation",
       KEEP_OBSERVATION("was"),
       SAME_OBSERVATION " AND (series, period, known_on) <>"
                        " (OLD.series, OLD.period, OLD.known_on)"),
  AFTER_INSERT("observation", SAME_OBSERVATION),
  AFTER_UPDATE("observation",
               "series, period, known_on, value, flag, source, source_line,"
               " note",
               KEEP_OBSERVATION("OLD"), SAME_OBSERVATION),
  AFTER_DELETE("observation", KEEP_OBSERVATION("OLD")),
  NULL,
};

/* ---- entities: field by field */

static bool is_stored(const td_field *f)
{
  return !(f->flags & TD_F_DERIVED);
}

/* Appends what the format makes of each field's name, which it may have up to
 * three times. */
static void add_fields(sqlite3_str *sql, const td_entity *e, const char *format,
                       const char *between)
{
  const char *before = "";

  for (size_t i = 0; i < e->n_fields; i++)
    if (is_stored(&e->fields[i])) {
      sqlite3_str_appendall(sql, before);
      sqlite3_str_appendf(sql, format, e->fields[i].name, e->fields[i].name,
                          e->fields[i].name);
      before = between;
    }
}

/* Whether the rows have one key. */
static void add_same_key(sqlite3_str *sql, const td_entity *e, const char *a,
                         const char *b)
{
  const char *between = "";

  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY) {
      sqlite3_str_appendf(sql, "%s%s\"%w\" = %s\"%w\"", between, a,
                          e->fields[i].name, b, e->fields[i].name);
      between = " AND ";
    }
}

static void add_begin(sqlite3_str *sql, const td_entity *e, const char *name,
                      const char *event)
{
  sqlite3_str_appendf(sql, "CREATE TRIGGER \"keep_%w_%s\" %s ON \"%w\"",
                      e->name, name, event, e->name);
}

/* The head of a record of each field of the row that the prefix names. The
 * fields come from a list of VALUES, whose first row gives the columns their
 * names and nothing else. */
static void add_record(sqlite3_str *sql, const td_entity *e, const char *row,
                       bool is_removed)
{
  sqlite3_str_appendf(sql,
                      " INSERT INTO versions (entity, code, replaced_on,"
                      " is_removed, edition, field, before, after)"
                      " SELECT '%q', ",
                      e->name);
  td_sql_key(sql, e, row);
  sqlite3_str_appendf(sql,
                      ", coalesce(edition.day, date('now', 'localtime')), %d,"
                      " edition.number, ",
                      (int)is_removed);
}

static void add_removal(sqlite3_str *sql, const td_entity *e)
{
  add_record(sql, e, "OLD.", true);
  sqlite3_str_appendall(sql, "column1, column2, NULL FROM edition, (VALUES"
                             " ('', NULL), ");
  add_fields(sql, e, "('%q', OLD.\"%w\")", ", ");
  sqlite3_str_appendall(sql, ") WHERE column2 IS NOT NULL;");
}

static void add_addition(sqlite3_str *sql, const td_entity *e)
{
  sqlite3_str_appendf(sql,
                      " INSERT INTO additions (edition, entity, code)"
                      " SELECT edition.number, '%q', ",
                      e->name);
  td_sql_key(sql, e, "NEW.");
  sqlite3_str_appendall(sql, " FROM edition;");
}

static void keep_update(sqlite3_str *sql, const td_entity *e)
{
  add_begin(sql, e, "UPDATE", "AFTER UPDATE");
  sqlite3_str_appendall(sql, " WHEN ");
  add_same_key(sql, e, "OLD.", "NEW.");
  sqlite3_str_appendall(sql, " BEGIN" RAISE_NUMBER);
  add_record(sql, e, "OLD.", false);
  sqlite3_str_appendall(sql, "column1, column2, column3 FROM edition, (VALUES"
                             " ('', NULL, NULL), ");
  add_fields(sql, e, "('%q', OLD.\"%w\", NEW.\"%w\")", ", ");
  sqlite3_str_appendall(sql, ") WHERE column2 IS NOT column3; END;\n");
}

static void keep_delete(sqlite3_str *sql, const td_entity *e)
{
  add_begin(sql, e, "DELETE", "AFTER DELETE");
  sqlite3_str_appendall(sql, " BEGIN" RAISE_NUMBER);
  add_removal(sql, e);
  sqlite3_str_appendall(sql, " END;\n");
}

static void keep_insert(sqlite3_str *sql, const td_entity *e)
{
  add_begin(sql, e, "INSERT", "AFTER INSERT");
  sqlite3_str_appendall(sql, " BEGIN" RAISE_NUMBER);
  add_addition(sql, e);
  sqlite3_str_appendall(sql, " END;\n");
}

/* A row over which another one is written, which OR REPLACE deletes without
 * running a trigger. Where nothing comes of it, the record says what is still
 * there, which is no harm. */
static void add_removal_over(sqlite3_str *sql, const td_entity *e)
{
  add_record(sql, e, "NEW.", true);
  sqlite3_str_appendall(sql, "field, before, NULL FROM edition,"
                             " (SELECT column1 AS field, CASE column1");
  add_fields(sql, e, " WHEN '%q' THEN was.\"%w\"", "");
  sqlite3_str_appendf(sql, " END AS before FROM \"%w\" AS was, (VALUES ",
                      e->name);
  add_fields(sql, e, "('%q')", ", ");
  sqlite3_str_appendall(sql, ") WHERE ");
  add_same_key(sql, e, "was.", "NEW.");
  sqlite3_str_appendall(sql, ") WHERE before IS NOT NULL;");
}

static void keep_replace(sqlite3_str *sql, const td_entity *e)
{
  add_begin(sql, e, "REPLACE", "BEFORE INSERT");
  sqlite3_str_appendf(sql, " WHEN EXISTS (SELECT 1 FROM \"%w\" AS was WHERE ",
                      e->name);
  add_same_key(sql, e, "was.", "NEW.");
  sqlite3_str_appendall(sql, ") BEGIN" RAISE_NUMBER);
  add_removal_over(sql, e);
  sqlite3_str_appendall(sql, " END;\n");
}

/* A row under a new key is another row. */
static void keep_rename(sqlite3_str *sql, const td_entity *e)
{
  add_begin(sql, e, "RENAME", "BEFORE UPDATE");
  sqlite3_str_appendall(sql, " WHEN NOT (");
  add_same_key(sql, e, "OLD.", "NEW.");
  sqlite3_str_appendall(sql, ") BEGIN" RAISE_NUMBER);
  add_removal(sql, e);
  add_removal_over(sql, e);
  add_addition(sql, e);
  sqlite3_str_appendall(sql, " END;\n");
}

void td_keeper_add(sqlite3_str *sql, const td_entity *e)
{
  keep_replace(sql, e);
  keep_insert(sql, e);
  keep_update(sql, e);
  keep_rename(sql, e);
  keep_delete(sql, e);
}

void td_keeper_drop(sqlite3_str *sql, const td_entity *e)
{
  static const char *const names[] = { "REPLACE", "INSERT", "UPDATE", "RENAME",
                                       "DELETE" };

  for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
    sqlite3_str_appendf(sql, "DROP TRIGGER IF EXISTS \"keep_%w_%s\";\n",
                        e->name, names[i]);
}
