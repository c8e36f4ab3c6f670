/* What follows from a filled table: the key of each row as one text, and the
 * way from a parent to its children. */
#include <stdio.h>
#include <string.h>

#include "snapshot.h"

/* The text of one key part; `buf` holds it where it is no dictionary text. */
static const char *key_part(const struct td_snapshot *s, const td_column *c,
                            uint32_t row, char buf[32])
{
  switch (c->field->type) {
  case TD_T_REF:
    return c->as.ref[row] == TD_NO_ROW
               ? ""
               : td_snapshot_code(s, c->table, (uint32_t)c->as.ref[row]);
  case TD_T_DATE:
    return td_date_text(buf, c->as.date[row]);
  case TD_T_PERIOD:
    return td_period_text(buf, c->as.period[row]);
  case TD_T_INT:
    snprintf(buf, 32, "%lld", (long long)c->as.integer[row]);
    return buf;
  default:
    return s->dict.text[c->as.text[row]];
  }
}

/* The parts joined by '/'; trailing empty parts leave no slash. */
static bool row_code(struct td_snapshot *s, const td_table *t, uint32_t row,
                     uint32_t *out)
{
  char text[1024];
  size_t n = 0;

  for (size_t f = 0; f < t->entity->n_fields; f++) {
    char buf[32];
    const char *part;
    if (!(t->entity->fields[f].flags & TD_F_KEY))
      continue;
    part = key_part(s, &t->columns[f], row, buf);
    if (!*part)
      continue;
    n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s", n ? "/" : "",
                          part);
    if (n >= sizeof(text))
      n = sizeof(text) - 1;
  }
  return td_dict_add(&s->dict, &s->arena, text, n, out);
}

static td_relation *relation_of(td_table *parent, int table, int column,
                                const char *name)
{
  for (size_t i = 0; i < parent->n_relations; i++)
    if (parent->relations[i].table == table &&
        parent->relations[i].column == column)
      return &parent->relations[i];
  parent->relations[parent->n_relations] =
      (td_relation){ .name = name, .table = table, .column = column };
  return &parent->relations[parent->n_relations++];
}

/* Children in their own order under each parent: a counting sort. */
static td_status relate(struct td_snapshot *s, int id, int column, td_err *err)
{
  const td_table *t = &s->tables[id];
  const td_column *c = &t->columns[column];
  td_table *parent = &s->tables[c->table];
  td_relation *rel = relation_of(parent, id, column, c->field->inverse);

  rel->first = (uint32_t *)td_arena_array(&s->arena, (size_t)parent->n + 2,
                                          sizeof(uint32_t));
  rel->rows = (uint32_t *)td_arena_array(&s->arena, t->n, sizeof(uint32_t));
  if (!rel->first || !rel->rows)
    return td_fail_memory(err);
  for (uint32_t r = 0; r < t->n; r++)
    if (c->as.ref[r] != TD_NO_ROW)
      rel->first[c->as.ref[r] + 2]++;
  for (uint32_t p = 1; p < parent->n + 2; p++)
    rel->first[p] += rel->first[p - 1];
  for (uint32_t r = 0; r < t->n; r++)
    if (c->as.ref[r] != TD_NO_ROW)
      rel->rows[rel->first[c->as.ref[r] + 1]++] = r;
  return TD_OK;
}

td_status td_table_finish(struct td_snapshot *s, int id, td_err *err)
{
  td_table *t = &s->tables[id];

  for (uint32_t r = 0; r < t->n; r++)
    if (!row_code(s, t, r, &t->code[r]))
      return td_fail_memory(err);
  for (size_t f = 0; f < t->entity->n_fields; f++)
    if (t->columns[f].field->inverse && relate(s, id, (int)f, err) != TD_OK)
      return TD_ENOMEM;
  return TD_OK;
}
