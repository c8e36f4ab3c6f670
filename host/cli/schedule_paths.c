/* Which folders a run writes into and where the rest of what it uses stands,
 * read off its arguments: what a sandbox must leave open. */
#include <stdlib.h>
#include <string.h>

#include "schedule.h"

typedef enum path_kind {
  PATH_READ,   /* a file or folder */
  PATH_FILE,   /* written by renaming, so into its folder */
  PATH_OUTPUT, /* FORMAT:FILE */
  PATH_FOLDER, /* written into */
} path_kind;

static const struct {
  const char *name;
  path_kind kind;
} path_options[] = {
  { "config", PATH_READ },    { "rules", PATH_READ },
  { "o", PATH_FILE },         { "output", PATH_OUTPUT },
  { "heartbeat", PATH_FILE }, { "outbox", PATH_FOLDER },
  { "archive", PATH_FOLDER },
};
enum { N_PATH_OPTIONS = sizeof(path_options) / sizeof(*path_options) };

static int compare(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_folder(folders *f, const char *path, size_t n)
{
  char *copy = NULL;

  for (size_t i = 0; i < f->n; i++)
    if (strlen(f->path[i]) == n && !memcmp(f->path[i], path, n))
      return CLI_OK;
  if (f->n == SCHEDULE_FOLDERS)
    return cli_usage("the run writes into more than %d folders",
                     (int)SCHEDULE_FOLDERS);
  copy = strndup(path, n);
  if (!copy)
    return schedule_no_memory();
  f->path[f->n++] = copy;
  qsort(f->path, f->n, sizeof(*f->path), compare);
  return CLI_OK;
}

void folders_free(folders *f)
{
  for (size_t i = 0; i < f->n; i++)
    free(f->path[i]);
  f->n = 0;
}

/* The folder that the file stands in. */
static int add_parent(folders *f, const char *path)
{
  const char *slash = strrchr(path, '/');

  return add_folder(f, path, slash > path ? (size_t)(slash - path) : 1);
}

static bool is_below(const char *path, const char *folder)
{
  size_t n = strlen(folder);

  return !strncmp(path, folder, n) && (!path[n] || path[n] == '/');
}

/* Notes which parts of a system cannot be hidden from the run. */
static void note_place(schedule *s, const char *path)
{
  static const char *const homes[] = { "/home", "/root", "/run/user" };

  for (size_t i = 0; i < sizeof(homes) / sizeof(*homes); i++)
    if (is_below(path, homes[i]))
      s->is_under_home = true;
  if (is_below(path, "/tmp") || is_below(path, "/var/tmp"))
    s->is_under_tmp = true;
}

/* One path of the run, absolute or below the folder it is started in. */
static int take_path(schedule *s, path_kind kind, const char *value,
                     const char *here)
{
  char path[2 * SCHEDULE_PATH];

  if (kind == PATH_OUTPUT)
    value = strchr(value, ':') ? strchr(value, ':') + 1 : value;
  if (!*value || !strcmp(value, "-"))
    return CLI_OK;
  if (*value != '/' && *s->root)
    return cli_usage("%s: with --root, paths must be absolute", value);
  if (*value != '/')
    snprintf(s->folder, sizeof(s->folder), "%s", here);
  snprintf(path, sizeof(path), "%s%s%s", *value == '/' ? "" : here,
           *value == '/' ? "" : "/", value);
  note_place(s, path);
  if (kind == PATH_READ)
    return CLI_OK;
  return kind == PATH_FOLDER ? add_folder(&s->written, path, strlen(path))
                             : add_parent(&s->written, path);
}

/* The option's kind of path; -1 for other options and words. `*value` is what
 * stands behind an equals sign, or NULL. */
static int kind_of(const char *word, const char **value)
{
  const char *name = word + (word[0] == '-') + (word[0] && word[1] == '-');
  size_t n = strcspn(name, "=");

  *value = name[n] ? name + n + 1 : NULL;
  for (size_t i = 0; *word == '-' && i < N_PATH_OPTIONS; i++)
    if (strlen(path_options[i].name) == n &&
        !memcmp(path_options[i].name, name, n))
      return (int)path_options[i].kind;
  return -1;
}

static int read_paths(schedule *s, const char *here)
{
  int code = CLI_OK;

  for (int i = 0; code == CLI_OK && i < s->n_args; i++) {
    const char *value;
    int kind = kind_of(s->args[i], &value);
    if (kind < 0)
      continue;
    if (!value && i + 1 < s->n_args)
      value = s->args[++i];
    if (!value)
      return cli_usage("%s behind -- needs a value", s->args[i]);
    code = take_path(s, (path_kind)kind, value, here);
  }
  return code;
}

int schedule_find_paths(schedule *s)
{
  char *here = realpath(".", NULL);
  const char *slash = strrchr(s->store, '/');
  int code = add_parent(&s->written, s->store);

  snprintf(s->folder, sizeof(s->folder), "%.*s",
           slash > s->store ? (int)(slash - s->store) : 1, s->store);
  if (code == CLI_OK)
    code = read_paths(s, here ? here : "/");
  free(here);
  note_place(s, s->store);
  note_place(s, s->program);
  note_place(s, s->folder);
  return code;
}
