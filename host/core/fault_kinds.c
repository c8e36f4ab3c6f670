/* The kinds of faults: where each can be, and what it changes. */
#include "fault_sql.h"

/* clang-format off */
const td_fault_kind td_fault_kinds[TD_FAULTS] = {
  [TD_FAULT_DROP_REPORT] =
    { "drop_report", TD_SUBMISSIONS, "", TD_T_DATE },
  [TD_FAULT_DELAY_REPORT] =
    { "delay_report", TD_SUBMISSIONS, "received_on", TD_T_DATE },
  [TD_FAULT_SWAP_UNIT] =
    { "swap_unit", TD_OBSERVATIONS, "value", TD_T_REAL },
  [TD_FAULT_SHIFT_COMMA] =
    { "shift_comma", TD_OBSERVATIONS, "value", TD_T_REAL },
  [TD_FAULT_REPEAT_YEAR] =
    { "repeat_year", TD_OBSERVATIONS, "value", TD_T_REAL },
  [TD_FAULT_DROP_LAST_VALUE] =
    { "drop_last_value", TD_OBSERVATIONS, "", TD_T_REAL },
  [TD_FAULT_LOSE_SOURCE] =
    { "lose_source", TD_OBSERVATIONS, "source", TD_T_REF },
  [TD_FAULT_ORPHAN_TASK] =
    { "orphan_task", TD_TASK_GROUPS, "lead", TD_T_REF },
  [TD_FAULT_DROP_TASKS] =
    { "drop_tasks", TD_TASK_GROUPS, "", TD_T_TEXT },
  [TD_FAULT_REVERSE_DIRECTION] =
    { "reverse_direction", TD_INDICATORS, "direction", TD_T_CHOICE },
  [TD_FAULT_REVERSE_PROMISE] =
    { "reverse_promise", TD_COMMITMENTS, "direction", TD_T_CHOICE },
  [TD_FAULT_TURN_COMPARATOR] =
    { "turn_comparator", TD_COMMITMENTS, "comparator", TD_T_CHOICE },
  [TD_FAULT_LOSE_DEADLINE] =
    { "lose_deadline", TD_COMMITMENTS, "deadline", TD_T_DATE },
  [TD_FAULT_LOSE_BASELINE] =
    { "lose_baseline", TD_COMMITMENTS, "baseline_year", TD_T_INT },
  [TD_FAULT_END_AGENCY] =
    { "end_agency", TD_AGENCIES, "valid_to", TD_T_DATE },
  [TD_FAULT_SHARE_NAME] =
    { "share_name", TD_AGENCY_NAMES, "name", TD_T_TEXT },
};
/* clang-format on */

const char TD_FAULT_SEEN[] =
    "CREATE TEMP VIEW seen AS SELECT"
    " s.indicator || '/' || s.area || CASE s.breakdown WHEN '' THEN ''"
    "   ELSE '/' || s.breakdown END AS code,"
    " o.series, o.period, o.value, o.source, i.unit"
    " FROM main.observation AS o"
    " JOIN main.series AS s ON s.id = o.series"
    " JOIN main.indicators AS i ON i.code = s.indicator"
    " WHERE o.value IS NOT NULL AND o.known_on <= %Q"
    " AND (o.known_on <> '' OR td_period_last(o.period) <= %Q)"
    " AND NOT EXISTS (SELECT 1 FROM main.observation AS later"
    "   WHERE later.series = o.series AND later.period = o.period"
    "   AND later.known_on > o.known_on AND later.known_on <= %Q)";

/* A report counts from its first arrival on; the rest are copies. */
#define REPORTS(after)                                                         \
  "SELECT obligation || '/' || agency, period, min(received_on), " after ","   \
  " obligation, agency FROM submissions"                                       \
  " WHERE received_on <= min(:as_of, :known_at)"                               \
  " GROUP BY obligation, agency, period"                                       \
  " ORDER BY obligation COLLATE td_code, agency COLLATE td_code, period"
#define OF_REPORT " WHERE obligation = ?5 AND agency = ?6 AND period = ?2"

/* A value and what stands in its place, which differs from it. */
#define VALUES(after)                                                          \
  "SELECT code, td_period(period), value, " after " AS after, series, period"  \
  " FROM seen WHERE after <> value ORDER BY code COLLATE td_code, period"
#define OF_VALUE " WHERE series = ?5 AND period = ?6"
#define SET_VALUE "UPDATE observation SET value = ?4" OF_VALUE

/* A field by the code of its row, and what stands in its place. */
#define ROWS(entity, field, after, where)                                      \
  "SELECT code, NULL, " field ", " after " FROM " entity " WHERE " where       \
  " ORDER BY code COLLATE td_code"
#define SET(entity, field)                                                     \
  "UPDATE " entity " SET " field " = ?4 WHERE code = ?1"
#define LOSE(entity, field)                                                    \
  ROWS(entity, field, "NULL", field " IS NOT NULL"), SET(entity, field)
#define REVERSE(entity)                                                        \
  ROWS(entity, "direction",                                                    \
       "CASE direction WHEN 'up' THEN 'down' ELSE 'up' END",                   \
       "direction IN ('up', 'down')"),                                         \
      SET(entity, "direction")

#define GROUPS_OF_TARGET "(SELECT code FROM task_groups WHERE target = ?1)"
#define YEAR_AGO "date(:as_of, '-1 year')"

/* clang-format off */
const td_fault_text td_fault_sql[TD_FAULTS] = {
  [TD_FAULT_DROP_REPORT] = {
    REPORTS("NULL"),
    "DELETE FROM submissions" OF_REPORT,
  },
  /* Copies go, as they arrived in between. */
  [TD_FAULT_DELAY_REPORT] = {
    REPORTS("date(min(received_on), '+60 days')"),
    "DELETE FROM submissions" OF_REPORT " AND received_on > ?3;"
    "UPDATE submissions SET received_on = ?4" OF_REPORT,
  },
  /* A share where per cent are meant, ones where thousands are. */
  [TD_FAULT_SWAP_UNIT] = {
    VALUES("CASE unit WHEN '%' THEN value / 100.0 ELSE value * 1000.0 END"),
    SET_VALUE,
  },
  /* A comma that is lost, or one that appears in a whole number. */
  [TD_FAULT_SHIFT_COMMA] = {
    VALUES("CASE WHEN value = round(value) THEN value / 10.0"
           " ELSE value * 10.0 END"),
    SET_VALUE,
  },
  [TD_FAULT_REPEAT_YEAR] = {
    VALUES("(SELECT earlier.value FROM seen AS earlier"
           " WHERE earlier.series = seen.series"
           " AND earlier.period = seen.period - 100)"),
    SET_VALUE,
  },
  [TD_FAULT_DROP_LAST_VALUE] = {
    "SELECT code, td_period(max(period)), value, NULL, series, max(period)"
    " FROM seen GROUP BY series ORDER BY code COLLATE td_code",
    "DELETE FROM observation" OF_VALUE,
  },
  [TD_FAULT_LOSE_SOURCE] = {
    "SELECT code, td_period(period), source, NULL, series, period FROM seen"
    " WHERE source IS NOT NULL ORDER BY code COLLATE td_code, period",
    "UPDATE observation SET source = NULL" OF_VALUE,
  },
  [TD_FAULT_ORPHAN_TASK] = { LOSE("task_groups", "lead") },
  [TD_FAULT_DROP_TASKS] = {
    "SELECT target, NULL, group_concat(code, ' '), NULL FROM"
    " (SELECT target, code FROM task_groups ORDER BY code COLLATE td_code)"
    " GROUP BY target ORDER BY target COLLATE td_code",
    "UPDATE programmes SET task = NULL WHERE task IN (SELECT code FROM tasks"
    "   WHERE task_group IN " GROUPS_OF_TARGET ");"
    "DELETE FROM tasks WHERE task_group IN " GROUPS_OF_TARGET ";"
    "DELETE FROM coordinators WHERE task_group IN " GROUPS_OF_TARGET ";"
    "DELETE FROM task_groups WHERE target = ?1",
  },
  [TD_FAULT_REVERSE_DIRECTION] = { REVERSE("indicators") },
  [TD_FAULT_REVERSE_PROMISE] = { REVERSE("commitments") },
  [TD_FAULT_TURN_COMPARATOR] = {
    ROWS("commitments", "comparator",
         "CASE substr(comparator, 1, 1) WHEN '<' THEN '>' ELSE '<' END"
         " || substr(comparator, 2)",
         "substr(comparator, 1, 1) IN ('<', '>')"),
    SET("commitments", "comparator"),
  },
  [TD_FAULT_LOSE_DEADLINE] = { LOSE("commitments", "deadline") },
  [TD_FAULT_LOSE_BASELINE] = {
    ROWS("commitments", "baseline_year", "NULL", "baseline_year IS NOT NULL"),
    "UPDATE commitments SET baseline_year = NULL, baseline_value = NULL"
    " WHERE code = ?1",
  },
  /* A year ago, with work in hand and nobody to follow. */
  [TD_FAULT_END_AGENCY] = {
    ROWS("agencies AS a", "valid_to", YEAR_AGO,
         "coalesce(valid_to, '9999-12-31') >= :as_of"
         " AND coalesce(valid_from, '') < " YEAR_AGO
         " AND (EXISTS (SELECT 1 FROM task_groups WHERE lead = a.code)"
         "   OR EXISTS (SELECT 1 FROM obligations WHERE agency = a.code)"
         "   OR EXISTS (SELECT 1 FROM agency_members WHERE member = a.code))"
         " AND NOT EXISTS"
         "   (SELECT 1 FROM agency_successors WHERE agency = a.code)"),
    SET("agencies", "valid_to"),
  },
  /* The first spelling of an agency becomes that of the agency after it. */
  [TD_FAULT_SHARE_NAME] = {
    "SELECT agency, NULL, name, next FROM"
    " (SELECT agency, min(name) AS name, lead(min(name)) OVER"
    "     (ORDER BY agency COLLATE td_code) AS next"
    "   FROM agency_names GROUP BY agency)"
    " AS pair WHERE next <> name AND NOT EXISTS (SELECT 1 FROM agency_names"
    "   WHERE agency = pair.agency AND name = pair.next)"
    " ORDER BY agency COLLATE td_code",
    "UPDATE agency_names SET name = ?4 WHERE agency = ?1 AND name = ?3",
  },
};
