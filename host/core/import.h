/* Taking rows into a store, from wherever they come. An import is begun, given
 * tables of rows one after the other in any order, and ended: only then are
 * references judged and rows written, all in one transaction.
 *
 *   td_import_begin(&im, st, &options, &err);
 *   td_import_table(im, TD_AREAS, "areas.csv", columns, n, &err);
 *   td_import_row(im, values, n, line, &err);    ... for each row
 *   td_import_end(im, &err);                     or td_import_cancel(im)
 */
#ifndef TD_IMPORT_H
#define TD_IMPORT_H

#include "csv.h"
#include "package.h"
#include "store.h"

/* Freed by td_import_end and td_import_cancel. */
typedef struct td_import td_import;

/* Holds the store's write lock from here to the end: TD_EBUSY if another has
 * it. `options` as in td_store_import; may be NULL. */
td_status td_import_begin(td_import **out, struct td_store *st,
                          const td_import_options *options, td_err *err);

/* What the rows that follow are: their entity, where they come from (a name
 * for messages), and the columns in their order. TD_EDATA for columns that the
 * entity does not have, that come twice or that it needs and are not there.
 * `columns` is copied. */
td_status td_import_table(td_import *im, int entity, const char *origin,
                          const td_package_field *columns, size_t n,
                          td_err *err);

/* Judges a text that core cannot read, as import options do not know of it: why
 * it is refused, with advice, goes into `why`. Fails only if it cannot work. */
typedef td_status (*td_judge_fn)(void *ud, const char *text, char *why,
                                 size_t room, td_err *err);

/* Has the values of one text field of an entity judged, of all rows that
 * follow; a row whose value is refused is rejected. One field in an import. */
void td_import_judge(td_import *im, int entity, int field, td_judge_fn fn,
                     void *ud);

/* One row; its texts may go away afterwards. `line` is 0 where there is none.
 * A row that is not as it must be is rejected, which is no failure here. */
td_status td_import_row(td_import *im, const td_csv_value *values, size_t n,
                        int64_t line, td_err *err);

/* Says that the tables given since the last such call are all that the source
 * says: at the end, rows of those entities with this source and a key that is
 * not given are deleted, areas and agencies apart. A table without rows counts.
 * What other rows still refer to cannot be deleted: the import fails then with
 * TD_EDATA. */
td_status td_import_replaces(td_import *im, const char *source, td_err *err);

/* Judges and writes. TD_EDATA if rows were rejected and options did not say
 * accept_valid; then, as after every failure, the store is as it was. */
td_status td_import_end(td_import *im, td_err *err);

/* The store is as it was. NULL is accepted. */
void td_import_cancel(td_import *im);

/* Reads a data package (a folder or its datapackage.json) or a CSV file. */
td_status td_import_path(td_import *im, const char *path, td_err *err);

/* Reads the CSV files of a resource as tables. */
td_status td_import_resource(td_import *im, const td_resource *r, td_err *err);

/* Reads one CSV file whose name or header tells the entity. */
td_status td_import_csv(td_import *im, const char *path, td_err *err);

#endif
