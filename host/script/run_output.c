/* What comes out of a run: outputs with their hashes, the record, the
 * manifest. */
#include <lauxlib.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fill.h"
#include "run.h"
#include "writer.h"

/* ---- hashing what is written ---- */

typedef struct hashing {
  td_write_fn write; /* NULL: nobody else reads it */
  void *ud;
  SHA256_CTX sha;
  int64_t size;
} hashing;

static int hash_piece(void *ud, const char *text, size_t n)
{
  hashing *h = (hashing *)ud;

  SHA256Update(&h->sha, (const uint8_t *)text, n);
  h->size += (int64_t)n;
  return h->write ? h->write(h->ud, text, n) : 0;
}

td_status td_run__hash(char hash[TD_HASH_TEXT], int64_t *size, td_result *r,
                       const td_write_options *options, td_write_fn write,
                       void *ud, td_err *err)
{
  hashing h = { .write = write, .ud = ud };
  char hex[SHA256_DIGEST_STRING_LENGTH];
  td_status rc;

  SHA256Init(&h.sha);
  rc = td_result_write(r, options, hash_piece, &h, err);
  SHA256End(&h.sha, hex);
  snprintf(hash, TD_HASH_TEXT, "sha256:%s", hex);
  *size = h.size;
  return rc;
}

/* ---- how it is written, as text ---- */

const char *td_run__options_text(td_arena *a, const td_write_options *o)
{
  return td_arena_printf(
      a, "lang=%s color=%d width=%d limit=%d fail_on=%s separator=%s bom=%d",
      o->lang ? o->lang : "en", o->color, o->width, o->limit,
      o->fail_on ? o->fail_on : "high", o->separator ? o->separator : ",",
      o->bom);
}

td_status td_run__options_read(td_write_options *out, td_arena *a,
                               const char *text, td_err *err)
{
  char lang[8], fail_on[16], separator[4];
  int color, bom;

  *out = (td_write_options){ .size = sizeof(*out) };
  if (sscanf(text,
             "lang=%7s color=%d width=%d limit=%d fail_on=%15s "
             "separator=%3s bom=%d",
             lang, &color, &out->width, &out->limit, fail_on, separator,
             &bom) != 7)
    return td_fail(err, TD_EDATA, "the record has output options '%s'", text);
  out->color = color;
  out->bom = bom;
  out->lang = td_arena_text(a, lang, strlen(lang));
  out->fail_on = td_arena_text(a, fail_on, strlen(fail_on));
  out->separator = td_arena_text(a, separator, strlen(separator));
  if (!out->lang || !out->fail_on || !out->separator)
    return td_fail_memory(err);
  return TD_OK;
}

/* ---- outputs ---- */

static td_status add_output(struct td_run *run, const td_run_output *o,
                            td_err *err)
{
  size_t n = run->n_outputs + 1;
  td_run_output *list =
      (td_run_output *)td_arena_array(&run->arena, n, sizeof(*list));

  if (!list || !o->name || !o->format || !o->options || !o->hash)
    return td_fail_memory(err);
  if (run->n_outputs)
    memcpy(list, run->outputs, run->n_outputs * sizeof(*list));
  list[run->n_outputs] = *o;
  run->outputs = list;
  run->n_outputs = n;
  return TD_OK;
}

td_status td_run_write(td_run *run, const char *name,
                       const td_write_options *options, td_write_fn write,
                       void *ud, td_err *err)
{
  static const td_write_options standard = { .size = sizeof(standard) };
  const td_write_options *o = options ? options : &standard;
  const char *format = o->format ? o->format : "text";
  td_arena *a = &run->arena;
  td_run_output out;
  char hash[TD_HASH_TEXT];
  td_status rc = td_run__hash(hash, &out.size, run->result, o, write, ud, err);

  if (rc != TD_OK)
    return rc;
  out.name = td_arena_text(a, name, strlen(name));
  out.format = td_arena_text(a, format, strlen(format));
  out.options = td_run__options_text(a, o);
  out.hash = td_arena_text(a, hash, strlen(hash));
  return add_output(run, &out, err);
}

/* ---- the record ---- */

/* Rows of evaluations: a rule about rows by the agency that answers for each,
 * a rule about a set in total. */
typedef struct counting {
  struct td_run *run;
  td_evaluation *list;
  size_t n, room;
} counting;

static td_evaluation *evaluation_of(counting *c, size_t first, const char *rule,
                                    const char *agency)
{
  for (size_t i = first; i < c->n; i++)
    if (!strcmp(c->list[i].agency, agency))
      return &c->list[i];
  if (c->n == c->room) {
    size_t room = c->room ? 2 * c->room : 256;
    td_evaluation *list = (td_evaluation *)td_arena_array(
        &c->run->arena, room, sizeof(td_evaluation));
    if (!list)
      return NULL;
    if (c->n)
      memcpy(list, c->list, c->n * sizeof(*list));
    c->list = list;
    c->room = room;
  }
  c->list[c->n] = (td_evaluation){ .rule = rule, .agency = agency };
  return &c->list[c->n++];
}

static const char *agency_of(const struct td_run *run, int table, uint32_t row)
{
  td_place place = td_snapshot_place(run->snap, table, row);

  return place.agency == TD_NO_ROW
             ? ""
             : td_snapshot_code(run->snap, TD_AGENCIES, (uint32_t)place.agency);
}

/* Those that are waived are failures in the letters. */
static td_status count_rows(counting *c, const td_checked *check,
                            const char *letters, size_t n, td_err *err)
{
  static const char order[] = "pfdnawe";
  size_t first = c->n;

  for (size_t row = 0; row < n; row++) {
    const char *at = strchr(order, letters[row]);
    td_evaluation *e;
    e = evaluation_of(c, first, check->rule->id,
                      agency_of(c->run, check->rule->over, (uint32_t)row));
    if (!e)
      return td_fail_memory(err);
    e->counts[at && *at ? at - order : TD_NOT_APPLICABLE]++;
  }
  return TD_OK;
}

/* Moves what is waived from failed to waived, with its agency. */
static void count_waived(counting *c, const td_checked *check, size_t first)
{
  const td_result *r = c->run->result;

  for (size_t i = 0; i < r->n_found; i++) {
    const td_finding *f = &r->findings[i];
    td_evaluation *e;
    if (f->rule != check->rule || f->outcome != TD_WAIVED)
      continue;
    e = evaluation_of(c, first, check->rule->id,
                      agency_of(c->run, f->table, f->row));
    if (!e)
      continue;
    e->counts[TD_FAIL]--;
    e->counts[TD_WAIVED]++;
  }
}

static td_status count_check(counting *c, const td_checked *check, td_err *err)
{
  const td_value *letters = td_value_get(check->said, "outcomes");
  size_t first = c->n;
  td_evaluation *e;
  td_status rc;

  if (letters) {
    rc = count_rows(c, check, letters->as.text.s, letters->as.text.n, err);
    if (rc == TD_OK)
      count_waived(c, check, first);
    if (rc == TD_OK && c->n > first)
      return TD_OK;
    if (rc != TD_OK)
      return rc;
  }
  e = evaluation_of(c, first, check->rule->id, "");
  if (!e)
    return td_fail_memory(err);
  memcpy(e->counts, check->counts, sizeof(e->counts));
  return TD_OK;
}

static td_status list_evaluations(struct td_run *run, td_err *err)
{
  counting c = { .run = run };
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < run->result->n_checks; i++)
    if (run->result->checks[i].said)
      rc = count_check(&c, &run->result->checks[i], err);
  run->log.evaluations = c.list;
  run->log.n_evaluations = c.n;
  return rc;
}

static td_status list_reasons(struct td_run *run, td_err *err)
{
  const td_result *r = run->result;
  td_run_reason *list;
  size_t n = 0;

  for (size_t i = 0; i < r->n_checks; i++)
    n += r->checks[i].reasons ? r->checks[i].reasons->as.list.n : 0;
  list = (td_run_reason *)td_arena_array(&run->arena, n, sizeof(*list));
  if (!list)
    return td_fail_memory(err);
  run->log.reasons = list;
  for (size_t i = 0; i < r->n_checks; i++) {
    const td_value *reasons = r->checks[i].reasons;
    for (size_t k = 0; reasons && k < reasons->as.list.n; k++) {
      const td_value *one = &reasons->as.list.items[k];
      const td_value *why = td_value_get(one, "why");
      const td_value *count = td_value_get(one, "n");
      list[run->log.n_reasons++] = (td_run_reason){
        r->checks[i].rule->id,
        td_value_text(td_value_get(one, "outcome"), ""),
        { td_value_text(td_value_get(why, "en"), ""),
          td_value_text(td_value_get(why, "vi"), "") },
        count ? count->as.i : 0,
      };
    }
  }
  return TD_OK;
}

static td_status write_record(struct td_run *run, td_err *err)
{
  td_status rc = TD_OK;

  if (!run->is_recorded)
    rc = td_ledger_record(&run->log, run->st, err);
  for (size_t i = 0; rc == TD_OK && i < run->n_outputs; i++)
    rc = td_ledger_add_output(run->st, run->log.run.id, &run->outputs[i], err);
  if (run->is_recorded)
    return rc;
  for (size_t i = 0; rc == TD_OK && i < run->n_notices; i++)
    rc = td_ledger_add_notice(run->st, &run->notices[i], err);
  for (size_t i = 0; rc == TD_OK && i < run->told.n_resolved; i++)
    rc = td_ledger_end_baselined(run->st, run->told.resolved[i]->id,
                                 run->log.run.id, err);
  return rc;
}

/* The result as JSON in English, whatever is written besides. */
static td_status hash_result(struct td_run *run, td_err *err)
{
  const td_write_options json = { .size = sizeof(json), .format = "json" };
  char hash[TD_HASH_TEXT];
  int64_t size;
  td_status rc = td_run__hash(hash, &size, run->result, &json, NULL, NULL, err);

  if (rc != TD_OK)
    return rc;
  run->log.run.result = td_arena_text(&run->arena, hash, strlen(hash));
  return run->log.run.result ? TD_OK : td_fail_memory(err);
}

td_status td_run_record(td_run *run, td_err *err)
{
  td_status rc = TD_OK;

  if (!run->is_recorded) {
    rc = hash_result(run, err);
    if (rc == TD_OK)
      rc = list_evaluations(run, err);
    if (rc == TD_OK)
      rc = list_reasons(run, err);
  }
  if (rc == TD_OK)
    rc = td_ledger_begin(run->st, err);
  if (rc == TD_OK)
    rc = write_record(run, err);
  if (rc == TD_OK)
    rc = td_ledger_commit(run->st, err);
  if (rc != TD_OK)
    td_ledger_rollback(run->st);
  return rc;
}

/* ---- the manifest ---- */

typedef struct manifest {
  const td_logged *run;
  const td_run_part *tables, *rules, *settings;
  size_t n_tables, n_rules, n_settings;
  const td_run_output *outputs;
  size_t n_outputs;
} manifest;

static void set_parts(lua_State *L, const char *key, const td_run_part *list,
                      size_t n)
{
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_createtable(L, 0, 4);
    td_fill_text(L, "name", list[i].name);
    td_fill_text(L, "kind", list[i].kind);
    td_fill_text(L, "hash", list[i].hash);
    td_fill_integer(L, "n", list[i].n);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, key);
}

static void set_outputs(lua_State *L, const manifest *m)
{
  lua_createtable(L, (int)m->n_outputs, 0);
  for (size_t i = 0; i < m->n_outputs; i++) {
    const td_run_output *o = &m->outputs[i];
    lua_createtable(L, 0, 5);
    td_fill_text(L, "name", o->name);
    td_fill_text(L, "format", o->format);
    td_fill_text(L, "options", o->options);
    td_fill_integer(L, "size", (lua_Integer)o->size);
    td_fill_text(L, "hash", o->hash);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "outputs");
}

void td_fill_run(lua_State *L, const td_logged *r)
{
  td_fill_text(L, "id", r->id);
  td_fill_integer(L, "number", (lua_Integer)r->number);
  td_fill_text(L, "plan", r->plan);
  td_fill_text(L, "as_of", r->as_of);
  td_fill_text(L, "known_at", r->known_at);
  td_fill_text(L, "select", *r->selection ? r->selection : NULL);
  td_fill_text(L, "key", r->key);
  td_fill_integer(L, "edition", (lua_Integer)r->edition);
  td_fill_text(L, "data", r->data);
  td_fill_text(L, "calendar", r->calendar);
  td_fill_text(L, "rules", r->rules);
  td_fill_text(L, "settings", r->settings);
  td_fill_text(L, "baseline", *r->baseline ? r->baseline : NULL);
  td_fill_text(L, "program", r->program);
  td_fill_text(L, "versions", r->versions);
  td_fill_text(L, "result", r->result);
  td_fill_text(L, "chain", r->chain);
  td_fill_integer(L, "judged", (lua_Integer)r->judged);
  td_fill_integer(L, "errors", (lua_Integer)r->errors);
  td_fill_flag(L, "suspicious", r->is_suspicious);
  td_fill_flag(L, "accepts_drop", r->accepts_drop);
  td_fill_text(L, "compared_with", r->compared_with);
  if (!r->compared_with)
    return;
  td_fill_integer(L, "judged_before", (lua_Integer)r->judged_before);
  td_fill_integer(L, "judged_again", (lua_Integer)r->judged_again);
}

static int push_manifest(lua_State *L, const void *ud)
{
  const manifest *m = (const manifest *)ud;

  lua_createtable(L, 0, 5);
  lua_createtable(L, 0, 24);
  td_fill_run(L, m->run);
  lua_setfield(L, -2, "run");
  set_parts(L, "tables", m->tables, m->n_tables);
  set_parts(L, "rules", m->rules, m->n_rules);
  set_parts(L, "settings", m->settings, m->n_settings);
  set_outputs(L, m);
  return 1;
}

td_status td_run__manifest(struct td_store *st, const char *id,
                           td_write_fn write, void *ud, td_err *err)
{
  td_arena a = { 0 };
  td_logged run;
  manifest m = { .run = &run };
  const td_writing writing = { "tiendo.manifest", "write", push_manifest, &m };
  td_run_part *tables = NULL, *rules = NULL, *settings = NULL;
  td_run_output *outputs = NULL;
  td_status rc = td_ledger_run(&run, &a, st, id, false, err);

  if (rc == TD_OK)
    rc = td_fail(err, TD_EUSAGE, "there is no run '%s'", id);
  if (rc == TD_ROW)
    rc = td_ledger_parts(&tables, &m.n_tables, &a, st, run.id, "tables", err);
  if (rc == TD_OK)
    rc = td_ledger_parts(&rules, &m.n_rules, &a, st, run.id, "rules", err);
  if (rc == TD_OK)
    rc = td_ledger_parts(&settings, &m.n_settings, &a, st, run.id, "settings",
                         err);
  if (rc == TD_OK)
    rc = td_ledger_outputs(&outputs, &m.n_outputs, &a, st, run.id, err);
  m.tables = tables;
  m.rules = rules;
  m.settings = settings;
  m.outputs = outputs;
  if (rc == TD_OK)
    rc = td_writer_once(&writing, NULL, write, ud, err);
  td_arena_free(&a);
  return rc;
}

td_status td_run_manifest(td_run *run, td_write_fn write, void *ud, td_err *err)
{
  return td_run__manifest(run->st, run->log.run.id, write, ud, err);
}
