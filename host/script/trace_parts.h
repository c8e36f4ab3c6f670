/* What the recorder of an evaluation and its hook share. */
#ifndef TD_TRACE_PARTS_H
#define TD_TRACE_PARTS_H

#include "trace.h"

enum {
  TD_TRACE_NAME = 96,
  TD_TRACE_DEPTH = 180, /* levels below which calls are not told apart */
  TD_TRACE_OPEN = 32,   /* calls within calls */
};

/* A call that has not returned, and its arguments as bytes of a value. */
typedef struct td_trace_open {
  char name[TD_TRACE_NAME];
  int line, depth;
  td_buffer bytes;
} td_trace_open;

/* Where the hook stands. */
typedef struct td_trace_stack {
  td_trace_open open[TD_TRACE_OPEN];
  int n;
  int rule_depth; /* of the frame that runs a line of the rule; -1: another */
} td_trace_stack;

td_trace_stack *td_trace_stack_of(td_trace *t);

/* What chunks of the rule are called: "@rules/x.lua". */
const char *td_trace_source(const td_trace *t);

void td_trace_line(td_trace *t, int line);

/* Ends the innermost open call: `bytes` are its results, a list as td_value_write
 * has it; NULL if it raised. */
void td_trace_close(td_trace *t, const td_buffer *bytes);

/* A call for which there is no room. */
void td_trace_skip_call(td_trace *t);

/* Copies the value at idx as td_trace_value documents it, without calling
 * anything or allocating in the state; false without memory.
 * [-0, +0, -] */
bool td_trace_copy(td_value *out, td_arena *a, lua_State *L, int idx);

/* { is = name } with room for `more` pairs; false without memory. */
bool td_trace_is(td_value *out, td_arena *a, const char *name, size_t more);

extern const lua_Hook td_trace_hook;

#endif
