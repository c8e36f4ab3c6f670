/* The steps in which a snapshot is made; for snapshot*.c only. */
#ifndef TD_SNAPSHOT_BUILD_H
#define TD_SNAPSHOT_BUILD_H

#include "snapshot.h"
#include "store.h"

/* Makes every table's columns and relations, empty. */
td_status td_snapshot__shape(struct td_snapshot *s, td_err *err);

/* Reads a stored entity in reading order; references stay dictionary codes. */
td_status td_snapshot__load(struct td_snapshot *s, struct td_store *st, int id,
                            td_err *err);

/* Turns the references of all loaded tables into row numbers. */
td_status td_snapshot__resolve(struct td_snapshot *s, td_err *err);

/* Fills series and observations, and the series of each commitment. */
td_status td_snapshot__load_series(struct td_snapshot *s, struct td_store *st,
                                   td_err *err);

/* Collects the holidays into calendars. */
td_status td_snapshot__calendars(struct td_snapshot *s, td_err *err);

#endif
