/* A session: one state of rules that outlives what is typed into it, a store
 * that is read, and the Lua library that understands the words. Everything a
 * reader sees is decided there, in lua/tiendo/console. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "bind_ctx.h"
#include "plan.h"
#include "query.h"
#include "writer.h"

#define DEFAULT_BYTES ((uint64_t)256 * 1024 * 1024)
#define SPARE ((size_t)4 * 1024 * 1024)

/* Registry key of what tiendo.console.new gave. */
static const char CONSOLE = 0;

/* ---- opening --------------------------------------------------------- */

void td_session_drop(td_session *s)
{
  td_result_free(s->result);
  td_query_close(s->query);
  td_tests_free(s->tests);
  td_rules_free(s->trial);
  s->result = NULL;
  s->query = NULL;
  s->tests = NULL;
  s->trial = NULL;
  s->text.n = 0;
}

td_status td_session_take(td_session *s, const char *as_of,
                          const char *known_at, td_err *err)
{
  const td_snapshot_options o = { sizeof(o), as_of, known_at };
  td_snapshot *snap = NULL;
  td_status rc = td_snapshot_take(&snap, s->store, &o, err);

  if (rc != TD_OK)
    return rc;
  if (s->snap)
    td_plan_renew(td_state_lua(s->state), snap);
  td_snapshot_unref(s->snap);
  s->snap = snap;
  td_date_text(s->as_of, snap->as_of);
  return TD_OK;
}

/* session (light) -> */
static int l_start(lua_State *L)
{
  td_session *s = (td_session *)lua_touserdata(L, 1);

  td_plan_open(L, s->snap);
  td_push_export(L, "tiendo.console", "new");
  td_session_push_host(L, s);
  lua_call(L, 1, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &CONSOLE);
  return 0;
}

static td_status start(td_session *s, td_err *err)
{
  lua_pushcfunction(td_state_lua(s->state), l_start);
  lua_pushlightuserdata(td_state_lua(s->state), s);
  return td_state_call(s->state, 1, 0, err);
}

static td_status take_options(td_session *s, const td_session_options *o,
                              td_err *err)
{
  if (o->size < sizeof(*o))
    return td_fail(err, TD_EUSAGE, "session options are too old");
  if (o->lang && strcmp(o->lang, "en") != 0 && strcmp(o->lang, "vi") != 0)
    return td_fail(err, TD_EUSAGE, "'%s' is neither en nor vi", o->lang);
  s->options = *o;
  s->options.lang = o->lang && !strcmp(o->lang, "vi") ? "vi" : "en";
  s->folder = strdup(o->folder ? o->folder : "my-rules");
  s->write = o->write;
  s->write_ud = o->ud;
  return s->folder ? TD_OK : td_fail_memory(err);
}

static size_t limit_of(const td_session_options *o)
{
  return (size_t)(o->bytes ? o->bytes : DEFAULT_BYTES);
}

static td_status open_parts(td_session *s, td_err *err)
{
  td_limits limits = { .bytes = limit_of(&s->options) };
  td_status rc = td_session_take(s, s->options.as_of, s->options.known_at, err);

  if (rc == TD_OK)
    rc = td_state_new(&s->state, TD_STATE_RULE, &limits, err);
  return rc == TD_OK ? start(s, err) : rc;
}

td_status td_session_open(td_session **out, td_store *st,
                          const td_session_options *options, td_err *err)
{
  td_status rc;
  td_session *s = (td_session *)calloc(1, sizeof(*s));

  *out = NULL;
  if (!s)
    return td_fail_memory(err);
  s->store = st;
  rc = take_options(s, options, err);
  if (rc == TD_OK)
    rc = open_parts(s, err);
  if (rc == TD_OK) {
    *out = s;
    s = NULL;
  }
  td_session_close(s);
  return rc;
}

void td_session_close(td_session *s)
{
  if (!s)
    return;
  td_session_drop(s);
  td_state_free(s->state);
  td_rules_free(s->rules);
  td_snapshot_unref(s->snap);
  td_arena_free(&s->completion);
  td_buffer_free(&s->text);
  free(s->folder);
  free(s);
}

/* ---- calling the Lua side --------------------------------------------- */

typedef struct request {
  const char *name; /* of what tiendo.console.new gave */
  const char *texts[2];
  size_t sizes[2];
  int n;
  td_status answer; /* TD_OK, TD_MORE, TD_LEAVE */
} request;

static td_status answer_of(const char *word)
{
  if (word && !strcmp(word, "more"))
    return TD_MORE;
  return word && !strcmp(word, "leave") ? TD_LEAVE : TD_OK;
}

/* request (light) -> */
static int l_request(lua_State *L)
{
  request *r = (request *)lua_touserdata(L, 1);

  lua_rawgetp(L, LUA_REGISTRYINDEX, &CONSOLE);
  lua_getfield(L, -1, r->name);
  for (int i = 0; i < r->n; i++)
    lua_pushlstring(L, r->texts[i], r->sizes[i]);
  lua_call(L, r->n, 1);
  r->answer = answer_of(lua_tostring(L, -1));
  return 0;
}

/* Variables may hold all that is allowed. Then there is still room to let go of
 * them. */
static void make_room(td_session *s)
{
  size_t limit = limit_of(&s->options);
  size_t used = td_state_bytes(s->state);

  td_state_revive(s->state);
  if (used + SPARE > limit) {
    lua_gc(td_state_lua(s->state), LUA_GCCOLLECT);
    used = td_state_bytes(s->state);
  }
  td_state_set_limit(s->state, used + SPARE > limit ? used + SPARE : limit);
}

static td_status call(td_session *s, request *r, td_err *err)
{
  lua_State *L = td_state_lua(s->state);
  td_status rc;

  s->is_broken = false;
  td_session_drop(s);
  make_room(s);
  rc = td_state_start(s->state, err);
  if (rc != TD_OK)
    return rc;
  lua_pushcfunction(L, l_request);
  lua_pushlightuserdata(L, r);
  rc = td_state_call(s->state, 1, 0, err);
  td_state_finish(s->state);
  if (s->is_broken)
    return td_fail(err, TD_EIO, "the output cannot be written");
  return rc == TD_OK ? r->answer : rc;
}

static td_status ask(td_session *s, const char *name, const char *text,
                     size_t n, td_err *err)
{
  request r = { name, { text }, { n }, 1, TD_OK };

  return call(s, &r, err);
}

td_status td_session_greet(td_session *s, td_err *err)
{
  return ask(s, "greet", "", 0, err);
}

/* The error goes to the Lua side, which alone can say where it is; what comes
 * back is the message without its place. */
static void note_error(td_session *s, td_err *err)
{
  char kept[4096];
  request r = { "note_error", { err->text }, { strlen(err->text) }, 2, TD_OK };
  td_err second;

  snprintf(kept, sizeof(kept), "%s", td_state_traceback(s->state));
  r.texts[1] = kept;
  r.sizes[1] = strlen(kept);
  call(s, &r, &second);
}

static td_status noted(td_session *s, td_status rc, td_err *err)
{
  td_err own;

  if (rc >= 0 || rc == TD_EIO)
    return rc;
  if (!err) {
    own = (td_err){ rc, "" };
    err = &own;
  }
  note_error(s, err);
  return rc;
}

td_status td_session_eval(td_session *s, const char *text, size_t n,
                          td_err *err)
{
  return noted(s, ask(s, "eval", text, n, err), err);
}

td_status td_session_run(td_session *s, const char *name, const char *text,
                         size_t n, td_err *err)
{
  request r = { "run", { name, text }, { strlen(name), n }, 2, TD_OK };

  return noted(s, call(s, &r, err), err);
}

td_status td_session_remember(td_session *s, const char *text, size_t n,
                              td_err *err)
{
  return ask(s, "remember", text, n, err);
}

td_status td_session_tell(td_session *s, td_write_fn write, void *ud,
                          td_err *err)
{
  td_status rc;

  s->write = write;
  s->write_ud = ud;
  rc = ask(s, "tell", "", 0, err);
  s->write = s->options.write;
  s->write_ud = s->options.ud;
  return rc;
}

void td_session_interrupt(td_session *s)
{
  td_state_interrupt(s->state);
}

bool td_session_is_stopped(void *ud)
{
  return td_state_stopped(((td_session *)ud)->state) != TD_STOP_NONE;
}

void td_session_resize(td_session *s, int width, int height)
{
  s->options.width = width;
  s->options.height = height;
}

const char *td_session_as_of(const td_session *s)
{
  return s->as_of;
}

/* ---- completion ------------------------------------------------------- */

typedef struct completing {
  td_session *s;
  const char *text;
  size_t n;
  td_completion *out;
  bool is_short; /* of memory */
} completing;

/* The list of texts in field `key` of the table on top. [-0, +0, -] */
static const char *const *copy_list(lua_State *L, completing *c,
                                    const char *key, size_t n)
{
  const char **list =
      (const char **)td_arena_array(&c->s->completion, n + 1, sizeof(*list));

  lua_getfield(L, -1, key);
  for (size_t i = 0; list && i < n; i++) {
    size_t size = 0;
    const char *text;
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    text = lua_tolstring(L, -1, &size);
    list[i] = td_arena_text(&c->s->completion, text ? text : "", size);
    c->is_short |= !list[i];
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  c->is_short |= !list;
  return list;
}

/* completing (light) -> */
static int l_complete(lua_State *L)
{
  completing *c = (completing *)lua_touserdata(L, 1);
  size_t size = 0;
  const char *common;

  lua_rawgetp(L, LUA_REGISTRYINDEX, &CONSOLE);
  lua_getfield(L, -1, "complete");
  lua_pushlstring(L, c->text, c->n);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, "from");
  c->out->from = (size_t)lua_tointeger(L, -1);
  lua_getfield(L, -2, "common");
  common = lua_tolstring(L, -1, &size);
  c->out->common = td_arena_text(&c->s->completion, common ? common : "", size);
  c->is_short |= !c->out->common;
  lua_pop(L, 2);
  lua_getfield(L, -1, "texts");
  c->out->n = (size_t)lua_rawlen(L, -1);
  lua_pop(L, 1);
  c->out->texts = copy_list(L, c, "texts", c->out->n);
  c->out->labels = copy_list(L, c, "labels", c->out->n);
  c->out->notes = copy_list(L, c, "notes", c->out->n);
  return 0;
}

td_status td_session_complete(td_session *s, const char *text, size_t cursor,
                              td_completion *out, td_err *err)
{
  lua_State *L = td_state_lua(s->state);
  completing c = { s, text, cursor, out, false };
  td_status rc;

  memset(out, 0, sizeof(*out));
  td_arena_free(&s->completion);
  make_room(s);
  rc = td_state_start(s->state, err);
  if (rc != TD_OK)
    return rc;
  lua_pushcfunction(L, l_complete);
  lua_pushlightuserdata(L, &c);
  rc = td_state_call(s->state, 1, 0, err);
  td_state_finish(s->state);
  if (rc == TD_OK && c.is_short)
    rc = td_fail_memory(err);
  return rc;
}
