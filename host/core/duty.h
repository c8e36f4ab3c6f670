/* Who owes which report: obligations, agencies in existence, periods. */
#ifndef TD_DUTY_H
#define TD_DUTY_H

#include "calendar.h"

/* The parts of an obligation that decide its due days, in the order in which
 * they apply: the day of the month, days after it, working days after that, the
 * bound, the roll. */
typedef struct td_due_rule {
  int months;                  /* after the last month of the period */
  int day;                     /* of that month; 0: its last day */
  bool exclusive;              /* "before": the day itself is too late */
  td_roll roll;                /* applied to the last day allowed */
  const td_calendar *calendar; /* NULL: Monday to Friday */
  int days;                    /* after the day of the month; or before it */
  int working_days;            /* after that; or before it */
} td_due_rule;

/* The day reached with each step, that of the step before where the rule has
 * none of the kind. From the first one beyond the years there are, all are
 * TD_NO_DATE. */
typedef struct td_due_steps {
  td_date named;   /* the day of the month; beyond its end: its last day */
  td_date shifted; /* days later */
  td_date counted; /* working days later */
  td_date allowed; /* the last day within the bound */
  td_date due;     /* rolled */
} td_due_steps;

td_due_steps td_due_steps_of(const td_due_rule *rule, td_period p);

/* The last day on which the report for `p` is in time: the last of the steps.
 */
td_date td_due_day(const td_due_rule *rule, td_period p);

struct td_snapshot;

/* An obligation, read from its row. */
typedef struct td_duty {
  int32_t row, agency;
  td_due_rule due;
  td_period first, last; /* first is TD_NO_PERIOD: never due by itself; last is
                          * TD_NO_PERIOD: no end */
  bool once, handover;
  td_date since;    /* day of the document that asks for it: nothing is due
                     * before; TD_NO_DATE if it is not known */
  int hour;         /* of the due day by which it must be there, 0 to 24 */
  const char *zone; /* of that hour, the plan's or the default; borrowed from
                     * the snapshot */
} td_duty;

td_duty td_duty_read(const struct td_snapshot *s, uint32_t obligation);

/* When something exists: TD_NO_DATE is an open end. Both days inclusive. */
typedef struct td_interval {
  td_date from, to;
} td_interval;

bool td_interval_holds(td_interval i, td_date d);

/* Fills the derived table `reports` of a snapshot whose other tables are
 * complete. For each obligation, each agency (a group: each of its members, and
 * theirs) and each period, from the first one to the last one that has begun by
 * as_of or whose due day is within a year after it, but for those due before
 * the document that asks for them:
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
