/* A line of text from somebody at a terminal, with editing, history and
 * completion: edit_readline.c, or edit_plain.c where the program is built
 * without a library for it. */
#ifndef TD_EDIT_H
#define TD_EDIT_H

#include "tiendo.h"

/* Begins; there is one terminal, so that this cannot nest. `history` is a file
 * that is read now, and to which edit_remember adds; NULL: none is kept. What
 * it holds is told to the session too. */
void edit_open(td_session *session, const char *history);
void edit_close(void);

typedef enum edit_end {
  EDIT_LINE,    /* *out is a line, from malloc */
  EDIT_DROPPED, /* Ctrl-C: what was begun is not wanted */
  EDIT_END,     /* Ctrl-D, or the terminal is gone */
} edit_end;

/* Reads one line. `before` is what was typed of the statement so far, which
 * completion looks at; `color` paints the prompt. */
edit_end edit_line(char **out, const char *prompt, bool color,
                   const char *before);

/* Adds a statement to the history, if it is not the last one there. */
void edit_remember(const char *text);

#endif
