/* The recorder: counters of lines, fields and observations, and the calls, each
 * kept once with how often it came. */
#include "trace.h"

#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "plan.h"
#include "tally.h"
#include "trace_parts.h"

enum {
  READS_MAX = 10000,
  POINTS_MAX = 10000,
  CALLS_MAX = 500,
  OWN_MAX = 64, /* fields of the row that is asked about */
  SLOTS = 32768,
};

typedef struct entry {
  int32_t table, field;
  uint32_t row, n;
} entry;

/* Entries in the order in which they came, found by open addressing. */
typedef struct counter {
  entry *list;
  size_t n, room;
  uint32_t *slots; /* position + 1; 0: free */
  int64_t n_left_out;
} counter;

typedef struct call {
  const char *name;
  int line;
  uint32_t n;
  size_t size, args; /* of the bytes, and where the results begin */
  const char *bytes;
} call;

struct td_trace {
  const struct td_snapshot *snap;
  int table; /* the row that is asked about */
  int64_t row;
  char *source;
  uint32_t *lines, *order; /* by line; lines in order */
  size_t n_lines, n_order;
  counter reads, points;
  call calls[CALLS_MAX];
  size_t n_calls;
  int64_t calls_left_out;
  td_trace_stack stack;
  td_arena arena;
};

/* ---- making ---- */

static bool make_counter(counter *c, td_arena *a, size_t room)
{
  c->room = room;
  c->list = (entry *)td_arena_array(a, room + OWN_MAX, sizeof(entry));
  c->slots = (uint32_t *)td_arena_array(a, SLOTS, sizeof(uint32_t));
  return c->list && c->slots;
}

static size_t count_lines(const td_rule *rule)
{
  size_t n = 1;

  for (size_t i = 0; i < rule->n; i++)
    n += rule->text[i] == '\n';
  return n;
}

td_status td_trace_new(td_trace **out, const td_rule *rule,
                       const struct td_snapshot *snap, int table, int64_t row,
                       td_err *err)
{
  td_trace *t = (td_trace *)calloc(1, sizeof(*t));

  *out = NULL;
  if (!t)
    return td_fail_memory(err);
  t->snap = snap;
  t->table = table;
  t->row = row;
  t->stack.rule_depth = -1;
  t->n_lines = count_lines(rule) + 1;
  t->source = td_arena_printf(&t->arena, "@%s", rule->file);
  t->lines = (uint32_t *)td_arena_array(&t->arena, t->n_lines, 4);
  t->order = (uint32_t *)td_arena_array(&t->arena, t->n_lines, 4);
  if (!t->source || !t->lines || !t->order ||
      !make_counter(&t->reads, &t->arena, READS_MAX) ||
      !make_counter(&t->points, &t->arena, POINTS_MAX)) {
    td_trace_free(t);
    return td_fail_memory(err);
  }
  *out = t;
  return TD_OK;
}

void td_trace_free(td_trace *t)
{
  if (!t)
    return;
  for (int i = 0; i < TD_TRACE_OPEN; i++)
    td_buffer_free(&t->stack.open[i].bytes);
  td_arena_free(&t->arena);
  free(t);
}

void td_trace_start(td_trace *t, lua_State *L)
{
  td_plan_trace(L, t);
  td_limit_hook(L, td_trace_hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE, t);
}

td_trace_stack *td_trace_stack_of(td_trace *t)
{
  return &t->stack;
}

const char *td_trace_source(const td_trace *t)
{
  return t->source;
}

/* ---- recording ---- */

static void grow(uint32_t *n)
{
  *n += *n < UINT32_MAX;
}

static uint32_t *find_slot(const counter *c, int table, uint32_t row, int field)
{
  uint64_t h = ((uint64_t)row << 24 ^ (uint64_t)(unsigned)field << 8 ^
                (uint64_t)(unsigned)table) *
               0x9E3779B97F4A7C15u;
  size_t at = (size_t)(h >> 40) % SLOTS;

  while (c->slots[at]) {
    const entry *e = &c->list[c->slots[at] - 1];
    if (e->row == row && e->table == table && e->field == field)
      break;
    at = (at + 1) % SLOTS;
  }
  return &c->slots[at];
}

static void count(counter *c, int table, uint32_t row, int field, bool is_own)
{
  uint32_t *slot = find_slot(c, table, row, field);

  if (*slot) {
    grow(&c->list[*slot - 1].n);
    return;
  }
  if (c->n >= c->room + (is_own ? OWN_MAX : 0)) {
    c->n_left_out++;
    return;
  }
  c->list[c->n++] = (entry){ table, field, row, 1 };
  *slot = (uint32_t)c->n;
}

void td_trace_field(td_trace *t, int table, uint32_t row, int field)
{
  count(&t->reads, table, row, field, table == t->table && row == t->row);
}

void td_trace_points(td_trace *t, const td_period *first, size_t n)
{
  size_t at = (size_t)(first - t->snap->periods);

  for (size_t i = 0; i < n; i++)
    count(&t->points, TD_SERIES, (uint32_t)(at + i), 0, false);
}

void td_trace_line(td_trace *t, int line)
{
  if (line <= 0 || (size_t)line >= t->n_lines)
    return;
  if (!t->lines[line])
    t->order[t->n_order++] = (uint32_t)line;
  grow(&t->lines[line]);
}

void td_trace_skip_call(td_trace *t)
{
  t->calls_left_out++;
}

static call *find_call(td_trace *t, const td_trace_open *o)
{
  for (size_t i = 0; i < t->n_calls; i++)
    if (t->calls[i].size == o->bytes.n && !strcmp(t->calls[i].name, o->name) &&
        !memcmp(t->calls[i].bytes, o->bytes.data, o->bytes.n))
      return &t->calls[i];
  return NULL;
}

static void keep_call(td_trace *t, const td_trace_open *o, size_t args)
{
  call *c = find_call(t, o);
  const char *name, *bytes;

  if (c) {
    grow(&c->n);
    return;
  }
  if (t->n_calls == CALLS_MAX) {
    t->calls_left_out++;
    return;
  }
  name = td_arena_text(&t->arena, o->name, strlen(o->name));
  bytes = td_arena_text(&t->arena, o->bytes.data, o->bytes.n);
  if (!name || !bytes) {
    t->calls_left_out++;
    return;
  }
  t->calls[t->n_calls++] = (call){ name, o->line, 1, o->bytes.n, args, bytes };
}

void td_trace_close(td_trace *t, const td_buffer *bytes)
{
  static const td_value nothing = { .kind = TD_V_NIL };
  td_trace_open *o = &t->stack.open[--t->stack.n];
  size_t args = o->bytes.n;
  td_err err;
  td_status rc = bytes ? td_buffer_add(&o->bytes, bytes->data, bytes->n, &err)
                       : td_value_write(&o->bytes, &nothing, &err);

  if (rc == TD_OK)
    keep_call(t, o, args);
  else
    t->calls_left_out++;
}

/* ---- telling ---- */

static td_status make_list(td_value *out, td_arena *a, size_t n, td_err *err)
{
  *out = (td_value){ .kind = TD_V_LIST };
  out->as.list.n = n;
  out->as.list.items = (td_value *)td_arena_array(a, n, sizeof(td_value));
  return out->as.list.items ? TD_OK : td_fail_memory(err);
}

static td_value entity_value(int table, uint32_t row)
{
  td_value v = { .kind = TD_V_ENTITY };

  v.as.entity.table = table;
  v.as.entity.row = row;
  return v;
}

static td_status lines_value(td_value *out, td_arena *a, const td_trace *t,
                             td_err *err)
{
  td_status rc = make_list(out, a, t->n_order, err);

  for (size_t i = 0; rc == TD_OK && i < t->n_order; i++) {
    td_value *v = &out->as.list.items[i];
    rc = td_map_make(v, a, 2, err);
    if (rc != TD_OK)
      break;
    td_map_put(v, "line", td_value_of_int(t->order[i]));
    td_map_put(v, "n", td_value_of_int(t->lines[t->order[i]]));
  }
  return rc;
}

/* What stands in a field, for who shows it. */
static const char *kind_of(const td_trace *t, const entry *e)
{
  td_plan_value v;

  td_plan_read(&v, t->snap, e->table, e->row, e->field);
  switch (v.kind) {
  case TD_P_MISSING:
    return "missing";
  case TD_P_ROW:
    return "row";
  case TD_P_ROWS:
    return "set";
  case TD_P_SERIES:
    return "series";
  default:
    return "plain";
  }
}

static td_status reads_value(td_value *out, td_arena *a, const td_trace *t,
                             td_err *err)
{
  td_status rc = make_list(out, a, t->reads.n, err);

  for (size_t i = 0; rc == TD_OK && i < t->reads.n; i++) {
    const entry *e = &t->reads.list[i];
    td_value *v = &out->as.list.items[i];
    rc = td_map_make(v, a, 4, err);
    if (rc != TD_OK)
      break;
    td_map_put(v, "is", td_value_of_text(kind_of(t, e)));
    td_map_put(v, "row", entity_value(e->table, e->row));
    td_map_put(v, "field",
               td_value_of_text(td_plan_field_name(e->table, e->field)));
    td_map_put(v, "n", td_value_of_int(e->n));
  }
  return rc;
}

static int by_first(const void *pa, const void *pb, void *ud)
{
  const struct td_snapshot *s = (const struct td_snapshot *)ud;
  size_t a = s->first[*(const uint32_t *)pa];
  size_t b = s->first[*(const uint32_t *)pb];

  return (a > b) - (a < b);
}

/* Rows of the series that have observations, by where these lie. */
static uint32_t *order_series(td_arena *a, const struct td_snapshot *s,
                              uint32_t *n)
{
  uint32_t all = s->tables[TD_SERIES].n;
  uint32_t *rows = (uint32_t *)td_arena_array(a, all, sizeof(*rows));

  *n = 0;
  for (uint32_t r = 0; rows && r < all; r++)
    if (s->count[r])
      rows[(*n)++] = r;
  if (*n)
    qsort_r(rows, *n, sizeof(*rows), by_first, (void *)(uintptr_t)s);
  return rows;
}

/* The series to which observation `at` belongs: the last that begins there or
 * before. */
static uint32_t series_of(const struct td_snapshot *s, const uint32_t *rows,
                          uint32_t n, uint32_t at)
{
  uint32_t lo = 0, hi = n;

  while (lo + 1 < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (s->first[rows[mid]] <= at)
      lo = mid;
    else
      hi = mid;
  }
  return rows[lo];
}

static td_status point_value(td_value *out, td_arena *a,
                             const struct td_snapshot *s, const entry *e,
                             uint32_t series, td_err *err)
{
  td_value period = { .kind = TD_V_PERIOD }, value = { .kind = TD_V_REAL };
  td_value day = { .kind = TD_V_DATE };

  if (td_map_make(out, a, 7, err) != TD_OK)
    return TD_ENOMEM;
  period.as.period = s->periods[e->row];
  value.as.r = s->values[e->row];
  td_map_put(out, "series", entity_value(TD_SERIES, series));
  td_map_put(out, "period", period);
  td_map_put(out, "value", value);
  td_map_put(out, "n", td_value_of_int(e->n));
  if (s->flags[e->row])
    td_map_put(out, "flag",
               td_value_of_text(td_snapshot_text(s, s->flags[e->row])));
  if (s->obs_sources[e->row] != TD_NO_ROW)
    td_map_put(out, "source",
               entity_value(TD_SOURCES, (uint32_t)s->obs_sources[e->row]));
  if (s->known_on && s->known_on[e->row] != TD_NO_DATE) {
    day.as.date = s->known_on[e->row];
    td_map_put(out, "known_on", day);
  }
  return TD_OK;
}

static td_status points_value(td_value *out, td_arena *a, const td_trace *t,
                              td_err *err)
{
  uint32_t n = 0;
  uint32_t *rows = t->points.n ? order_series(a, t->snap, &n) : NULL;
  td_status rc = make_list(out, a, t->points.n, err);

  if (rc == TD_OK && t->points.n && !rows)
    rc = td_fail_memory(err);
  for (size_t i = 0; rc == TD_OK && i < t->points.n; i++) {
    const entry *e = &t->points.list[i];
    rc = point_value(&out->as.list.items[i], a, t->snap, e,
                     series_of(t->snap, rows, n, e->row), err);
  }
  return rc;
}

static td_status call_value(td_value *out, td_arena *a, const call *c,
                            td_err *err)
{
  const char *at = c->bytes, *end = c->bytes + c->size;
  const char *name = td_arena_text(a, c->name, strlen(c->name));
  td_value args, results;
  td_status rc = name ? td_map_make(out, a, 5, err) : td_fail_memory(err);

  if (rc == TD_OK)
    rc = td_value_read(&args, a, &at, end, err);
  if (rc == TD_OK)
    rc = td_value_read(&results, a, &at, end, err);
  if (rc != TD_OK)
    return rc;
  td_map_put(out, "name", td_value_of_text(name));
  td_map_put(out, "line", td_value_of_int(c->line));
  td_map_put(out, "n", td_value_of_int(c->n));
  td_map_put(out, "args", args);
  if (results.kind != TD_V_NIL)
    td_map_put(out, "results", results);
  return TD_OK;
}

static td_status calls_value(td_value *out, td_arena *a, const td_trace *t,
                             td_err *err)
{
  td_status rc = make_list(out, a, t->n_calls, err);

  for (size_t i = 0; rc == TD_OK && i < t->n_calls; i++)
    rc = call_value(&out->as.list.items[i], a, &t->calls[i], err);
  return rc;
}

static td_status left_out_value(td_value *out, td_arena *a, const td_trace *t,
                                td_err *err)
{
  if (td_map_make(out, a, 3, err) != TD_OK)
    return TD_ENOMEM;
  td_map_put(out, "reads", td_value_of_int(t->reads.n_left_out));
  td_map_put(out, "points", td_value_of_int(t->points.n_left_out));
  td_map_put(out, "calls", td_value_of_int(t->calls_left_out));
  return TD_OK;
}

td_status td_trace_value(td_value *out, td_arena *a, td_trace *t, td_err *err)
{
  static const struct {
    const char *name;
    td_status (*make)(td_value *out, td_arena *a, const td_trace *t,
                      td_err *err);
  } parts[] = {
    { "lines", lines_value },       { "reads", reads_value },
    { "points", points_value },     { "calls", calls_value },
    { "left_out", left_out_value },
  };
  enum { N_PARTS = sizeof(parts) / sizeof(*parts) };
  td_status rc = td_map_make(out, a, N_PARTS, err);

  while (t->stack.n > 0)
    td_trace_close(t, NULL);
  for (size_t i = 0; rc == TD_OK && i < N_PARTS; i++) {
    td_value v;
    rc = parts[i].make(&v, a, t, err);
    if (rc == TD_OK)
      td_map_put(out, parts[i].name, v);
  }
  return rc;
}
