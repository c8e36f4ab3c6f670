/* A Lua state from its making to its end. All Lua code is entered here, under
 * lua_pcall, and whatever it raises leaves as a status and one clean line. */
#include "state.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "sandbox.h"

enum { FRAMES_MAX = 12, PIECE = 4096 };

struct td_state {
  td_limit limit; /* first, for it is what the allocator knows */
  lua_State *L;
  td_trust trust;
  char where[LUA_IDSIZE + 16]; /* "rules/x.lua:12: " of the last error */
  char traceback[FRAMES_MAX * 120];
  char printed[TD_STATE_PRINTED][TD_STATE_PRINTED_TEXT + 1];
  int n_printed; /* lines so far; line i is in slot i % TD_STATE_PRINTED */
};

/* ---- text ------------------------------------------------------------ */

/* Copies text as one line of UTF-8 without control characters, cut to fit. */
static void copy_clean(char *out, size_t room, const char *text, size_t n)
{
  size_t done = 0;
  size_t at;
  size_t step;
  uint32_t code;

  for (at = 0; at < n; at += step) {
    step = td_sandbox_utf8(text + at, n - at, &code);
    if (done + step + 1 > room || done + 2 > room)
      break;
    if (step > 0 && code >= 0x20 && (code < 0x7f || code > 0x9f)) {
      memcpy(out + done, text + at, step);
      done += step;
      continue;
    }
    out[done++] = code == '\n' || code == '\t' ? ' ' : '?';
    step = step ? step : 1;
  }
  out[done] = '\0';
}

/* ---- errors ---------------------------------------------------------- */

static bool is_lua_frame(const lua_Debug *ar)
{
  return ar->currentline > 0 && ar->source[0] == '@';
}

static void add_frame(td_state *s, const lua_Debug *ar)
{
  size_t used = strlen(s->traceback);
  const char *kind = ar->what[0] == 'm' ? "main chunk" : "function";

  snprintf(s->traceback + used, sizeof(s->traceback) - used,
           ar->name ? "%s%s:%d: in %s '%s'" : "%s%s:%d: in %s",
           used ? "\n" : "", ar->short_src, ar->currentline, kind, ar->name);
}

static void trace(lua_State *L, td_state *s)
{
  lua_Debug ar;
  int level;
  int kept = 0;

  for (level = 0; kept < FRAMES_MAX && lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sln", &ar);
    if (!is_lua_frame(&ar))
      continue;
    if (kept++ == 0)
      snprintf(s->where, sizeof(s->where), "%s:%d: ", ar.short_src,
               ar.currentline);
    add_frame(s, &ar);
  }
}

/* The message handler: describes what is not a text. */
static int on_error(lua_State *L)
{
  td_state *s = td_state_of(L);

  if (!s->traceback[0]) /* else a call further in has told it */
    trace(L, s);
  if (lua_isnil(L, 1))
    lua_pushliteral(L, "error object is nil");
  else if (lua_type(L, 1) != LUA_TSTRING)
    lua_pushfstring(L, "error object is a %s", luaL_typename(L, 1));
  return 1;
}

static td_status fail_stopped(const td_state *s, td_err *err)
{
  char reason[TD_LIMIT_REASON];
  bool by_caller = td_state_stopped(s) == TD_STOP_CALLER;

  td_limit_reason(&s->limit, reason);
  return td_fail(err, by_caller ? TD_ESTOPPED : TD_ELIMIT, "%s%s", s->where,
                 reason);
}

/* Turns what a protected call left on the stack into an error. */
static td_status take_error(td_state *s, int rc, td_err *err)
{
  char text[sizeof(err->text)];
  size_t n = 0;
  const char *message =
      lua_type(s->L, -1) == LUA_TSTRING ? lua_tolstring(s->L, -1, &n) : NULL;

  copy_clean(text, sizeof(text), message ? message : "", n);
  lua_pop(s->L, 1);
  if (td_state_stopped(s) != TD_STOP_NONE)
    return fail_stopped(s, err);
  if (rc == LUA_ERRMEM)
    return td_fail_memory(err);
  return td_fail(err, TD_ERULE, "%s", text[0] ? text : "error without a text");
}

static void forget_error(td_state *s)
{
  s->where[0] = '\0';
  s->traceback[0] = '\0';
}

/* ---- making and unmaking --------------------------------------------- */

/* Reached only by a Lua error outside of any protected call: our mistake. */
static int on_panic(lua_State *L)
{
  (void)L;
  abort();
}

static td_status open_environment(td_state *s, td_err *err)
{
  lua_pushcfunction(s->L, s->trust == TD_STATE_RULE ? td_sandbox_open_rule
                                                    : td_sandbox_open_host);
  return td_state_call(s, 0, 0, err);
}

td_status td_state_new(td_state **out, td_trust trust, const td_limits *limits,
                       td_err *err)
{
  td_status rc;
  td_state *s = calloc(1, sizeof(*s));

  *out = NULL;
  if (!s)
    return td_fail_memory(err);
  s->trust = trust;
  if (limits)
    s->limit.max = *limits;
  s->L = s->limit.L = lua_newstate(td_limit_alloc, &s->limit);
  if (!s->L) {
    rc = td_fail_memory(err);
    goto done;
  }
  lua_atpanic(s->L, on_panic);
  /* Collecting late makes code that builds tables a fifth faster, measured
   * with 1e6 of them, and going over the limit collects before it judges. */
  if (s->limit.max.bytes)
    lua_gc(s->L, LUA_GCINC, 400, 0, 0);
  rc = open_environment(s, err);
  if (rc == TD_OK) {
    *out = s;
    s = NULL;
  }

done:
  td_state_free(s);
  return rc;
}

void td_state_free(td_state *s)
{
  if (!s)
    return;
  td_limit_end(&s->limit);
  if (s->L)
    lua_close(s->L);
  free(s);
}

lua_State *td_state_lua(td_state *s)
{
  return s->L;
}

td_state *td_state_of(lua_State *L)
{
  return (td_state *)td_limit_of(L);
}

/* ---- running --------------------------------------------------------- */

td_status td_state_start(td_state *s, td_err *err)
{
  return td_limit_begin(&s->limit, err);
}

void td_state_finish(td_state *s)
{
  td_limit_end(&s->limit);
}

void td_state_interrupt(td_state *s)
{
  int none = TD_STOP_NONE;

  /* The hook is set by the thread itself, for only there is it safe. */
  atomic_compare_exchange_strong(&s->limit.stop, &none, TD_STOP_CALLER);
  td_limit_wake(&s->limit);
}

td_stop td_state_stopped(const td_state *s)
{
  return (td_stop)atomic_load(&s->limit.stop);
}

void td_state_revive(td_state *s)
{
  lua_sethook(s->L, NULL, 0, 0);
  s->limit.review = false;
  s->limit.work = 0;
  if (atomic_exchange(&s->limit.stop, TD_STOP_NONE) == TD_STOP_NONE)
    return;
  lua_gc(s->L, LUA_GCCOLLECT);
}

size_t td_state_bytes(const td_state *s)
{
  return s->limit.used;
}

void td_state_set_limit(td_state *s, size_t bytes)
{
  s->limit.max.bytes = bytes;
}

typedef struct td_source {
  const char *name;
  const char *at;
  size_t left;
} td_source;

/* In pieces, as no hook fires while Lua compiles. */
static const char *read_piece(lua_State *L, void *ud, size_t *n)
{
  td_source *p = ud;
  const char *at = p->at;

  td_state_charge(L, 0);
  *n = p->left < PIECE ? p->left : PIECE;
  p->at += *n;
  p->left -= *n;
  return at;
}

/* Raises the message on top; some of the compiler's name no place. */
static int raise_mistake(lua_State *L, const char *name)
{
  const char *message = lua_tostring(L, -1);

  if (message && !strstr(message, ": "))
    lua_pushfstring(L, "%s: %s", name, message);
  return lua_error(L);
}

/* td_source * -> chunk */
static int load_text(lua_State *L)
{
  td_source *source = lua_touserdata(L, 1);

  lua_pushfstring(L, "@%s", source->name);
  if (lua_load(L, read_piece, source, lua_tostring(L, -1), "t") != LUA_OK)
    return raise_mistake(L, source->name);
  td_sandbox_set_env(L);
  return 1;
}

td_status td_state_load(td_state *s, const char *name, const char *text,
                        size_t n, td_err *err)
{
  size_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  td_source source = { name, text + mark, n - mark };

  if (n > TD_STATE_TEXT_MAX)
    return td_fail(err, TD_ERULE, "%s: %zu bytes, more than the %d allowed",
                   name, n, TD_STATE_TEXT_MAX);
  if (source.left > 0 && source.at[0] == LUA_SIGNATURE[0])
    return td_fail(err, TD_ERULE, "%s: is bytecode, and only text is run",
                   name);
  lua_pushcfunction(s->L, load_text);
  lua_pushlightuserdata(s->L, &source);
  return td_state_call(s, 1, 1, err);
}

td_status td_state_call(td_state *s, int nargs, int nresults, td_err *err)
{
  int base = lua_gettop(s->L) - nargs; /* of the function, then the handler */
  int room = nresults > 0 ? nresults : 0;
  int rc;

  forget_error(s);
  if (td_state_stopped(s) != TD_STOP_NONE) {
    lua_settop(s->L, base - 1);
    return fail_stopped(s, err);
  }
  if (!lua_checkstack(s->L, room + LUA_MINSTACK)) {
    lua_settop(s->L, base - 1);
    return td_fail_memory(err);
  }
  lua_pushcfunction(s->L, on_error);
  lua_insert(s->L, base);
  rc = lua_pcall(s->L, nargs, nresults, base);
  lua_remove(s->L, base);
  if (rc != LUA_OK)
    return take_error(s, rc, err);
  if (td_state_stopped(s) == TD_STOP_NONE)
    return TD_OK;
  lua_settop(s->L, base - 1);
  return fail_stopped(s, err);
}

const char *td_state_traceback(const td_state *s)
{
  return s->traceback;
}

/* ---- print ----------------------------------------------------------- */

void td_state_print(lua_State *L, const char *text, size_t n)
{
  td_state *s = td_state_of(L);

  if (!s)
    return;
  copy_clean(s->printed[s->n_printed % TD_STATE_PRINTED], sizeof(s->printed[0]),
             text, n);
  s->n_printed++;
  if (s->n_printed == 2 * TD_STATE_PRINTED) /* the same slots, no overflow */
    s->n_printed = TD_STATE_PRINTED;
}

const char *td_state_printed(const td_state *s, int i)
{
  bool is_full = s->n_printed > TD_STATE_PRINTED;
  int first = is_full ? s->n_printed - TD_STATE_PRINTED : 0;

  if (i < 0 || first + i >= s->n_printed)
    return NULL;
  return s->printed[(first + i) % TD_STATE_PRINTED];
}
