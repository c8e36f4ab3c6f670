/* Who owes which report. For each obligation: the agencies it names, the
 * periods it runs over with their due days, and from both the expected set on
 * each due day; then what has arrived. */
#include "duty.h"

#include <stdlib.h>
#include <string.h>

#include "snapshot.h"

/* How far ahead of as_of reports are foreseen. */
enum { DAYS_AHEAD = 366 };

/* ---- due days ---- */

td_date td_due_day(const td_due_rule *rule, td_period p)
{
  int year, month, day;
  td_date first, d;

  td_date_split(td_period_last(p), &year, &month, &day);
  month += year * 12 - 1 + rule->months; /* months since the year 0 */
  if (month < 12)
    return TD_NO_DATE;
  first = td_date_of(month / 12, month % 12 + 1, 1);
  if (first == TD_NO_DATE)
    return TD_NO_DATE;
  d = td_period_last(td_period_of(first, TD_MONTHLY));
  if (rule->day > 0 && d - first >= rule->day)
    d = first + rule->day - 1;
  return td_calendar_roll(rule->calendar, td_date_add(d, -rule->exclusive),
                          rule->roll);
}

bool td_interval_holds(td_interval i, td_date d)
{
  return (i.from == TD_NO_DATE || i.from <= d) &&
         (i.to == TD_NO_DATE || d <= i.to);
}

/* ---- work in hand ---- */

/* A period of an obligation and the last day on which its report is in time. */
typedef struct term {
  td_period period;
  td_date due;
} term;

/* A report that is owed. Where a duty was handed over there is one for each
 * agency it came from, until they are merged. */
typedef struct report {
  int32_t obligation, agency;
  int32_t inherited_from; /* TD_NO_ROW: its own duty */
  td_period period;
  td_date due;
  td_date received_on; /* the first; TD_NO_DATE if none arrived */
} report;

/* A submission. */
typedef struct arrival {
  int32_t obligation, agency;
  td_period period;
  td_date day;
} arrival;

/* One obligation, read from its row. */
typedef struct duty {
  int32_t row, agency;
  td_due_rule due;
  td_period first, last; /* last is TD_NO_PERIOD: no end */
  bool once, handover;
} duty;

/* Agencies seen in a walk from one to others; each once. */
typedef struct walk {
  int32_t *rows;
  size_t n;
  uint32_t *seen; /* of each agency: the walk that saw it last */
  uint32_t number;
} walk;

typedef struct work {
  struct td_snapshot *s;
  td_arena arena; /* scratch, freed at the end */
  const td_relation *members, *successors;
  td_interval *exists; /* of each agency */
  td_date *since;      /* of each row of agency_successors */
  int32_t *owing;      /* agencies that the current duty names */
  size_t n_owing;
  walk walk;
  term *terms; /* of the current duty */
  size_t n_terms, terms_room;
  report *reports;
  size_t n_reports, reports_room;
  arrival *arrivals;
  size_t n_arrivals;
} work;

static const td_column *column(const struct td_snapshot *s, int table,
                               const char *field)
{
  return &s->tables[table].columns[td_entity_field(&td_schema[table], field)];
}

static const char *text_of(const struct td_snapshot *s, int table,
                           const char *field, uint32_t row)
{
  return td_snapshot_text(s, column(s, table, field)->as.text[row]);
}

static const td_relation *relation(const struct td_snapshot *s, int table,
                                   const char *name)
{
  const td_table *t = td_snapshot_table(s, table);

  for (size_t i = 0; i < t->n_relations; i++)
    if (t->relations[i].name && !strcmp(t->relations[i].name, name))
      return &t->relations[i];
  return NULL;
}

/* Makes room for one more item behind n of `size` bytes. */
static bool grow(void **items, size_t *room, size_t n, size_t size)
{
  size_t more = *room ? *room * 2 : 64;
  void *p;

  if (n < *room)
    return true;
  p = realloc(*items, more * size);
  if (!p)
    return false;
  *items = p;
  *room = more;
  return true;
}

static void walk_start(walk *w)
{
  w->n = 0;
  w->number++;
}

static void walk_add(walk *w, int32_t agency)
{
  if (agency == TD_NO_ROW || w->seen[agency] == w->number)
    return;
  w->seen[agency] = w->number;
  w->rows[w->n++] = agency;
}

/* ---- who ---- */

/* The agencies that a duty falls to: a group stands for its members, and
 * theirs, anyone else for itself. */
static void find_owing(work *w, int32_t agency)
{
  const int32_t *member = column(w->s, TD_AGENCY_MEMBERS, "member")->as.ref;
  const td_relation *rel = w->members;

  w->n_owing = 0;
  walk_start(&w->walk);
  walk_add(&w->walk, agency);
  for (size_t i = 0; i < w->walk.n; i++) {
    int32_t at = w->walk.rows[i];
    if (rel->first[at] == rel->first[at + 1])
      w->owing[w->n_owing++] = at;
    for (uint32_t m = rel->first[at]; m < rel->first[at + 1]; m++)
      walk_add(&w->walk, member[rel->rows[m]]);
  }
}

static bool add_report(work *w, const duty *d, const term *t, int32_t agency,
                       int32_t inherited_from)
{
  if (!grow((void **)&w->reports, &w->reports_room, w->n_reports,
            sizeof(*w->reports)))
    return false;
  w->reports[w->n_reports++] = (report){ .obligation = d->row,
                                         .agency = agency,
                                         .inherited_from = inherited_from,
                                         .period = t->period,
                                         .due = t->due,
                                         .received_on = TD_NO_DATE };
  return true;
}

/* Those who follow the agency, directly or through others that have ended
 * too, and exist on the due day. */
static bool add_successors(work *w, const duty *d, const term *t,
                           int32_t agency)
{
  const int32_t *successor =
      column(w->s, TD_AGENCY_SUCCESSORS, "successor")->as.ref;
  const td_relation *rel = w->successors;

  walk_start(&w->walk);
  walk_add(&w->walk, agency);
  for (size_t i = 0; i < w->walk.n; i++) {
    int32_t at = w->walk.rows[i];
    if (i > 0 && td_interval_holds(w->exists[at], t->due)) {
      if (!add_report(w, d, t, at, agency))
        return false;
      continue;
    }
    for (uint32_t k = rel->first[at]; k < rel->first[at + 1]; k++)
      if (w->since[rel->rows[k]] <= t->due) /* TD_NO_DATE is below all */
        walk_add(&w->walk, successor[rel->rows[k]]);
  }
  return true;
}

/* Whether the interval ended before the due day but not before the period. */
static bool ended_within(td_interval i, const term *t)
{
  return i.to != TD_NO_DATE && i.to < t->due &&
         i.to >= td_period_first(t->period) &&
         (i.from == TD_NO_DATE || i.from <= td_period_last(t->period));
}

static bool expect(work *w, const duty *d, const term *t, int32_t agency)
{
  td_interval i = w->exists[agency];

  if (td_interval_holds(i, t->due))
    return add_report(w, d, t, agency, TD_NO_ROW);
  if (d->handover && ended_within(i, t))
    return add_successors(w, d, t, agency);
  return true;
}

/* ---- for when ---- */

/* A small count from the data; what no calendar can hold counts as too far. */
static int small(int64_t n)
{
  return n == TD_NO_INT ? 0 : n < -99999 ? -99999 : n > 99999 ? 99999 : (int)n;
}

static duty read_duty(const struct td_snapshot *s, uint32_t row)
{
  const int o = TD_OBLIGATIONS;
  const char *recurrence = text_of(s, o, "recurrence", row);
  const char *roll = text_of(s, o, "roll", row);
  td_frequency f = TD_YEARLY;
  duty d = {
    .row = (int32_t)row,
    .agency = column(s, o, "agency")->as.ref[row],
    .due = { .months = small(column(s, o, "due_months")->as.integer[row]),
             .day = small(column(s, o, "due_day")->as.integer[row]),
             .exclusive = !strcmp(text_of(s, o, "bound", row), "before"),
             .roll = !strcmp(roll, "next")       ? TD_ROLL_NEXT
                     : !strcmp(roll, "previous") ? TD_ROLL_PREVIOUS
                                                 : TD_ROLL_NONE,
             .calendar =
                 td_snapshot_calendar(s, text_of(s, o, "calendar", row)) },
    .first = column(s, o, "first_period")->as.period[row],
    .last = column(s, o, "last_period")->as.period[row],
    .once = !td_frequency_parse(&f, recurrence),
    .handover = !strcmp(text_of(s, o, "handover", row), "successor"),
  };

  if (d.first != TD_NO_PERIOD && !d.once)
    d.first = td_period_of(td_period_first(d.first), f);
  return d;
}

/* Whether the period has begun, or its report is due soon enough. */
static bool is_in_view(const struct td_snapshot *s, const term *t)
{
  return td_period_first(t->period) <= s->as_of ||
         t->due <= s->as_of + DAYS_AHEAD;
}

static bool find_terms(work *w, const duty *d)
{
  td_period p = d->first;

  w->n_terms = 0;
  while (p != TD_NO_PERIOD) {
    term t = { p, td_due_day(&d->due, p) };
    if (t.due == TD_NO_DATE || !is_in_view(w->s, &t) ||
        (d->last != TD_NO_PERIOD &&
         td_period_first(p) > td_period_last(d->last)))
      break;
    if (!grow((void **)&w->terms, &w->terms_room, w->n_terms,
              sizeof(*w->terms)))
      return false;
    w->terms[w->n_terms++] = t;
    p = d->once ? TD_NO_PERIOD : td_period_step(p, 1);
  }
  return true;
}

static bool expect_all(work *w)
{
  uint32_t n = td_snapshot_table(w->s, TD_OBLIGATIONS)->n;

  for (uint32_t row = 0; row < n; row++) {
    duty d = read_duty(w->s, row);
    if (d.agency == TD_NO_ROW)
      continue;
    if (!find_terms(w, &d))
      return false;
    find_owing(w, d.agency);
    for (size_t a = 0; a < w->n_owing; a++)
      for (size_t t = 0; t < w->n_terms; t++)
        if (!expect(w, &d, &w->terms[t], w->owing[a]))
          return false;
  }
  return true;
}

/* ---- what arrived ---- */

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

static bool collect_arrivals(work *w)
{
  const struct td_snapshot *s = w->s;
  const td_table *t = td_snapshot_table(s, TD_SUBMISSIONS);
  td_date now = s->as_of < s->known_at ? s->as_of : s->known_at;

  w->arrivals =
      (arrival *)td_arena_array(&w->arena, t->n, sizeof(*w->arrivals));
  if (!w->arrivals)
    return false;
  for (uint32_t r = 0; r < t->n; r++) {
    arrival a = {
      .obligation = column(s, TD_SUBMISSIONS, "obligation")->as.ref[r],
      .agency = column(s, TD_SUBMISSIONS, "agency")->as.ref[r],
      .period = column(s, TD_SUBMISSIONS, "period")->as.period[r],
      .day = column(s, TD_SUBMISSIONS, "received_on")->as.date[r],
    };
    if (a.day != TD_NO_DATE && a.day <= now)
      w->arrivals[w->n_arrivals++] = a;
  }
  if (w->n_arrivals)
    qsort(w->arrivals, w->n_arrivals, sizeof(arrival), compare_arrivals);
  return true;
}

/* Day of the first submission, or TD_NO_DATE. */
static td_date first_arrival(const work *w, int32_t obligation, int32_t agency,
                             td_period period)
{
  arrival want = { obligation, agency, period, TD_NO_DATE };
  size_t low = 0, high = w->n_arrivals;

  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (compare_arrivals(&w->arrivals[mid], &want) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  if (low == w->n_arrivals || w->arrivals[low].obligation != obligation ||
      w->arrivals[low].agency != agency || w->arrivals[low].period != period)
    return TD_NO_DATE;
  return w->arrivals[low].day;
}

/* ---- reports ---- */

static int compare_keys(const report *x, const report *y)
{
  int order = order_of(x->obligation, y->obligation);

  if (!order)
    order = order_of(x->agency, y->agency);
  return order ? order : td_period_compare(x->period, y->period);
}

/* Within a key an agency's own duty, then by the code of the predecessor. */
static int compare_reports(const void *a, const void *b)
{
  const report *x = (const report *)a, *y = (const report *)b;
  int order = compare_keys(x, y);

  return order ? order : order_of(x->inherited_from, y->inherited_from);
}

static void note_arrival(report *r, td_date day)
{
  if (day != TD_NO_DATE &&
      (r->received_on == TD_NO_DATE || day < r->received_on))
    r->received_on = day;
}

/* One report a key. Those it was inherited from may have reported before they
 * ended; to an agency's own duty their reports do not count. */
static void merge_reports(work *w)
{
  size_t n = 0;

  if (w->n_reports)
    qsort(w->reports, w->n_reports, sizeof(report), compare_reports);
  for (size_t i = 0; i < w->n_reports; i++) {
    report *r = &w->reports[i], *kept = n ? &w->reports[n - 1] : NULL;
    if (!kept || compare_keys(kept, r)) {
      kept = &w->reports[n++];
      *kept = *r;
      note_arrival(
          kept, first_arrival(w, kept->obligation, kept->agency, kept->period));
    }
    if (kept->inherited_from != TD_NO_ROW)
      note_arrival(kept, first_arrival(w, kept->obligation, r->inherited_from,
                                       kept->period));
  }
  w->n_reports = n;
}

/* For each obligation, whether submissions to it are invented. */
static bool *find_illustrative(work *w)
{
  const struct td_snapshot *s = w->s;
  const int32_t *to = column(s, TD_SUBMISSIONS, "obligation")->as.ref;
  bool *invented = (bool *)td_arena_array(
      &w->arena, td_snapshot_table(s, TD_OBLIGATIONS)->n, sizeof(bool));

  for (uint32_t r = 0; invented && r < s->tables[TD_SUBMISSIONS].n; r++)
    if (to[r] != TD_NO_ROW && td_snapshot_is_illustrative(s, TD_SUBMISSIONS, r))
      invented[to[r]] = true;
  return invented;
}

typedef enum status { RECEIVED, LATE, MISSING, PENDING, STATUSES } status;

static status judge(const report *r, td_date as_of)
{
  if (r->received_on != TD_NO_DATE)
    return r->received_on <= r->due ? RECEIVED : LATE;
  return as_of > r->due ? MISSING : PENDING;
}

static int64_t days_late(const report *r, status st, td_date as_of)
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

static void fill_reports(const work *w, const bool *invented,
                         const uint32_t codes[STATUSES])
{
  const struct td_snapshot *s = w->s;
  const int t = TD_REPORTS;
  int32_t *obligation = column(s, t, "obligation")->as.ref;
  int32_t *agency = column(s, t, "agency")->as.ref;
  td_period *period = column(s, t, "period")->as.period;
  td_date *due = column(s, t, "due")->as.date;
  td_date *received_on = column(s, t, "received_on")->as.date;
  uint32_t *text = column(s, t, "status")->as.text;
  int64_t *late = column(s, t, "days_late")->as.integer;
  int32_t *inherited_from = column(s, t, "inherited_from")->as.ref;
  uint8_t *illustrative = column(s, t, "illustrative")->as.boolean;

  for (size_t i = 0; i < w->n_reports; i++) {
    const report *r = &w->reports[i];
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

static td_status write_reports(work *w, td_err *err)
{
  const bool *invented = find_illustrative(w);
  uint32_t codes[STATUSES];
  td_status rc;

  if (!invented || w->n_reports > INT32_MAX || !name_statuses(w->s, codes))
    return td_fail_memory(err);
  rc = td_table_make(w->s, TD_REPORTS, (uint32_t)w->n_reports, err);
  if (rc != TD_OK)
    return rc;
  fill_reports(w, invented, codes);
  return td_table_finish(w->s, TD_REPORTS, err);
}

/* ---- all of it ---- */

static bool prepare(work *w)
{
  const struct td_snapshot *s = w->s;
  size_t n = td_snapshot_table(s, TD_AGENCIES)->n;

  w->members = relation(s, TD_AGENCIES, "members");
  w->successors = relation(s, TD_AGENCIES, "successors");
  w->since = column(s, TD_AGENCY_SUCCESSORS, "since")->as.date;
  w->exists = (td_interval *)td_arena_array(&w->arena, n, sizeof(td_interval));
  w->owing = (int32_t *)td_arena_array(&w->arena, n, sizeof(int32_t));
  w->walk.rows = (int32_t *)td_arena_array(&w->arena, n, sizeof(int32_t));
  w->walk.seen = (uint32_t *)td_arena_array(&w->arena, n, sizeof(uint32_t));
  if (!w->exists || !w->owing || !w->walk.rows || !w->walk.seen)
    return false;
  for (size_t a = 0; a < n; a++)
    w->exists[a] =
        (td_interval){ column(s, TD_AGENCIES, "valid_from")->as.date[a],
                       column(s, TD_AGENCIES, "valid_to")->as.date[a] };
  return true;
}

td_status td_duty_fill(struct td_snapshot *snap, td_err *err)
{
  work w = { .s = snap };
  td_status rc = TD_OK;

  if (!prepare(&w) || !expect_all(&w) || !collect_arrivals(&w)) {
    rc = td_fail_memory(err);
    goto done;
  }
  merge_reports(&w);
  rc = write_reports(&w, err);

done:
  free(w.reports);
  free(w.terms);
  td_arena_free(&w.arena);
  return rc;
}
