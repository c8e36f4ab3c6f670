/* The manifest of a recorded run: read from the ledger, written by the Lua
 * library. */
#include <lauxlib.h>

#include "fill.h"
#include "run.h"
#include "writer.h"

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
