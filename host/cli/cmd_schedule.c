/* tiendo schedule: has a timer start `tiendo run`. Verbs as of tiendo rules. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "schedule.h"

/* ---- install ---- */

/* Options that make no sense together. */
static int check_install(const cli_options *o)
{
  const char *const *own = o->own;

  if (own[OWN_CRON] && (own[OWN_SYSTEM] || own[OWN_ENABLE]))
    return cli_usage("--cron is for the user's crontab, without --system and "
                     "--enable");
  if (own[OWN_APPLY] && !own[OWN_CRON])
    return cli_usage("--apply goes with --cron");
  if (own[OWN_ROOT] && (own[OWN_APPLY] || own[OWN_ENABLE]))
    return cli_usage("--root leaves this computer alone, so nothing can be "
                     "%s",
                     own[OWN_APPLY] ? "applied" : "enabled");
  if (own[OWN_ENABLE] && o->dry_run)
    return cli_usage("--enable does something, and --dry-run does nothing");
  return cli_check_words(o, "text");
}

/* What would keep a run from working, as far as it can be seen from here. */
static void tell_doubts(const schedule *s, const cli_options *o)
{
  char path[2 * SCHEDULE_PATH];

  for (size_t i = 0; i < s->written.n; i++)
    if (!*s->root && access(s->written.path[i], F_OK))
      schedule_note(o, WORD_NO_FOLDER, s->written.path[i]);
  snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", s->zone);
  if (!*s->root && access(path, F_OK))
    schedule_note(o, WORD_NO_ZONE, s->zone);
  if (s->is_system && !*s->user)
    schedule_note(o, WORD_AS_ROOT, s->name);
}

static void print_units(const schedule *s, const char *folder)
{
  printf("# %s/%s.service\n", folder, s->name);
  schedule_write_service(stdout, s);
  printf("\n# %s/%s.timer\n", folder, s->name);
  schedule_write_timer(stdout, s);
}

static const char *systemctl(const schedule *s)
{
  return s->is_system ? "systemctl" : "systemctl --user";
}

/* A user's timers rest while the user is not logged in. */
static void print_steps(const schedule *s, const cli_options *o,
                        bool is_enabled)
{
  if (!is_enabled || !s->is_system)
    printf("\n%s\n", schedule_say(o, WORD_NEXT_STEPS));
  if (!is_enabled)
    printf("  %s daemon-reload\n  %s enable --now %s.timer\n", systemctl(s),
           systemctl(s), s->name);
  if (!s->is_system)
    printf("  loginctl enable-linger    # %s\n", schedule_say(o, WORD_LINGER));
}

static void tell_written(const schedule *s, const cli_options *o,
                         const char *folder, bool is_enabled)
{
  if (o->quiet)
    return;
  printf("%s\n  %s/%s.service\n  %s/%s.timer\n", schedule_say(o, WORD_WRITTEN),
         folder, s->name, folder, s->name);
  if (is_enabled)
    printf("%s\n  %s.timer\n", schedule_say(o, WORD_ENABLED), s->name);
  print_steps(s, o, is_enabled);
}

static int enable(const schedule *s)
{
  char timer[sizeof(s->name) + 8];
  int code = schedule_systemctl(s, "daemon-reload", NULL, NULL);

  snprintf(timer, sizeof(timer), "%s.timer", s->name);
  return code == CLI_OK ? schedule_systemctl(s, "enable", "--now", timer)
                        : code;
}

static int install_units(const schedule *s, const cli_options *o)
{
  bool is_enabled = o->own[OWN_ENABLE] != NULL;
  char folder[2 * SCHEDULE_PATH];
  int code = schedule_unit_folder(folder, sizeof(folder), s);

  if (code != CLI_OK)
    return code;
  if (o->dry_run) {
    print_units(s, folder);
    return CLI_OK;
  }
  if (is_enabled && !schedule_has_manager(s))
    return cli_usage("--enable: no systemd is running here%s; nothing was "
                     "written",
                     s->is_system ? "" : " for this user");
  code = schedule_write_units(s, folder);
  if (code == CLI_OK && is_enabled && enable(s) != CLI_OK) {
    code = CLI_OUTPUT;
    is_enabled = false;
  }
  if (code == CLI_OK || code == CLI_OUTPUT)
    tell_written(s, o, folder, is_enabled);
  return code;
}

static int install(const cli_options *o, int argc, char **argv)
{
  schedule *s = (schedule *)calloc(1, sizeof(*s));
  int code = s ? check_install(o) : schedule_no_memory();

  if (code == CLI_OK)
    code = schedule_read(s, o, argc, argv);
  if (code == CLI_OK)
    tell_doubts(s, o);
  if (code == CLI_OK)
    code = o->own[OWN_CRON] ? schedule_install_cron(s, o) : install_units(s, o);
  if (s)
    schedule_free(s);
  free(s);
  return code;
}

/* ---- show and remove ---- */

/* What is there for the store, in one folder. */
typedef struct installed {
  schedule *s;
  char folder[2 * SCHEDULE_PATH];
  folders names;
} installed;

static int find_installed(installed *in, const cli_options *o, int argc,
                          char **argv)
{
  int code = cli_check_words(o, "text");

  memset(in, 0, sizeof(*in));
  if (code == CLI_OK && argc != 1)
    code = cli_usage("usage: tiendo schedule show|remove STORE [options]");
  if (code == CLI_OK && o->own[OWN_CRON] &&
      (o->own[OWN_SYSTEM] || o->own[OWN_ROOT]))
    code = cli_usage("--cron is for the user's crontab, without --system and "
                     "--root");
  in->s = (schedule *)calloc(1, sizeof(*in->s));
  if (code == CLI_OK && !in->s)
    code = schedule_no_memory();
  if (code == CLI_OK)
    code = schedule_place(in->s, o, argv[0]);
  if (code != CLI_OK || o->own[OWN_CRON])
    return code;
  code = schedule_unit_folder(in->folder, sizeof(in->folder), in->s);
  if (code == CLI_OK)
    schedule_list(&in->names, in->folder, in->s->store);
  return code;
}

static void free_installed(installed *in)
{
  folders_free(&in->names);
  free(in->s);
}

/* The setting's value in a unit; false without it. */
static bool find_setting(char *out, size_t room, const char *text,
                         const char *name)
{
  const char *line = strstr(text, name);

  if (!line)
    return false;
  line += strlen(name);
  snprintf(out, room, "%.*s", (int)strcspn(line, "\n"), line);
  return true;
}

static char *print_file(const installed *in, const char *name, const char *kind)
{
  char path[3 * SCHEDULE_PATH];
  char *text;

  snprintf(path, sizeof(path), "%s/%s.%s", in->folder, name, kind);
  text = schedule_read_file(path);
  printf("# %s\n%s\n", path, text ? text : "");
  return text;
}

static void show_one(const installed *in, const cli_options *o,
                     const char *name)
{
  char when[256];
  char *service = print_file(in, name, "service");
  char *timer = print_file(in, name, "timer");

  if (timer && find_setting(when, sizeof(when), timer, "\nOnCalendar="))
    schedule_print_next(o, when);
  if (schedule_is_enabled(in->folder, name))
    printf("# %s\n", schedule_say(o, WORD_ON));
  else
    printf("# %s: %s enable --now %s.timer\n", schedule_say(o, WORD_OFF),
           systemctl(in->s), name);
  free(service);
  free(timer);
}

static int show(const cli_options *o, int argc, char **argv)
{
  installed in;
  int code = find_installed(&in, o, argc, argv);

  if (code == CLI_OK && o->own[OWN_CRON])
    code = schedule_show_cron(in.s, o);
  else if (code == CLI_OK && !in.names.n)
    printf("%s %s: %s\n", schedule_say(o, WORD_NOTHING), in.s->store,
           in.folder);
  for (size_t i = 0; i < in.names.n; i++) {
    if (i)
      putchar('\n');
    show_one(&in, o, in.names.path[i]);
  }
  free_installed(&in);
  return code;
}

/* By --name, or the only one there is. */
static int choose(const char **out, const installed *in, const cli_options *o)
{
  const char *name = o->own[OWN_NAME];

  for (size_t i = 0; i < in->names.n; i++)
    if (name ? !strcmp(in->names.path[i] + strlen("tiendo-"), name)
             : in->names.n == 1) {
      *out = in->names.path[i];
      return CLI_OK;
    }
  if (!name && in->names.n > 1)
    return cli_usage("%zu schedules are for %s; choose by --name, as "
                     "tiendo schedule show lists them",
                     in->names.n, in->s->store);
  return cli_usage("%s %s: %s%s%s", schedule_say(o, WORD_NOTHING), in->s->store,
                   in->folder, name ? "/tiendo-" : "", name ? name : "");
}

/* What its reader added stays, and is told. */
static void tell_kept(const installed *in, const cli_options *o,
                      const char *name)
{
  static const char *const kinds[] = { "service", "timer" };
  char path[3 * SCHEDULE_PATH];

  for (size_t i = 0; i < 2; i++) {
    snprintf(path, sizeof(path), "%s/%s.%s.d", in->folder, name, kinds[i]);
    if (!access(path, F_OK))
      schedule_note(o, WORD_KEPT, path);
  }
}

/* Stopped first, so that nothing starts what is going away. */
static int remove_one(const installed *in, const char *name)
{
  char timer[SCHEDULE_PATH];
  bool is_told = schedule_has_manager(in->s);
  int code = CLI_OK;

  snprintf(timer, sizeof(timer), "%s.timer", name);
  if (is_told)
    code = schedule_systemctl(in->s, "disable", "--now", timer);
  if (code == CLI_OK)
    code = schedule_remove_units(in->folder, name, in->s->store);
  if (code == CLI_OK && is_told)
    code = schedule_systemctl(in->s, "daemon-reload", NULL, NULL);
  return code;
}

static int remove_chosen(const installed *in, const cli_options *o)
{
  const char *name = NULL;
  int code = choose(&name, in, o);

  if (code == CLI_OK && !o->dry_run)
    code = remove_one(in, name);
  if (code != CLI_OK)
    return code;
  tell_kept(in, o, name);
  if (!o->quiet || o->dry_run)
    printf("%s\n  %s/%s.timer\n  %s/%s.service\n",
           schedule_say(o, o->dry_run ? WORD_WOULD_GO : WORD_REMOVED),
           in->folder, name, in->folder, name);
  return CLI_OK;
}

/* A crontab is the user's, so it is changed only if that is asked for. */
static int remove_verb(const cli_options *o, int argc, char **argv)
{
  installed in;
  int code = find_installed(&in, o, argc, argv);

  if (code == CLI_OK && o->own[OWN_APPLY] && !o->own[OWN_CRON])
    code = cli_usage("--apply goes with --cron");
  if (code == CLI_OK && o->own[OWN_CRON] && !o->own[OWN_APPLY] && !o->dry_run)
    code = cli_usage("the crontab is changed only with --apply; --dry-run "
                     "prints what it would become");
  if (code == CLI_OK)
    code = o->own[OWN_CRON] ? schedule_remove_cron(in.s, o)
                            : remove_chosen(&in, o);
  free_installed(&in);
  return code;
}

/* ---- verbs ---- */

static const cli_verb verb_install = {
  .name = "install",
  .usage = "STORE [options] [-- OPTIONS OF RUN]",
  .takes = "name at days zone system user cron apply enable no-catch-up "
           "program root dry-run lang quiet",
  .max_args = -1,
  .run = install,
};

static const cli_verb verb_show = {
  .name = "show",
  .usage = "STORE [options]",
  .takes = "system cron root as-of lang",
  .max_args = 1,
  .run = show,
};

static const cli_verb verb_remove = {
  .name = "remove",
  .usage = "STORE [options]",
  .takes = "name system cron apply root dry-run lang quiet",
  .max_args = 1,
  .run = remove_verb,
};

static const cli_verb *const verbs[] = { &verb_show, &verb_install,
                                         &verb_remove };

static int run(const cli_options *o, int argc, char **argv)
{
  return cli_run_verb("schedule", verbs, sizeof(verbs) / sizeof(*verbs), o,
                      argc, argv);
}

static const cli_own own[] = {
  [OWN_NAME] = { "name", "NAME", "units are tiendo-NAME (default: the plan)" },
  [OWN_AT] = { "at", "HH:MM", "time of day (default: 06:30)" },
  [OWN_DAYS] = { "days", "DAYS", "mon-fri, mon,wed,fri (default: daily)" },
  [OWN_ZONE] = { "zone", "ZONE", "time zone (default: the plan's)" },
  [OWN_SYSTEM] = { "system", NULL, "for the system, not for the user" },
  [OWN_USER] = { "user", "USER", "with --system: who runs it" },
  [OWN_CRON] = { "cron", NULL, "a crontab in place of a systemd timer" },
  [OWN_APPLY] = { "apply", NULL, "with --cron: change the user's crontab" },
  [OWN_ENABLE] = { "enable", NULL, "enable and start the timer too" },
  [OWN_NO_CATCH_UP] = { "no-catch-up", NULL, "runs leave out missed days" },
  [OWN_PROGRAM] = { "program", "PATH", "tiendo's own (default: this one)" },
  [OWN_ROOT] = { "root", "DIR", "files for the system below DIR" },
  { NULL, NULL, NULL },
};

static const cli_own says[] = {
  { "dry-run", NULL, "print what would be written, write nothing" },
  { "as-of", "DAY", "show: next starts from this day on (default: now)" },
  { "lang", NULL, "language of messages (default: en)" },
  { "quiet", NULL, "no notes, and not what to do next" },
  { NULL, NULL, NULL },
};

const cli_command cmd_schedule = {
  .name = "schedule",
  .usage = "VERB STORE [options]",
  .summary = "have a timer start runs",
  .help = "install STORE [-- OPTIONS OF RUN]\n"
          "             a systemd service and timer for tiendo run STORE, for\n"
          "             the user or the system, or with --cron lines for a\n"
          "             crontab, which are printed unless --apply is given;\n"
          "             what is behind -- goes to the run as it is, after\n"
          "             --catch-up and --log json\n"
          "show STORE   what is installed for the store, and the next starts\n"
          "remove STORE disables it and takes away what install wrote\n"
          "\n"
          "Files that tiendo did not write are neither replaced nor removed.",
  .takes = "dry-run as-of lang quiet",
  .own = own,
  .says = says,
  .min_args = 1,
  .max_args = -1,
  .run = run,
};
