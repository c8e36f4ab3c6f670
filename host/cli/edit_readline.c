/* Lines through GNU readline. It keeps its state in variables of its own and
 * calls back without an argument, so that ours stands in one too. */
#include "edit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

enum { HISTORY_MAX = 10000, SHOWN_MAX = 40 };

static struct {
  td_session *session;
  const char *before; /* the statement's earlier lines */
  char *history;
  bool is_dropped;
  td_completion found; /* what is listed */
} edit;

/* ---- completion ------------------------------------------------------- */

/* The first n bytes of `line` and `text` behind them, from malloc. */
static char *join(const char *line, size_t n, const char *text)
{
  size_t more = strlen(text);
  char *out = (char *)malloc(n + more + 1);

  if (!out)
    return NULL;
  memcpy(out, line, n);
  memcpy(out + n, text, more + 1);
  return out;
}

/* What readline takes: the common beginning, then each candidate, as whole
 * lines up to the cursor. */
static char **as_matches(const td_completion *found, size_t from)
{
  char **list = (char **)calloc(found->n + 2, sizeof(*list));
  size_t n = found->n == 1 ? 0 : found->n;

  if (!list)
    return NULL;
  list[0] = join(rl_line_buffer, from,
                 found->n == 1 ? found->texts[0] : found->common);
  for (size_t i = 0; i < n; i++)
    list[i + 1] = join(rl_line_buffer, from, found->texts[i]);
  return list;
}

static char **complete(const char *text, int start, int end)
{
  size_t before = strlen(edit.before), n = (size_t)rl_point;
  char *whole = join(edit.before, before, rl_line_buffer);
  char **list = NULL;
  td_err err;

  (void)text;
  (void)start;
  (void)end;
  rl_attempted_completion_over = 1; /* never names of files */
  rl_completion_append_character = '\0';
  if (whole &&
      td_session_complete(edit.session, whole, before + n, &edit.found, &err) ==
          TD_OK &&
      edit.found.n && edit.found.from >= before)
    list = as_matches(&edit.found, edit.found.from - before);
  free(whole);
  return list;
}

static void list_matches(char **matches, int n, int longest)
{
  (void)matches;
  (void)n;
  (void)longest;
  rl_crlf();
  for (size_t i = 0; i < edit.found.n && i < SHOWN_MAX; i++)
    fprintf(rl_outstream, "%s  %s\n", edit.found.labels[i],
            edit.found.notes[i]);
  if (edit.found.n > SHOWN_MAX)
    fprintf(rl_outstream, "… %zu\n", edit.found.n - SHOWN_MAX);
  rl_forced_update_display();
}

/* ---- keys ------------------------------------------------------------- */

/* Ctrl-C is a key here and no signal, so that it cannot come at a bad time. */
static int drop_line(int count, int key)
{
  (void)count;
  (void)key;
  rl_point = rl_end;
  rl_redisplay();
  fputs("^C", rl_outstream);
  rl_crlf();
  rl_on_new_line();
  rl_replace_line("", 1);
  edit.is_dropped = true;
  rl_done = 1;
  return 0;
}

static void prepare_terminal(int meta)
{
  struct termios t;

  rl_prep_terminal(meta);
  if (tcgetattr(STDIN_FILENO, &t))
    return;
  t.c_cc[VINTR] = _POSIX_VDISABLE;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &t);
}

/* ---- history ---------------------------------------------------------- */

static void tell_history(void)
{
  td_err err;

  for (int i = 0; i < history_length; i++) {
    const HIST_ENTRY *one = history_get(history_base + i);
    if (one)
      td_session_remember(edit.session, one->line, strlen(one->line), &err);
  }
}

/* The file as it must be: there, and its owner's alone. */
static int make_history(const char *path)
{
  int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  return fd < 0 || close(fd) ? errno : 0;
}

/* Without the file there is history, but none that lasts. */
static void give_up_history(int why)
{
  fprintf(stderr, "tiendo: %s: %s; what is typed is not kept\n", edit.history,
          strerror(why));
  free(edit.history);
  edit.history = NULL;
}

static void open_history(const char *path)
{
  int why;

  using_history();
  stifle_history(HISTORY_MAX);
  history_comment_char = '#'; /* before times, which part the statements */
  history_write_timestamps = 1;
  edit.history = path ? strdup(path) : NULL;
  if (!edit.history)
    return;
  why = make_history(path);
  if (!why)
    why = read_history(path);
  if (why)
    give_up_history(why);
  tell_history();
}

/* Written at once: a session may be killed, and two may be open. */
static void keep(const char *line)
{
  int why;

  add_history(line);
  why = edit.history ? append_history(1, edit.history) : 0;
  if (why)
    give_up_history(why);
}

void edit_remember(const char *text)
{
  size_t n = strlen(text);
  const HIST_ENTRY *last = history_get(history_base + history_length - 1);
  char *line;

  while (n && text[n - 1] == '\n')
    n--;
  line = strndup(text, n);
  if (line && n && !(last && !strcmp(last->line, line)))
    keep(line);
  free(line);
}

/* ---- lines ------------------------------------------------------------ */

/* What stands in a user's inputrc wins: it is read after this. */
void edit_open(td_session *session, const char *history)
{
  edit.session = session;
  rl_readline_name = "tiendo";
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_initialize();
  rl_attempted_completion_function = complete;
  rl_completer_word_break_characters = "";
  rl_completion_display_matches_hook = list_matches;
  rl_sort_completion_matches = 0;
  rl_prep_term_function = prepare_terminal;
  rl_bind_key('C' & 0x1f, drop_line);
  open_history(history);
}

void edit_close(void)
{
  if (edit.history)
    history_truncate_file(edit.history, HISTORY_MAX);
  free(edit.history);
  edit.history = NULL;
  clear_history();
}

/* Colours are put in brackets, so that readline does not count them. */
static char *painted(const char *prompt, bool color)
{
  static const char dim[] = "\001\033[2m\002", off[] = "\001\033[0m\002";
  size_t room = strlen(prompt) + sizeof(dim) + sizeof(off);
  char *out = (char *)malloc(room);

  if (out)
    snprintf(out, room, "%s%s%s", color ? dim : "", prompt, color ? off : "");
  return out;
}

edit_end edit_line(char **out, const char *prompt, bool color,
                   const char *before)
{
  char *shown = painted(prompt, color);

  edit.before = before;
  edit.is_dropped = false;
  *out = shown ? readline(shown) : NULL;
  free(shown);
  if (!*out) {
    putc('\n', rl_outstream);
    return EDIT_END;
  }
  if (!edit.is_dropped)
    return EDIT_LINE;
  free(*out);
  *out = NULL;
  return EDIT_DROPPED;
}
