/* Taking a snapshot: one read transaction, table by table, then what is
 * derived from them. */
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "duty.h"
#include "snapshot_build.h"
#include "text.h"

static td_status parse_day(td_date *out, const char *text, const char *what,
                           td_err *err)
{
  if (!text || !td_date_parse(out, text, strlen(text)))
    return td_fail(err, TD_EUSAGE, "%s: '%s' is no day; write it as 2026-11-23",
                   what, text ? text : "");
  return TD_OK;
}

static td_status read_options(struct td_snapshot *s,
                              const td_snapshot_options *o, td_err *err)
{
  td_status rc;

  if (!o || o->size < sizeof(*o))
    return td_fail(err, TD_EUSAGE, "snapshot options are missing or too old");
  rc = parse_day(&s->as_of, o->as_of, "as_of", err);
  if (rc != TD_OK || !o->known_at) {
    s->known_at = s->as_of;
    return rc;
  }
  return parse_day(&s->known_at, o->known_at, "known_at", err);
}

static td_status load_all(struct td_snapshot *s, struct td_store *st,
                          td_err *err)
{
  td_status rc = td_snapshot__shape(s, err);

  for (int id = 0; rc == TD_OK && id < TD_ENTITIES; id++)
    if (!(td_schema[id].flags & (TD_E_DERIVED | TD_E_SERIES)))
      rc = td_snapshot__load(s, st, id, err);
  if (rc == TD_OK)
    rc = td_snapshot__load_series(s, st, err);
  if (rc == TD_OK)
    rc = td_snapshot__resolve(s, err);
  for (int id = 0; rc == TD_OK && id < TD_ENTITIES; id++)
    if (id != TD_REPORTS && id != TD_OBSERVATIONS)
      rc = td_table_finish(s, id, err);
  if (rc == TD_OK)
    rc = td_snapshot__calendars(s, err);
  if (rc == TD_OK)
    rc = td_duty_fill(s, err);
  if (rc == TD_OK && !td_dict_seal(&s->dict, &s->arena))
    rc = td_fail_memory(err);
  return rc;
}

td_status td_snapshot_take(td_snapshot **out, td_store *st,
                           const td_snapshot_options *options, td_err *err)
{
  struct td_snapshot *s = (struct td_snapshot *)calloc(1, sizeof(*s));
  td_status rc;

  *out = NULL;
  if (!s)
    return td_fail_memory(err);
  s->refs = 1;
  rc = read_options(s, options, err);
  if (rc != TD_OK)
    goto done;
  rc = td_store_exec(st, "SAVEPOINT snapshot", err);
  if (rc != TD_OK)
    goto done;
  rc = load_all(s, st, err);
  if (td_store_exec(st, "RELEASE snapshot", rc == TD_OK ? err : NULL) !=
          TD_OK &&
      rc == TD_OK)
    rc = err ? err->code : TD_EIO;
  if (rc == TD_OK) {
    *out = s;
    s = NULL;
  }

done:
  td_snapshot_unref(s);
  return rc;
}

td_snapshot *td_snapshot_ref(td_snapshot *s)
{
  __atomic_add_fetch(&s->refs, 1, __ATOMIC_RELAXED);
  return s;
}

void td_snapshot_unref(td_snapshot *s)
{
  if (!s || __atomic_sub_fetch(&s->refs, 1, __ATOMIC_ACQ_REL) > 0)
    return;
  td_dict_free(&s->dict);
  td_arena_free(&s->arena);
  free(s);
}

td_status td_snapshot__calendars(struct td_snapshot *s, td_err *err)
{
  const td_table *t = &s->tables[TD_HOLIDAYS];
  const td_column *c = t->columns; /* calendar, day, kind: sorted by both */
  td_date *days = (td_date *)td_arena_array(&s->arena, t->n, sizeof(*days));
  uint8_t *kinds = (uint8_t *)td_arena_array(&s->arena, t->n, 1);

  s->calendars =
      (td_calendar *)td_arena_array(&s->arena, t->n, sizeof(*s->calendars));
  s->calendar_names =
      (const char **)td_arena_array(&s->arena, t->n, sizeof(char *));
  if (!days || !kinds || !s->calendars || !s->calendar_names)
    return td_fail_memory(err);
  for (uint32_t r = 0; r < t->n; r++) {
    const char *kind = s->dict.text[c[2].as.text[r]];
    td_calendar *cal;
    if (r == 0 || c[0].as.text[r] != c[0].as.text[r - 1]) {
      s->calendar_names[s->n_calendars] = s->dict.text[c[0].as.text[r]];
      s->calendars[s->n_calendars].days = &days[r];
      s->calendars[s->n_calendars].kinds = &kinds[r];
      s->n_calendars++;
    }
    cal = &s->calendars[s->n_calendars - 1];
    days[r] = c[1].as.date[r];
    kinds[r] = !strcmp(kind, "working") ? TD_DAY_WORKING
               : !strcmp(kind, "off")   ? TD_DAY_OFF
                                        : TD_DAY_HOLIDAY;
    cal->n++;
  }
  return TD_OK;
}
