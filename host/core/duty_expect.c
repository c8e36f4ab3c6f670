/* The expected set: for each obligation the agencies it names and the periods
 * it runs over, and on each due day those of them that exist. */
#include <stdlib.h>
#include <string.h>

#include "duty.h"
#include "duty_parts.h"

/* How far ahead of as_of reports are foreseen. */
enum { DAYS_AHEAD = 366 };

/* ---- work in hand ---- */

/* A period of an obligation and the last day on which its report is in time. */
typedef struct term {
  td_period period;
  td_date due;
} term;

/* Agencies seen in a walk from one to others; each once. */
typedef struct walk {
  int32_t *rows;
  size_t n;
  uint32_t *seen; /* of each agency: the walk that saw it last */
  uint32_t number;
} walk;

typedef struct work {
  const struct td_snapshot *s;
  td_duty_reports *out;
  td_arena arena; /* scratch, freed at the end */
  const td_relation *members, *successors;
  td_interval *exists; /* of each agency */
  td_date *since;      /* of each row of agency_successors */
  int32_t *owing;      /* agencies that the current duty names */
  size_t n_owing;
  walk walk;
  term *terms; /* of the current duty */
  size_t n_terms, terms_room;
} work;

static const td_relation *relation(const struct td_snapshot *s, int table,
                                   const char *name)
{
  const td_table *t = td_snapshot_table(s, table);

  for (size_t i = 0; i < t->n_relations; i++)
    if (t->relations[i].name && !strcmp(t->relations[i].name, name))
      return &t->relations[i];
  return NULL;
}

/* The items with room for one more behind n of `size` bytes; NULL, and the
 * items as they were, if there is no memory. */
static void *make_room(void *items, size_t *room, size_t n, size_t size)
{
  size_t more = *room ? *room * 2 : 64;
  void *grown;

  if (n < *room)
    return items;
  grown = realloc(items, more * size);
  if (grown)
    *room = more;
  return grown;
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
  const int32_t *member =
      td_duty__column(w->s, TD_AGENCY_MEMBERS, "member")->as.ref;
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

static bool add_report(work *w, const td_duty *d, const term *t, int32_t agency,
                       int32_t inherited_from)
{
  td_duty_reports *out = w->out;
  td_duty_report *items = (td_duty_report *)make_room(out->items, &out->room,
                                                      out->n, sizeof(*items));

  if (!items)
    return false;
  out->items = items;
  out->items[out->n++] = (td_duty_report){ .obligation = d->row,
                                           .agency = agency,
                                           .inherited_from = inherited_from,
                                           .period = t->period,
                                           .due = t->due,
                                           .received_on = TD_NO_DATE };
  return true;
}

/* Those who follow the agency, directly or through others that have ended
 * too, and exist on the due day. */
static bool add_successors(work *w, const td_duty *d, const term *t,
                           int32_t agency)
{
  const int32_t *successor =
      td_duty__column(w->s, TD_AGENCY_SUCCESSORS, "successor")->as.ref;
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

static bool expect(work *w, const td_duty *d, const term *t, int32_t agency)
{
  td_interval i = w->exists[agency];

  if (td_interval_holds(i, t->due))
    return add_report(w, d, t, agency, TD_NO_ROW);
  if (d->handover && ended_within(i, t))
    return add_successors(w, d, t, agency);
  return true;
}

/* ---- for when ---- */

/* Whether the period has begun, or its report is due soon enough. */
static bool is_in_view(const struct td_snapshot *s, const term *t)
{
  return td_period_first(t->period) <= s->as_of ||
         t->due <= s->as_of + DAYS_AHEAD;
}

static bool add_term(work *w, const term *t)
{
  term *terms =
      (term *)make_room(w->terms, &w->terms_room, w->n_terms, sizeof(*terms));

  if (!terms)
    return false;
  w->terms = terms;
  w->terms[w->n_terms++] = *t;
  return true;
}

static bool find_terms(work *w, const td_duty *d)
{
  td_period p = d->first;

  w->n_terms = 0;
  while (p != TD_NO_PERIOD) {
    term t = { p, td_due_day(&d->due, p) };
    if (t.due == TD_NO_DATE || !is_in_view(w->s, &t) ||
        (d->last != TD_NO_PERIOD &&
         td_period_first(p) > td_period_last(d->last)))
      break;
    if (t.due >= d->since && !add_term(w, &t)) /* TD_NO_DATE is below all */
      return false;
    p = d->once ? TD_NO_PERIOD : td_period_step(p, 1);
  }
  return true;
}

static bool expect_all(work *w)
{
  uint32_t n = td_snapshot_table(w->s, TD_OBLIGATIONS)->n;

  for (uint32_t row = 0; row < n; row++) {
    td_duty d = td_duty_read(w->s, row);
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

static bool prepare(work *w)
{
  const struct td_snapshot *s = w->s;
  size_t n = td_snapshot_table(s, TD_AGENCIES)->n;

  w->members = relation(s, TD_AGENCIES, "members");
  w->successors = relation(s, TD_AGENCIES, "successors");
  w->since = td_duty__column(s, TD_AGENCY_SUCCESSORS, "since")->as.date;
  w->exists = (td_interval *)td_arena_array(&w->arena, n, sizeof(td_interval));
  w->owing = (int32_t *)td_arena_array(&w->arena, n, sizeof(int32_t));
  w->walk.rows = (int32_t *)td_arena_array(&w->arena, n, sizeof(int32_t));
  w->walk.seen = (uint32_t *)td_arena_array(&w->arena, n, sizeof(uint32_t));
  if (!w->exists || !w->owing || !w->walk.rows || !w->walk.seen)
    return false;
  for (size_t a = 0; a < n; a++)
    w->exists[a] = (td_interval){
      td_duty__column(s, TD_AGENCIES, "valid_from")->as.date[a],
      td_duty__column(s, TD_AGENCIES, "valid_to")->as.date[a]
    };
  return true;
}

bool td_duty__expect(td_duty_reports *out, const struct td_snapshot *s)
{
  work w = { .s = s, .out = out };
  bool done = prepare(&w) && expect_all(&w);

  free(w.terms);
  td_arena_free(&w.arena);
  return done;
}
