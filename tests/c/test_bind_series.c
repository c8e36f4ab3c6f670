/* Series in Lua: what only a C host can show, the turn and the views' life. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <lauxlib.h>
#include <lualib.h>

#include "modules.h"
#include "push.h"

static const td_period periods[] = { 201500, 201600, 202022 };
static const double values[] = { 14.5, 12.9, 10 };
static const uint32_t flags[] = { 0, 2, 1 };
static const char *const texts[] = { "", "e", "p" };
static const td_series sample = { periods, values, flags, NULL, texts, 3 };

static lua_State *new_state(void)
{
  lua_State *L = luaL_newstate();

  luaL_openlibs(L);
  luaL_requiref(L, "tiendo.series", luaopen_tiendo_series, 0);
  lua_setglobal(L, "series");
  return L;
}

/* Runs the chunk with s being global; what it returns as text. */
static const char *run(lua_State *L, const char *chunk)
{
  lua_settop(L, 0);
  if (luaL_dostring(L, chunk) != LUA_OK)
    return lua_tostring(L, -1);
  return luaL_tolstring(L, 1, NULL);
}

static void assert_runs(lua_State *L, const char *chunk, const char *part)
{
  const char *got = run(L, chunk);

  if (!strstr(got, part)) {
    print_message("# %s: %s\n", chunk, got);
    fail();
  }
}

static void test_push_series__reads_the_arrays(void **state)
{
  lua_State *L = new_state();

  (void)state;
  td_push_series(L, sample, NULL, 0);
  lua_setglobal(L, "s");
  assert_runs(L, "return #s", "3");
  assert_runs(L, "local v, p = s:last() return v .. ' ' .. tostring(p)",
              "10.0 2020-Q2");
  assert_runs(L, "return select(2, s:at(2016))", "p");
  assert_runs(L, "return select(2, s:at '2020-Q2')", "e");
  assert_runs(L, "return select('#', s:at(2015))", "1");
  lua_close(L);
}

static void test_push_series__after_its_turn(void **state)
{
  static const char *const uses[] = {
    "s:first()",
    "s:last()",
    "s:at(2015)",
    "s:ends(2015)",
    "s:len()",
    "return #s",
    "s:values()",
    "s:periods()",
    "s:between(2015, 2016)",
    "s:slope()",
    "s:theil_sen()",
    "s:cagr()",
    "s:project(2030)",
    "return tostring(s)",
    "part:first()",
    "return series.is(s)",
  };
  td_turn turn = { 7, NULL };
  lua_State *L = new_state();

  (void)state;
  td_push_series(L, sample, &turn, turn.n);
  lua_setglobal(L, "s");
  assert_runs(L, "part = s:between(2016) return #part", "2");
  turn.n++;
  for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
    assert_runs(L, uses[i], "series used after its turn");
  lua_close(L);
}

static void test_to_series(void **state)
{
  lua_State *L = new_state();
  td_series s;

  (void)state;
  td_push_series(L, sample, NULL, 0);
  lua_newuserdatauv(L, 8, 0);
  lua_pushlightuserdata(L, L);
  lua_newtable(L);
  td_push_date(L, 0);
  for (int i = 2; i <= 5; i++)
    assert_false(td_to_series(L, i, &s));
  assert_false(td_to_series(L, 6, &s)); /* nothing there */
  assert_true(td_to_series(L, 1, &s));
  assert_ptr_equal(s.values, values);
  assert_int_equal(lua_gettop(L), 5);
  lua_close(L);
}

/* A view holds on to the series that was made, and that to its flags. */
static void test_series_of__a_view_keeps_it(void **state)
{
  lua_State *L = new_state();

  (void)state;
  assert_runs(L,
              "s = series.of { { 2015, 1, 'fl' .. 'ag' }, { 2016, 2 } }"
              "  :between(2015, 2016):between(2015, 2015) return 'ok'",
              "ok");
  for (int i = 0; i < 4; i++)
    lua_gc(L, LUA_GCCOLLECT);
  assert_runs(L, "return table.concat({ s:at(2015) }, ' ')", "1.0 flag");
  lua_close(L);
}

/* Lets 0, 1, 2 ... allocations succeed until the script passes. */
typedef struct budget {
  int left;
} budget;

static void *spend(void *ud, void *p, size_t old, size_t n)
{
  budget *b = (budget *)ud;

  (void)old;
  if (!n) {
    free(p);
    return NULL;
  }
  if (b->left <= 0)
    return NULL;
  b->left--;
  return realloc(p, n);
}

static int exercise(lua_State *L)
{
  td_series s;

  luaL_requiref(L, "tiendo.series", luaopen_tiendo_series, 0);
  lua_getfield(L, -1, "of");
  lua_createtable(L, 0, 2);
  lua_pushnumber(L, 1);
  lua_rawseti(L, -2, 2015);
  lua_pushnumber(L, 2);
  lua_rawseti(L, -2, 2016);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, "between");
  lua_pushvalue(L, -2);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, "periods");
  lua_pushvalue(L, -2);
  lua_call(L, 1, 1);
  lua_pop(L, 1);
  luaL_tolstring(L, -1, NULL);
  lua_pop(L, 1);
  lua_pushboolean(L, td_to_series(L, -1, &s) && s.n == 2);
  return 1;
}

static void test_series__any_allocation_may_fail(void **state)
{
  bool done = false;

  (void)state;
  for (int n = 0; n < 2000 && !done; n++) {
    budget b = { n };
    lua_State *L = lua_newstate(spend, &b);
    if (!L)
      continue;
    lua_pushcfunction(L, exercise);
    done = lua_pcall(L, 0, 1, 0) == LUA_OK && lua_toboolean(L, -1);
    lua_close(L);
  }
  assert_true(done);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_push_series__reads_the_arrays),
    cmocka_unit_test(test_push_series__after_its_turn),
    cmocka_unit_test(test_to_series),
    cmocka_unit_test(test_series_of__a_view_keeps_it),
    cmocka_unit_test(test_series__any_allocation_may_fail),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
