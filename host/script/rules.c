/* Collecting rules from folders, text and the library itself, and loading
 * their heads. */
#include "rules.h"

#include <dirent.h>
#include <errno.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "modules.h"
#include "number.h"
#include "pool.h"
#include "schema.h"
#include "text.h"

#define HEAD_SECONDS 2.0
#define HEAD_BYTES ((size_t)64 * 1024 * 1024)
#define MAX_FILE ((long)4 * 1024 * 1024)

td_status td_rules_new(td_rules **out, td_err *err)
{
  *out = (td_rules *)calloc(1, sizeof(**out));
  return *out ? TD_OK : td_fail_memory(err);
}

void td_rules_free(td_rules *rules)
{
  if (!rules)
    return;
  free(rules->list);
  free(rules->settings);
  td_arena_free(&rules->arena);
  free(rules);
}

/* ---- collecting ---- */

/* Takes over nothing: file and text are copied. */
static td_status add(td_rules *rules, const char *file, const char *expected,
                     const char *text, size_t n, td_err *err)
{
  td_rule *r;

  if (rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are loaded already");
  if (rules->n == rules->room) {
    size_t room = rules->room ? rules->room * 2 : 64;
    td_rule *list = (td_rule *)realloc(rules->list, room * sizeof(*list));
    if (!list)
      return td_fail_memory(err);
    rules->list = list;
    rules->room = room;
  }
  r = &rules->list[rules->n];
  memset(r, 0, sizeof(*r));
  r->file = td_arena_text(&rules->arena, file, strlen(file));
  r->expected = td_arena_text(&rules->arena, expected, strlen(expected));
  r->text = td_arena_text(&rules->arena, text, n);
  r->n = n;
  if (!r->file || !r->expected || !r->text)
    return td_fail_memory(err);
  r->id = r->expected;
  rules->n++;
  return TD_OK;
}

td_status td_rules_add_text(td_rules *rules, const char *name, const char *text,
                            size_t n, td_err *err)
{
  return add(rules, name, "", text, n, err);
}

/* The id that a path below a rules folder asks for: "a/b.lua" is a.b. */
static void id_of_path(char *id, size_t room, const char *path)
{
  size_t n = strlen(path);

  if (n > 4 && !strcmp(path + n - 4, ".lua"))
    n -= 4;
  snprintf(id, room, "%.*s", (int)n, path);
  for (char *p = id; *p; p++)
    if (*p == '/')
      *p = '.';
}

static td_status read_file(char **out, size_t *n, const char *path, td_err *err)
{
  FILE *f = fopen(path, "rbe");
  long size = -1;
  td_status rc = TD_OK;

  *out = NULL;
  if (!f)
    return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
  if (!fseek(f, 0, SEEK_END))
    size = ftell(f);
  if (size < 0 || size > MAX_FILE) {
    rc = td_fail(err, TD_EIO, "%s: no rule file: %s", path,
                 size < 0 ? strerror(errno) : "larger than 4 MiB");
    goto done;
  }
  rewind(f);
  *out = (char *)malloc((size_t)size + 1);
  if (!*out) {
    rc = td_fail_memory(err);
    goto done;
  }
  *n = fread(*out, 1, (size_t)size, f);
  if (ferror(f))
    rc = td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));

done:
  fclose(f);
  return rc;
}

static td_status add_file(td_rules *rules, const char *path, const char *below,
                          td_err *err)
{
  char id[512] = "";
  char *text = NULL;
  size_t n = 0;
  td_status rc = read_file(&text, &n, path, err);

  if (below)
    id_of_path(id, sizeof(id), below);
  if (rc == TD_OK)
    rc = add(rules, path, id, text, n, err);
  free(text);
  return rc;
}

static int is_visible(const struct dirent *d)
{
  return d->d_name[0] != '.';
}

/* In the order of their names, so that messages come in the same order
 * everywhere. `skip` is the length of the root folder's path and its slash. */
static td_status add_folder(td_rules *rules, const char *path, size_t skip,
                            int depth, td_err *err)
{
  struct dirent **names = NULL;
  int n = scandir(path, &names, is_visible, alphasort);
  td_status rc = TD_OK;

  if (n < 0)
    return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
  for (int i = 0; i < n; i++) {
    char child[4096];
    struct stat st;
    size_t len =
        (size_t)snprintf(child, sizeof(child), "%s/%s", path, names[i]->d_name);
    if (rc == TD_OK && len < sizeof(child) && !stat(child, &st)) {
      if (S_ISDIR(st.st_mode) && depth < 8)
        rc = add_folder(rules, child, skip, depth + 1, err);
      else if (S_ISREG(st.st_mode) && len > 4 &&
               !strcmp(child + len - 4, ".lua"))
        rc = add_file(rules, child, child + skip, err);
    }
    free(names[i]);
  }
  free((void *)names);
  return rc;
}

td_status td_rules_add_path(td_rules *rules, const char *path, td_err *err)
{
  struct stat st;
  size_t before = rules->n;
  td_status rc;

  if (stat(path, &st))
    return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
  if (!S_ISDIR(st.st_mode))
    return add_file(rules, path, NULL, err);
  rc = add_folder(rules, path, strlen(path) + 1, 0, err);
  if (rc == TD_OK && rules->n == before)
    rc = td_fail(err, TD_EUSAGE, "%s: no rule file (*.lua) in this folder",
                 path);
  return rc;
}

td_status td_rules_add_builtin(td_rules *rules, td_err *err)
{
  for (const td_module *m = td_rule_files; m->name; m++) {
    char file[512], id[512];
    td_status rc;
    snprintf(file, sizeof(file), "rules/%s", m->name);
    id_of_path(id, sizeof(id), m->name);
    rc = add(rules, file, id, m->code, m->n, err);
    if (rc != TD_OK)
      return rc;
  }
  return TD_OK;
}

td_status td_rules_set(td_rules *rules, const char *name, const char *value,
                       td_err *err)
{
  td_setting *s;

  if (rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are loaded already");
  if (rules->n_settings == rules->settings_room) {
    size_t room = rules->settings_room ? rules->settings_room * 2 : 8;
    s = (td_setting *)realloc(rules->settings, room * sizeof(*s));
    if (!s)
      return td_fail_memory(err);
    rules->settings = s;
    rules->settings_room = room;
  }
  s = &rules->settings[rules->n_settings];
  s->name = td_arena_text(&rules->arena, name, strlen(name));
  s->value = td_arena_text(&rules->arena, value, strlen(value));
  if (!s->name || !s->value)
    return td_fail_memory(err);
  rules->n_settings++;
  return TD_OK;
}

/* ---- loading ---- */

typedef struct loading {
  td_rules *rules;
  void (*on_problem)(void *ud, const char *text);
  void *ud;
  size_t n_problems;
  td_err first;
} loading;

static void problem(loading *l, td_status code, const char *text)
{
  if (!l->n_problems++)
    td_fail(&l->first, code, "%s", text);
  if (l->on_problem)
    l->on_problem(l->ud, text);
}

static td_status head_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const td_limits limits = { .seconds = HEAD_SECONDS, .bytes = HEAD_BYTES };
  const td_rules *rules = (const td_rules *)ud;

  return td_rule_head(out, a, &rules->list[i], &limits, err);
}

/* What is wrong with the head that a worker has read; NULL if nothing. */
static const char *head_problem(td_rules *rules, size_t i,
                                const td_pool_result *r, td_err *err)
{
  td_rule *rule = &rules->list[i];
  bool is_named = !strncmp(r->error, rule->file, strlen(rule->file));

  if (r->status == TD_OK)
    return td_rule_read(rule, &rules->arena, &r->value, err) == TD_OK
               ? NULL
               : err->text;
  td_fail(err, TD_ERULE, "%s%s%s", is_named ? "" : rule->file,
          is_named ? "" : ": loading it failed: ", r->error);
  return err->text;
}

static int compare_ids(const void *a, const void *b)
{
  const td_rule *ra = (const td_rule *)a, *rb = (const td_rule *)b;
  int cmp = strcmp(ra->id, rb->id);

  return cmp ? cmp : strcmp(ra->file, rb->file);
}

static void find_doubles(loading *l)
{
  td_rules *rules = l->rules;
  char text[1200];

  for (size_t i = 1; i < rules->n; i++)
    if (!strcmp(rules->list[i].id, rules->list[i - 1].id)) {
      snprintf(text, sizeof(text), "%s: rule %s is in %s as well; rename one",
               rules->list[i].file, rules->list[i].id, rules->list[i - 1].file);
      problem(l, TD_ERULE, text);
    }
}

/* The rule whose id and a dot begin the name; the longest, as ids nest. */
static td_rule *rule_of_setting(const td_rules *rules, const char *name)
{
  td_rule *best = NULL;

  for (size_t i = 0; i < rules->n; i++) {
    size_t n = strlen(rules->list[i].id);
    if (!strncmp(rules->list[i].id, name, n) && name[n] == '.' &&
        (!best || n > strlen(best->id)))
      best = &rules->list[i];
  }
  return best;
}

static void unknown_rule(loading *l, const char *name)
{
  const td_rules *rules = l->rules;
  const char *dot = strrchr(name, '.');
  char id[256], text[1200];
  const char **ids = (const char **)calloc(rules->n + 1, sizeof(char *));
  const char *near = NULL;

  snprintf(id, sizeof(id), "%.*s", dot ? (int)(dot - name) : 255, name);
  for (size_t i = 0; ids && i < rules->n; i++)
    ids[i] = rules->list[i].id;
  if (ids)
    near = td_text_nearest(id, ids, rules->n);
  snprintf(text, sizeof(text), "setting %s: no rule '%s'%s%s%s", name, id,
           near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
  problem(l, TD_EUSAGE, text);
  free((void *)ids);
}

static void apply_settings(loading *l)
{
  td_rules *rules = l->rules;

  for (size_t i = 0; i < rules->n_settings; i++) {
    const td_setting *s = &rules->settings[i];
    td_rule *r = rule_of_setting(rules, s->name);
    td_err err = { TD_OK, "" };
    if (!r)
      unknown_rule(l, s->name);
    else if (td_rule_set(r, &rules->arena, s->name + strlen(r->id) + 1,
                         s->value, &err) != TD_OK)
      problem(l, err.code, err.text);
  }
}

td_status td_rules_heads(td_rules *rules, int workers, td_head_fn on_problem,
                         void *ud, td_err *err)
{
  const td_pool_options options = { .workers = workers,
                                    .seconds = HEAD_SECONDS,
                                    .bytes = 4 * HEAD_BYTES };
  td_pool_result *results =
      (td_pool_result *)calloc(rules->n + 1, sizeof(*results));
  td_status rc;

  if (!results)
    return td_fail_memory(err);
  rc = td_pool_run(results, rules->n, &rules->arena, head_task, rules, &options,
                   err);
  for (size_t i = 0; rc == TD_OK && i < rules->n; i++) {
    td_err why = { TD_OK, "" };
    const char *text = head_problem(rules, i, &results[i], &why);
    if (text)
      on_problem(ud, i, why.code, text);
  }
  free(results);
  return rc;
}

static void head_is_wrong(void *ud, size_t i, td_status code, const char *text)
{
  (void)i;
  problem((loading *)ud, code, text);
}

td_status td_rules_load(td_rules *rules, int workers,
                        void (*on_problem)(void *ud, const char *text),
                        void *ud, td_err *err)
{
  loading l = { .rules = rules, .on_problem = on_problem, .ud = ud };
  td_status rc;

  if (rules->is_loaded)
    return TD_OK;
  if (!rules->n)
    return td_fail(err, TD_EUSAGE, "there is no rule");
  rc = td_rules_heads(rules, workers, head_is_wrong, &l, err);
  if (rc != TD_OK)
    return rc;
  if (!l.n_problems) {
    qsort(rules->list, rules->n, sizeof(*rules->list), compare_ids);
    find_doubles(&l);
    apply_settings(&l);
  }
  rules->is_loaded = !l.n_problems;
  if (l.n_problems > 1)
    return td_fail(err, l.first.code, "%.900s (and %zu more)", l.first.text,
                   l.n_problems - 1);
  return l.n_problems ? td_fail(err, l.first.code, "%s", l.first.text) : TD_OK;
}

/* ---- looking ---- */

size_t td_rules_count(const td_rules *rules)
{
  return rules->n;
}

void td_rules_info(const td_rules *rules, size_t i, td_rule_info *out)
{
  const td_rule *r = &rules->list[i];

  *out = (td_rule_info){
    .id = r->id,
    .title_en = r->title[TD_EN],
    .title_vi = r->title[TD_VI],
    .doc_en = r->doc[TD_EN],
    .doc_vi = r->doc[TD_VI],
    .over = td_schema[r->over].name,
    .file = r->file,
    .severity = (int)r->severity,
    .n_params = r->n_params,
    .n_examples = r->n_examples,
  };
}

static const char *value_text(td_arena *a, const td_value *v)
{
  char buf[TD_NUMBER_TEXT];
  const char *text = "";

  switch (v->kind) {
  case TD_V_BOOL:
    return v->as.b ? "true" : "false";
  case TD_V_INT:
    return td_arena_printf(a, "%lld", (long long)v->as.i);
  case TD_V_REAL:
    return td_arena_printf(a, "%s", td_number_text(buf, v->as.r));
  case TD_V_TEXT:
    return v->as.text.s;
  case TD_V_LIST:
    for (size_t i = 0; text && i < v->as.list.n; i++) {
      const char *item = value_text(a, &v->as.list.items[i]);
      text =
          item ? td_arena_printf(a, "%s%s%s", text, i ? "," : "", item) : NULL;
    }
    return text;
  default:
    return "";
  }
}

td_status td_rules_param(td_rules *rules, size_t i, size_t param,
                         td_param_info *out, td_err *err)
{
  static const char *const types[] = { "number", "integer", "days", "boolean",
                                       "text",   "choice",  "list" };
  const td_param *p = &rules->list[i].params[param];

  *out = (td_param_info){ .name = p->name,
                          .type = types[p->type],
                          .unit = p->unit,
                          .source = p->source,
                          .doc_en = p->doc[TD_EN],
                          .doc_vi = p->doc[TD_VI],
                          .value = value_text(&rules->arena, &p->value),
                          .standard = value_text(&rules->arena, &p->standard),
                          .is_set = p->is_set };
  return out->value && out->standard ? TD_OK : td_fail_memory(err);
}

/* ---- hashes ---- */

static void finish_hash(SHA256_CTX *sha, char buf[TD_RULES_HASH])
{
  char hex[SHA256_DIGEST_STRING_LENGTH];

  SHA256End(sha, hex);
  snprintf(buf, TD_RULES_HASH, "sha256:%s", hex);
}

void td_rules_hash(const td_rules *rules, char buf[TD_RULES_HASH])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (size_t i = 0; i < rules->n; i++) {
    const td_rule *r = &rules->list[i];
    SHA256Update(&sha, (const uint8_t *)r->id, strlen(r->id) + 1);
    SHA256Update(&sha, (const uint8_t *)r->text, r->n + 1);
  }
  finish_hash(&sha, buf);
}

void td_settings_hash(const td_rules *rules, char buf[TD_RULES_HASH])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (size_t i = 0; i < rules->n_settings; i++) {
    const td_setting *s = &rules->settings[i];
    SHA256Update(&sha, (const uint8_t *)s->name, strlen(s->name) + 1);
    SHA256Update(&sha, (const uint8_t *)s->value, strlen(s->value) + 1);
  }
  finish_hash(&sha, buf);
}
