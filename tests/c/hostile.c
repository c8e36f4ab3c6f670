/* Runs one script as a rule would run, within 64 MiB and a second or what is
 * given, and prints what became of it in one line: ok, "error: ...", "stopped:
 * time", "stopped: memory" or "stopped: work". With -v also, on stderr, what it
 * printed and where it ended. There is no plan here, only the language. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

static char *read_file(const char *path, size_t *n)
{
  FILE *f = fopen(path, "rb");
  size_t room = TD_STATE_TEXT_MAX + 1;
  char *text = malloc(room + 1);

  if (!f || !text) {
    fprintf(stderr, "hostile: cannot read %s\n", path);
    exit(2);
  }
  *n = fread(text, 1, room, f);
  text[*n] = '\0';
  fclose(f);
  return text;
}

static const char *stop_name(td_stop why)
{
  switch (why) {
  case TD_STOP_TIME:
    return "time";
  case TD_STOP_MEMORY:
    return "memory";
  case TD_STOP_WORK:
    return "work";
  case TD_STOP_CALLER:
    return "caller";
  case TD_STOP_NONE:
    break;
  }
  return "nothing";
}

static void print_outcome(const td_state *s, td_status rc, const td_err *err)
{
  if (rc == TD_OK)
    printf("ok\n");
  else if (s && td_state_stopped(s) != TD_STOP_NONE)
    printf("stopped: %s\n", stop_name(td_state_stopped(s)));
  else
    printf("error: %s\n", err->text);
}

static void print_details(const td_state *s, td_status rc, const td_err *err)
{
  int i;

  for (i = 0; s && td_state_printed(s, i); i++)
    fprintf(stderr, "%s\n", td_state_printed(s, i));
  if (rc != TD_OK)
    fprintf(stderr, "%s\n%s\n", err->text, s ? td_state_traceback(s) : "");
}

static td_status run(td_state **out, const td_limits *limits, const char *path,
                     td_err *err)
{
  size_t n;
  char *text = read_file(path, &n);
  td_status rc = td_state_new(out, TD_STATE_RULE, limits, err);

  if (rc == TD_OK)
    rc = td_state_start(*out, err);
  if (rc == TD_OK)
    rc = td_state_load(*out, "hostile.lua", text, n, err);
  if (rc == TD_OK)
    rc = td_state_call(*out, 0, 0, err);
  free(text);
  return rc;
}

int main(int argc, char **argv)
{
  bool is_verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
  td_limits limits = { .seconds = 1, .bytes = 64 << 20 };
  td_state *s = NULL;
  td_err err;
  td_status rc;

  argc -= is_verbose;
  argv += is_verbose;
  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: hostile [-v] FILE.lua [SECONDS]\n");
    return 2;
  }
  if (argc == 3)
    limits.seconds = strtod(argv[2], NULL);
  rc = run(&s, &limits, argv[1], &err);
  print_outcome(s, rc, &err);
  if (is_verbose)
    print_details(s, rc, &err);
  td_state_free(s);
  return 0;
}
