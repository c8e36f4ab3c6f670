/* Dates and text in a Lua state that runs out of memory at every allocation in
 * turn: each time a clean error, in the end the result. Run under a sanitizer
 * this finds what leaks on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <lauxlib.h>
#include <lualib.h>

#include "modules.h"
#include "push.h"

static const char script[] =
    "local d = date.of('2024-02-28') + 2\n"
    "local p = date.period(d, 'quarter'):next()\n"
    "local ok, message = pcall(function() return d.yaer end)\n"
    "local long = ('Đ\xe1\xba\xbe'):rep(100)\n"
    "return table.concat({ tostring(d), tostring(p), tostring(p.last),\n"
    "  tostring(d < p.first), text.fold('Sở Y tế'), text.nfc('a\xcc\x81'),\n"
    "  tostring(text.contains(long, 'DE')), text.fold(long):sub(1, 4),\n"
    "  text.nearest('titel', { 'title' }), tostring(text.fold('\\xff')),\n"
    "  message:match('did you mean.*') or message }, ' ')\n";

static const char want[] =
    "2024-03-01 2024-Q2 2024-06-30 true so y te \xc3\xa1 true dede title nil "
    "did you mean 'year'?";

/* Counts down the allocations that still succeed. */
static void *allocate(void *ud, void *p, size_t old, size_t n)
{
  size_t *left = (size_t *)ud;

  if (n == 0) {
    free(p);
    return NULL;
  }
  if (!p || n > old) {
    if (*left == 0)
      return NULL;
    --*left;
  }
  return realloc(p, n);
}

static int run(lua_State *L)
{
  luaL_openlibs(L);
  luaL_requiref(L, "date", luaopen_tiendo_date, 1);
  luaL_requiref(L, "text", luaopen_tiendo_text, 1);
  if (luaL_loadstring(L, script) != LUA_OK)
    return lua_error(L);
  lua_call(L, 0, 1);
  return 1;
}

/* Whether the script came to its end. */
static bool run_with(size_t allocations)
{
  lua_State *L = lua_newstate(allocate, &allocations);
  bool done = false;

  if (!L)
    return false;
  lua_pushcfunction(L, run);
  if (lua_pcall(L, 0, 1, 0) == LUA_OK) {
    /* A pcall of the script may have caught the lack of memory. */
    done = !strcmp(lua_tostring(L, -1), want);
    if (!done && !strstr(lua_tostring(L, -1), "not enough memory"))
      fail_msg("got '%s'", lua_tostring(L, -1));
  } else {
    assert_non_null(strstr(lua_tostring(L, -1), "not enough memory"));
  }
  lua_close(L);
  return done;
}

static void test_bind_date__out_of_memory(void **state)
{
  size_t n = 0;

  (void)state;
  while (!run_with(n))
    assert_true(++n < 100000);
}

static void test_bind_date__pushed_and_read(void **state)
{
  lua_State *L = luaL_newstate();
  td_date d = 0;
  td_period p = 0;

  (void)state;
  td_push_date(L, 20780);
  td_push_period(L, 202524);
  lua_pushstring(L, "2025-Q4");
  assert_true(td_to_date(L, 1, &d));
  assert_int_equal(d, 20780);
  assert_true(td_to_period(L, 2, &p));
  assert_int_equal(p, 202524);
  assert_false(td_to_period(L, 1, &p));
  assert_false(td_to_date(L, 2, &d));
  assert_false(td_to_period(L, 3, &p));
  assert_false(td_to_date(L, 4, &d));
  assert_int_equal(td_check_period(L, 3), 202524);
  assert_int_equal(lua_gettop(L), 3);
  td_push_date(L, TD_NO_DATE);
  td_push_period(L, TD_NO_PERIOD);
  assert_true(lua_isnil(L, 4) && lua_isnil(L, 5));
  lua_close(L);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_bind_date__out_of_memory),
    cmocka_unit_test(test_bind_date__pushed_and_read),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
