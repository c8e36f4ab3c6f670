/* What a store says about its plans: for those who need no more of it, and
 * would take a snapshot for a name and a zone. */
#include "store.h"
#include "zone.h"

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
