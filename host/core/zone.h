/* Local hours as instants: zones known by data compiled in, so that results
 * depend neither on the computer's zone nor on its zone files. */
#ifndef TD_ZONE_H
#define TD_ZONE_H

#include "date.h"

/* Seconds since 1970-01-01T00:00:00Z. */
typedef int64_t td_instant;
#define TD_NO_INSTANT INT64_MIN

enum { TD_INSTANT_TEXT = 24 }; /* buffer size, with NUL */

/* The zone where none is stated. */
#define TD_ZONE_DEFAULT "Asia/Ho_Chi_Minh"

/* The instant at which it is `hour` (0 to 24) of that day in the zone: one
 * whose name is compiled in, "UTC", or a fixed offset such as "+07:00". An hour
 * that the clocks showed twice is the later one, an hour that they left out is
 * counted on from the one before. Also the seconds by which the zone is ahead
 * of UTC then. TD_NO_INSTANT for an unknown zone, for TD_NO_DATE and
 * beyond the years there are. */
td_instant td_zone_instant(int *ahead, const char *zone, td_date d, int hour);

/* "2026-12-04T17:00:00Z"; returns `buf`. `t` must be an instant. */
const char *td_instant_text(char buf[TD_INSTANT_TEXT], td_instant t);

#endif
