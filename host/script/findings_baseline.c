/* Baselines: accepting what is open, and what is left of it. */
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fill.h"
#include "lock.h"
#include "record.h"
#include "run.h"
#include "writer.h"

enum { LONGEST = 366, NAMED = 5 };

typedef struct accepting {
  td_record record;
  td_baseline before; /* the one in force; number 0: none is */
  td_baseline next;
  const td_baseline_options *options;
} accepting;

static bool is_baselined(const td_entry *e)
{
  return e->life == TD_LIFE_WAIVED && !strncmp(e->waiver, "baseline ", 9);
}

static int compare_ids(const void *pa, const void *pb)
{
  return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

static bool holds(const td_baseline *b, const char *id)
{
  return b->n_findings && bsearch(&id, (const void *)b->findings, b->n_findings,
                                  sizeof(char *), compare_ids);
}

/* ---- what may be accepted ---- */

static td_status check_texts(const td_baseline_options *o, td_err *err)
{
  if (!o || o->size < sizeof(*o))
    return td_fail(err, TD_EUSAGE, "baseline options are missing or too old");
  if (!o->until || !*o->until)
    return td_fail(err, TD_EUSAGE,
                   "a baseline needs a last day (--until 2027-06-30): what is "
                   "accepted for ever is never dealt with");
  if (!o->signer || !*o->signer)
    return td_fail(err, TD_EUSAGE,
                   "a baseline needs somebody who answers for it (--signer)");
  if (!o->reason || !*o->reason)
    return td_fail(err, TD_EUSAGE, "a baseline needs a reason (--reason)");
  return TD_OK;
}

static td_status check_days(const accepting *a, td_err *err)
{
  const char *until = a->options->until, *from = a->record.last.as_of;
  char latest[TD_DATE_TEXT];
  td_date first, last;

  if (!a->record.has_last)
    return td_fail(err, TD_EUSAGE,
                   "a baseline accepts what a recorded run found, and none is "
                   "recorded yet; tiendo run records one");
  if (!td_date_parse(&last, until, strlen(until)))
    return td_fail(err, TD_EUSAGE,
                   "the last day '%.40s' is no day such as 2027-06-30", until);
  if (!td_date_parse(&first, from, strlen(from)))
    return td_fail(err, TD_EDATA, "run %s has the day '%s'", a->record.last.id,
                   from);
  if (last < first)
    return td_fail(err, TD_EUSAGE,
                   "the last day %s is before the last run's, %s", until, from);
  if (last - first > LONGEST)
    return td_fail(err, TD_EUSAGE,
                   "the last day %s is more than %d days after the last run's, "
                   "%s; the latest it can be is %s",
                   until, LONGEST, from,
                   td_date_text(latest, td_date_add(first, LONGEST)));
  return TD_OK;
}

/* ---- which findings ---- */

/* Findings that may be meant: open ones, and those of the baseline in force,
 * which are told as such though they may be stale. */
static int push_candidates(lua_State *L, const void *ud)
{
  const accepting *a = (const accepting *)ud;
  lua_Integer n = 0;
  char code[32];

  snprintf(code, sizeof(code), "baseline %lld", (long long)a->before.number);
  lua_createtable(L, 0, 2);
  td_fill_text(L, "select", a->options->select);
  lua_createtable(L, (int)a->record.n_entries, 0);
  for (size_t i = 0; i < a->record.n_entries; i++) {
    const td_entry *e = &a->record.entries[i];
    if (!td_life_is_open(e->life) && !is_baselined(e))
      continue;
    td_record__push(L, &a->record, i);
    if (holds(&a->before, e->id))
      td_fill_text(L, "waiver", code);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "findings");
  return 1;
}

/* Takes one id, which is all that is written at once. */
static int take_id(void *ud, const char *text, size_t n)
{
  accepting *a = (accepting *)ud;
  const char *id = td_arena_text(&a->record.arena, text, n);

  if (!id)
    return 1;
  a->next.findings[a->next.n_findings++] = id;
  return 0;
}

static td_status choose(accepting *a, td_err *err)
{
  const td_writing writing = { "tiendo.ledger", "choose", push_candidates, a };
  td_status rc;

  a->next.findings = (const char **)td_arena_array(
      &a->record.arena, a->record.n_entries, sizeof(char *));
  if (!a->next.findings)
    return td_fail_memory(err);
  rc = td_writer_once(&writing, NULL, take_id, a, err);
  if (rc == TD_OK && !a->next.n_findings)
    return td_fail(err, TD_EUSAGE,
                   a->options->select
                       ? "the selection fits no open finding; nothing was "
                         "accepted"
                       : "no finding is open after run %s; there is nothing to "
                         "accept",
                   a->record.last.id);
  return rc;
}

static const char *rule_of(const td_record *r, const char *id)
{
  for (size_t i = 0; i < r->n_entries; i++)
    if (!strcmp(r->entries[i].id, id))
      return r->entries[i].rule;
  return "";
}

/* Only fewer may follow. */
static td_status check_fewer(const accepting *a, td_err *err)
{
  char names[512] = "";
  size_t n = 0;

  for (size_t i = 0; a->before.number && i < a->next.n_findings; i++) {
    const char *id = a->next.findings[i];
    size_t used = strlen(names);
    if (holds(&a->before, id))
      continue;
    if (n++ < NAMED)
      snprintf(names + used, sizeof(names) - used, "%s%s %s", used ? ", " : "",
               id, rule_of(&a->record, id));
  }
  if (!n)
    return TD_OK;
  return td_fail(err, TD_EUSAGE,
                 "baseline %lld is in force until %s, and only fewer findings "
                 "may follow it; it does not hold %zu of these: %s%s; leave "
                 "them out (--select 'waiver = \"baseline %lld\"') and have a "
                 "document waive what must be excused",
                 (long long)a->before.number, a->before.valid_to, n, names,
                 n > NAMED ? " and others" : "", (long long)a->before.number);
}

/* ---- accepting ---- */

static td_status read_before(accepting *a, td_err *err)
{
  td_status rc = td_ledger_baseline(&a->before, &a->record.arena, a->record.st,
                                    a->record.last.as_of, TD_LEDGER_NOW, err);

  return rc < TD_OK ? rc : TD_OK;
}

static td_status write_baseline(accepting *a, td_err *err)
{
  td_status rc = td_ledger_begin(a->record.st, err);

  a->next.run = a->record.last.id;
  a->next.accepted_on = a->record.last.as_of;
  a->next.valid_to = a->options->until;
  a->next.signer = a->options->signer;
  a->next.reason = a->options->reason;
  if (rc == TD_OK)
    rc = td_ledger_add_baseline(&a->next, a->record.st, err);
  if (rc == TD_OK)
    rc = td_ledger_commit(a->record.st, err);
  if (rc != TD_OK)
    td_ledger_rollback(a->record.st);
  return rc;
}

static td_status accept_open(accepting *a, td_store *st, td_err *err)
{
  td_status rc = td_record__open(&a->record, st, err);

  if (rc == TD_OK)
    rc = check_days(a, err);
  if (rc == TD_OK)
    rc = read_before(a, err);
  if (rc == TD_OK)
    rc = choose(a, err);
  if (rc == TD_OK)
    rc = check_fewer(a, err);
  return rc == TD_OK ? write_baseline(a, err) : rc;
}

td_status td_record_accept(td_store *st, const td_baseline_options *options,
                           td_err *err)
{
  accepting a = { .options = options };
  td_lock lock = { 0 };
  td_status rc = check_texts(options, err);

  if (rc == TD_OK)
    rc = td_lock_take(&lock, td_ledger_path(st), false, NULL, NULL, err);
  if (rc == TD_OK)
    rc = accept_open(&a, st, err);
  td_lock_release(&lock);
  td_record__close(&a.record);
  return rc;
}

/* ---- showing ---- */

/* { is_kept, run, baseline = { number, run, accepted_on, valid_to, signer,
 * reason, ended, findings = { FINDING, ... } } }. */
static int push_baseline(lua_State *L, const void *ud)
{
  const accepting *a = (const accepting *)ud;
  const td_baseline *b = &a->before;
  lua_Integer n = 0;

  lua_createtable(L, 0, 3);
  td_record__fill(L, &a->record);
  if (!b->number)
    return 1;
  lua_createtable(L, 0, 8);
  td_fill_integer(L, "number", (lua_Integer)b->number);
  td_fill_text(L, "run", b->run);
  td_fill_text(L, "accepted_on", b->accepted_on);
  td_fill_text(L, "valid_to", b->valid_to);
  td_fill_text(L, "signer", b->signer);
  td_fill_text(L, "reason", b->reason);
  td_fill_integer(L, "ended", (lua_Integer)b->n_ended);
  lua_createtable(L, (int)b->n_findings, 0);
  for (size_t i = 0; i < a->record.n_entries; i++) {
    if (!holds(b, a->record.entries[i].id))
      continue;
    td_record__push(L, &a->record, i);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "findings");
  lua_setfield(L, -2, "baseline");
  return 1;
}

td_status td_record_baseline(td_store *st, const td_write_options *options,
                             td_write_fn write, void *ud, td_err *err)
{
  accepting a = { .options = NULL };
  const td_writing writing = { "tiendo.ledger", "baseline", push_baseline, &a };
  td_status rc = td_ledger_read_begin(st, err);

  if (rc != TD_OK)
    return rc;
  rc = td_record__open(&a.record, st, err);
  if (rc == TD_OK && a.record.has_last)
    rc = read_before(&a, err);
  td_ledger_rollback(st);
  if (rc == TD_OK)
    rc = td_writer_once(&writing, options, write, ud, err);
  td_record__close(&a.record);
  return rc;
}
