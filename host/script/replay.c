/* Running a recorded run again and comparing, byte for byte; where it differs,
 * naming what went in otherwise. */
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive.h"
#include "fill.h"
#include "run.h"
#include "writer.h"

enum { MAX_DIFFERENCES = 1000 };

typedef struct difference {
  const char *what; /* "data", "calendar", "rule", "setting", "program",
                     * "result", "output" */
  const char *name, *then, *now;
} difference;

struct td_replay {
  td_archive archive;
  struct td_run run; /* made as if it was the recorded one */
  difference *list;
  size_t n, n_dropped, n_outputs;
};

static void differ(td_replay *r, const char *what, const char *name,
                   const char *then, const char *now)
{
  if (r->n == MAX_DIFFERENCES) {
    r->n_dropped++;
    return;
  }
  r->list[r->n++] = (difference){ what, name, then, now };
}

static void compare(td_replay *r, const char *what, const char *name,
                    const char *then, const char *now)
{
  if (strcmp(then, now) != 0)
    differ(r, what, name, then, now);
}

static const char *keep(td_replay *r, const char *text)
{
  const char *kept = td_arena_text(&r->archive.arena, text, strlen(text));

  return kept ? kept : "";
}

/* ---- what went in ---- */

/* The calendar is told as itself: what depends on it is many a rule. */
static void compare_tables(td_replay *r)
{
  for (size_t i = 0; i < r->archive.n_tables; i++) {
    const td_run_part *p = &r->archive.tables[i];
    int id = td_schema_find(p->name);
    char now[TD_HASH_TEXT];
    if (id < 0)
      continue;
    td_snapshot_hash_table(r->archive.snap, id, now);
    if (strcmp(p->hash, now) != 0)
      differ(r, id == TD_HOLIDAYS ? "calendar" : "data", p->name, p->hash,
             keep(r, now));
  }
}

static const td_rule *rule_of(const td_rules *rules, const char *id)
{
  for (size_t i = 0; i < rules->n; i++)
    if (!strcmp(rules->list[i].id, id))
      return &rules->list[i];
  return NULL;
}

static const td_run_part *text_of(const td_replay *r, const char *rule)
{
  for (size_t i = 0; i < r->archive.n_texts; i++)
    if (!strcmp(r->archive.texts[i].name, rule))
      return &r->archive.texts[i];
  return NULL;
}

static void compare_rules(td_replay *r)
{
  const td_rules *rules = r->archive.rules;
  char now[TD_HASH_TEXT];

  for (size_t i = 0; i < r->archive.n_texts; i++) {
    const td_run_part *p = &r->archive.texts[i];
    const td_rule *rule = rule_of(rules, p->name);
    if (rule)
      td_ledger_hash(now, rule->text, rule->n);
    compare(r, "rule", p->name, p->hash, rule ? keep(r, now) : "");
  }
  for (size_t i = 0; i < rules->n; i++) {
    const td_rule *rule = &rules->list[i];
    if (*rule->of || text_of(r, rule->id))
      continue;
    td_ledger_hash(now, rule->text, rule->n);
    differ(r, "rule", rule->id, "", keep(r, now));
  }
}

/* In the order in which they were given; what stands elsewhere is another. */
static void compare_settings(td_replay *r)
{
  const td_settings *s = &r->archive.rules->settings;
  size_t n = r->archive.n_settings;

  for (size_t i = 0; i < n || i < s->n_given; i++) {
    const td_run_part *then = i < n ? &r->archive.settings[i] : NULL;
    const td_given *now = i < s->n_given ? &s->given[i] : NULL;
    const char *hash = then ? then->hash : "";
    const char *text = now && !now->is_file ? now->text : "";
    if (!then && now)
      differ(r, "setting", now->name, hash, text);
    else if (then && (!now || strcmp(then->name, now->name) != 0 ||
                      strcmp(then->text, now->text) != 0))
      differ(r, "setting", then->name, hash, text);
  }
}

static void compare_program(td_replay *r)
{
  char now[TD_HASH_TEXT];

  td_run__program(now);
  compare(r, "program", "library", r->archive.run.program, keep(r, now));
}

/* ---- what comes out ---- */

/* Evaluates as the recorded run did, with what was before it. */
static td_status evaluate(td_replay *r, int workers, td_err *err)
{
  const td_check_options check = {
    .size = sizeof(check),
    .select = *r->archive.run.selection ? r->archive.run.selection : NULL,
    .workers = workers,
  };

  r->run.st = r->archive.st;
  r->run.rules = r->archive.rules;
  r->run.snap = r->archive.snap;
  r->run.log.run = r->archive.run;
  r->run.is_recorded = true;
  r->run.options =
      (td_run_options){ .size = sizeof(td_run_options), .check = &check };
  return td_run__again(&r->run, err);
}

static td_status compare_result(td_replay *r, td_err *err)
{
  const td_write_options json = { .size = sizeof(json), .format = "json" };
  char now[TD_HASH_TEXT];
  int64_t size;
  td_status rc =
      td_run__hash(now, &size, r->run.result, &json, NULL, NULL, err);

  if (rc == TD_OK)
    compare(r, "result", "json", r->archive.run.result, keep(r, now));
  return rc;
}

static td_status compare_outputs(td_replay *r, td_err *err)
{
  td_run_output *list;
  td_status rc = td_ledger_outputs(&list, &r->n_outputs, &r->archive.arena,
                                   r->archive.st, r->archive.run.id, err);

  for (size_t i = 0; rc == TD_OK && i < r->n_outputs; i++) {
    td_write_options o;
    char now[TD_HASH_TEXT];
    int64_t size;
    rc = td_run__options_read(&o, &r->archive.arena, list[i].options, err);
    o.format = list[i].format;
    if (rc == TD_OK)
      rc = td_run__hash(now, &size, r->run.result, &o, NULL, NULL, err);
    if (rc == TD_OK)
      compare(r, "output", list[i].name, list[i].hash, keep(r, now));
  }
  return rc;
}

/* ---- the whole ---- */

static td_status replay(td_replay *r, int workers, td_err *err)
{
  td_status rc;

  r->list = (difference *)td_arena_array(&r->archive.arena, MAX_DIFFERENCES,
                                         sizeof(difference));
  if (!r->list)
    return td_fail_memory(err);
  compare_tables(r);
  compare_rules(r);
  compare_settings(r);
  compare_program(r);
  rc = evaluate(r, workers, err);
  if (rc == TD_OK)
    rc = compare_result(r, err);
  return rc == TD_OK ? compare_outputs(r, err) : rc;
}

td_status td_replay_run(td_replay **out, td_store *st, const char *run,
                        const td_replay_options *options, td_err *err)
{
  static const td_replay_options standard = { .size = sizeof(standard) };
  const td_replay_options *o = options ? options : &standard;
  const td_archive_options how = { o->take_rules, o->is_current, o->workers };
  td_replay *r = (td_replay *)calloc(1, sizeof(*r));
  td_status rc;

  *out = NULL;
  if (!r) {
    td_rules_free(o->take_rules);
    return td_fail_memory(err);
  }
  rc = td_archive_open(&r->archive, st, run, &how, err);
  if (rc == TD_OK)
    rc = replay(r, o->workers, err);
  if (rc == TD_OK) {
    *out = r;
    return TD_OK;
  }
  td_replay_free(r);
  return rc;
}

void td_replay_free(td_replay *r)
{
  if (!r)
    return;
  td_result_free(r->run.result);
  td_arena_free(&r->run.arena);
  td_archive_close(&r->archive);
  free(r);
}

td_result *td_replay_result(td_replay *r)
{
  return r->run.result;
}

size_t td_replay_differences(const td_replay *r)
{
  return r->n + r->n_dropped;
}

static int push_replay(lua_State *L, const void *ud)
{
  const td_replay *r = (const td_replay *)ud;

  lua_createtable(L, 0, 5);
  lua_createtable(L, 0, 24);
  td_fill_run(L, &r->archive.run);
  lua_setfield(L, -2, "run");
  td_fill_integer(L, "outputs", (lua_Integer)r->n_outputs);
  td_fill_integer(L, "dropped", (lua_Integer)r->n_dropped);
  lua_createtable(L, (int)r->n, 0);
  for (size_t i = 0; i < r->n; i++) {
    lua_createtable(L, 0, 4);
    td_fill_text(L, "what", r->list[i].what);
    td_fill_text(L, "name", r->list[i].name);
    td_fill_text(L, "before", r->list[i].then);
    td_fill_text(L, "now", r->list[i].now);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "differences");
  return 1;
}

td_status td_replay_write(const td_replay *r, const td_write_options *options,
                          td_write_fn write, void *ud, td_err *err)
{
  const td_writing writing = { "tiendo.replay", "write", push_replay, r };

  return td_writer_once(&writing, options, write, ud, err);
}
