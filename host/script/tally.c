/* Counting outcomes and collecting what a check says. */
#include "tally.h"

#include <string.h>

char td_tally_letter(td_outcome o)
{
  return "pfdnawe"[o];
}

void td_tally_count(td_tally *t, uint32_t row, td_outcome o)
{
  t->counts[o]++;
  if (t->outcomes)
    t->outcomes[row] = td_tally_letter(o);
}

td_value td_value_of_text(const char *text)
{
  td_value v = { .kind = TD_V_TEXT };

  v.as.text.s = text;
  v.as.text.n = strlen(text);
  return v;
}

td_value td_value_of_int(int64_t i)
{
  td_value v = { .kind = TD_V_INT };

  v.as.i = i;
  return v;
}

td_status td_map_make(td_value *out, td_arena *a, size_t room, td_err *err)
{
  out->kind = TD_V_MAP;
  out->as.list.n = 0;
  out->as.list.items = (td_value *)td_arena_array(a, room, sizeof(td_value));
  out->as.list.keys = (const char **)td_arena_array(a, room, sizeof(char *));
  if (!out->as.list.items || !out->as.list.keys)
    return td_fail_memory(err);
  return TD_OK;
}

void td_map_put(td_value *map, const char *key, td_value v)
{
  map->as.list.keys[map->as.list.n] = key;
  map->as.list.items[map->as.list.n++] = v;
}

td_value *td_tally_add(td_tally *t, td_tally_list *list)
{
  td_tally_item *item =
      (td_tally_item *)td_arena_alloc(t->arena, sizeof(*item));

  if (!item)
    return NULL;
  if (list->last)
    list->last->next = item;
  else
    list->first = item;
  list->last = item;
  list->n++;
  return &item->value;
}

/* Where the reason is, or where a new one is to be hung. */
static td_reason **find_reason(td_tally *t, td_outcome outcome, const char *en)
{
  td_reason **at = &t->reasons;

  while (*at && ((*at)->outcome != outcome || strcmp((*at)->en, en) != 0))
    at = &(*at)->next;
  return at;
}

td_status td_tally_reason(td_tally *t, td_outcome outcome, const char *en,
                          const char *vi, int64_t n, td_err *err)
{
  td_reason **at = find_reason(t, outcome, en);

  if (!*at && t->n_reasons >= TD_TALLY_REASONS) {
    en = "other reasons";
    vi = "lý do khác";
    at = find_reason(t, outcome, en);
  }
  if (*at) {
    (*at)->n += n;
    return TD_OK;
  }
  *at = (td_reason *)td_arena_alloc(t->arena, sizeof(**at));
  if (!*at)
    return td_fail_memory(err);
  t->n_reasons++;
  (*at)->outcome = outcome;
  (*at)->en = td_arena_text(t->arena, en, strlen(en));
  (*at)->vi = td_arena_text(t->arena, vi, strlen(vi));
  (*at)->n = n;
  return (*at)->en && (*at)->vi ? TD_OK : td_fail_memory(err);
}

static td_status list_value(td_value *out, td_arena *a,
                            const td_tally_list *list, td_err *err)
{
  size_t i = 0;

  out->kind = TD_V_LIST;
  out->as.list.keys = NULL;
  out->as.list.n = list->n;
  out->as.list.items = (td_value *)td_arena_array(a, list->n, sizeof(td_value));
  if (!out->as.list.items)
    return td_fail_memory(err);
  for (const td_tally_item *item = list->first; item; item = item->next)
    out->as.list.items[i++] = item->value;
  return TD_OK;
}

static td_status reason_value(td_value *out, td_arena *a, const td_reason *r,
                              td_err *err)
{
  td_value why;

  if (td_map_make(&why, a, 2, err) != TD_OK ||
      td_map_make(out, a, 3, err) != TD_OK)
    return TD_ENOMEM;
  td_map_put(&why, "en", td_value_of_text(r->en));
  td_map_put(&why, "vi", td_value_of_text(r->vi));
  td_map_put(out, "outcome", td_value_of_text(td_outcome_name(r->outcome)));
  td_map_put(out, "why", why);
  td_map_put(out, "n", td_value_of_int(r->n));
  return TD_OK;
}

td_status td_tally_value(td_value *out, td_tally *t, td_err *err)
{
  td_tally_list counts = { 0 }, reasons = { 0 };
  td_value v;
  td_status rc = td_map_make(out, t->arena, 8, err);

  for (int o = 0; rc == TD_OK && o < TD_OUTCOMES; o++) {
    td_value *item = td_tally_add(t, &counts);
    if (!item)
      return td_fail_memory(err);
    *item = td_value_of_int(t->counts[o]);
  }
  for (const td_reason *r = t->reasons; rc == TD_OK && r; r = r->next) {
    td_value *item = td_tally_add(t, &reasons);
    rc = item ? reason_value(item, t->arena, r, err) : td_fail_memory(err);
  }
  if (rc == TD_OK && (rc = list_value(&v, t->arena, &counts, err)) == TD_OK)
    td_map_put(out, "counts", v);
  if (rc == TD_OK && (rc = list_value(&v, t->arena, &reasons, err)) == TD_OK)
    td_map_put(out, "reasons", v);
  if (rc == TD_OK &&
      (rc = list_value(&v, t->arena, &t->findings, err)) == TD_OK)
    td_map_put(out, "findings", v);
  if (rc == TD_OK && (rc = list_value(&v, t->arena, &t->errors, err)) == TD_OK)
    td_map_put(out, "errors", v);
  if (rc == TD_OK && (rc = list_value(&v, t->arena, &t->unknown, err)) == TD_OK)
    td_map_put(out, "unknown", v);
  if (rc != TD_OK)
    return rc;
  td_map_put(out, "n_unknown", td_value_of_int(t->n_unknown));
  td_map_put(out, "errors_dropped", td_value_of_int(t->n_errors_dropped));
  if (t->outcomes) {
    v = td_value_of_text(t->outcomes);
    v.as.text.n = t->n_rows;
    td_map_put(out, "outcomes", v);
  }
  return rc;
}
