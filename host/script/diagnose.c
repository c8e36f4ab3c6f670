/* Looking at the running program: what it is built of, and whether scripts that
 * mean harm are contained here, on this machine, by this build. */
#include <lauxlib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"
#include "pool.h"
#include "state.h"
#include "tally.h"
#include "writer.h"

enum { TEXT_ROOM = 1200 };

#define PROBE_SECONDS 0.05
#define PROBE_BYTES ((size_t)32 * 1024 * 1024)
#define HANG_SECONDS 2.0

/* ---- versions ---- */

#if defined(__SANITIZE_ADDRESS__)
#define BUILD "with sanitizers"
#elif defined(NDEBUG)
#define BUILD "release"
#else
#define BUILD "development"
#endif

#if defined(__clang__)
#define COMPILER "clang "
#else
#define COMPILER "gcc "
#endif

/* The version of LPeg: a text, or a function that gives it. [-0, +1, e] */
static int l_lpeg_version(lua_State *L)
{
  td_push_export(L, "lpeg", "version");
  if (lua_isfunction(L, -1))
    lua_call(L, 0, 1);
  return 1;
}

static void say_lua(td_doctor *d, lua_State *L)
{
  static const char version[] =
      LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE;

  if ((int)lua_version(L) == LUA_VERSION_NUM)
    td_doctor_say(d, TD_FINE, "Lua", version, "");
  else
    td_doctor_say(d, TD_BROKEN, "Lua", version,
                  "another Lua than it was built for is loaded");
}

static td_status say_versions(td_doctor *d, td_err *err)
{
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_HOST, NULL, err);
  lua_State *L;

  if (rc != TD_OK)
    return rc;
  L = td_state_lua(s);
  td_doctor_say(d, TD_FINE, "tiendo",
                TD_VERSION ", " BUILD " build by " COMPILER __VERSION__, "");
  say_lua(d, L);
  lua_pushcfunction(L, l_lpeg_version);
  rc = td_state_call(s, 0, 1, err);
  if (rc == TD_OK)
    td_doctor_say(d, TD_FINE, "LPeg", lua_tostring(L, -1), "");
  td_state_free(s);
  td_doctor_libraries(d);
  return rc;
}

/* ---- probes ---- */

/* None of them may come to its end. */
typedef struct probe {
  const char *name, *code;
} probe;

static const probe probes[] = {
  { "endless loop", "while true do end" },
  { "loop that catches", "while true do pcall(function() while true do end "
                         "end) end" },
  { "error handler that loops",
    "xpcall(error, function() while true do end end)" },
  { "comparison that loops",
    "table.sort({ 1, 2, 3 }, function() while true do end end)" },
  { "endless pattern", "while true do local _ = "
                       "(('a'):rep(200)):find(('a*'):rep(20) .. 'b') end" },
  { "memory, in small pieces",
    "local t = {} while true do t[#t + 1] = {} end" },
  { "memory, doubled", "local s = 'x' while true do s = s .. s end" },
  { "memory, at once", "local s = ('x'):rep(1 << 40) return #s" },
  { "endless recursion", "local function f() return 1 + f() end return f()" },
  { "chain of closing coroutines", "return coroutine.close" },
  { "finalizer that loops",
    "setmetatable({}, { __gc = function() while true do end end })" },
  { "methods of all texts", "getmetatable('').__index = nil" },
  { "files", "return io.open('/etc/passwd')" },
  { "bytecode", "\x1bLua" },
};
enum { N_PROBES = sizeof(probes) / sizeof(*probes) };

/* How a script ended that did not come to its end. */
static const char *end_name(td_stop why)
{
  switch (why) {
  case TD_STOP_TIME:
    return "stopped by the time limit";
  case TD_STOP_MEMORY:
    return "stopped by the memory limit";
  case TD_STOP_WORK:
    return "stopped by the limit of work";
  default:
    return "refused";
  }
}

/* TD_OK with how it ended; TD_EDATA if it came to its end. */
static td_status probe_task(td_value *out, td_arena *a, void *ud, size_t i,
                            td_err *err)
{
  const td_limits limits = { .seconds = PROBE_SECONDS, .bytes = PROBE_BYTES };
  const probe *p = &probes[i];
  td_err why = { TD_OK, "" };
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_RULE, &limits, err);

  (void)a;
  (void)ud;
  if (rc == TD_OK)
    rc = td_state_start(s, err);
  if (rc != TD_OK)
    goto done;
  rc = td_state_load(s, "probe", p->code, strlen(p->code), &why);
  if (rc == TD_OK)
    rc = td_state_call(s, 0, 0, &why);
  if (rc == TD_OK) {
    rc = td_fail(err, TD_EDATA, "the script came to its end");
    goto done;
  }
  *out = td_value_of_text(end_name(td_state_stopped(s)));
  rc = TD_OK;

done:
  if (s)
    td_state_finish(s);
  td_state_free(s);
  return rc;
}

static void say_probe(td_doctor *d, const probe *p, const td_pool_result *r)
{
  char text[TEXT_ROOM];

  if (r->status == TD_OK) {
    snprintf(text, sizeof(text), "contained: %s", td_value_text(&r->value, ""));
    td_doctor_say(d, TD_FINE, p->name, text, "");
    return;
  }
  snprintf(text, sizeof(text), "not contained: %s%s%s", r->error,
           *r->reason ? ", " : "", r->reason);
  if (*r->reason)
    td_doctor_say(d, TD_DOUBTFUL, p->name, text,
                  "its process ended, the others go on; keep --workers above "
                  "0");
  else
    td_doctor_say(d, TD_BROKEN, p->name, text,
                  "do not run rules of others with this build");
}

static td_status run_probes(td_doctor *d, bool workers, td_err *err)
{
  const td_pool_options options = { .workers = workers ? 1 : 0,
                                    .seconds = HANG_SECONDS,
                                    .bytes = 8 * PROBE_BYTES };
  td_pool_result results[N_PROBES];
  td_arena a = { 0 };
  td_status rc;

  memset(results, 0, sizeof(results));
  rc = td_pool_run(results, N_PROBES, &a, probe_task, NULL, &options, err);
  for (size_t i = 0; rc == TD_OK && i < N_PROBES; i++)
    say_probe(d, &probes[i], &results[i]);
  td_arena_free(&a);
  return rc;
}

/* ---- worker processes ---- */

enum { CRASHES, HANGS, ANSWERS, N_TASKS };

static td_status worker_task(td_value *out, td_arena *a, void *ud, size_t i,
                             td_err *err)
{
  (void)a;
  (void)ud;
  (void)err;
  if (i == CRASHES)
    raise(SIGKILL);
  while (i == HANGS)
    pause();
  *out = td_value_of_text("well");
  return TD_OK;
}

static td_status check_workers(td_doctor *d, td_err *err)
{
  const td_pool_options options = { .workers = 1, .seconds = 0.3 };
  td_pool_result results[N_TASKS];
  td_arena a = { 0 };
  td_status rc;

  memset(results, 0, sizeof(results));
  rc = td_pool_run(results, N_TASKS, &a, worker_task, NULL, &options, err);
  td_arena_free(&a);
  if (rc != TD_OK)
    return rc;
  if (results[CRASHES].status != TD_OK && results[HANGS].status != TD_OK &&
      results[ANSWERS].status == TD_OK)
    td_doctor_say(d, TD_FINE, "worker processes",
                  "one that crashes or hangs costs one check", "");
  else
    td_doctor_say(d, TD_BROKEN, "worker processes",
                  "one that crashed or hung was not noticed",
                  "this system keeps processes or timers from working");
  return TD_OK;
}

td_status td_host_diagnose(bool workers, td_sign_fn on_sign, void *ud,
                           td_err *err)
{
  td_doctor d = { on_sign, ud, TD_FINE };
  td_status rc = say_versions(&d, err);

  if (rc == TD_OK && workers)
    rc = check_workers(&d, err);
  if (rc == TD_OK)
    rc = run_probes(&d, workers, err);
  return rc;
}
