/* One Lua state: what it may reach, how long it may run, how much memory it
 * may take. */
#ifndef TD_STATE_H
#define TD_STATE_H

#include <lua.h>

#include "err.h"

/* Freed by td_state_free. */
typedef struct td_state td_state;

typedef enum td_trust {
  TD_STATE_RULE, /* text from analysts: the allow-list, limits, no metatables */
  TD_STATE_HOST, /* our own reporters and settings: all but files and system */
} td_trust;

typedef struct td_limits {
  double seconds;      /* from td_state_start; 0: none */
  size_t bytes;        /* soft limit, beyond which the script is stopped with a
                       * message; twice as much is refused; 0: none */
  int64_t work;        /* steps of pattern matching and sorting; 0: none */
  int64_t allocations; /* this one and all later ones fail; 0: none. For tests
                        * of what happens when memory runs out */
} td_limits;

typedef enum td_stop {
  TD_STOP_NONE,
  TD_STOP_TIME,
  TD_STOP_MEMORY,
  TD_STOP_WORK,
  TD_STOP_CALLER, /* td_state_interrupt */
} td_stop;

td_status td_state_new(td_state **out, td_trust trust, const td_limits *limits,
                       td_err *err);
void td_state_free(td_state *s);

lua_State *td_state_lua(td_state *s);
/* NULL if L belongs to a state that was not made here. */
td_state *td_state_of(lua_State *L);

/* Begins and ends the span that the time limit counts and in which the state
 * can be interrupted, all on one thread. Spans of several states may nest.
 * TD_EUSAGE if the program has taken the signal that this needs. */
td_status td_state_start(td_state *s, td_err *err);
void td_state_finish(td_state *s);

/* Stops the script that runs in `s`; from any thread or a signal handler. */
void td_state_interrupt(td_state *s);

/* Why the script was stopped; TD_STOP_NONE if it was not. Once stopped, a
 * state runs nothing any more. */
td_stop td_state_stopped(const td_state *s);

/* Lets a stopped state run again, once nothing of what was stopped is left on
 * its stack: for a session, which outlives what is typed into it. What the
 * script no longer holds is collected. */
void td_state_revive(td_state *s);

/* Bytes that the script holds, garbage included; and another limit for them,
 * while nothing runs. */
size_t td_state_bytes(const td_state *s);
void td_state_set_limit(td_state *s, size_t bytes);

/* For C functions that loop: charges n steps and raises if the script is to
 * stop. Call at least every 4096 items. [-0, +0, v] */
void td_state_charge(lua_State *L, int64_t n);

enum { TD_STATE_TEXT_MAX = 1 << 20 }; /* bytes of a text to load */

/* Compiles text (never bytecode) with the state's environment and pushes the
 * chunk; a byte order mark is skipped. TD_ERULE with file, line and what is
 * wrong; TD_ELIMIT, TD_ESTOPPED, TD_ENOMEM. [-0, +(1|0), -] */
td_status td_state_load(td_state *s, const char *name, const char *text,
                        size_t n, td_err *err);

/* lua_pcall with a traceback. TD_ERULE for an error the script raised,
 * TD_ELIMIT if it ran into a limit, TD_ESTOPPED if it was interrupted,
 * TD_ENOMEM. The message goes to err; the traceback, if any, is kept.
 * [-(nargs + 1), +(nresults|0), -] */
td_status td_state_call(td_state *s, int nargs, int nresults, td_err *err);

/* Of the last call that failed; "" if there is none. Borrowed until the next
 * call. Names the rule's own lines only, no addresses. */
const char *td_state_traceback(const td_state *s);

enum { TD_STATE_PRINTED = 20, TD_STATE_PRINTED_TEXT = 200 };

/* What the script printed: of the last 20 lines the i-th, oldest first, cut to
 * 200 bytes; NULL past the last. Borrowed until the script runs again. */
const char *td_state_printed(const td_state *s, int i);

/* For print: keeps a line. */
void td_state_print(lua_State *L, const char *text, size_t n);

#endif
