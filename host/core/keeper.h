/* What keeps the past: tables and triggers that record what rows were before
 * they were changed, whoever changes them, and in which edition; see store.h
 * for the tables and edition.h for what is made of them. */
#ifndef TD_KEEPER_H
#define TD_KEEPER_H

#include "store.h"

/* Statements up to NULL that bring editions to a store of schema 2. */
extern const char *const td_edition_tables[];

/* The columns of the view `observations`, and what they are taken from, which
 * are names without a schema. */
#define TD_OBSERVATIONS_SELECT                                                 \
  "SELECT s.indicator, s.area, s.breakdown,"                                   \
  "    printf('%04d', o.period / 100) || CASE"                                 \
  "      WHEN o.period % 100 = 0 THEN ''"                                      \
  "      WHEN o.period % 100 <= 12 THEN printf('-%02d', o.period % 100)"       \
  "      WHEN o.period % 100 < 30 THEN printf('-Q%d', o.period % 10)"          \
  "      ELSE printf('-H%d', o.period % 10) END AS period,"                    \
  "    nullif(o.known_on, '') AS known_on, o.value, o.flag, o.source,"         \
  "    o.source_line, o.note"                                                  \
  "  FROM observation AS o JOIN series AS s ON s.id = o.series"

/* Appends the triggers of an entity's table. The fields are those that the
 * program knows, so older triggers are dropped before. */
void td_keeper_add(sqlite3_str *sql, const td_entity *e);
void td_keeper_drop(sqlite3_str *sql, const td_entity *e);

#endif
