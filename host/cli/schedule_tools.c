/* Programs that belong to the system: systemctl, systemd-analyze, crontab. Each
 * is found by PATH; files stand in for pipes, so that nobody waits for
 * anybody. */
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "schedule.h"

extern char **environ;

enum { NO_PROGRAM = 127 };

static int start(pid_t *pid, const char *const *argv, FILE *in, FILE *out)
{
  posix_spawn_file_actions_t files;
  char *words[16] = { NULL };
  int rc = posix_spawn_file_actions_init(&files);

  for (size_t i = 0; i < 15 && argv[i]; i++)
    memcpy(&words[i], &argv[i], sizeof(words[i])); /* it changes none */
  if (rc)
    return rc;
  posix_spawn_file_actions_adddup2(&files, fileno(in), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(out), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(out), STDERR_FILENO);
  rc = posix_spawnp(pid, words[0], &files, NULL, words, environ);
  posix_spawn_file_actions_destroy(&files);
  return rc;
}

static char *read_back(FILE *f)
{
  long n = fseek(f, 0, SEEK_END) ? -1 : ftell(f);
  char *text = n < 0 ? NULL : (char *)malloc((size_t)n + 1);

  if (!text)
    return NULL;
  rewind(f);
  text[fread(text, 1, (size_t)n, f)] = '\0';
  return text;
}

/* Its exit code, or 128 + the signal that ended it. */
static int wait_for(pid_t pid)
{
  int status = 0;

  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool tool_run(tool *t, const char *const *argv, const char *input)
{
  FILE *in = tmpfile();
  FILE *out = tmpfile();
  pid_t pid;
  bool is_ready = in && out && fputs(input ? input : "", in) >= 0 &&
                  !fflush(in) && !fseek(in, 0, SEEK_SET);

  t->out = NULL;
  t->code = NO_PROGRAM;
  setenv("LC_ALL", "C", 1);
  if (is_ready) {
    if (!start(&pid, argv, in, out))
      t->code = wait_for(pid);
    t->out = read_back(out);
  }
  if (in)
    fclose(in);
  if (out)
    fclose(out);
  return t->out != NULL;
}

void tool_free(tool *t)
{
  free(t->out);
  t->out = NULL;
}

bool schedule_has_manager(const schedule *s)
{
  const char *runtime = getenv("XDG_RUNTIME_DIR");
  char path[SCHEDULE_PATH];

  if (*s->root)
    return false;
  if (s->is_system)
    return !access("/run/systemd/system", F_OK);
  snprintf(path, sizeof(path), "%s/systemd/private", runtime ? runtime : "");
  return runtime && !access(path, F_OK);
}

/* "    Iter. #2: Wed 2026-11-25 06:30:00 +07" */
static void print_start(const cli_options *o, const char *line, size_t n)
{
  const char *colon = (const char *)memchr(line, ':', n);
  size_t blanks = strspn(line, " ");

  if (!colon || (strncmp(line + blanks, "Next elapse", 11) != 0 &&
                 strncmp(line + blanks, "Iter. #", 7) != 0))
    return;
  printf("# %s:%.*s\n", schedule_say(o, WORD_NEXT),
         (int)(n - (size_t)(colon + 1 - line)), colon + 1);
}

/* In the zone of the calendar, from the day that is said or from now on. */
void schedule_print_next(const cli_options *o, const char *calendar)
{
  const char *zone = strrchr(calendar, ' ') ? strrchr(calendar, ' ') + 1 : "";
  const char *today = getenv("TIENDO_TODAY");
  const char *day = o->as_of ? o->as_of : today && *today ? today : NULL;
  char tz[300], base[80];
  const char *argv[] = { "env",
                         tz,
                         "systemd-analyze",
                         "calendar",
                         calendar,
                         "--iterations=3",
                         day ? base : NULL,
                         NULL };
  tool t;

  snprintf(tz, sizeof(tz), "TZ=%s", zone);
  snprintf(base, sizeof(base), "--base-time=%s 00:00:00", day ? day : "");
  if (!tool_run(&t, argv, NULL) || t.code)
    printf("# %s: %s\n", schedule_say(o, WORD_NEXT),
           t.code == NO_PROGRAM || !t.out ? schedule_say(o, WORD_NO_ANALYZE)
                                          : t.out);
  for (const char *p = t.code ? NULL : t.out; p && *p;) {
    size_t n = strcspn(p, "\n");
    print_start(o, p, n);
    p += n + (p[n] == '\n');
  }
  tool_free(&t);
}

int schedule_systemctl(const schedule *s, const char *verb, const char *option,
                       const char *unit)
{
  const char *argv[7] = { "systemctl" };
  int n = 1, code = CLI_OK;
  tool t;

  if (!s->is_system)
    argv[n++] = "--user";
  argv[n++] = verb;
  if (option)
    argv[n++] = option;
  if (unit)
    argv[n++] = unit;
  if (!tool_run(&t, argv, NULL) || t.code) {
    fprintf(stderr, "tiendo: systemctl %s: ", verb);
    cli_say(t.code == NO_PROGRAM ? "there is no such program"
            : t.out              ? t.out
                                 : "it cannot be run");
    fputc('\n', stderr);
    code = CLI_OUTPUT;
  }
  tool_free(&t);
  return code;
}
