/* Lua states: what code in them reaches, how it ends, what is left of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <lauxlib.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "modules.h"
#include "state.h"

static const char SPIN[] = "while true do end";

static td_state *new_state(td_trust trust, const td_limits *limits)
{
  td_state *s;
  td_err err;

  assert_int_equal(td_state_new(&s, trust, limits, &err), TD_OK);
  return s;
}

static td_status run(td_state *s, const char *text, td_err *err)
{
  td_status rc = td_state_load(s, "rules/x.lua", text, strlen(text), err);

  return rc == TD_OK ? td_state_call(s, 0, 0, err) : rc;
}

/* Runs in a span, which the time limit needs. */
static td_status run_timed(td_state *s, const char *text, td_err *err)
{
  td_status rc = td_state_start(s, err);

  if (rc == TD_OK)
    rc = run(s, text, err);
  td_state_finish(s);
  return rc;
}

static void assert_text(const char *text, const char *part)
{
  if (!strstr(text, part)) {
    print_message("# '%s' has no '%s'\n", text, part);
    fail();
  }
}

/* The text runs in a fresh rule's state, or fails so. */
static void assert_fails(const char *text, const char *message)
{
  td_state *s = new_state(TD_STATE_RULE, NULL);
  td_err err;

  assert_int_equal(run(s, text, &err), TD_ERULE);
  assert_text(err.text, message);
  assert_int_equal(lua_gettop(td_state_lua(s)), 0);
  td_state_free(s);
}

static void assert_runs(td_trust trust, const char *text)
{
  td_state *s = new_state(trust, NULL);
  td_err err;

  err.text[0] = '\0';
  if (run(s, text, &err) != TD_OK) {
    print_message("# %s\n", err.text);
    fail();
  }
  assert_int_equal(lua_gettop(td_state_lua(s)), 0);
  td_state_free(s);
}

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- loading --------------------------------------------------------- */

static void test_state_load__mistakes(void **state)
{
  (void)state;
  assert_fails("local x =\n\n= 1", "rules/x.lua:3: ");
  assert_fails("return 'abc", "rules/x.lua:1: ");
  assert_fails("\033Lua", "rules/x.lua: is bytecode");
  assert_fails("goto nowhere", "rules/x.lua:1: ");
  assert_runs(TD_STATE_RULE, "");
  assert_fails("\xef\xbb\xbf\033Lua", "rules/x.lua: is bytecode");
  assert_runs(TD_STATE_RULE, "-- a comment and no more");
  assert_runs(TD_STATE_RULE, "\xef\xbb\xbf"
                             "return 1");
  assert_runs(TD_STATE_RULE, "return 'Ti\xe1\xba\xbfn \xc4\x91\xe1\xbb\x99'");
}

/* Text made of n times `part` between a head and a tail. */
static char *repeat(const char *head, const char *part, size_t n,
                    const char *tail)
{
  size_t size = strlen(part);
  char *text = malloc(strlen(head) + n * size + strlen(tail) + 1);
  char *at = stpcpy(text, head);
  size_t i;

  for (i = 0; i < n; i++)
    at = stpcpy(at, part);
  strcpy(at, tail);
  return text;
}

static void test_state_load__too_much(void **state)
{
  static const struct {
    const char *head, *part;
    size_t n;
    const char *tail, *message;
  } cases[] = {
    { "return ", "(", 100000, "1", "rules/x.lua: " },
    { "return ", "{", 100000, "", "rules/x.lua: " },
    { "return ", "- ", 100000, "1", "rules/x.lua: " },
    { "return ", "not ", 100000, "1", "rules/x.lua: " },
    { "return ", "'a'..", 100000, "1", "rules/x.lua: " },
    { "", "local a ", 300, "", "too many local variables" },
    { "", "do ", 300, "", "rules/x.lua: C stack overflow" },
    { "--", "x", TD_STATE_TEXT_MAX, "", "more than the 1048576 allowed" },
  };
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    char *text =
        repeat(cases[i].head, cases[i].part, cases[i].n, cases[i].tail);

    assert_fails(text, cases[i].message);
    free(text);
  }
}

/* No hook fires while Lua compiles; the limit holds all the same. */
static void test_state_load__labels_take_too_long(void **state)
{
  static const td_limits limits = { .seconds = 0.05 };
  td_state *s = new_state(TD_STATE_RULE, &limits);
  char *text = malloc(TD_STATE_TEXT_MAX);
  size_t n = 0;
  int i;
  double begin = now();
  td_err err;

  (void)state;
  for (i = 0; n + 32 < TD_STATE_TEXT_MAX; i++)
    n += (size_t)sprintf(text + n, "::a%d::do end ", i);
  assert_int_equal(run_timed(s, text, &err), TD_ELIMIT);
  assert_int_equal(td_state_stopped(s), TD_STOP_TIME);
  assert_true(now() - begin < 2);
  free(text);
  td_state_free(s);
}

/* ---- errors ---------------------------------------------------------- */

static void test_state_call__error_objects(void **state)
{
  (void)state;
  assert_fails("error 'x'", "rules/x.lua:1: x");
  assert_fails("error('x', 0)", "x");
  assert_fails("error {}", "error object is a table");
  assert_fails("error()", "error object is nil");
  assert_fails("error(true)", "error object is a boolean");
  assert_fails("error(print)", "error object is a function");
  assert_fails("error('', 0)", "error without a text");
  assert_fails("error('a\\0b', 0)", "a?b");
  assert_fails("error('\\27[1mB\\r\\n\\x7f', 0)", "?[1mB? ?");
  assert_fails("error('\\xc2\\x9b1m', 0)", "?1m"); /* a control character */
  assert_fails("error('\\xed\\xa0\\x80\\xff\\xc4', 0)", "?????");
  assert_fails("error('Ti\xe1\xba\xbfn', 0)", "Ti\xe1\xba\xbfn");
  assert_fails("error(('\xc4\x91'):rep(5000), 0)", "\xc4\x91");
  assert_fails("local t = nil; return t.x", "local 't'");
}

static void test_state_call__traceback(void **state)
{
  static const char text[] = "local function inner() error 'x' end\n"
                             "local function outer()\n"
                             "  inner()\n"
                             "  return 1\n"
                             "end\n"
                             "outer()\n";
  td_state *s = new_state(TD_STATE_RULE, NULL);
  td_err err;

  (void)state;
  assert_string_equal(td_state_traceback(s), "");
  assert_int_equal(run(s, text, &err), TD_ERULE);
  assert_string_equal(td_state_traceback(s),
                      "rules/x.lua:1: in function 'inner'\n"
                      "rules/x.lua:3: in function 'outer'\n"
                      "rules/x.lua:6: in main chunk");
  assert_int_equal(run(s, "return 1", &err), TD_OK);
  assert_string_equal(td_state_traceback(s), "");
  td_state_free(s);
}

static void test_state_call__traceback_is_short(void **state)
{
  static const char text[] =
      "local function f(n) if n == 0 then error 'x' end f(n - 1) end f(50)";
  td_state *s = new_state(TD_STATE_RULE, NULL);
  int lines = 1;
  const char *at;
  td_err err;

  (void)state;
  assert_int_equal(run(s, text, &err), TD_ERULE);
  for (at = td_state_traceback(s); *at; at++)
    lines += *at == '\n';
  assert_int_equal(lines, 12);
  td_state_free(s);
}

static void test_state_call__results(void **state)
{
  td_state *s = new_state(TD_STATE_RULE, NULL);
  lua_State *L = td_state_lua(s);
  td_err err;

  (void)state;
  assert_ptr_equal(td_state_of(L), s);
  assert_int_equal(td_state_load(s, "t", "return ...", 10, &err), TD_OK);
  lua_pushinteger(L, 7);
  lua_pushinteger(L, 8);
  assert_int_equal(td_state_call(s, 2, LUA_MULTRET, &err), TD_OK);
  assert_int_equal(lua_gettop(L), 2);
  assert_int_equal(lua_tointeger(L, 1), 7);
  assert_int_equal(lua_tointeger(L, 2), 8);
  td_state_free(s);
}

static void test_state_of__stock_state(void **state)
{
  lua_State *L = luaL_newstate();

  (void)state;
  assert_null(td_state_of(L));
  td_state_charge(L, 1000000);
  lua_close(L);
}

static void test_state_printed__last_lines(void **state)
{
  td_state *s = new_state(TD_STATE_RULE, NULL);
  td_err err;

  (void)state;
  assert_null(td_state_printed(s, 0));
  assert_int_equal(run(s, "print('a', 1, {}, nil)", &err), TD_OK);
  assert_string_equal(td_state_printed(s, 0), "a 1 table nil");
  assert_null(td_state_printed(s, 1));
  assert_int_equal(run(s, "for i = 1, 119 do print(i) end", &err), TD_OK);
  assert_string_equal(td_state_printed(s, 0), "100");
  assert_string_equal(td_state_printed(s, 19), "119");
  assert_null(td_state_printed(s, 20));
  assert_null(td_state_printed(s, -1));
  assert_int_equal(run(s, "print(('\xc4\x91'):rep(101))", &err), TD_OK);
  assert_int_equal(strlen(td_state_printed(s, 19)), 200);
  td_state_free(s);
}

/* ---- environments ---------------------------------------------------- */

static void test_state__rule_environment(void **state)
{
  (void)state;
  assert_fails("return strng", "global 'strng' does not exist; "
                               "did you mean 'string'?");
  assert_fails("return nothing_like_it", "global 'nothing_like_it' does not");
  assert_fails("return table.conct", "did you mean 'concat'?");
  assert_fails("x = 1", "'x' is not declared: write 'local x'");
  assert_fails("function f() end", "'f' is not declared");
  assert_fails("os.time()", "'os' is not available to rules");
  assert_fails("string.x = 1", "'string' is read-only: 'x' cannot be set");
  assert_runs(TD_STATE_RULE, "assert(#tostring {} == 5)");
  assert_runs(TD_STATE_RULE, "assert(tostring(print) == 'function')");
  assert_runs(TD_STATE_RULE, "assert(('%s'):format({}) == 'table')");
  assert_runs(TD_STATE_RULE, "assert(next {} == nil and next { 1 })");
}

static void test_state__require(void **state)
{
  (void)state;
  assert_runs(TD_STATE_RULE, "local d = require 'tiendo.date'"
                             " assert(d == require 'tiendo.date')"
                             " for k in pairs(d) do assert(d[k]) end");
  assert_fails("require('tiendo.date').x = 1",
               "'tiendo.date' is read-only: 'x' cannot be set");
  assert_fails("require 'tiendo.json'", "is not available to rules");
  assert_fails("require 'tiendo.dat'", "did you mean 'tiendo.date'?");
  assert_fails("require 'lpeg'", "module 'lpeg' does not exist");
  assert_fails("require ''", "module '' does not exist");
  assert_runs(TD_STATE_HOST, "assert(require('tiendo.json'))");
  assert_runs(TD_STATE_HOST, "assert(require('lpeg').P('a'):match('a') == 2)");
}

/* Every module that rules may require loads in their state, which has less in
 * it than the Lua in which the specs run. */
static void test_state__modules_for_rules(void **state)
{
  const td_module *lists[] = { td_bindings, td_stdlib };
  char text[128];
  const td_module *m;
  size_t i;

  (void)state;
  for (i = 0; i < 2; i++)
    for (m = lists[i]; m->name; m++) {
      snprintf(text, sizeof(text), "require '%s'", m->name);
      if (m->for_rules)
        assert_runs(TD_STATE_RULE, text);
      assert_runs(TD_STATE_HOST, text);
    }
}

static void test_state__pairs_in_order(void **state)
{
  (void)state;
  assert_runs(TD_STATE_RULE,
              "local t = { b = 1, a = 1, B = 1, [''] = 1, ['a\\0'] = 1,"
              " [3] = 1, [-2] = 1, [2.5] = 1, [math.huge] = 1,"
              " [-math.huge] = 1, [1 << 62] = 1, [2^63] = 1 }\n"
              "local keys = {}\n"
              "for k, v in pairs(t) do assert(v == 1) keys[#keys + 1] = k end\n"
              "local want = { -math.huge, -2, 2.5, 3, 1 << 62, 2^63,"
              " math.huge, '', 'B', 'a', 'a\\0', 'b' }\n"
              "assert(#keys == #want)\n"
              "for i, k in ipairs(want) do assert(keys[i] == k, i) end");
  assert_fails("for _ in pairs { [true] = 1 } do end", "not a boolean");
  assert_fails("pairs(nil)", "table expected, got nil");
}

static void test_state__table_functions(void **state)
{
  (void)state;
  assert_runs(TD_STATE_RULE,
              "local t = { 1, 2, 3 }\n"
              "table.insert(t, 2, 9) assert(table.concat(t, ' ') == '1 9 2 3')"
              " table.insert(t, 5, 0) assert(#t == 5)\n"
              "assert(table.remove(t) == 0 and table.remove(t, 1) == 1)\n"
              "assert(table.concat(t, ',', 2) == '2,3')\n"
              "assert(table.concat({}, ',') == '' and not table.remove {})\n"
              "table.move(t, 1, 3, 2) assert(table.concat(t) == '9923')\n"
              "table.move(t, 2, 4, 1) assert(table.concat(t) == '9233')\n"
              "local p = table.pack(nil, 2, nil) assert(p.n == 3)\n"
              "assert(select('#', table.unpack(p, 1, p.n)) == 3)\n"
              "assert(not pcall(table.insert, { 1 }, 3, 0))\n"
              "assert(not pcall(table.insert, { 1 }, 0, 0))\n"
              "assert(not pcall(table.remove, { 1 }, 3))\n"
              "assert(not pcall(table.insert, { 1 }))");
  assert_runs(TD_STATE_RULE, /* equal items keep their order */
              "local t = {}\n"
              "for i = 1, 1000 do t[i] = { k = i * 7 % 10, i = i } end\n"
              "table.sort(t, function(a, b) return a.k < b.k end)\n"
              "for i = 2, #t do local a, b = t[i - 1], t[i]\n"
              "  assert(a.k < b.k or a.k == b.k and a.i < b.i) end");
  assert_fails("table.sort { 1, 'a' }", "attempt to compare");
  assert_fails("table.concat { 1, {} }", "item 2 is a table");
}

static void test_state__host_environment(void **state)
{
  (void)state;
  assert_runs(TD_STATE_HOST, "assert(setmetatable and coroutine and load)");
  assert_runs(TD_STATE_HOST, "assert(debug.traceback and not debug.sethook)");
  assert_runs(TD_STATE_HOST, "assert(not io and not os and not package)");
  assert_runs(TD_STATE_HOST, "assert(not dofile and not loadfile)");
  assert_runs(TD_STATE_HOST, "x = 1 assert(_G.x == 1)");
}

/* ---- limits ---------------------------------------------------------- */

static void test_state_limit__time(void **state)
{
  static const td_limits limits = { .seconds = 0.1 };
  td_state *s = new_state(TD_STATE_RULE, &limits);
  double begin = now();
  td_err err;

  (void)state;
  assert_int_equal(run_timed(s, SPIN, &err), TD_ELIMIT);
  assert_true(now() - begin >= 0.1 && now() - begin < 2);
  assert_string_equal(err.text, "rules/x.lua:1: stopped: time limit of 0.1 s");
  assert_int_equal(td_state_stopped(s), TD_STOP_TIME);
  assert_int_equal(run(s, "return 1", &err), TD_ELIMIT); /* no more */
  assert_int_equal(lua_gettop(td_state_lua(s)), 0);
  td_state_free(s);
}

/* Only the span counts, not the time between two. */
static void test_state_limit__time_in_spans(void **state)
{
  static const td_limits limits = { .seconds = 0.1 };
  td_state *s = new_state(TD_STATE_RULE, &limits);
  td_err err;

  (void)state;
  assert_int_equal(run_timed(s, "return 1", &err), TD_OK);
  usleep(150000);
  assert_int_equal(run_timed(s, "return 1", &err), TD_OK);
  assert_int_equal(td_state_stopped(s), TD_STOP_NONE);
  assert_int_equal(run_timed(s, SPIN, &err), TD_ELIMIT);
  td_state_free(s);
}

/* Each of two spans, one within the other, has its own limit. */
static void test_state_limit__nested_spans(void **state)
{
  static const td_limits outer_limits = { .seconds = 10 };
  static const td_limits inner_limits = { .seconds = 0.05 };
  td_state *outer = new_state(TD_STATE_RULE, &outer_limits);
  td_state *inner = new_state(TD_STATE_RULE, &inner_limits);
  td_err err;

  (void)state;
  assert_int_equal(td_state_start(outer, &err), TD_OK);
  assert_int_equal(run_timed(inner, SPIN, &err), TD_ELIMIT);
  assert_int_equal(run(outer, "return 1", &err), TD_OK);
  td_state_finish(outer);
  td_state_free(inner);
  td_state_free(outer);
}

static void test_state_limit__memory(void **state)
{
  static const td_limits limits = { .bytes = 4 << 20 };
  static const char *const cases[] = {
    "local t = {} while true do t[#t + 1] = {} end",
    "local t while 1 do pcall(function() while 1 do t = { t } end end) end",
    "local s = 'x' while true do s = s .. s end",
    "return ('x'):rep(4 << 20)",
    "return ('x'):rep(1 << 40)",
    "local s = ('x'):rep(3 << 20) return s .. s .. s .. s",
  };
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_state *s = new_state(TD_STATE_RULE, &limits);
    td_err err;

    assert_int_equal(run(s, cases[i], &err), TD_ELIMIT);
    assert_int_equal(td_state_stopped(s), TD_STOP_MEMORY);
    assert_text(err.text, "stopped: memory limit of 4 MiB");
    td_state_free(s);
  }
}

/* Garbage is no reason to stop. */
static void test_state_limit__memory_garbage(void **state)
{
  static const td_limits limits = { .bytes = 4 << 20 };
  td_state *s = new_state(TD_STATE_RULE, &limits);
  td_err err;

  (void)state;
  assert_int_equal(run(s,
                       "for i = 1, 1000 do"
                       " local s = ('x'):rep(100000) .. i end",
                       &err),
                   TD_OK);
  assert_int_equal(
      run(s, "for i = 1, 9 do local s = ('x'):rep(1 << 20) end", &err), TD_OK);
  td_state_free(s);
}

static void *interrupt_soon(void *ud)
{
  usleep(50000);
  td_state_interrupt(ud);
  return NULL;
}

static void test_state_interrupt__other_thread(void **state)
{
  td_state *s = new_state(TD_STATE_RULE, NULL);
  pthread_t thread;
  td_err err;

  (void)state;
  pthread_create(&thread, NULL, interrupt_soon, s);
  assert_int_equal(run_timed(s, SPIN, &err), TD_ESTOPPED);
  pthread_join(thread, NULL);
  assert_int_equal(td_state_stopped(s), TD_STOP_CALLER);
  td_state_free(s);
}

static void test_state_interrupt__before_it_runs(void **state)
{
  td_state *s = new_state(TD_STATE_RULE, NULL);
  td_err err;

  (void)state;
  td_state_interrupt(s);
  assert_int_equal(run_timed(s, "return 1", &err), TD_ESTOPPED);
  td_state_free(s);
}

static void *spin_in_thread(void *ud)
{
  td_err err;

  return run_timed(ud, SPIN, &err) == TD_ELIMIT ? ud : NULL;
}

/* Each thread's timer stops its own state. */
static void test_state_limit__threads(void **state)
{
  enum { THREADS = 4 };
  td_limits limits = { .seconds = 0.05 };
  pthread_t threads[THREADS];
  td_state *states[THREADS];
  void *result;
  int i;

  (void)state;
  for (i = 0; i < THREADS; i++, limits.seconds += 0.05) {
    states[i] = new_state(TD_STATE_RULE, &limits);
    pthread_create(&threads[i], NULL, spin_in_thread, states[i]);
  }
  for (i = 0; i < THREADS; i++) {
    pthread_join(threads[i], &result);
    assert_ptr_equal(result, states[i]);
    td_state_free(states[i]);
  }
}

/* ---- at any moment --------------------------------------------------- */

static const char MIXED[] =
    "local date = require 'tiendo.date'\n"
    "local t = { date, b = {}, c = 'x' }\n"
    "for k, v in pairs(t) do t[k] = tostring(v) .. k end\n"
    "table.sort(t)\n"
    "local s = ('%s %d'):format(table.concat(t), #t):gsub('%w', '<%0>')\n"
    "print(pcall(error, { s }), s:match('(%a)()'))\n"
    "for w in s:gmatch('%a+') do t[#t + 1] = w:upper():rep(3, w) end\n";

/* Wherever the script is when its time is over, it ends cleanly. */
static void test_state_limit__any_time(void **state)
{
  td_limits limits = { .bytes = 64 << 20 };
  char text[sizeof(MIXED) + 32];
  int i;

  (void)state;
  snprintf(text, sizeof(text), "while true do\n%send", MIXED);
  for (i = 0; i < 300; i++) {
    td_state *s;
    td_err err;

    limits.seconds = 1e-5 * (i + 1);
    s = new_state(TD_STATE_RULE, &limits);
    assert_int_equal(run_timed(s, text, &err), TD_ELIMIT);
    assert_int_equal(td_state_stopped(s), TD_STOP_TIME);
    td_state_free(s);
  }
}

/* Lets 0, 1, 2 ... allocations succeed until the script passes. */
static void test_state__each_allocation_may_fail(void **state)
{
  td_limits limits = { .allocations = 1 };
  td_status rc = TD_ENOMEM;

  (void)state;
  for (; rc != TD_OK && limits.allocations < 5000; limits.allocations++) {
    td_state *s = NULL;
    td_err err;

    rc = td_state_new(&s, TD_STATE_RULE, &limits, &err);
    if (rc == TD_OK)
      rc = run_timed(s, MIXED, &err);
    else
      assert_null(s);
    if (rc != TD_OK && rc != TD_ENOMEM)
      print_message("# %d: %s\n", (int)limits.allocations, err.text);
    assert_true(rc == TD_OK || rc == TD_ENOMEM);
    td_state_free(s);
  }
  assert_int_equal(rc, TD_OK);
  assert_true(limits.allocations > 300);
}

/* The same by size, down to states that cannot even be made. */
static void test_state__any_memory_limit(void **state)
{
  td_limits limits = { .bytes = 1 };
  td_status rc = TD_ENOMEM;

  (void)state;
  for (; rc != TD_OK && limits.bytes < 1 << 20; limits.bytes += 97) {
    td_state *s = NULL;
    td_err err;

    rc = td_state_new(&s, TD_STATE_RULE, &limits, &err);
    if (rc == TD_OK)
      rc = run_timed(s, MIXED, &err);
    assert_true(rc == TD_OK || rc == TD_ENOMEM || rc == TD_ELIMIT);
    td_state_free(s);
  }
  assert_int_equal(rc, TD_OK);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_state_load__mistakes),
    cmocka_unit_test(test_state_load__too_much),
    cmocka_unit_test(test_state_load__labels_take_too_long),
    cmocka_unit_test(test_state_call__error_objects),
    cmocka_unit_test(test_state_call__traceback),
    cmocka_unit_test(test_state_call__traceback_is_short),
    cmocka_unit_test(test_state_call__results),
    cmocka_unit_test(test_state_of__stock_state),
    cmocka_unit_test(test_state_printed__last_lines),
    cmocka_unit_test(test_state__rule_environment),
    cmocka_unit_test(test_state__require),
    cmocka_unit_test(test_state__modules_for_rules),
    cmocka_unit_test(test_state__pairs_in_order),
    cmocka_unit_test(test_state__table_functions),
    cmocka_unit_test(test_state__host_environment),
    cmocka_unit_test(test_state_limit__time),
    cmocka_unit_test(test_state_limit__time_in_spans),
    cmocka_unit_test(test_state_limit__nested_spans),
    cmocka_unit_test(test_state_limit__memory),
    cmocka_unit_test(test_state_limit__memory_garbage),
    cmocka_unit_test(test_state_limit__threads),
    cmocka_unit_test(test_state_interrupt__other_thread),
    cmocka_unit_test(test_state_interrupt__before_it_runs),
    cmocka_unit_test(test_state_limit__any_time),
    cmocka_unit_test(test_state__each_allocation_may_fail),
    cmocka_unit_test(test_state__any_memory_limit),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
