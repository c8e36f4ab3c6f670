/* Lines without editing: what the terminal itself offers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"

void edit_open(td_session *session, const char *history)
{
  (void)session;
  (void)history;
}

void edit_close(void)
{
}

edit_end edit_line(char **out, const char *prompt, bool color,
                   const char *before)
{
  size_t room = 0;
  ssize_t n;

  (void)color;
  (void)before;
  *out = NULL;
  fputs(prompt, stdout);
  fflush(stdout);
  errno = 0;
  n = getline(out, &room, stdin);
  if (n < 0) {
    bool is_dropped = errno == EINTR;
    free(*out);
    *out = NULL;
    clearerr(stdin);
    fputc('\n', stdout);
    return is_dropped ? EDIT_DROPPED : EDIT_END;
  }
  (*out)[strcspn(*out, "\n")] = '\0';
  return EDIT_LINE;
}

void edit_remember(const char *text)
{
  (void)text;
}
