/* Who owes which report: obligations, agencies in existence, periods. */
#ifndef TD_DUTY_H
#define TD_DUTY_H

#include "calendar.h"

/* The parts of an obligation that decide its due days. */
typedef struct td_due_rule {
  int months;                  /* after the last month of the period */
  int day;                     /* of that month; 0: its last day */
  bool exclusive;              /* "before": the day itself is too late */
  td_roll roll;                /* applied to the last day allowed */
  const td_calendar *calendar; /* NULL: Monday to Friday */
} td_due_rule;

/* The last day on which the report for `p` is in time. A day beyond the
 * month's end means the month's last day. TD_NO_DATE beyond the years there
 * are. */
td_date td_due_day(const td_due_rule *rule, td_period p);

/* When something exists: TD_NO_DATE is an open end. Both days inclusive. */
typedef struct td_interval {
  td_date from, to;
} td_interval;

bool td_interval_holds(td_interval i, td_date d);

struct td_snapshot;

/* Fills the derived table `reports` of a snapshot whose other tables are
 * complete. For each obligation, each agency (a group: each of its members, and
 * theirs) and each period, from the first one to the last one that has begun by
 * as_of or whose due day is within a year after it:
 *
 *   - the agency owes it if it exists on the due day;
 *   - if it ended before, but within the period or later, and the obligation
 *     hands its duty over, those successors that exist on the due day owe it,
 *     each once and not beside a duty of its own; a successor that has ended
 *     too passes the duty on;
 *   - received is the first submission that arrived by as_of and known_at, of
 *     the agency or of one whose duty it inherited for that period.
 */
td_status td_duty_fill(struct td_snapshot *snap, td_err *err);

#endif
