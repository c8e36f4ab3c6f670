/* Looking at a snapshot: keys, labels, where a row stands. */
#include <stdio.h>
#include <string.h>

#include "snapshot.h"
#include "text.h"

const td_table *td_snapshot_table(const struct td_snapshot *s, int id)
{
  return &s->tables[id];
}

const char *td_snapshot_text(const struct td_snapshot *s, uint32_t code)
{
  return s->dict.text[code];
}

td_series td_snapshot_series(const struct td_snapshot *s, uint32_t row)
{
  size_t at = s->first[row];

  return (td_series){ .periods = s->periods + at,
                      .values = s->values + at,
                      .flags = s->flags + at,
                      .sources = s->obs_sources + at,
                      .texts = s->dict.text,
                      .n = s->count[row] };
}

const char *td_snapshot_code(const struct td_snapshot *s, int table,
                             uint32_t row)
{
  return s->dict.text[s->tables[table].code[row]];
}

int32_t td_snapshot_find(const struct td_snapshot *s, int table,
                         const char *code)
{
  const td_table *t = &s->tables[table];
  uint32_t lo = 0, hi = t->n;

  if (t->entity->fields[1].flags & TD_F_KEY) { /* parts sort one by one */
    for (uint32_t r = 0; r < t->n; r++)
      if (!strcmp(td_snapshot_code(s, table, r), code))
        return (int32_t)r;
    return TD_NO_ROW;
  }
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    const char *at = td_snapshot_code(s, table, mid);
    int cmp = td_text_compare_codes(at, strlen(at), code, strlen(code));
    if (cmp == 0)
      return (int32_t)mid;
    if (cmp < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return TD_NO_ROW;
}

int32_t td_snapshot_ref_of(const struct td_snapshot *s, int table, uint32_t row,
                           const char *field)
{
  const td_table *t = &s->tables[table];
  int f = td_entity_field(t->entity, field);

  if (f < 0 || t->columns[f].field->type != TD_T_REF)
    return TD_NO_ROW;
  return t->columns[f].as.ref[row];
}

/* Whether a field is called "STEM_LANG", or "STEM" where lang is "". */
static bool is_named(const char *name, const char *stem, const char *lang)
{
  size_t n = strlen(stem);

  if (strncmp(name, stem, n) != 0)
    return false;
  return *lang ? name[n] == '_' && !strcmp(name + n + 1, lang) : !name[n];
}

static const char *text_field(const struct td_snapshot *s, int table,
                              uint32_t row, const char *stem, const char *lang)
{
  const td_table *t = &s->tables[table];

  for (size_t f = 0; f < t->entity->n_fields; f++)
    if (t->columns[f].field->type == TD_T_TEXT &&
        is_named(t->entity->fields[f].name, stem, lang))
      return s->dict.text[t->columns[f].as.text[row]];
  return "";
}

/* What a composite row is called after: its first reference that has a label
 * of its own. */
static const char *label_of_part(const struct td_snapshot *s, int table,
                                 uint32_t row, const char *lang)
{
  const td_table *t = &s->tables[table];

  for (size_t f = 0; f < t->entity->n_fields; f++) {
    const td_column *c = &t->columns[f];
    if (c->field->type == TD_T_REF && c->field->flags & TD_F_KEY &&
        c->as.ref[row] != TD_NO_ROW)
      return td_snapshot_label(s, c->table, (uint32_t)c->as.ref[row], lang);
  }
  return td_snapshot_code(s, table, row);
}

const char *td_snapshot_label(const struct td_snapshot *s, int table,
                              uint32_t row, const char *lang)
{
  static const char *const stems[] = { "label", "name", "title", "text" };
  enum { N_STEMS = sizeof(stems) / sizeof(*stems) };
  const char *langs[] = { lang, strcmp(lang, "vi") ? "vi" : "en", "" };

  for (size_t l = 0; l < 3; l++)
    for (size_t i = 0; i < N_STEMS; i++) {
      const char *text = text_field(s, table, row, stems[i], langs[l]);
      if (*text)
        return text;
    }
  if (table == TD_TASK_GROUPS)
    return td_snapshot_label(
        s, TD_TARGETS, (uint32_t)td_snapshot_ref_of(s, table, row, "target"),
        lang);
  return label_of_part(s, table, row, lang);
}

/* The lead of the first task group of a target that has one. */
static int32_t lead_of(const struct td_snapshot *s, int32_t target)
{
  const td_table *t = &s->tables[TD_TARGETS];

  for (size_t i = 0; i < t->n_relations; i++) {
    const td_relation *rel = &t->relations[i];
    if (rel->table != TD_TASK_GROUPS)
      continue;
    for (uint32_t at = rel->first[target]; at < rel->first[target + 1]; at++) {
      int32_t lead =
          td_snapshot_ref_of(s, TD_TASK_GROUPS, rel->rows[at], "lead");
      if (lead != TD_NO_ROW)
        return lead;
    }
  }
  return TD_NO_ROW;
}

td_place td_snapshot_place(const struct td_snapshot *s, int table, uint32_t row)
{
  /* The way up, tried in this order from whatever the row is. */
  static const char *const up[] = { "commitment", "task_group", "target" };
  td_place p = { TD_NO_ROW, TD_NO_ROW, TD_NO_ROW };
  int32_t at = (int32_t)row;

  if (table == TD_SERIES) {
    at = td_snapshot_ref_of(s, table, row, "indicator");
    table = TD_INDICATORS;
  }
  for (size_t i = 0; i < sizeof(up) / sizeof(*up); i++) {
    int32_t agency = td_snapshot_ref_of(
        s, table, (uint32_t)at, table == TD_TASK_GROUPS ? "lead" : "agency");
    int32_t next = td_snapshot_ref_of(s, table, (uint32_t)at, up[i]);
    if (p.agency == TD_NO_ROW)
      p.agency = agency;
    if (next == TD_NO_ROW)
      continue;
    at = next;
    table = td_schema_find(
        td_schema[table].fields[td_entity_field(&td_schema[table], up[i])].of);
  }
  if (table == TD_AGENCIES)
    p.agency = at;
  if (table == TD_GOALS)
    p.goal = at;
  if (table != TD_TARGETS)
    return p;
  p.target = at;
  p.goal = td_snapshot_ref_of(s, TD_TARGETS, (uint32_t)at, "goal");
  if (p.agency == TD_NO_ROW)
    p.agency = lead_of(s, at);
  return p;
}

td_term td_snapshot_term(const struct td_snapshot *s, int table, uint32_t row)
{
  const td_table *t = &s->tables[table];
  td_date from =
      t->columns[td_entity_field(t->entity, "valid_from")].as.date[row];
  td_date to = t->columns[td_entity_field(t->entity, "valid_to")].as.date[row];

  if (from != TD_NO_DATE && s->as_of < from)
    return TD_PLANNED;
  return to != TD_NO_DATE && s->as_of > to ? TD_EXPIRED : TD_IN_FORCE;
}

const char *td_term_name(td_term t)
{
  static const char *const names[] = { "planned", "in_force", "expired" };

  return names[t];
}

const td_calendar *td_snapshot_calendar(const struct td_snapshot *s,
                                        const char *name)
{
  for (size_t i = 0; i < s->n_calendars; i++)
    if (!strcmp(s->calendar_names[i], name))
      return &s->calendars[i];
  return NULL;
}

bool td_snapshot_is_illustrative(const struct td_snapshot *s, int table,
                                 uint32_t row)
{
  int32_t source = td_snapshot_ref_of(s, table, row, "source");
  const td_table *t = &s->tables[TD_SOURCES];
  int f = td_entity_field(t->entity, "illustrative");

  return source != TD_NO_ROW && t->columns[f].as.boolean[source] == TD_TRUE;
}
