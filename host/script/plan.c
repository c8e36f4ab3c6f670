/* What fields an entity has for rules: the columns of its table, the sets of
 * rows that point to it, and a few that are computed. */
#include "plan.h"

#include <math.h>
#include <string.h>

/* Numbers of fields: columns first, then relations, then computed ones. */
enum { RELATION = 1000, COMPUTED = 2000 };

enum {
  C_CODE,
  C_KIND,
  C_GOAL,
  C_TARGET,
  C_AGENCY,
  C_SERIES,
  C_STATUS,
  N_COMPUTED
};
static const td_arg computed[N_COMPUTED] = {
  [C_CODE] = TD_ARG("code", TD_A_TEXT, "what it is called in findings"),
  [C_KIND] = TD_ARG("kind_of", TD_A_TEXT, "what kind of row it is: \"target\""),
  [C_GOAL] = { "goal", TD_A_ENTITY | TD_A_OPT, "the goal it comes under",
               "goals" },
  [C_TARGET] = { "target", TD_A_ENTITY | TD_A_OPT, "the target it comes under",
                 "targets" },
  [C_AGENCY] = { "agency", TD_A_ENTITY | TD_A_OPT, "who answers for it",
                 "agencies" },
  [C_SERIES] = TD_OPT("series", TD_A_SERIES, "its figures, if there are any"),
  [C_STATUS] = { "status", TD_A_CHOICE,
                 "by its first and last day, both included, and the day of the "
                 "check",
                 "planned|in_force|expired" },
};

/* The n-th relation onto a table, in schema order; NULL past the last. */
static const td_field *relation_at(int table, size_t n)
{
  for (int e = 0; e < TD_ENTITIES; e++)
    for (size_t f = 0; f < td_schema[e].n_fields; f++) {
      const td_field *field = &td_schema[e].fields[f];
      if (field->type == TD_T_REF && field->inverse &&
          !strcmp(field->of, td_schema[table].name) && n-- == 0)
        return field;
    }
  return NULL;
}

static bool has_computed(int table, int c)
{
  switch (c) {
  case C_SERIES:
    return table == TD_SERIES;
  case C_STATUS:
    return table == TD_WAIVERS;
  case C_GOAL:
  case C_TARGET:
  case C_AGENCY:
    return table == TD_TARGETS || table == TD_TASK_GROUPS ||
           table == TD_TASKS || table == TD_COMMITMENTS ||
           table == TD_MILESTONES || table == TD_INDICATORS ||
           table == TD_SERIES;
  default:
    return true;
  }
}

int td_plan_field(int table, const char *name)
{
  int f = td_entity_field(&td_schema[table], name);
  const td_field *field;

  /* Who answers for a commitment is who answers for its target, unless it says
   * otherwise; both are what td_snapshot_place tells. */
  if (table == TD_COMMITMENTS && !strcmp(name, computed[C_AGENCY].name))
    return COMPUTED + C_AGENCY;
  if (f >= 0)
    return f;
  for (size_t i = 0; (field = relation_at(table, i)); i++)
    if (!strcmp(field->inverse, name))
      return RELATION + (int)i;
  for (int c = 0; c < N_COMPUTED; c++)
    if (has_computed(table, c) && !strcmp(computed[c].name, name))
      return COMPUTED + c;
  return -1;
}

const char *td_plan_field_name(int table, int field)
{
  if (field >= COMPUTED)
    return computed[field - COMPUTED].name;
  if (field >= RELATION)
    return relation_at(table, (size_t)(field - RELATION))->inverse;
  return td_schema[table].fields[field].name;
}

/* Whether the computed field is one besides the columns. */
static bool is_shown(int table, int c)
{
  return has_computed(table, c) &&
         td_entity_field(&td_schema[table], computed[c].name) < 0;
}

const td_arg *td_plan_computed(int table, size_t n)
{
  for (int c = 0; c < N_COMPUTED; c++)
    if (is_shown(table, c) && n-- == 0)
      return &computed[c];
  return NULL;
}

size_t td_plan_fields(int table, const char *names[TD_PLAN_FIELDS])
{
  const td_entity *e = &td_schema[table];
  const td_field *field;
  size_t n = 0;

  for (size_t f = 0; f < e->n_fields && n < TD_PLAN_FIELDS - 1; f++)
    names[n++] = e->fields[f].name;
  for (size_t i = 0; n < TD_PLAN_FIELDS - 1 && (field = relation_at(table, i));
       i++)
    names[n++] = field->inverse;
  for (int c = 0; c < N_COMPUTED && n < TD_PLAN_FIELDS - 1; c++)
    if (is_shown(table, c))
      names[n++] = computed[c].name;
  names[n] = NULL;
  return n;
}

static bool is_column_missing(const td_column *c, uint32_t row,
                              const struct td_snapshot *snap)
{
  switch (c->field->type) {
  case TD_T_TEXT:
  case TD_T_CHOICE:
    return c->as.text[row] == 0;
  case TD_T_INT:
    return c->as.integer[row] == TD_NO_INT;
  case TD_T_REAL:
    return isnan(c->as.real[row]);
  case TD_T_BOOL:
    return c->as.boolean[row] == TD_NO_BOOL;
  case TD_T_DATE:
    return c->as.date[row] == TD_NO_DATE;
  case TD_T_PERIOD:
    return c->as.period[row] == TD_NO_PERIOD;
  case TD_T_REF:
    return c->as.ref[row] == TD_NO_ROW ||
           (c->table == TD_SERIES && !snap->count[c->as.ref[row]]);
  }
  return true;
}

static bool is_computed_missing(const struct td_snapshot *snap, int table,
                                uint32_t row, int c)
{
  td_place place;

  if (c == C_SERIES)
    return !snap->count[row];
  if (c == C_CODE || c == C_KIND || c == C_STATUS)
    return false;
  place = td_snapshot_place(snap, table, row);
  return (c == C_GOAL     ? place.goal
          : c == C_TARGET ? place.target
                          : place.agency) == TD_NO_ROW;
}

bool td_plan_is_missing(const struct td_snapshot *snap, int table, uint32_t row,
                        int field)
{
  const td_table *t = &snap->tables[table];

  if (field >= COMPUTED)
    return is_computed_missing(snap, table, row, field - COMPUTED);
  if (field >= RELATION) {
    const td_relation *rel = &t->relations[field - RELATION];
    return rel->first[row] == rel->first[row + 1];
  }
  return is_column_missing(&t->columns[field], row, snap);
}

void td_plan_read(td_plan_value *out, const struct td_snapshot *snap, int table,
                  uint32_t row, int field)
{
  const td_table *t = &snap->tables[table];

  *out = (td_plan_value){ .kind = TD_P_MISSING };
  if (td_plan_is_missing(snap, table, row, field) &&
      (field < RELATION || field >= COMPUTED))
    return;
  if (field >= COMPUTED) {
    td_place place = td_snapshot_place(snap, table, row);
    switch (field - COMPUTED) {
    case C_CODE:
      *out = (td_plan_value){ TD_P_TEXT, .text = t->code[row] };
      break;
    case C_KIND:
      *out = (td_plan_value){ TD_P_KIND, .table = table };
      break;
    case C_STATUS:
      *out = (td_plan_value){ TD_P_WORD, .word = td_term_name(td_snapshot_term(
                                             snap, table, row)) };
      break;
    case C_SERIES:
      *out = (td_plan_value){ TD_P_SERIES, .row = row };
      break;
    case C_GOAL:
      *out = (td_plan_value){ TD_P_ROW, TD_GOALS, .row = (uint32_t)place.goal };
      break;
    case C_TARGET:
      *out = (td_plan_value){ TD_P_ROW, TD_TARGETS,
                              .row = (uint32_t)place.target };
      break;
    default:
      *out = (td_plan_value){ TD_P_ROW, TD_AGENCIES,
                              .row = (uint32_t)place.agency };
    }
    return;
  }
  if (field >= RELATION) {
    const td_relation *rel = &t->relations[field - RELATION];
    *out = (td_plan_value){ TD_P_ROWS, rel->table,
                            .rows = rel->rows + rel->first[row],
                            .n = rel->first[row + 1] - rel->first[row] };
    return;
  }
  out->kind = TD_P_COLUMN;
  out->column = &t->columns[field];
  out->row = row;
  if (out->column->field->type == TD_T_REF) {
    out->kind = out->column->table == TD_SERIES ? TD_P_SERIES : TD_P_ROW;
    out->table = out->column->table;
    out->row = (uint32_t)out->column->as.ref[row];
  }
}

td_value td_plan_value_of(const struct td_snapshot *snap, int table,
                          uint32_t row, int column)
{
  const td_column *c = &snap->tables[table].columns[column];
  td_value v = { .kind = TD_V_NIL };

  if (is_column_missing(c, row, snap))
    return v;
  switch (c->field->type) {
  case TD_T_TEXT:
  case TD_T_CHOICE:
    v.kind = TD_V_TEXT;
    v.as.text.s = snap->dict.text[c->as.text[row]];
    v.as.text.n = snap->dict.length[c->as.text[row]];
    break;
  case TD_T_INT:
    v.kind = TD_V_INT;
    v.as.i = c->as.integer[row];
    break;
  case TD_T_REAL:
    v.kind = TD_V_REAL;
    v.as.r = c->as.real[row];
    break;
  case TD_T_BOOL:
    v.kind = TD_V_BOOL;
    v.as.b = c->as.boolean[row] == TD_TRUE;
    break;
  case TD_T_DATE:
    v.kind = TD_V_DATE;
    v.as.date = c->as.date[row];
    break;
  case TD_T_PERIOD:
    v.kind = TD_V_PERIOD;
    v.as.period = c->as.period[row];
    break;
  case TD_T_REF:
    v.kind = TD_V_ENTITY;
    v.as.entity.table = c->table;
    v.as.entity.row = (uint32_t)c->as.ref[row];
    break;
  }
  return v;
}
