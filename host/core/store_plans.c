/* What a store says about its plans: for those who need no more of it, and
 * would take a snapshot for a name and a zone. */
#include <stdio.h>

#include "store.h"
#include "zone.h"

enum { ZONE_ROOM = 64, SECONDS_A_DAY = 86400 };
#define MAX_SECONDS ((int64_t)SECONDS_A_DAY * 2932000) /* in the year 9997 */

static const char *text_at(sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *)sqlite3_column_text(stmt, column);

  return text ? text : "";
}

static void tell(sqlite3_stmt *stmt, td_plan_fn on_plan, void *ud)
{
  const td_plan_info plan = {
    .code = text_at(stmt, 0),
    .title_en = text_at(stmt, 1),
    .title_vi = text_at(stmt, 2),
    .zone = *text_at(stmt, 3) ? text_at(stmt, 3) : TD_ZONE_DEFAULT,
  };

  on_plan(ud, &plan);
}

td_status td_store_plans(td_store *st, td_plan_fn on_plan, void *ud,
                         td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st,
                                  "SELECT code, title_en, title_vi, zone"
                                  " FROM plans ORDER BY code",
                                  err);

  if (rc == TD_OK)
    while ((rc = td_store_step(st, stmt, err)) == TD_ROW)
      tell(stmt, on_plan, ud);
  sqlite3_finalize(stmt);
  return rc;
}

/* The zone of the first plan. */
static void take_zone(void *ud, const td_plan_info *plan)
{
  char *zone = (char *)ud;

  if (!*zone)
    snprintf(zone, ZONE_ROOM, "%s", plan->zone);
}

/* A zone is at most a day away from UTC. */
static td_date day_in_zone(const char *zone, int64_t seconds)
{
  td_date day = (td_date)(seconds / SECONDS_A_DAY) - 1;
  int ahead;

  while (td_zone_instant(&ahead, zone, day + 1, 0) <= seconds)
    day++;
  return day;
}

td_status td_store_day(char day[11], td_store *st, int64_t seconds, td_err *err)
{
  char zone[ZONE_ROOM] = "";
  int ahead;
  td_status rc = td_store_plans(st, take_zone, zone, err);

  if (rc != TD_OK)
    return rc;
  if (!*zone)
    snprintf(zone, sizeof(zone), "%s", TD_ZONE_DEFAULT);
  if (seconds < 0 || seconds > MAX_SECONDS ||
      td_zone_instant(&ahead, zone, 0, 0) == TD_NO_INSTANT)
    return td_fail(err, TD_EDATA, "%s: no day can be told in the zone '%s'",
                   st->path, zone);
  td_date_text(day, day_in_zone(zone, seconds));
  return TD_OK;
}
