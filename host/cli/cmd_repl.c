/* tiendo repl: ask the plan, at a terminal or from a script. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"
#include "edit.h"

/* What was typed and is not whole yet, or a file. */
typedef struct text_buffer {
  char *text;
  size_t n;
} text_buffer;

typedef struct repl {
  td_store *store;
  td_session *session;
  const cli_options *options;
  text_buffer text;
} repl;

static bool add_text(text_buffer *b, const char *text, size_t n)
{
  char *grown = (char *)realloc(b->text, b->n + n + 1);

  if (!grown)
    return false;
  memcpy(grown + b->n, text, n);
  b->text = grown;
  b->n += n;
  grown[b->n] = '\0';
  return true;
}

static void drop_text(text_buffer *b)
{
  free(b->text);
  *b = (text_buffer){ NULL, 0 };
}

/* ---- Ctrl-C ----------------------------------------------------------- */

/* What runs, for the handler, which gets no argument of ours. */
static td_session *volatile running;

static void on_interrupt(int number)
{
  int kept = errno;

  (void)number;
  if (running)
    td_session_interrupt(running);
  errno = kept;
}

static void catch_interrupts(void)
{
  struct sigaction act = { .sa_handler = on_interrupt, .sa_flags = SA_RESTART };

  sigemptyset(&act.sa_mask);
  sigaction(SIGINT, &act, NULL);
}

/* ---- evaluating ------------------------------------------------------- */

static int terminal_height(void)
{
  struct winsize size;

  if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
    return size.ws_row;
  return 0;
}

static int code_of(td_status rc)
{
  switch (rc) {
  case TD_ELIMIT:
  case TD_ESTOPPED:
    return CLI_INCOMPLETE;
  case TD_EIO:
    return CLI_OUTPUT;
  default:
    return rc < 0 ? CLI_USAGE : CLI_OK;
  }
}

/* Says what was wrong: at a terminal where the answer would stand. */
static void tell(const repl *r, td_status rc, const td_err *err, FILE *to)
{
  td_err second;

  fflush(stdout);
  if (rc == TD_EIO)
    cli_fail(err);
  else if (td_session_tell(r->session, td_write_file, to, &second) != TD_OK)
    cli_fail(err);
  fflush(to);
}

/* Runs a text, or with a name a whole file; tells what was wrong. */
static td_status run_text(const repl *r, const char *name, const char *text,
                          size_t n, FILE *errors)
{
  td_err err;
  td_status rc;

  td_session_resize(r->session, cli_width(), terminal_height());
  running = r->session;
  rc = name ? td_session_run(r->session, name, text, n, &err)
            : td_session_eval(r->session, text, n, &err);
  running = NULL;
  if (rc < 0)
    tell(r, rc, &err, errors);
  fflush(stdout);
  return rc;
}

/* ---- at a terminal ---------------------------------------------------- */

static void make_prompt(char *out, size_t room, const repl *r)
{
  const char *day = td_session_as_of(r->session);

  if (r->text.n)
    snprintf(out, room, "%*s", (int)strlen(day) + 2, "... ");
  else
    snprintf(out, room, "%s> ", day);
}

/* A statement that broke off with the terminal's end of file. */
static void give_up(repl *r)
{
  run_text(r, "input", r->text.text, r->text.n, stdout);
  drop_text(&r->text);
}

static td_status take_line(repl *r, const char *line)
{
  td_status rc;

  if (!add_text(&r->text, line, strlen(line)))
    return TD_ENOMEM;
  rc = run_text(r, NULL, r->text.text, r->text.n, stdout);
  if (rc == TD_MORE)
    return add_text(&r->text, "\n", 1) ? TD_OK : TD_ENOMEM;
  if (rc != TD_LEAVE)
    edit_remember(r->text.text);
  drop_text(&r->text);
  return rc == TD_LEAVE || rc == TD_EIO ? rc : TD_OK;
}

static int talk(repl *r)
{
  td_status rc = TD_OK;

  while (rc == TD_OK) {
    char prompt[32], *line = NULL;
    edit_end end;
    make_prompt(prompt, sizeof(prompt), r);
    td_session_resize(r->session, cli_width(), terminal_height());
    end = edit_line(&line, prompt, cli_color(r->options),
                    r->text.n ? r->text.text : "");
    if (end == EDIT_DROPPED) {
      drop_text(&r->text);
    } else if (end == EDIT_END && r->text.n) {
      give_up(r);
    } else if (end == EDIT_END) {
      break;
    } else {
      rc = take_line(r, line);
    }
    free(line);
  }
  return rc == TD_EIO ? CLI_OUTPUT : rc == TD_ENOMEM ? CLI_INPUT : CLI_OK;
}

/* Where state of programs belongs, by the XDG base directory rules; NULL where
 * there is no home. */
static char *history_path(void)
{
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  char path[4096];
  int n = -1;

  if (state && *state == '/')
    n = snprintf(path, sizeof(path), "%s/tiendo/history", state);
  else if (home && *home)
    n = snprintf(path, sizeof(path), "%s/.local/state/tiendo/history", home);
  if (n < 0 || (size_t)n >= sizeof(path) || cli_make_folders(path) != CLI_OK)
    return NULL;
  return strdup(path);
}

static int at_terminal(repl *r)
{
  char *history = history_path();
  td_err err;
  int code;

  td_session_resize(r->session, cli_width(), terminal_height());
  if (!r->options->quiet)
    td_session_greet(r->session, &err);
  fflush(stdout);
  edit_open(r->session, history);
  code = talk(r);
  edit_close();
  free(history);
  return code;
}

/* ---- without one ------------------------------------------------------ */

/* A line of a script, its end included; TD_OK also where more must follow. */
static td_status feed_line(repl *r, const char *line, size_t n)
{
  td_status rc;

  if (!add_text(&r->text, line, n))
    return TD_ENOMEM;
  rc = run_text(r, NULL, r->text.text, r->text.n, stderr);
  if (rc == TD_MORE)
    return TD_OK;
  drop_text(&r->text);
  return rc;
}

/* The end of a script, at which nothing may be left over. */
static int end_script(repl *r, td_status rc)
{
  if (rc == TD_OK && r->text.n)
    rc = run_text(r, "input", r->text.text, r->text.n, stderr);
  drop_text(&r->text);
  return code_of(rc);
}

/* A script on standard input: as if it were typed, but without prompts, and
 * over with the first mistake. */
static int run_script(repl *r)
{
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  td_status rc = TD_OK;

  while (rc == TD_OK && (n = getline(&line, &room, stdin)) >= 0)
    rc = feed_line(r, line, (size_t)n);
  free(line);
  return end_script(r, rc);
}

/* The text of an -e, the same way. */
static int run_code(repl *r, const char *code)
{
  td_status rc = TD_OK;

  while (rc == TD_OK && *code) {
    size_t n = strcspn(code, "\n");
    n += code[n] == '\n';
    rc = feed_line(r, code, n);
    code += n;
  }
  return end_script(r, rc);
}

static int read_file(text_buffer *b, const char *path)
{
  char piece[65536];
  size_t n;
  FILE *f = fopen(path, "rbe");
  bool is_whole = f != NULL;

  while (is_whole && (n = fread(piece, 1, sizeof(piece), f)) > 0)
    is_whole = add_text(b, piece, n);
  if (f && !ferror(f) && is_whole && (b->n || add_text(b, "", 0))) {
    fclose(f);
    return CLI_OK;
  }
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  if (f)
    fclose(f);
  return CLI_INPUT;
}

static int run_file(repl *r, const char *path)
{
  text_buffer b = { NULL, 0 };
  int code = read_file(&b, path);

  if (code == CLI_OK)
    code = code_of(run_text(r, path, b.text, b.n, stderr));
  drop_text(&b);
  return code;
}

/* ---- the command ------------------------------------------------------ */

/* The plan that comes with the program: beside it where it was built, or where
 * `make install` puts it. */
static bool find_bundled(char *path, size_t room)
{
  static const char *const places[] = { "an-giang.db",
                                        "../share/tiendo/an-giang.db" };
  char self[2048];
  ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
  char *slash;

  if (n <= 0)
    return false;
  self[n] = '\0';
  slash = strrchr(self, '/');
  if (slash)
    *slash = '\0';
  for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
    int k = snprintf(path, room, "%s/%s", self, places[i]);
    if (k > 0 && (size_t)k < room && access(path, R_OK) == 0)
      return true;
  }
  return false;
}

static int find_store(char *path, size_t room, int argc, char **argv)
{
  if (argc) {
    snprintf(path, room, "%s", argv[0]);
    return CLI_OK;
  }
  if (find_bundled(path, room))
    return CLI_OK;
  return cli_usage("no plan comes with this build; name a store: "
                   "tiendo repl STORE");
}

static td_status make_rules(void *ud, td_rules **out, td_err *err)
{
  const repl *r = (const repl *)ud;

  return cli_make_rules(out, r->options, err);
}

static int write_answer(void *ud, const char *text, size_t n)
{
  (void)ud;
  return td_write_file(stdout, text, n);
}

static int open_session(repl *r)
{
  const cli_options *o = r->options;
  char today[16];
  td_err err;
  const td_session_options options = {
    .size = sizeof(options),
    .as_of = cli_as_of(o, r->store, today),
    .known_at = o->known_at,
    .lang = o->lang,
    .color = cli_color(o),
    .width = cli_width(),
    .height = terminal_height(),
    .workers = cli_workers(o),
    .folder = o->n_rules ? o->rules[0] : NULL,
    .make_rules = make_rules,
    .write = write_answer,
    .ud = r,
  };

  if (td_session_open(&r->session, r->store, &options, &err) != TD_OK)
    return cli_fail(&err);
  return CLI_OK;
}

/* Files and texts of the command line in their order; whether there were any
 * texts, after which nothing more is read. */
static int run_given(repl *r, bool *has_code)
{
  const cli_options *o = r->options;
  int code = CLI_OK;

  for (size_t i = 0; code == CLI_OK && i < o->n_codes; i++) {
    *has_code |= !o->codes[i].is_file;
    code = o->codes[i].is_file ? run_file(r, o->codes[i].text)
                               : run_code(r, o->codes[i].text);
  }
  return code;
}

static int run_session(repl *r)
{
  bool has_code = false;
  int code;

  catch_interrupts();
  code = run_given(r, &has_code);
  if (code != CLI_OK || has_code)
    return code;
  if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
    return at_terminal(r);
  return run_script(r);
}

/* Only what a character is, for the terminal; numbers and order stay those of
 * every other command. */
static void know_characters(void)
{
  setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1)
    setlocale(LC_CTYPE, "C.UTF-8");
}

static int run(const cli_options *o, int argc, char **argv)
{
  repl r = { NULL, NULL, o, { NULL, 0 } };
  char store[4096];
  int code = cli_check_words(o, "text");

  if (code == CLI_OK)
    code = find_store(store, sizeof(store), argc, argv);
  if (code != CLI_OK)
    return code;
  know_characters();
  r.store = cli_open(store, TD_OPEN_READ, &code);
  if (r.store)
    code = open_session(&r);
  if (code == CLI_OK)
    code = run_session(&r);
  td_session_close(r.session);
  td_store_close(r.store);
  drop_text(&r.text);
  return code;
}

const cli_command cmd_repl = {
  .name = "repl",
  .usage = "[STORE]",
  .summary = "ask the plan: an interactive session",
  .help = "Expressions of Lua with the words of the plan; their values are "
          "shown.\n"
          "tiendo repl                     the plan that comes with tiendo\n"
          "tiendo repl STORE -e 'find \"tử vong mẹ\"'\n"
          "                                one answer, without a terminal\n"
          "tiendo repl STORE -i mine.lua   with your own functions at hand\n"
          "tiendo repl STORE <script       as if it were typed\n"
          "docs/repl.md shows a session; there, help tells what can be asked.",
  .takes = "as-of known-at rules no-builtin config set e i workers lang "
           "no-color quiet",
  .min_args = 0,
  .max_args = 1,
  .run = run,
};
