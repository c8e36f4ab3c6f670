/* A question in SQL that somebody typed, which can only read: the database
 * itself refuses everything else. */
#ifndef TD_QUERY_H
#define TD_QUERY_H

#include "value.h"

/* Freed by td_query_close; one at a time for a store, which must outlive it. */
typedef struct td_query td_query;

/* Prepares one statement. `is_stopped`, asked every few thousand steps, ends
 * the question; it may be NULL. TD_EUSAGE, with the place in the text, for what
 * is no SQL, would write, looks at another file, or is more than one
 * statement. */
td_status td_query_open(td_query **out, td_store *st, const char *sql, size_t n,
                        bool (*is_stopped)(void *ud), void *ud, td_err *err);
void td_query_close(td_query *q);

int td_query_columns(const td_query *q);
const char *td_query_name(const td_query *q, int column);

/* TD_ROW, TD_OK after the last one, TD_ESTOPPED, or what went wrong. */
td_status td_query_step(td_query *q, td_err *err);

/* A cell of the row: nil, an integer, a real or a text, which is borrowed until
 * the next step. Of bytes that are no text, how many there are. */
td_value td_query_value(td_query *q, int column, char buf[32]);

#endif
