/* Editions: the store as it was at an earlier moment.
 *
 * Each successful import that changed anything makes an edition, numbered from
 * 1. What another program writes counts too, each row that it adds, changes or
 * deletes as an edition of its own, for between two of its rows somebody may
 * have looked. Edition 0 is a new store without rows, or an older one as it was
 * migrated to schema 3. The ledger's tables are no part of it. */
#ifndef TD_EDITION_H
#define TD_EDITION_H

#include <stdint.h>

#include "tiendo.h"

struct td_store;

/* The current number; 0 for a store of an older schema. */
td_status td_store_edition(int64_t *out, struct td_store *st, td_err *err);

/* From here until td_store_close the tables are seen as they were after that
 * edition, whatever has been imported since and is imported meanwhile: a
 * snapshot has the hash that it had then, for any as_of and known_at. Takes the
 * time of reading what was changed after the edition; nothing if that is the
 * current one. Once, on a connection opened TD_OPEN_READ that is in no
 * transaction; it is in one afterwards, so what else wants to read together
 * uses a SAVEPOINT. TD_EUSAGE for an edition that there is not. */
td_status td_store_rewind(struct td_store *st, int64_t edition, td_err *err);

#endif
