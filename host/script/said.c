/* An answer of a check, looked at before it is believed: a worker that a script
 * has wrecked may send anything, and a store may have been changed. */
#include "said.h"

static bool is_kind(const td_value *v, td_value_kind kind)
{
  return v && v->kind == kind;
}

/* Every row in it exists. */
static bool has_rows(const td_value *v, const struct td_snapshot *snap)
{
  if (v->kind == TD_V_ENTITY)
    return v->as.entity.row < snap->tables[v->as.entity.table].n;
  if (v->kind == TD_V_LIST || v->kind == TD_V_MAP)
    for (size_t i = 0; i < v->as.list.n; i++)
      if (!has_rows(&v->as.list.items[i], snap))
        return false;
  return true;
}

static bool is_list(const td_value *said, const char *key,
                    bool (*is_item)(const td_value *v))
{
  const td_value *list = td_value_get(said, key);

  if (!is_kind(list, TD_V_LIST))
    return false;
  for (size_t i = 0; i < list->as.list.n; i++)
    if (!is_item(&list->as.list.items[i]))
      return false;
  return true;
}

/* How many: no less than none, and few enough to add some of them up. */
static bool is_count(const td_value *v)
{
  return is_kind(v, TD_V_INT) && v->as.i >= 0 && v->as.i <= (int64_t)1 << 53;
}

static bool is_reason(const td_value *v)
{
  return is_count(td_value_get(v, "n")) &&
         is_kind(td_value_get(v, "why"), TD_V_MAP);
}

static bool is_finding(const td_value *v)
{
  const td_value *evidence = td_value_get(v, "evidence");

  return is_kind(td_value_get(v, "subject"), TD_V_ENTITY) &&
         (!evidence || evidence->kind == TD_V_MAP);
}

static bool is_error(const td_value *v)
{
  const td_value *subject = td_value_get(v, "subject");

  return v->kind == TD_V_MAP && (!subject || subject->kind == TD_V_ENTITY);
}

/* A row, or a row and the period for which nothing is known of it. */
static bool is_unknown(const td_value *v)
{
  return v->kind == TD_V_ENTITY ||
         is_kind(td_value_get(v, "subject"), TD_V_ENTITY);
}

/* A letter for each row that the rule is over, where there are any. */
static bool has_letters(const td_value *said, const struct td_snapshot *snap,
                        const td_rule *rule)
{
  const td_value *letters = td_value_get(said, "outcomes");

  return !letters || (letters->kind == TD_V_TEXT &&
                      letters->as.text.n == snap->tables[rule->over].n);
}

bool td_said_is_sound(const td_value *said, const struct td_snapshot *snap,
                      const td_rule *rule)
{
  const td_value *counts = td_value_get(said, "counts");

  return is_list(said, "counts", is_count) &&
         counts->as.list.n == TD_OUTCOMES &&
         is_list(said, "reasons", is_reason) &&
         is_list(said, "findings", is_finding) &&
         is_list(said, "errors", is_error) &&
         is_list(said, "unknown", is_unknown) &&
         is_count(td_value_get(said, "n_unknown")) &&
         is_count(td_value_get(said, "errors_dropped")) &&
         has_letters(said, snap, rule) && has_rows(said, snap);
}
