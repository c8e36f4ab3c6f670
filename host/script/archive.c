/* Opening a recorded run: the store goes back to its edition, the rules are
 * made from the texts that were kept. */
#include "archive.h"

#include <string.h>

#include "edition.h"

static td_status find_run(td_archive *a, const char *what, td_err *err)
{
  td_status rc = td_ledger_run(&a->run, &a->arena, a->st, what, false, err);

  if (rc == TD_ROW)
    return TD_OK;
  if (rc != TD_OK)
    return rc;
  return td_fail(err, TD_EUSAGE,
                 strcmp(what, "latest")
                     ? "there is no run '%s'; tiendo findings runs lists them"
                     : "no run is recorded in the store yet",
                 what);
}

static td_status read_parts(td_archive *a, td_err *err)
{
  td_status rc = td_ledger_parts(&a->tables, &a->n_tables, &a->arena, a->st,
                                 a->run.id, "tables", err);

  if (rc == TD_OK)
    rc = td_ledger_parts(&a->texts, &a->n_texts, &a->arena, a->st, a->run.id,
                         "rules", err);
  if (rc == TD_OK)
    rc = td_ledger_parts(&a->settings, &a->n_settings, &a->arena, a->st,
                         a->run.id, "settings", err);
  return rc;
}

static td_status add_setting(td_rules *rules, const td_run_part *p, td_err *err)
{
  if (!strcmp(p->kind, "set"))
    return td_settings_add_text(&rules->settings, &rules->arena, p->name,
                                p->text, err);
  return td_settings_add_source(&rules->settings, &rules->arena, p->name,
                                p->text, strlen(p->text), err);
}

static td_status make_rules(td_archive *a, int workers, td_err *err)
{
  td_status rc = td_rules_new(&a->rules, err);

  for (size_t i = 0; rc == TD_OK && i < a->n_texts; i++)
    rc = td_rules__add(a->rules, a->texts[i].kind, a->texts[i].name,
                       a->texts[i].text, strlen(a->texts[i].text), err);
  for (size_t i = 0; rc == TD_OK && i < a->n_settings; i++)
    rc = add_setting(a->rules, &a->settings[i], err);
  return rc == TD_OK ? td_rules_load(a->rules, workers, NULL, NULL, err) : rc;
}

static td_status take_snapshot(td_archive *a, bool is_current, td_err *err)
{
  const td_snapshot_options o = { .size = sizeof(o),
                                  .as_of = a->run.as_of,
                                  .known_at = a->run.known_at };
  td_status rc =
      is_current ? TD_OK : td_store_rewind(a->st, a->run.edition, err);

  return rc == TD_OK ? td_snapshot_take(&a->snap, a->st, &o, err) : rc;
}

td_status td_archive_open(td_archive *out, struct td_store *st,
                          const char *what, const td_archive_options *options,
                          td_err *err)
{
  td_status rc;

  memset(out, 0, sizeof(*out));
  out->st = st;
  out->rules = options->take_rules;
  rc = find_run(out, what, err);
  if (rc == TD_OK)
    rc = read_parts(out, err);
  if (rc == TD_OK && !out->rules)
    rc = make_rules(out, options->workers, err);
  return rc == TD_OK ? take_snapshot(out, options->is_current, err) : rc;
}

void td_archive_close(td_archive *a)
{
  td_snapshot_unref(a->snap);
  td_rules_free(a->rules);
  td_arena_free(&a->arena);
}
