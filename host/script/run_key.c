/* What goes into a run, in parts and as one key: the same inputs, the same
 * key. */
#include <lauxlib.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "modules.h"
#include "run.h"
#include "writer.h"

/* Digits of the key in the id. */
enum { ID_DIGITS = 8 };

static void add_text(SHA256_CTX *sha, const char *text)
{
  SHA256Update(sha, (const uint8_t *)text, strlen(text) + 1);
}

static void finish(SHA256_CTX *sha, char buf[TD_HASH_TEXT])
{
  char hex[SHA256_DIGEST_STRING_LENGTH];

  SHA256End(sha, hex);
  snprintf(buf, TD_HASH_TEXT, "sha256:%s", hex);
}

/* ---- the program ---- */

/* The working copy's file of a module, if there is one; see td_module_push. */
static bool add_working_copy(SHA256_CTX *sha, const td_module *m)
{
  const char *folder = secure_getenv("TIENDO_LUA_PATH");
  char path[4096];
  char *text = NULL;
  size_t n, used;

  if (!folder || !*folder)
    return false;
  used = (size_t)snprintf(path, sizeof(path), "%s/", folder);
  if (used + strlen(m->name) + sizeof(".lua") > sizeof(path))
    return false;
  for (const char *p = m->name; *p; p++)
    path[used++] = *p == '.' ? '/' : *p;
  memcpy(path + used, ".lua", sizeof(".lua"));
  if (td_file_read(&text, &n, path, NULL) != TD_OK)
    return false;
  SHA256Update(sha, (const uint8_t *)text, n);
  free(text);
  return true;
}

void td_run__program(char buf[TD_HASH_TEXT])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  add_text(&sha, TD_VERSION);
  for (const td_module *m = td_stdlib; m->name; m++) {
    add_text(&sha, m->name);
    if (!add_working_copy(&sha, m))
      SHA256Update(&sha, (const uint8_t *)m->code, m->n);
  }
  finish(&sha, buf);
}

/* Pushes the version of LPeg: a text, or a function that gives it. */
static int l_lpeg(lua_State *L)
{
  td_push_export(L, "lpeg", "version");
  if (lua_isfunction(L, -1))
    lua_call(L, 0, 1);
  return 1;
}

/* The versions of what a result may depend on. */
static td_status read_versions(struct td_run *run, td_state *s, td_err *err)
{
  lua_State *L = td_state_lua(s);
  td_status rc;

  lua_pushcfunction(L, l_lpeg);
  rc = td_state_call(s, 0, 1, err);
  if (rc != TD_OK)
    return rc;
  run->log.run.versions = td_arena_printf(
      &run->arena,
      "tiendo " TD_VERSION ", Lua " LUA_VERSION_MAJOR "." LUA_VERSION_MINOR
      "." LUA_VERSION_RELEASE ", LPeg %s, SQLite %s",
      lua_isstring(L, -1) ? lua_tostring(L, -1) : "", td_ledger_sqlite());
  lua_pop(L, 1);
  return run->log.run.versions ? TD_OK : td_fail_memory(err);
}

static td_status read_program(struct td_run *run, td_err *err)
{
  char hash[TD_HASH_TEXT];
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_HOST, NULL, err);

  td_run__program(hash);
  run->log.run.program = td_arena_text(&run->arena, hash, strlen(hash));
  if (rc == TD_OK)
    rc =
        run->log.run.program ? read_versions(run, s, err) : td_fail_memory(err);
  td_state_free(s);
  return rc;
}

/* ---- parts ---- */

static td_run_part *part_list(struct td_run *run, size_t n)
{
  return (td_run_part *)td_arena_array(&run->arena, n, sizeof(td_run_part));
}

static td_status list_tables(struct td_run *run, td_err *err)
{
  td_run_part *list = part_list(run, TD_ENTITIES);
  size_t n = 0;

  if (!list)
    return td_fail_memory(err);
  for (int id = 0; id < TD_ENTITIES; id++) {
    char hash[TD_HASH_TEXT];
    td_run_part *p = &list[n];
    if (td_schema[id].flags & TD_E_DERIVED)
      continue; /* follows from the others */
    td_snapshot_hash_table(run->snap, id, hash);
    p->name = td_schema[id].name;
    p->kind = p->text = "";
    p->hash = td_arena_text(&run->arena, hash, strlen(hash));
    p->n = id == TD_OBSERVATIONS ? (int64_t)run->snap->n_observations
                                 : run->snap->tables[id].n;
    if (!p->hash)
      return td_fail_memory(err);
    if (id == TD_HOLIDAYS)
      run->log.run.calendar = p->hash;
    n++;
  }
  run->log.tables = list;
  run->log.n_tables = n;
  return TD_OK;
}

/* A rule under a further name has no text of its own; the settings have it. */
static td_status list_rules(struct td_run *run, td_err *err)
{
  td_run_part *list = part_list(run, run->rules->n);
  size_t n = 0;

  if (!list)
    return td_fail_memory(err);
  for (size_t i = 0; i < run->rules->n; i++) {
    const td_rule *r = &run->rules->list[i];
    if (!*r->of)
      list[n++] = (td_run_part){ r->id, r->file, "", r->text, 0 };
  }
  run->log.rules = list;
  run->log.n_rules = n;
  return TD_OK;
}

static td_status list_settings(struct td_run *run, td_err *err)
{
  const td_settings *s = &run->rules->settings;
  td_run_part *list = part_list(run, s->n_given);

  if (!list)
    return td_fail_memory(err);
  for (size_t i = 0; i < s->n_given; i++)
    list[i] =
        (td_run_part){ s->given[i].name, s->given[i].is_file ? "file" : "set",
                       "", s->given[i].text, 0 };
  run->log.settings = list;
  run->log.n_settings = s->n_given;
  return TD_OK;
}

static td_status list_parts(struct td_run *run, td_err *err)
{
  td_status rc = list_tables(run, err);

  if (rc == TD_OK)
    rc = list_rules(run, err);
  return rc == TD_OK ? list_settings(run, err) : rc;
}

/* ---- the key ---- */

static const char *plan_of(const struct td_snapshot *snap)
{
  return snap->tables[TD_PLANS].n ? td_snapshot_code(snap, TD_PLANS, 0) : "";
}

static const char *day_text(struct td_run *run, td_date day)
{
  char buf[TD_DATE_TEXT];

  td_date_text(buf, day);
  return td_arena_text(&run->arena, buf, strlen(buf));
}

static td_status read_inputs(struct td_run *run, td_err *err)
{
  td_logged *r = &run->log.run;
  const td_check_options *check = run->options.check;
  char data[TD_HASH_TEXT], rules[TD_RULES_HASH], settings[TD_RULES_HASH];

  td_snapshot_hash(run->snap, data);
  td_rules_hash(run->rules, rules);
  td_settings_hash(run->rules, settings);
  r->plan = plan_of(run->snap);
  r->as_of = day_text(run, run->snap->as_of);
  r->known_at = day_text(run, run->snap->known_at);
  r->selection = check && check->select ? check->select : "";
  r->data = td_arena_text(&run->arena, data, strlen(data));
  r->rules = td_arena_text(&run->arena, rules, strlen(rules));
  r->settings = td_arena_text(&run->arena, settings, strlen(settings));
  r->baseline = run->has_baseline ? run->excuse.code : "";
  r->accepts_drop = run->options.accepts_drop;
  if (!r->as_of || !r->known_at || !r->data || !r->rules || !r->settings)
    return td_fail_memory(err);
  return TD_OK;
}

/* `attempt`: how many runs with these inputs ended in errors. */
static const char *make_key(struct td_run *run, int attempt)
{
  const td_logged *r = &run->log.run;
  const char *const texts[] = {
    r->plan,
    r->as_of,
    r->known_at,
    r->selection,
    r->data,
    r->rules,
    r->settings,
    r->baseline,
    r->program,
    r->versions,
    r->accepts_drop ? "accept-drop" : "",
  };
  const uint8_t number = (uint8_t)attempt;
  char key[TD_HASH_TEXT];
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
    add_text(&sha, texts[i]);
  SHA256Update(&sha, &number, 1);
  finish(&sha, key);
  return td_arena_text(&run->arena, key, strlen(key));
}

/* A run that ended in errors is tried again; one that did not is done. */
static td_status find_recorded(struct td_run *run, td_err *err)
{
  td_logged *r = &run->log.run;
  td_logged found;
  td_status rc = TD_ROW;

  for (int attempt = 0; rc == TD_ROW && attempt < UINT8_MAX; attempt++) {
    r->key = make_key(run, attempt);
    if (!r->key)
      return td_fail_memory(err);
    rc = td_ledger_run(&found, &run->arena, run->st, r->key, true, err);
    if (rc != TD_ROW || found.errors)
      continue;
    run->is_recorded = true;
    run->log.run = found;
    return TD_OK;
  }
  if (rc < TD_OK)
    return rc;
  r->id = td_arena_printf(&run->arena, "%s-%.*s", r->as_of, (int)ID_DIGITS,
                          r->key + strlen("sha256:"));
  return r->id ? TD_OK : td_fail_memory(err);
}

td_status td_run__key(struct td_run *run, td_err *err)
{
  td_status rc = read_program(run, err);

  if (rc == TD_OK)
    rc = list_parts(run, err);
  if (rc == TD_OK)
    rc = read_inputs(run, err);
  return rc == TD_OK ? find_recorded(run, err) : rc;
}
