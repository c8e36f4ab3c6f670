/* Inside a session: what the functions that its Lua side calls work on. */
#ifndef TD_SESSION_H
#define TD_SESSION_H

#include <lauxlib.h>

#include "arena.h"
#include "rules.h"
#include "snapshot.h"
#include "state.h"
#include "value.h"

struct td_query;

struct td_session {
  td_state *state;
  td_store *store; /* the caller's */
  td_snapshot *snap;
  td_rules *rules; /* NULL until needed */
  td_session_options options;
  char *folder;
  char as_of[TD_DATE_TEXT];
  td_arena completion; /* of the last td_completion */
  td_write_fn write;   /* where output goes now */
  void *write_ud;
  bool is_broken; /* that refused */
  /* What a call holds while Lua may raise: freed at the next one. */
  td_result *result;
  struct td_query *query;
  td_rules *trial;
  td_tests *tests;
  td_buffer text;
};

/* Frees what calls have left behind. */
void td_session_drop(td_session *s);

/* Takes the snapshot of a day; `known_at` may be NULL. The one before is let go
 * when the plan in the state, if it is open, has been renewed. Any error of Lua
 * is left to the caller. [-0, +0, m] */
td_status td_session_take(td_session *s, const char *as_of,
                          const char *known_at, td_err *err);

/* Pushes the table of functions that tiendo.console calls `host`.
 * [-0, +1, m] */
void td_session_push_host(lua_State *L, td_session *s);

/* Whether the script is to stop; for core and the pool. */
bool td_session_is_stopped(void *ud);

/* A td_write_fn that gathers in s->text. */
int td_session_gather(void *ud, const char *text, size_t n);

/* Makes and loads the rules, if they are not there. */
td_status td_session_rules(td_session *s, td_err *err);

/* Functions about rules, for the table of td_session_push_host, whose session
 * is upvalue 1. */
extern const luaL_Reg td_session_rule_functions[];

#endif
