/* The text of the units. A service of the system gets a file system of its own
 * that is closed but for the folders the run writes into. A user's manager may
 * not make one: it would need a user namespace, which many systems refuse, and
 * then the unit would not start. There the filters of system calls and the
 * limits must do. */
#include <string.h>

#include "schedule.h"

/* ---- quoting ---- */

/* Characters that need no quotes in a command line of a unit. */
#define PLAIN                                                                  \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,+-@"

/* Percent signs begin specifiers in every setting. */
static void put_text(FILE *to, const char *text)
{
  for (; *text; text++)
    fputs(*text == '%' ? "%%" : (char[]){ *text, '\0' }, to);
}

/* As one word of a list; a command line expands dollars too, but not in the
 * path of its program. */
static void put_word(FILE *to, const char *word, bool has_dollars)
{
  bool is_plain = *word && !word[strspn(word, PLAIN)];

  if (!is_plain)
    fputc('"', to);
  for (const char *p = word; *p; p++) {
    if (*p == '"' || *p == '\\')
      fputc('\\', to);
    if (*p == '%' || (*p == '$' && has_dollars))
      fputc(*p, to);
    fputc(*p, to);
  }
  if (!is_plain)
    fputc('"', to);
}

/* A folder as the whole rest of a line, which loses blanks at its end and goes
 * on in the next line after a backslash. */
static void put_folder(FILE *to, const char *path)
{
  const char last = path[strlen(path) - 1];

  put_text(to, path);
  if (last == ' ' || last == '\\')
    fputc('/', to);
}

/* ---- when ---- */

static size_t add(char *out, size_t room, size_t n, const char *text)
{
  int more = snprintf(out + n, room - n, "%s", text);

  return n + (size_t)more < room ? n + (size_t)more : room - 1;
}

void schedule_days(char *out, size_t room, unsigned days, bool are_named)
{
  static const char *const names[] = { "Mon", "Tue", "Wed", "Thu",
                                       "Fri", "Sat", "Sun" };
  static const char *const numbers[] = { "1", "2", "3", "4", "5", "6", "7" };
  const char *const *words = are_named ? names : numbers;
  size_t n = 0;

  *out = '\0';
  for (int i = 0; i < 7; i++) {
    int last = i;
    if (!(days >> i & 1))
      continue;
    while (last < 6 && days >> (last + 1) & 1)
      last++;
    n = add(out, room, n, n ? "," : "");
    n = add(out, room, n, words[i]);
    if (last > i + 1) {
      n = add(out, room, n, are_named ? ".." : "-");
      n = add(out, room, n, words[last]);
      i = last;
    }
  }
}

void schedule_calendar(char *out, size_t room, const schedule *s)
{
  char days[40];

  schedule_days(days, sizeof(days), s->days, true);
  snprintf(out, room, "%s%s*-*-* %02d:%02d:00 %s", s->days == 0x7f ? "" : days,
           s->days == 0x7f ? "" : " ", s->hour, s->minute, s->zone);
}

/* ---- units ---- */

static void put_head(FILE *to, const schedule *s)
{
  fprintf(to,
          SCHEDULE_MARK
          "written by tiendo %s; changes belong in a drop-in\n" SCHEDULE_STORE
          "%s\n",
          td_version(), s->store);
}

static void put_command(FILE *to, const schedule *s)
{
  fputs("ExecStart=", to);
  put_word(to, s->program, false);
  fputs(" run ", to);
  put_word(to, s->store, true);
  fputs(s->catches_up ? " --catch-up" : "", to);
  fputs(s->logs ? " --log json" : "", to);
  for (int i = 0; i < s->n_args; i++) {
    fputc(' ', to);
    put_word(to, s->args[i], true);
  }
  fputc('\n', to);
}

/* What a run may use up, and what becomes of its exit code. */
static const char limits[] =
    "# 1: there are findings, the run is fine. 75: another run holds the\n"
    "# lock, so this one is tried again, as after a crash; 2 to 6 would come\n"
    "# again too.\n"
    "SuccessExitStatus=1\n"
    "Restart=on-failure\n"
    "RestartPreventExitStatus=2 3 4 5 6\n"
    "RestartSec=10min\n"
    "TimeoutStartSec=30min\n"
    "Nice=10\n"
    "MemoryMax=50%\n"
    "TasksMax=128\n";

/* What every manager can do: filters that only ever take away. */
static const char filters[] = "NoNewPrivileges=yes\n"
                              "LockPersonality=yes\n"
                              "MemoryDenyWriteExecute=yes\n"
                              "RestrictAddressFamilies=AF_UNIX\n"
                              "RestrictNamespaces=yes\n"
                              "RestrictRealtime=yes\n"
                              "RestrictSUIDSGID=yes\n"
                              "SystemCallArchitectures=native\n"
                              "SystemCallErrorNumber=EPERM\n"
                              "SystemCallFilter=@system-service\n"
                              "SystemCallFilter=~@keyring @memlock @setuid\n";

/* What needs the system's manager. */
static const char walls[] = "CapabilityBoundingSet=\n"
                            "PrivateDevices=yes\n"
                            "PrivateIPC=yes\n"
                            "PrivateNetwork=yes\n"
                            "ProcSubset=pid\n"
                            "ProtectClock=yes\n"
                            "ProtectControlGroups=yes\n"
                            "ProtectHostname=yes\n"
                            "ProtectKernelLogs=yes\n"
                            "ProtectKernelModules=yes\n"
                            "ProtectKernelTunables=yes\n"
                            "ProtectProc=invisible\n"
                            "ProtectSystem=strict\n";

static void put_walls(FILE *to, const schedule *s)
{
  fputs(walls, to);
  fprintf(to, "ProtectHome=%s\n", s->is_under_home ? "read-only" : "yes");
  if (!s->is_under_tmp)
    fputs("PrivateTmp=yes\n", to);
  for (size_t i = 0; i < s->written.n; i++) {
    fputs("ReadWritePaths=", to);
    put_word(to, s->written.path[i], false);
    fputc('\n', to);
  }
}

void schedule_write_service(FILE *to, const schedule *s)
{
  put_head(to, s);
  fputs("[Unit]\nDescription=", to);
  put_text(to, s->title);
  fputs("\nStartLimitIntervalSec=3h\nStartLimitBurst=4\n\n"
        "[Service]\nType=oneshot\n",
        to);
  put_command(to, s);
  fputs("WorkingDirectory=", to);
  put_folder(to, s->folder);
  fprintf(to, "\nEnvironment=TZ=%s\n", s->zone);
  if (*s->user)
    fprintf(to, "User=%s\n", s->user);
  fprintf(to, "\n%s\n%s", limits, filters);
  if (s->is_system)
    put_walls(to, s);
}

void schedule_write_timer(FILE *to, const schedule *s)
{
  char when[128];

  schedule_calendar(when, sizeof(when), s);
  put_head(to, s);
  fputs("[Unit]\nDescription=", to);
  put_text(to, s->title);
  fprintf(to,
          "\n\n[Timer]\n"
          "OnCalendar=%s\n"
          "# A start that was missed while the computer was off is made up.\n"
          "Persistent=true\n"
          "AccuracySec=1min\n"
          "RandomizedDelaySec=5min\n"
          "FixedRandomDelay=true\n\n"
          "[Install]\n"
          "WantedBy=timers.target\n",
          when);
}
