/* String functions of rules against those of Lua itself, and the bounds that
 * only ours have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <lauxlib.h>
#include <lualib.h>

#include "sandbox.h"
#include "state.h"

/* A stock state with our functions in the global `ours`. */
static lua_State *new_state(void)
{
  lua_State *L = luaL_newstate();

  luaL_openlibs(L);
  lua_newtable(L);
  luaL_setfuncs(L, td_sandbox_string, 0);
  lua_setglobal(L, "ours");
  return L;
}

static void fail_with(lua_State *L)
{
  print_message("# %s\n", lua_tostring(L, -1));
  fail();
}

static void test_string__agrees_with_lua(void **state)
{
  lua_State *L = new_state();

  (void)state;
  if (luaL_loadfile(L, "tests/c/sandbox_string.lua") != LUA_OK)
    fail_with(L);
  lua_getglobal(L, "ours");
  if (lua_pcall(L, 1, 3, 0) != LUA_OK)
    fail_with(L);
  print_message("# %lld comparisons, %lld with a match, %lld odd patterns\n",
                lua_tointeger(L, 1), lua_tointeger(L, 2), lua_tointeger(L, 3));
  assert_true(lua_tointeger(L, 1) > 20000);
  assert_true(lua_tointeger(L, 2) > 5000);
  assert_true(lua_tointeger(L, 3) > 2000);
  lua_close(L);
}

/* A pattern and what the message about it must name. */
static void test_pattern__malformed(void **state)
{
  static const char *const cases[][2] = {
    { "%", "ends with '%'" },        { "a%", "ends with '%'" },
    { "[%", "ends with '%'" },       { "[", "']' is missing" },
    { "[]", "']' is missing" },      { "[^]", "']' is missing" },
    { "[a", "']' is missing" },      { "[a-", "']' is missing" },
    { "(a", "'(' without ')'" },     { "a)", "')' without '('" },
    { "())", "')' without '('" },    { "%1", "capture index %1" },
    { "(%1)", "capture index %1" },  { "()%1", "capture index %1" },
    { "(a)%2", "capture index %2" }, { "%0", "capture index %0" },
    { "%b", "'%b' needs" },          { "%bx", "'%b' needs" },
    { "%f", "'%f' needs" },          { "%fa", "'%f' needs" },
    { "%f[a", "']' is missing" },    { "%y", "no class '%y'" },
    { "[%y]", "no class '%y'" },     { "[a-%z]", "range" },
  };
  lua_State *L = new_state();
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    lua_getglobal(L, "ours");
    lua_getfield(L, -1, "find");
    lua_pushliteral(L, "abc");
    lua_pushstring(L, cases[i][0]);
    assert_int_not_equal(lua_pcall(L, 2, 0, 0), LUA_OK);
    if (!strstr(lua_tostring(L, -1), cases[i][1])) {
      print_message("# %s: %s\n", cases[i][0], lua_tostring(L, -1));
      fail();
    }
    lua_settop(L, 0);
  }
  lua_close(L);
}

/* Finds ("a."):rep(n), of n * 2 parts, in as long a text; NULL or an error. */
static const char *find_parts(lua_State *L, const char *part, int n)
{
  lua_settop(L, 0);
  lua_pushfstring(L,
                  "local p = ('%s'):rep(%d) return ours.find(('a'):rep(999),"
                  " p)",
                  part, n);
  return luaL_dostring(L, lua_tostring(L, 1)) == LUA_OK ? NULL
                                                        : lua_tostring(L, -1);
}

static void test_pattern__parts(void **state)
{
  lua_State *L = new_state();
  const char *message;

  (void)state;
  assert_null(find_parts(L, "a.", 100)); /* 200 parts */
  message = find_parts(L, "a.", 101);
  assert_non_null(strstr(message, "pattern too complex"));
  assert_null(find_parts(L, "a", 900)); /* one part */
  assert_null(find_parts(L, "()", 32));
  message = find_parts(L, "()", 33);
  assert_non_null(strstr(message, "more than 32 captures"));
  lua_close(L);
}

static td_status run(td_state **out, const td_limits *limits, const char *text)
{
  td_err err;
  td_status rc;

  assert_int_equal(td_state_new(out, TD_STATE_RULE, limits, &err), TD_OK);
  rc = td_state_load(*out, "t.lua", text, strlen(text), &err);
  if (rc == TD_OK)
    rc = td_state_call(*out, 0, 0, &err);
  return rc;
}

/* The work of a pattern is counted, the same each time. */
static void test_pattern__work(void **state)
{
  static const char text[] = "return ('a'):rep(30):find(('a*'):rep(8) .. 'b')";
  static const td_limits little = { .work = 100000 };
  static const td_limits enough = { .work = 1000 * 1000 * 1000 };
  td_state *s;

  (void)state;
  assert_int_equal(run(&s, &little, text), TD_ELIMIT);
  assert_int_equal(td_state_stopped(s), TD_STOP_WORK);
  td_state_free(s);
  assert_int_equal(run(&s, &enough, "return ('a'):rep(99):find 'a-b'"), TD_OK);
  td_state_free(s);
}

static void test_string__methods_are_ours(void **state)
{
  static const char *const wrong[] = {
    "return ('x').dump",
    "return ('x').pack",
    "local s = 'x' s.rep = nil",
    "return 'a' + 1",
  };
  size_t i;
  td_state *s;

  (void)state;
  assert_int_equal(run(&s, NULL, "assert(('x').rep == string.rep)"), TD_OK);
  td_state_free(s);
  for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
    assert_int_equal(run(&s, NULL, wrong[i]), TD_ERULE);
    td_state_free(s);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_string__agrees_with_lua),
    cmocka_unit_test(test_pattern__malformed),
    cmocka_unit_test(test_pattern__parts),
    cmocka_unit_test(test_pattern__work),
    cmocka_unit_test(test_string__methods_are_ours),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
