/* Due days: an obligation as its row says it, and the steps from a period to
 * the last day on which its report is in time. */
#include <stdlib.h>
#include <string.h>

#include "duty.h"
#include "duty_parts.h"
#include "zone.h"

/* ---- steps ---- */

/* The day of the month, counted from the last month of the period. */
static td_date named_day(const td_due_rule *rule, td_period p)
{
  int year, month, day;
  td_date first, last;

  td_date_split(td_period_last(p), &year, &month, &day);
  month += year * 12 - 1 + rule->months; /* months since the year 0 */
  if (month < 12)
    return TD_NO_DATE;
  first = td_date_of(month / 12, month % 12 + 1, 1);
  if (first == TD_NO_DATE)
    return TD_NO_DATE;
  last = td_period_last(td_period_of(first, TD_MONTHLY));
  return rule->day > 0 && last - first >= rule->day ? first + rule->day - 1
                                                    : last;
}

td_due_steps td_due_steps_of(const td_due_rule *rule, td_period p)
{
  td_due_steps s;

  s.named = named_day(rule, p);
  s.shifted = td_date_add(s.named, rule->days);
  s.counted = td_calendar_add(rule->calendar, s.shifted, rule->working_days);
  s.allowed = td_date_add(s.counted, -rule->exclusive);
  s.due = td_calendar_roll(rule->calendar, s.allowed, rule->roll);
  return s;
}

td_date td_due_day(const td_due_rule *rule, td_period p)
{
  return td_due_steps_of(rule, p).due;
}

/* ---- the row ---- */

const td_column *td_duty__column(const struct td_snapshot *s, int table,
                                 const char *field)
{
  return &s->tables[table].columns[td_entity_field(&td_schema[table], field)];
}

/* The number in a field; what no calendar can hold counts as too far, nothing
 * as 0. */
static int number_of(const struct td_snapshot *s, uint32_t row,
                     const char *field)
{
  int64_t n = td_duty__column(s, TD_OBLIGATIONS, field)->as.integer[row];

  return n == TD_NO_INT ? 0 : n < -99999 ? -99999 : n > 99999 ? 99999 : (int)n;
}

static const char *text_of(const struct td_snapshot *s, uint32_t row,
                           const char *field)
{
  const td_column *c = td_duty__column(s, TD_OBLIGATIONS, field);

  return td_snapshot_text(s, c->as.text[row]);
}

static td_due_rule read_rule(const struct td_snapshot *s, uint32_t row)
{
  const char *roll = text_of(s, row, "roll");

  return (td_due_rule){
    .months = number_of(s, row, "due_months"),
    .day = number_of(s, row, "due_day"),
    .exclusive = !strcmp(text_of(s, row, "bound"), "before"),
    .roll = !strcmp(roll, "next")       ? TD_ROLL_NEXT
            : !strcmp(roll, "previous") ? TD_ROLL_PREVIOUS
                                        : TD_ROLL_NONE,
    .calendar = td_snapshot_calendar(s, text_of(s, row, "calendar")),
    .days = number_of(s, row, "due_days"),
    .working_days = number_of(s, row, "due_working_days"),
  };
}

/* What the plan adds, where the obligation belongs to one. */
static void read_plan(td_duty *d, const struct td_snapshot *s)
{
  int32_t plan = td_duty__column(s, TD_OBLIGATIONS, "plan")->as.ref[d->row];

  if (plan != TD_NO_ROW) {
    d->since = td_duty__column(s, TD_PLANS, "issued_on")->as.date[plan];
    if (!*d->zone)
      d->zone = td_snapshot_text(
          s, td_duty__column(s, TD_PLANS, "zone")->as.text[plan]);
  }
  if (!*d->zone)
    d->zone = TD_ZONE_DEFAULT;
}

/* Never due by itself without a recurrence; a first period of another frequency
 * is where the first one of this begins. */
static td_period first_period(const struct td_snapshot *s, uint32_t row)
{
  td_period p =
      td_duty__column(s, TD_OBLIGATIONS, "first_period")->as.period[row];
  const char *recurrence = text_of(s, row, "recurrence");
  td_frequency f;

  if (!*recurrence || !strcmp(recurrence, "on_demand"))
    return TD_NO_PERIOD;
  if (p != TD_NO_PERIOD && td_frequency_parse(&f, recurrence))
    return td_period_of(td_period_first(p), f);
  return p;
}

td_duty td_duty_read(const struct td_snapshot *s, uint32_t row)
{
  const int o = TD_OBLIGATIONS;
  const char *hour = text_of(s, row, "due_hour");
  td_frequency f;
  td_duty d = {
    .row = (int32_t)row,
    .agency = td_duty__column(s, o, "agency")->as.ref[row],
    .due = read_rule(s, row),
    .first = first_period(s, row),
    .last = td_duty__column(s, o, "last_period")->as.period[row],
    .once = !td_frequency_parse(&f, text_of(s, row, "recurrence")),
    .handover = !strcmp(text_of(s, row, "handover"), "successor"),
    .since = TD_NO_DATE,
    .hour = *hour ? atoi(hour) : 24,
    .zone = text_of(s, row, "zone"),
  };

  read_plan(&d, s);
  return d;
}
