/* A person at a terminal, for specs: runs a program on a pseudo terminal and
 * does what standard input says, a line each:
 *
 *   type TEXT       sends it; \n \t \e \\ and \xHH stand for single bytes
 *   expect TEXT     waits until it has come since the last `expect`
 *   resize COLS ROWS
 *   signal NUMBER   to the program
 *   run COMMAND     by the shell, meanwhile
 *   close           waits for its end and prints "exit CODE"
 *
 * What came is printed without the sequences that steer a terminal. Nothing
 * waits for time; what does not come within LATE seconds ends with 1 and says
 * so. Usage: terminal COLS ROWS PROGRAM ARGUMENT... */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LATE = 20, ROOM = 1 << 22 };

typedef struct terminal {
  int fd;
  pid_t pid;
  char *seen;     /* what came, cleaned */
  size_t n, mark; /* bytes, and up to where it has been expected */
  int state; /* of the cleaner: 0 text, 1 after escape, 2 in CSI, 3 in OSC */
  bool is_over;
} terminal;

/* Takes escape sequences, returns and bells out. */
static void clean(terminal *t, const char *text, size_t n)
{
  for (size_t i = 0; i < n && t->n + 1 < ROOM; i++) {
    unsigned char c = (unsigned char)text[i];
    if (t->state == 1)
      t->state = c == '[' ? 2 : c == ']' ? 3 : 0;
    else if (t->state == 2)
      t->state = c >= 0x40 && c <= 0x7e ? 0 : 2;
    else if (t->state == 3)
      t->state = c == 7 ? 0 : 3;
    else if (c == 27)
      t->state = 1;
    else if (c != '\r' && c != 7)
      t->seen[t->n++] = (char)c;
  }
  t->seen[t->n] = '\0';
}

/* Reads what is there; false when nothing came for too long. */
static bool take(terminal *t)
{
  char buf[65536];
  struct pollfd p = { .fd = t->fd, .events = POLLIN };
  ssize_t n;

  if (poll(&p, 1, LATE * 1000) <= 0)
    return false;
  n = read(t->fd, buf, sizeof(buf));
  if (n > 0)
    clean(t, buf, (size_t)n);
  else if (n == 0 || errno != EINTR)
    t->is_over = true; /* Linux says EIO when the other side is closed */
  return true;
}

static int fail(const terminal *t, const char *what, const char *text)
{
  printf("%s\n---- %s: %s\n", t->seen, what, text);
  kill(t->pid, SIGKILL);
  return 1;
}

static int expect(terminal *t, const char *text)
{
  char *at;

  while (!(at = strstr(t->seen + t->mark, text))) {
    if (t->is_over)
      return fail(t, "over before it came", text);
    if (!take(t))
      return fail(t, "did not come", text);
  }
  t->mark = (size_t)(at - t->seen) + strlen(text);
  return 0;
}

/* The bytes that a text with escapes means, in place. */
static size_t unescape(char *s)
{
  char *out = s, *start = s;

  for (; *s; s++) {
    if (*s != '\\') {
      *out++ = *s;
      continue;
    }
    s++;
    if (*s == 'x') {
      char hex[3] = { s[1], s[2], '\0' };
      *out++ = (char)strtol(hex, NULL, 16);
      s += 2;
    } else {
      *out++ = *s == 'n' ? '\r' : *s == 't' ? '\t' : *s == 'e' ? '\x1b' : *s;
    }
  }
  return (size_t)(out - start);
}

static int send_text(terminal *t, char *text)
{
  size_t n = unescape(text);

  while (n) {
    ssize_t k = write(t->fd, text, n);
    if (k < 0 && errno != EINTR)
      return fail(t, "cannot type", strerror(errno));
    text += k > 0 ? k : 0;
    n -= k > 0 ? (size_t)k : 0;
  }
  return 0;
}

static int resize(terminal *t, const char *text)
{
  struct winsize size = { 0 };
  char *end;

  size.ws_col = (unsigned short)strtol(text, &end, 10);
  size.ws_row = (unsigned short)strtol(end, NULL, 10);
  return ioctl(t->fd, TIOCSWINSZ, &size) ? fail(t, "cannot resize", text) : 0;
}

static int wait_for_end(terminal *t)
{
  int status = 0;

  while (!t->is_over)
    if (!take(t))
      return fail(t, "does not end", "");
  waitpid(t->pid, &status, 0);
  printf("%s\nexit %d\n", t->seen,
         WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}

static int obey(terminal *t, char *line)
{
  char *rest = strchr(line, ' ');

  line[strcspn(line, "\n")] = '\0';
  rest = rest ? rest + 1 : line + strlen(line);
  if (!strncmp(line, "type ", 5))
    return send_text(t, rest);
  if (!strncmp(line, "expect ", 7)) {
    rest[unescape(rest)] = '\0';
    return expect(t, rest);
  }
  if (!strncmp(line, "resize ", 7))
    return resize(t, rest);
  if (!strncmp(line, "signal ", 7))
    return kill(t->pid, atoi(rest)) ? fail(t, "cannot signal", rest) : 0;
  if (!strncmp(line, "run ", 4))
    return system(rest) ? fail(t, "failed", rest) : 0;
  if (!strcmp(line, "close"))
    return wait_for_end(t);
  return fail(t, "unknown line", line);
}

int main(int argc, char **argv)
{
  terminal t = { .fd = -1 };
  struct winsize size = { 0 };
  char *line = NULL;
  size_t room = 0;
  int code = 0;

  if (argc < 4)
    return 2;
  size.ws_col = (unsigned short)atoi(argv[1]);
  size.ws_row = (unsigned short)atoi(argv[2]);
  t.seen = calloc(1, ROOM);
  if (!t.seen)
    return 2;
  t.pid = forkpty(&t.fd, NULL, NULL, &size);
  if (t.pid == 0) {
    execv(argv[3], argv + 3);
    _exit(127);
  }
  while (code == 0 && getline(&line, &room, stdin) > 0)
    code = obey(&t, line);
  free(line);
  free(t.seen);
  close(t.fd);
  return code;
}
