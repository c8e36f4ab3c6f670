/* The store's tables, made from the plan model and kept up with it. */
#ifndef TD_MIGRATE_H
#define TD_MIGRATE_H

#include "store.h"

/* In the file's header, so that `file` and we know a store: "tndo". */
enum { TD_APPLICATION_ID = 0x746e646f };

/* Checks that the open database is a store and brings it to the schema of
 * this program where st->how allows: TD_OPEN_CREATE fills an empty database,
 * TD_OPEN_WRITE migrates an older one, TD_OPEN_READ leaves an older one as it
 * is and reads it through views in which all that is newer is empty. TD_EDATA
 * for a foreign file or a newer schema. */
td_status td_store_migrate(struct td_store *st, td_err *err);

/* Appends what names a row of the entity: its key parts joined by '/', columns
 * with this prefix ("OLD."). */
void td_sql_key(sqlite3_str *sql, const td_entity *e, const char *prefix);

#endif
