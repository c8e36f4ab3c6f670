/* What a schedule is to be, from the options, the store and its plan. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schedule.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const char *own(const cli_options *o, int i, const char *otherwise)
{
  return o->own[i] ? o->own[i] : otherwise;
}

/* ---- when ---- */

static int read_at(schedule *s, const char *text)
{
  const char *p = text;

  s->hour = s->minute = 0;
  for (; *p >= '0' && *p <= '9' && p < text + 2; p++)
    s->hour = s->hour * 10 + *p - '0';
  if (p > text && *p == ':' && strlen(p) == 3 && strspn(p + 1, DIGITS) == 2) {
    s->minute = (p[1] - '0') * 10 + p[2] - '0';
    if (s->hour < 24 && s->minute < 60)
      return CLI_OK;
  }
  return cli_usage("--at: '%s' is no time of day; write it as 06:30", text);
}

/* 0 to 6 for "mon" to "sun", else -1. */
static int day_of(const char *text, size_t n)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu",
                                      "fri", "sat", "sun" };

  for (int i = 0; i < 7; i++)
    if (n == 3 && !strncasecmp(days[i], text, 3))
      return i;
  return -1;
}

/* "mon", or "mon-fri", which may go round the end of the week. */
static bool add_days(unsigned *days, const char *text, size_t n)
{
  size_t first_n = strcspn(text, "-.,");
  size_t gap = first_n < n ? strspn(text + first_n, "-.") : 0;
  int first = day_of(text, first_n < n ? first_n : n);
  int last = first;

  if (gap)
    last = day_of(text + first_n + gap, n - first_n - gap);
  if (first < 0 || last < 0)
    return false;
  for (int i = first; i != last; i = (i + 1) % 7)
    *days |= 1u << i;
  *days |= 1u << last;
  return true;
}

/* "mon,wed,sat-sun" */
static bool parse_days(unsigned *days, const char *text)
{
  for (size_t n = 0;; text += n + 1) {
    n = strcspn(text, ",");
    if (!add_days(days, text, n))
      return false;
    if (!text[n])
      return true;
  }
}

static int read_days(schedule *s, const char *text)
{
  s->days = 0;
  if (!text || !strcasecmp(text, "daily"))
    s->days = 0x7f;
  else if (!parse_days(&s->days, text))
    return cli_usage("--days: '%s' is none of daily, mon-fri, mon,wed,fri and "
                     "the like",
                     text);
  return CLI_OK;
}

/* A fixed offset has a name in the zone database, with its sign turned, where
 * it is of whole hours: "+07:00" is "Etc/GMT-7". */
static bool name_offset(char *out, size_t room, const char *zone)
{
  int hour = atoi(zone + 1);

  if (strspn(zone + 1, DIGITS) != 2 || strcmp(zone + 3, ":00") != 0 ||
      hour > 14)
    return false;
  snprintf(out, room, hour ? "Etc/GMT%c%d" : "UTC", *zone == '+' ? '-' : '+',
           hour);
  return true;
}

static int read_zone(schedule *s, const char *zone)
{
  bool is_offset = strchr("+-", *zone) && strlen(zone) == 6;

  if (is_offset && name_offset(s->zone, sizeof(s->zone), zone))
    return CLI_OK;
  if (is_offset || !*zone || strlen(zone) >= sizeof(s->zone) ||
      zone[strspn(zone, LETTERS CAPITALS DIGITS "_+-/")])
    return cli_usage("'%s' is no time zone that timers know; name one such as "
                     "Asia/Ho_Chi_Minh by --zone",
                     zone);
  snprintf(s->zone, sizeof(s->zone), "%s", zone);
  return CLI_OK;
}

/* ---- whose ---- */

/* The plans of a store, as far as they matter here. */
typedef struct plans {
  char code[128], title[256], zone[64];
  bool is_vietnamese, has_zones; /* that differ */
  size_t n;
} plans;

/* As much of a text as there is room for, in whole characters. */
static void copy_text(char *out, size_t room, const char *text)
{
  size_t n = strlen(text);

  if (n >= room)
    for (n = room - 1; n && (text[n] & 0xc0) == 0x80;)
      n--;
  memcpy(out, text, n);
  out[n] = '\0';
}

static void take_plan(void *ud, const td_plan_info *plan)
{
  plans *p = (plans *)ud;
  const char *title = p->is_vietnamese ? plan->title_vi : plan->title_en;

  if (p->n++ && strcmp(p->zone, plan->zone) != 0)
    p->has_zones = true;
  if (p->n > 1)
    return;
  snprintf(p->code, sizeof(p->code), "%s", plan->code);
  snprintf(p->zone, sizeof(p->zone), "%s", plan->zone);
  copy_text(p->title, sizeof(p->title), *title ? title : plan->code);
}

/* With --root the store is that of the image, which need not have it yet. */
static int read_plans(plans *p, const schedule *s, const cli_options *o)
{
  char path[2 * SCHEDULE_PATH];
  td_store *st = NULL;
  int code = CLI_OK;
  td_err err;

  p->is_vietnamese = o->lang && !strcmp(o->lang, "vi");
  snprintf(path, sizeof(path), "%s%s", s->root, s->store);
  if (*s->root && access(path, F_OK) && errno == ENOENT)
    return CLI_OK;
  st = cli_open(path, TD_OPEN_READ, &code);
  if (st && td_store_plans(st, take_plan, p, &err) != TD_OK)
    code = cli_fail(&err);
  td_store_close(st);
  return code;
}

/* Into a name of units go letters, digits and some signs. */
static void make_name(char *out, size_t room, const char *text)
{
  size_t n = 0;

  for (; *text && n + 1 < room; text++) {
    bool fits = strchr(LETTERS CAPITALS DIGITS "_.", *text) != NULL;
    if (fits)
      out[n++] = *text;
    else if (n && out[n - 1] != '-')
      out[n++] = '-';
  }
  while (n && out[n - 1] == '-')
    n--;
  out[n] = '\0';
}

static int set_name(schedule *s, const char *name)
{
  if (!*name || strlen(name) > 100 ||
      name[strspn(name, LETTERS CAPITALS DIGITS "_.-")])
    return cli_usage("--name: '%s' must be up to 100 letters without "
                     "diacritics, digits and - _ .",
                     name);
  snprintf(s->name, sizeof(s->name), "tiendo-%s", name);
  return CLI_OK;
}

/* By --name, by the plan, or by the store's file. */
static int read_name(schedule *s, const cli_options *o, const plans *p)
{
  const char *slash = strrchr(s->store, '/');
  char name[101];

  if (o->own[OWN_NAME])
    return set_name(s, o->own[OWN_NAME]);
  if (p->n > 1)
    return cli_usage("%s holds %zu plans; give the schedule a --name", s->store,
                     p->n);
  make_name(name, sizeof(name), p->n ? p->code : slash + 1);
  return set_name(s, name);
}

static int read_plan(schedule *s, const cli_options *o)
{
  plans p = { .n = 0 };
  const char *zone = o->own[OWN_ZONE];
  int code = read_plans(&p, s, o);

  if (code == CLI_OK)
    code = read_name(s, o, &p);
  if (code == CLI_OK && p.has_zones && !zone)
    code = cli_usage("%s: its plans have different time zones; name one by "
                     "--zone",
                     s->store);
  if (code == CLI_OK)
    code = read_zone(s, zone ? zone : p.n ? p.zone : "Asia/Ho_Chi_Minh");
  snprintf(s->title, sizeof(s->title), "%s %s",
           schedule_say(o, WORD_DESCRIPTION), p.n == 1 ? p.title : s->name + 7);
  for (char *c = s->title; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7f || *c == '\\')
      *c = ' ';
  return code;
}

/* ---- what is run ---- */

/* Absolute; one that is not there is taken as it is written. */
static int read_store(schedule *s, const char *store)
{
  bool is_ours = !*s->root;
  char *real = is_ours ? realpath(store, NULL) : NULL;
  char *here = is_ours && !real && *store != '/' ? realpath(".", NULL) : NULL;
  int n = snprintf(s->store, sizeof(s->store), "%s%s%s", here ? here : "",
                   here ? "/" : "", real ? real : store);
  free(real);
  free(here);
  if (*s->store != '/')
    return cli_usage("%s: with --root, paths must be absolute", store);
  return n < (int)sizeof(s->store) ? CLI_OK
                                   : cli_usage("%s: too long a path", store);
}

static int read_program(schedule *s, const char *program)
{
  ssize_t n;

  if (program && (*program != '/' || strlen(program) >= sizeof(s->program)))
    return cli_usage("--program: '%s' is no absolute path", program);
  if (program) {
    snprintf(s->program, sizeof(s->program), "%s", program);
    return CLI_OK;
  }
  n = readlink("/proc/self/exe", s->program, sizeof(s->program) - 1);
  s->program[n > 0 ? n : 0] = '\0';
  return n > 0 ? CLI_OK : cli_usage("where is tiendo? say it by --program");
}

/* By number where the owner has no name. */
static void take_owner(schedule *s)
{
  struct stat there;
  const struct passwd *owner;

  if (stat(s->store, &there) || !there.st_uid)
    return;
  owner = getpwuid(there.st_uid);
  if (owner)
    snprintf(s->user, sizeof(s->user), "%s", owner->pw_name);
  else
    snprintf(s->user, sizeof(s->user), "%lu", (unsigned long)there.st_uid);
}

/* The system runs it as whoever the store belongs to. */
static int read_user(schedule *s, const char *user)
{
  if (user && !s->is_system)
    return cli_usage("--user goes with --system only");
  if (user && (!*user || strlen(user) >= sizeof(s->user) ||
               user[strspn(user, LETTERS CAPITALS DIGITS "_.-")]))
    return cli_usage("--user: '%s' is no user's name", user);
  if (user)
    snprintf(s->user, sizeof(s->user), "%s", user);
  else if (s->is_system && !*s->root)
    take_owner(s);
  return CLI_OK;
}

/* Bytes that follow the first of a character in UTF-8; -1 if it is none. */
static int bytes_behind(const unsigned char *p)
{
  if (*p < 0x80)
    return *p < 0x20 || *p == 0x7f ? -1 : 0; /* no control characters */
  if (*p >= 0xc2 && *p < 0xe0)
    return 1;
  if (*p >= 0xe0 && *p < 0xf0)
    return (*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] > 0x9f) ? -1 : 2;
  if (*p >= 0xf0 && *p < 0xf5)
    return (*p == 0xf0 && p[1] < 0x90) || (*p == 0xf4 && p[1] > 0x8f) ? -1 : 3;
  return -1;
}

/* Valid UTF-8 without control characters: lines of a unit can be nothing
 * else. */
static bool is_text(const char *text)
{
  const unsigned char *p = (const unsigned char *)text;

  while (*p) {
    int more = bytes_behind(p++);
    if (more < 0)
      return false;
    for (; more > 0; more--)
      if ((*p++ & 0xc0) != 0x80)
        return false;
  }
  return true;
}

static int check_text(const char *text)
{
  if (is_text(text))
    return CLI_OK;
  fputs("tiendo: '", stderr);
  cli_say(text);
  fputs("': bytes that are no UTF-8 text, or control characters, cannot stand "
        "in a schedule\n",
        stderr);
  return CLI_USAGE;
}

static bool is_option(const char *word, const char *name)
{
  size_t n = strlen(name);

  word += (word[0] == '-') + (word[0] && word[1] == '-');
  return !strncmp(word, name, n) && (!word[n] || word[n] == '=');
}

/* What goes to the run as it is, and what is added to it. */
static int read_args(schedule *s, const cli_options *o)
{
  int code = CLI_OK;

  s->catches_up = !o->own[OWN_NO_CATCH_UP];
  s->logs = true;
  for (int i = 0; code == CLI_OK && i < s->n_args; i++) {
    if (*s->args[i] == '-' &&
        (is_option(s->args[i], "as-of") || is_option(s->args[i], "known-at")))
      return cli_usage("%s would be the same day every time; leave it out",
                       s->args[i]);
    if (*s->args[i] == '-' && is_option(s->args[i], "catch-up"))
      s->catches_up = false;
    if (*s->args[i] == '-' && is_option(s->args[i], "log"))
      s->logs = false;
    code = check_text(s->args[i]);
  }
  return code;
}

static int check_paths(const schedule *s)
{
  int code = check_text(s->store);

  if (code == CLI_OK)
    code = check_text(s->program);
  if (code == CLI_OK)
    code = check_text(s->folder);
  return code;
}

/* ---- all of it ---- */

int schedule_place(schedule *s, const cli_options *o, const char *store)
{
  const char *root = own(o, OWN_ROOT, "");
  size_t n = strlen(root);

  s->is_system = o->own[OWN_SYSTEM] != NULL;
  while (n && root[n - 1] == '/')
    n--;
  if (*root && !n)
    root = ""; /* "/" is this computer */
  if (snprintf(s->root, sizeof(s->root), "%.*s", (int)n, root) >=
      (int)sizeof(s->root))
    return cli_usage("--root: too long a path");
  return read_store(s, store);
}

static int read_all(schedule *s, const cli_options *o, const char *store)
{
  int code = schedule_place(s, o, store);

  if (code == CLI_OK)
    code = read_at(s, own(o, OWN_AT, "06:30"));
  if (code == CLI_OK)
    code = read_days(s, o->own[OWN_DAYS]);
  if (code == CLI_OK)
    code = read_program(s, o->own[OWN_PROGRAM]);
  if (code == CLI_OK)
    code = read_args(s, o);
  if (code == CLI_OK)
    code = schedule_find_paths(s);
  if (code == CLI_OK)
    code = check_paths(s);
  if (code == CLI_OK)
    code = read_plan(s, o);
  return code == CLI_OK ? read_user(s, o->own[OWN_USER]) : code;
}

int schedule_read(schedule *s, const cli_options *o, int argc, char **argv)
{
  int n = o->n_before < 0 ? argc : o->n_before - 1; /* the verb was one */

  if (n != 1)
    return cli_usage("usage: tiendo schedule install STORE [options] [-- "
                     "OPTIONS OF RUN]");
  s->args = argv + 1;
  s->n_args = argc - 1;
  return read_all(s, o, argv[0]);
}

void schedule_free(schedule *s)
{
  folders_free(&s->written);
}
