/* Collecting rules from folders, text and the library itself, and what is set
 * for them. */
#include "rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "modules.h"
#include "schema.h"

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
  td_settings_free(&rules->settings);
  td_arena_free(&rules->arena);
  free(rules);
}

/* ---- collecting ---- */

td_status td_rules__add(td_rules *rules, const char *file, const char *expected,
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
  return td_rules__add(rules, name, "", text, n, err);
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
    rc = td_rules__add(rules, path, id, text, n, err);
  free(text);
  return rc;
}

static int is_visible(const struct dirent *d)
{
  return d->d_name[0] != '.';
}

/* A spec stands beside its rule. */
static bool is_rule_file(const char *path, size_t n)
{
  static const char spec[] = "_spec.lua";
  size_t k = sizeof(spec) - 1;

  return n > 4 && !strcmp(path + n - 4, ".lua") &&
         (n < k || strcmp(path + n - k, spec) != 0);
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
      else if (S_ISREG(st.st_mode) && is_rule_file(child, len))
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

static td_status add_module(td_rules *rules, const td_module *m, td_err *err)
{
  char file[512], id[512];

  snprintf(file, sizeof(file), "rules/%s", m->name);
  id_of_path(id, sizeof(id), m->name);
  return td_rules__add(rules, file, id, m->code, m->n, err);
}

td_status td_rules_add_builtin(td_rules *rules, td_err *err)
{
  td_status rc = TD_OK;

  for (const td_module *m = td_rule_files; rc == TD_OK && m->name; m++)
    rc = add_module(rules, m, err);
  return rc;
}

td_status td_rules__add_named(td_rules *rules, const char *id, td_err *err)
{
  for (const td_module *m = td_rule_files; m->name; m++) {
    char known[512];
    id_of_path(known, sizeof(known), m->name);
    if (!strcmp(known, id))
      return add_module(rules, m, err);
  }
  return td_fail(err, TD_EUSAGE,
                 "no rule '%.200s' comes with tiendo; tiendo rules list names "
                 "them",
                 id);
}

/* Settings come before loading. */
static td_status check_open(const td_rules *rules, td_err *err)
{
  if (rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are loaded already");
  return TD_OK;
}

td_status td_rules_set(td_rules *rules, const char *name, const char *value,
                       td_err *err)
{
  td_status rc = check_open(rules, err);

  if (rc == TD_OK)
    rc =
        td_settings_add_text(&rules->settings, &rules->arena, name, value, err);
  return rc;
}

td_status td_rules_add_config(td_rules *rules, const char *path, td_err *err)
{
  td_status rc = check_open(rules, err);

  if (rc == TD_OK)
    rc = td_settings_add_file(&rules->settings, &rules->arena, path, err);
  return rc;
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
                          .value = td_value_written(&rules->arena, &p->value),
                          .standard =
                              td_value_written(&rules->arena, &p->standard),
                          .origin = td_origin_text(&rules->arena, p->origin),
                          .is_set = p->origin.file != NULL };
  return out->value && out->standard && out->origin ? TD_OK
                                                    : td_fail_memory(err);
}
