/* The hook of a traced evaluation: which lines of the rule run, and what they
 * call outside of the rule. It raises nothing, and reads values without asking
 * them anything. */
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "limit.h"
#include "trace_parts.h"

enum { ARGS_MAX = 8 };

/* How many levels there are above the one that runs; -1 if they are too many
 * to be told apart. */
static int depth_of(lua_State *L)
{
  lua_Debug ar;
  int depth = 0;

  if (lua_getstack(L, TD_TRACE_DEPTH, &ar))
    return -1;
  while (lua_getstack(L, depth + 1, &ar))
    depth++;
  return depth;
}

/* `ar` has been filled with 'S'. */
static bool is_own(const td_trace *t, const lua_Debug *ar)
{
  return !strcmp(ar->source, td_trace_source(t));
}

/* Whether a line of the rule called what runs, and which. */
static bool is_called_by_rule(lua_State *L, const td_trace *t, int *line)
{
  lua_Debug ar;

  *line = 0;
  if (!lua_getstack(L, 1, &ar))
    return false;
  lua_getinfo(L, "Sl", &ar);
  *line = ar.currentline;
  return is_own(t, &ar);
}

/* ---- names ---- */

/* What Lua itself brings is no news in a trace. */
static bool is_plain(const char *name)
{
  static const char *const libraries[] = { "string.", "table.", "math.",
                                           "utf8." };

  for (size_t i = 0; i < sizeof(libraries) / sizeof(*libraries); i++)
    if (!strncmp(name, libraries[i], strlen(libraries[i])))
      return true;
  return !strpbrk(name, ".:");
}

/* The name by which the library describes the function, "" if it is none of
 * its own. */
static void name_c(lua_State *L, lua_Debug *ar, char name[TD_TRACE_NAME])
{
  const td_function *f;

  name[0] = '\0';
  lua_getinfo(L, "f", ar);
  f = td_function_at(L, -1);
  lua_pop(L, 1);
  if (f && !is_plain(f->name))
    snprintf(name, TD_TRACE_NAME, "%s", f->name);
}

/* "progress.assess", by the library's module and the name in the call. */
static void name_lua(lua_State *L, lua_Debug *ar, char name[TD_TRACE_NAME])
{
  const char *file = strstr(ar->source, "tiendo/");
  char module[64];

  name[0] = '\0';
  if (!file)
    return;
  for (const char *at; (at = strstr(file + 1, "tiendo/"));)
    file = at;
  snprintf(module, sizeof(module), "%s", file + strlen("tiendo/"));
  module[strcspn(module, ".")] = '\0';
  for (char *p = module; *p; p++)
    *p = *p == '/' ? '.' : *p;
  lua_getinfo(L, "n", ar);
  if (ar->name)
    snprintf(name, TD_TRACE_NAME, "%s.%s", module, ar->name);
  else
    snprintf(name, TD_TRACE_NAME, "%s:%d", module, ar->linedefined);
}

/* ---- calls ---- */

/* Appends the values that the call brings or gives, as a list. */
static bool write_values(lua_State *L, lua_Debug *ar, td_buffer *out)
{
  td_value items[ARGS_MAX], list = { .kind = TD_V_LIST };
  td_arena a = { 0 };
  td_err err;
  bool is_done = true;
  size_t n;

  lua_getinfo(L, "r", ar);
  n = ar->ntransfer < ARGS_MAX ? ar->ntransfer : ARGS_MAX;
  memset(items, 0, sizeof(items));
  for (size_t i = 0; is_done && i < n; i++) {
    if (!lua_getlocal(L, ar, (int)ar->ftransfer + (int)i))
      continue;
    is_done = td_trace_copy(&items[i], &a, L, lua_gettop(L));
    lua_pop(L, 1);
  }
  while (n > 0 && items[n - 1].kind == TD_V_NIL)
    n--;
  for (size_t i = 0; is_done && i < n; i++)
    if (items[i].kind == TD_V_NIL) /* a list has no holes */
      is_done = td_trace_is(&items[i], &a, "nil", 0);
  list.as.list.items = items;
  list.as.list.n = n;
  is_done = is_done && td_value_write(out, &list, &err) == TD_OK;
  td_arena_free(&a);
  return is_done;
}

/* Calls that an error has left, as those from `depth` on must be. */
static void unwind(td_trace *t, int depth)
{
  td_trace_stack *s = td_trace_stack_of(t);

  while (s->n > 0 && s->open[s->n - 1].depth >= depth)
    td_trace_close(t, NULL);
}

static void open_call(td_trace *t, lua_State *L, lua_Debug *ar,
                      const char *name, int line, int depth)
{
  td_trace_stack *s = td_trace_stack_of(t);
  td_trace_open *o;

  if (s->n == TD_TRACE_OPEN) {
    td_trace_skip_call(t);
    return;
  }
  o = &s->open[s->n];
  snprintf(o->name, sizeof(o->name), "%s", name);
  o->line = line;
  o->depth = depth;
  o->bytes.n = 0;
  if (write_values(L, ar, &o->bytes))
    s->n++;
  else
    td_trace_skip_call(t);
}

static void on_call(td_trace *t, lua_State *L, lua_Debug *ar)
{
  td_trace_stack *s = td_trace_stack_of(t);
  bool is_tail = ar->event == LUA_HOOKTAILCALL, is_rule;
  char name[TD_TRACE_NAME];
  int line, depth = depth_of(L);

  if (depth < 0)
    return;
  lua_getinfo(L, "S", ar);
  is_rule = is_called_by_rule(L, t, &line);
  if (is_tail) { /* the frame of who called is gone */
    is_rule = s->rule_depth == depth;
    line = 0;
  } else {
    unwind(t, depth);
  }
  s->rule_depth = -1;
  if (is_own(t, ar))
    return;
  if (*ar->what == 'C')
    name_c(L, ar, name);
  else
    name_lua(L, ar, name);
  if (*name && (is_rule || !strncmp(name, "ctx.", 4)))
    open_call(t, L, ar, name, is_rule ? line : 0, depth);
}

static void on_return(td_trace *t, lua_State *L, lua_Debug *ar)
{
  td_trace_stack *s = td_trace_stack_of(t);
  td_buffer results = { 0 };
  int line, depth = depth_of(L);

  if (depth < 0)
    return;
  s->rule_depth = is_called_by_rule(L, t, &line) ? depth - 1 : -1;
  unwind(t, depth + 1);
  if (!s->n || s->open[s->n - 1].depth != depth)
    return;
  if (write_values(L, ar, &results)) {
    td_trace_close(t, &results);
  } else {
    s->n--;
    td_trace_skip_call(t);
  }
  td_buffer_free(&results);
}

static void on_line(td_trace *t, lua_State *L, lua_Debug *ar)
{
  lua_getinfo(L, "S", ar);
  if (!is_own(t, ar))
    return;
  td_trace_stack_of(t)->rule_depth = depth_of(L);
  td_trace_line(t, ar->currentline);
}

static void on_event(lua_State *L, lua_Debug *ar)
{
  td_trace *t = (td_trace *)td_limit_of(L)->hook_ud;

  switch (ar->event) {
  case LUA_HOOKLINE:
    on_line(t, L, ar);
    break;
  case LUA_HOOKRET:
    on_return(t, L, ar);
    break;
  default:
    on_call(t, L, ar);
  }
}

const lua_Hook td_trace_hook = on_event;
