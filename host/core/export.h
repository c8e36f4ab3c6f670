/* Parts of an export: rows to CSV, their description to JSON. Private to
 * export*.c. */
#ifndef TD_EXPORT_H
#define TD_EXPORT_H

#include "store.h"

/* Rows whose source is invented for illustration go to a file of their own. */
enum { TD_PART_FACTS, TD_PART_ILLUSTRATIVE, TD_PARTS };

/* What has been written so far. */
typedef struct td_export {
  struct td_store *st;
  const char *dir;
  bool has[TD_ENTITIES][TD_PARTS]; /* a file with rows */
} td_export;

/* "areas.csv", "submissions_illustrative.csv". Returns buf. */
const char *td_export__file(char *buf, size_t room, int entity, int part);

/* Writes the rows of one entity to "DIR/.FILE.tmp" and notes whether there
 * were any; without rows there is no file. */
td_status td_export__rows(td_export *x, int entity, int part, td_err *err);

/* Writes "DIR/.datapackage.json.tmp". */
td_status td_export__describe(td_export *x, td_err *err);

/* "DIR/.FILE.tmp", from malloc; NULL when there is no memory. */
char *td_export__temporary(const td_export *x, const char *file);

#endif
