/* Units where a systemd looks for them. A file without our mark is nobody's
 * business but its author's: it is neither replaced nor removed. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schedule.h"

/* More than any unit has. */
enum { MOST = 1024 * 1024 };

int schedule_unit_folder(char *out, size_t room, const schedule *s)
{
  const char *config = getenv("XDG_CONFIG_HOME");
  const char *home = getenv("HOME");
  int n;

  if (s->is_system)
    n = snprintf(out, room, "%s/etc/systemd/system", s->root);
  else if (config && *config == '/')
    n = snprintf(out, room, "%s%s/systemd/user", s->root, config);
  else if (home && *home == '/')
    n = snprintf(out, room, "%s%s/.config/systemd/user", s->root, home);
  else
    return cli_usage("neither XDG_CONFIG_HOME nor HOME says where the user's "
                     "units stand; or did you mean --system?");
  return n < (int)room ? CLI_OK
                       : cli_usage("the path of the units is too long");
}

bool schedule_is_ours(const char *text)
{
  return !strncmp(text, SCHEDULE_MARK, strlen(SCHEDULE_MARK));
}

bool schedule_is_for(const char *text, const char *store)
{
  const char *line = strchr(text, '\n');
  size_t n = strlen(SCHEDULE_STORE);

  if (!schedule_is_ours(text) || !line || strncmp(line + 1, SCHEDULE_STORE, n))
    return false;
  line += 1 + n;
  return strcspn(line, "\n") == strlen(store) &&
         !strncmp(line, store, strlen(store));
}

char *schedule_read_file(const char *path)
{
  FILE *f = fopen(path, "rbe");
  char *text = f ? (char *)malloc(MOST) : NULL;
  size_t n = text ? fread(text, 1, MOST - 1, f) : 0;

  if (text && ferror(f)) {
    free(text);
    text = NULL;
  }
  if (text)
    text[n] = '\0';
  if (f)
    fclose(f);
  return text;
}

/* ---- writing ---- */

typedef void (*write_unit)(FILE *to, const schedule *s);

/* One of the two files. */
typedef struct unit {
  write_unit write;
  char path[2 * SCHEDULE_PATH];
  char *before; /* what stood there; NULL: nothing */
  cli_output out;
} unit;

/* Whether the place is free, or taken by an earlier version of ours. */
static int claim(unit *u, const schedule *s)
{
  u->before = schedule_read_file(u->path);
  if (!u->before && errno == ENOENT)
    return CLI_OK;
  if (!u->before) {
    fprintf(stderr, "tiendo: %s: %s\n", u->path, strerror(errno));
    return CLI_OUTPUT;
  }
  if (!schedule_is_ours(u->before))
    return cli_usage("%s was not written by tiendo, so it stays; choose "
                     "another --name",
                     u->path);
  if (!schedule_is_for(u->before, s->store))
    return cli_usage("%s is for another store; choose another --name", u->path);
  return CLI_OK;
}

/* Under its other name. */
static int prepare(unit *u, const schedule *s)
{
  int code = cli_out_open(&u->out, u->path);

  if (code != CLI_OK)
    return code;
  u->write(u->out.file, s);
  return cli_out_finish(&u->out);
}

/* As it was before we came. */
static void undo(unit *u)
{
  if (!u->before)
    unlink(u->path);
  else if (cli_out_open(&u->out, u->path) == CLI_OK) {
    fputs(u->before, u->out.file);
    cli_out_close(&u->out, true);
  }
}

/* The service first: without its timer it does nothing. */
static int write_pair(unit *service, unit *timer, const schedule *s)
{
  int code = claim(service, s);

  if (code == CLI_OK)
    code = claim(timer, s);
  if (code == CLI_OK)
    code = cli_make_folders(service->path);
  if (code == CLI_OK)
    code = prepare(service, s);
  if (code == CLI_OK)
    code = prepare(timer, s);
  if (code == CLI_OK)
    code = cli_out_close(&service->out, true);
  if (code != CLI_OK)
    return code;
  code = cli_out_close(&timer->out, true);
  if (code != CLI_OK)
    undo(service);
  return code;
}

int schedule_write_units(const schedule *s, const char *folder)
{
  unit *units = (unit *)calloc(2, sizeof(*units));
  int code;

  if (!units)
    return schedule_no_memory();
  units[0].write = schedule_write_service;
  units[1].write = schedule_write_timer;
  snprintf(units[0].path, sizeof(units[0].path), "%s/%s.service", folder,
           s->name);
  snprintf(units[1].path, sizeof(units[1].path), "%s/%s.timer", folder,
           s->name);
  code = write_pair(&units[0], &units[1], s);
  for (size_t i = 0; i < 2; i++) {
    cli_out_close(&units[i].out, false);
    free(units[i].before);
  }
  free(units);
  return code;
}

/* ---- finding and removing ---- */

static bool is_file_for(const char *path, const char *store)
{
  char *text = schedule_read_file(path);
  bool is_it = text && schedule_is_for(text, store);

  free(text);
  return is_it;
}

static int compare(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each name once, by its service: a timer of ours is never without one. */
void schedule_list(folders *names, const char *folder, const char *store)
{
  static const char begin[] = "tiendo-", end[] = ".service";
  char path[2 * SCHEDULE_PATH];
  const struct dirent *entry;
  DIR *d = opendir(folder);

  while (d && (entry = readdir(d)) && names->n < SCHEDULE_FOLDERS) {
    size_t n = strlen(entry->d_name);
    if (n <= sizeof(begin) + sizeof(end) ||
        strncmp(entry->d_name, begin, sizeof(begin) - 1) != 0 ||
        strcmp(entry->d_name + n - sizeof(end) + 1, end) != 0)
      continue;
    snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
    if (is_file_for(path, store))
      names->path[names->n++] = strndup(entry->d_name, n - sizeof(end) + 1);
  }
  if (d)
    closedir(d);
  if (names->n)
    qsort(names->path, names->n, sizeof(*names->path), compare);
}

/* One that is not there is as good as removed. */
static int remove_file(const char *path)
{
  if (!unlink(path) || errno == ENOENT)
    return CLI_OK;
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  return CLI_OUTPUT;
}

/* What enables a timer. */
static void link_path(char *out, size_t room, const char *folder,
                      const char *name)
{
  snprintf(out, room, "%s/timers.target.wants/%s.timer", folder, name);
}

bool schedule_is_enabled(const char *folder, const char *name)
{
  char path[2 * SCHEDULE_PATH];
  struct stat there;

  link_path(path, sizeof(path), folder, name);
  return !lstat(path, &there) && S_ISLNK(there.st_mode);
}

static int remove_link(const char *folder, const char *name)
{
  char path[2 * SCHEDULE_PATH];

  link_path(path, sizeof(path), folder, name);
  return schedule_is_enabled(folder, name) ? remove_file(path) : CLI_OK;
}

static int remove_unit(const char *folder, const char *name, const char *kind,
                       const char *store)
{
  char path[2 * SCHEDULE_PATH];
  int code = CLI_OK;

  snprintf(path, sizeof(path), "%s/%s.%s", folder, name, kind);
  if (!is_file_for(path, store))
    return CLI_OK;
  if (!strcmp(kind, "timer"))
    code = remove_link(folder, name);
  return code == CLI_OK ? remove_file(path) : code;
}

int schedule_remove_units(const char *folder, const char *name,
                          const char *store)
{
  int code = remove_unit(folder, name, "timer", store);

  return code == CLI_OK ? remove_unit(folder, name, "service", store) : code;
}
