/* The table of reports: what is owed, merged, with what has arrived. Who owes
 * is found in duty_expect.c, due days in duty_due.c. */
#include "duty.h"

#include <stdlib.h>
#include <string.h>

#include "duty_parts.h"

bool td_interval_holds(td_interval i, td_date d)
{
  return (i.from == TD_NO_DATE || i.from <= d) &&
         (i.to == TD_NO_DATE || d <= i.to);
}

/* ---- what arrived ---- */

/* A submission. */
typedef struct arrival {
  int32_t obligation, agency;
  td_period period;
  td_date day;
} arrival;

/* Submissions in order. */
typedef struct arrivals {
  arrival *items;
  size_t n;
} arrivals;

static int order_of(int32_t a, int32_t b)
{
  return (a > b) - (a < b);
}

static int compare_arrivals(const void *a, const void *b)
{
  const arrival *x = (const arrival *)a, *y = (const arrival *)b;
  int order = order_of(x->obligation, y->obligation);

  if (!order)
    order = order_of(x->agency, y->agency);
  if (!order)
    order = order_of(x->period, y->period);
  return order ? order : order_of(x->day, y->day);
}

static bool collect_arrivals(arrivals *in, td_arena *scratch,
                             const struct td_snapshot *s)
{
  const td_table *t = td_snapshot_table(s, TD_SUBMISSIONS);
  td_date now = s->as_of < s->known_at ? s->as_of : s->known_at;

  in->items = (arrival *)td_arena_array(scratch, t->n, sizeof(*in->items));
  if (!in->items)
    return false;
  for (uint32_t r = 0; r < t->n; r++) {
    arrival a = {
      .obligation = td_duty__column(s, TD_SUBMISSIONS, "obligation")->as.ref[r],
      .agency = td_duty__column(s, TD_SUBMISSIONS, "agency")->as.ref[r],
      .period = td_duty__column(s, TD_SUBMISSIONS, "period")->as.period[r],
      .day = td_duty__column(s, TD_SUBMISSIONS, "received_on")->as.date[r],
    };
    if (a.day != TD_NO_DATE && a.day <= now)
      in->items[in->n++] = a;
  }
  if (in->n)
    qsort(in->items, in->n, sizeof(arrival), compare_arrivals);
  return true;
}

/* Day of the first submission, or TD_NO_DATE. */
static td_date first_arrival(const arrivals *in, int32_t obligation,
                             int32_t agency, td_period period)
{
  arrival want = { obligation, agency, period, TD_NO_DATE };
  size_t low = 0, high = in->n;

  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (compare_arrivals(&in->items[mid], &want) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  if (low == in->n || in->items[low].obligation != obligation ||
      in->items[low].agency != agency || in->items[low].period != period)
    return TD_NO_DATE;
  return in->items[low].day;
}

/* ---- reports ---- */

static int compare_keys(const td_duty_report *x, const td_duty_report *y)
{
  int order = order_of(x->obligation, y->obligation);

  if (!order)
    order = order_of(x->agency, y->agency);
  return order ? order : td_period_compare(x->period, y->period);
}

/* Within a key an agency's own duty, then by the code of the predecessor. */
static int compare_reports(const void *a, const void *b)
{
  const td_duty_report *x = (const td_duty_report *)a,
                       *y = (const td_duty_report *)b;
  int order = compare_keys(x, y);

  return order ? order : order_of(x->inherited_from, y->inherited_from);
}

static void note_arrival(td_duty_report *r, td_date day)
{
  if (day != TD_NO_DATE &&
      (r->received_on == TD_NO_DATE || day < r->received_on))
    r->received_on = day;
}

/* One report a key. Those it was inherited from may have reported before they
 * ended; to an agency's own duty their reports do not count. */
static void merge_reports(td_duty_reports *owed, const arrivals *in)
{
  size_t n = 0;

  if (owed->n)
    qsort(owed->items, owed->n, sizeof(td_duty_report), compare_reports);
  for (size_t i = 0; i < owed->n; i++) {
    td_duty_report *r = &owed->items[i], *kept = n ? &owed->items[n - 1] : NULL;
    if (!kept || compare_keys(kept, r)) {
      kept = &owed->items[n++];
      *kept = *r;
      note_arrival(kept, first_arrival(in, kept->obligation, kept->agency,
                                       kept->period));
    }
    if (kept->inherited_from != TD_NO_ROW)
      note_arrival(kept, first_arrival(in, kept->obligation, r->inherited_from,
                                       kept->period));
  }
  owed->n = n;
}

/* For each obligation, whether its record is invented: submissions to it are,
 * or there is none to it while others in the store are. That nothing is on an
 * invented record says nothing about the world. */
static const bool *find_illustrative(td_arena *scratch,
                                     const struct td_snapshot *s)
{
  const int32_t *to = td_duty__column(s, TD_SUBMISSIONS, "obligation")->as.ref;
  uint32_t n = td_snapshot_table(s, TD_OBLIGATIONS)->n;
  bool *invented = (bool *)td_arena_array(scratch, n, sizeof(bool));
  bool *has_any = (bool *)td_arena_array(scratch, n, sizeof(bool));
  bool is_store = false;

  if (!invented || !has_any)
    return NULL;
  for (uint32_t r = 0; r < s->tables[TD_SUBMISSIONS].n; r++) {
    has_any[to[r]] = true;
    if (td_snapshot_is_illustrative(s, TD_SUBMISSIONS, r))
      is_store = invented[to[r]] = true;
  }
  for (uint32_t o = 0; o < n; o++)
    invented[o] = invented[o] || (is_store && !has_any[o]);
  return invented;
}

typedef enum status { RECEIVED, LATE, MISSING, PENDING, STATUSES } status;

static status judge(const td_duty_report *r, td_date as_of)
{
  if (r->received_on != TD_NO_DATE)
    return r->received_on <= r->due ? RECEIVED : LATE;
  return as_of > r->due ? MISSING : PENDING;
}

static int64_t days_late(const td_duty_report *r, status st, td_date as_of)
{
  if (st == LATE)
    return r->received_on - r->due;
  return st == MISSING ? as_of - r->due : TD_NO_INT;
}

/* Dictionary codes of the statuses. */
static bool name_statuses(struct td_snapshot *s, uint32_t codes[STATUSES])
{
  static const char *const names[STATUSES] = { "received", "late", "missing",
                                               "pending" };

  for (int i = 0; i < STATUSES; i++)
    if (!td_dict_add(&s->dict, &s->arena, names[i], strlen(names[i]),
                     &codes[i]))
      return false;
  return true;
}

static void fill_reports(const struct td_snapshot *s,
                         const td_duty_reports *owed, const bool *invented,
                         const uint32_t codes[STATUSES])
{
  const int t = TD_REPORTS;
  int32_t *obligation = td_duty__column(s, t, "obligation")->as.ref;
  int32_t *agency = td_duty__column(s, t, "agency")->as.ref;
  td_period *period = td_duty__column(s, t, "period")->as.period;
  td_date *due = td_duty__column(s, t, "due")->as.date;
  td_date *received_on = td_duty__column(s, t, "received_on")->as.date;
  uint32_t *text = td_duty__column(s, t, "status")->as.text;
  int64_t *late = td_duty__column(s, t, "days_late")->as.integer;
  int32_t *inherited_from = td_duty__column(s, t, "inherited_from")->as.ref;
  uint8_t *illustrative = td_duty__column(s, t, "illustrative")->as.boolean;

  for (size_t i = 0; i < owed->n; i++) {
    const td_duty_report *r = &owed->items[i];
    status st = judge(r, s->as_of);
    obligation[i] = r->obligation;
    agency[i] = r->agency;
    period[i] = r->period;
    due[i] = r->due;
    received_on[i] = r->received_on;
    text[i] = codes[st];
    late[i] = days_late(r, st, s->as_of);
    inherited_from[i] = r->inherited_from;
    illustrative[i] = invented[r->obligation];
  }
}

static td_status write_reports(struct td_snapshot *s,
                               const td_duty_reports *owed, td_arena *scratch,
                               td_err *err)
{
  const bool *invented = find_illustrative(scratch, s);
  uint32_t codes[STATUSES];
  td_status rc;

  if (!invented || owed->n > INT32_MAX || !name_statuses(s, codes))
    return td_fail_memory(err);
  rc = td_table_make(s, TD_REPORTS, (uint32_t)owed->n, err);
  if (rc != TD_OK)
    return rc;
  fill_reports(s, owed, invented, codes);
  return td_table_finish(s, TD_REPORTS, err);
}

td_status td_duty_fill(struct td_snapshot *snap, td_err *err)
{
  td_arena scratch = { 0 };
  td_duty_reports owed = { 0 };
  arrivals in = { 0 };
  td_status rc;

  if (!td_duty__expect(&owed, snap) || !collect_arrivals(&in, &scratch, snap)) {
    rc = td_fail_memory(err);
    goto done;
  }
  merge_reports(&owed, &in);
  rc = write_reports(snap, &owed, &scratch, err);

done:
  free(owed.items);
  td_arena_free(&scratch);
  return rc;
}
