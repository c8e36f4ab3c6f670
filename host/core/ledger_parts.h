/* Between the parts of the ledger: rows of its tables. */
#ifndef TD_LEDGER_PARTS_H
#define TD_LEDGER_PARTS_H

#include "ledger.h"
#include "store.h"

/* A query with at most one parameter, and how its rows are read. */
typedef struct td_ledger_reading {
  const char *sql, *key;
  int64_t before; /* the parameter, where it is not 0 */
  size_t size;    /* of an item */
  td_status (*read)(void *item, td_arena *a, sqlite3_stmt *stmt, td_err *err);
} td_ledger_reading;

/* All rows, as a list in the arena; NULL if there are none. */
td_status td_ledger__rows(void **out, size_t *n, const td_ledger_reading *how,
                          td_arena *a, struct td_store *st, td_err *err);

/* Copies of columns, "" for NULL: one, or n beginning with `column`. */
td_status td_ledger__text(const char **out, td_arena *a, sqlite3_stmt *stmt,
                          int column, td_err *err);
td_status td_ledger__texts(const char **const *out, size_t n, td_arena *a,
                           sqlite3_stmt *stmt, int column, td_err *err);

/* Every run, by number. */
td_status td_ledger__runs(td_logged **out, size_t *n, td_arena *a,
                          struct td_store *st, td_err *err);

/* What a run is chained by: a hash over the chain before ("" for the first run),
 * the run and its events in the order of their findings, so that nothing can be
 * taken out or put in later unseen. */
enum { TD_CHAIN_TEXT = 72 };
void td_ledger__chain(char chain[TD_CHAIN_TEXT], const char *before,
                      const td_logged *run, const td_event *events, size_t n);

/* NULL is SQL NULL. Nothing is copied, so that nothing can fail: the text must
 * outlive the steps of the statement. */
void td_ledger__bind(sqlite3_stmt *stmt, int at, const char *text);

#endif
