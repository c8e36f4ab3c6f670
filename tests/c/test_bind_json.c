/* JSON in Lua when memory runs out: let 0, 1, 2 ... allocations succeed until
 * the script passes; nothing may leak on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cJSON.h>
#include <cmocka.h>
#include <errno.h>
#include <lauxlib.h>
#include <lualib.h>

#include "modules.h"

/* cJSON's hooks take no argument, so the count cannot travel with them. */
static long allowed; /* allocations that still succeed */
static long held;    /* blocks of cJSON not yet freed */

static void *count_malloc(size_t n)
{
  void *p = allowed-- > 0 ? malloc(n) : NULL;
  held += p != NULL;
  if (!p)
    errno = ENOMEM;
  return p;
}

static void count_free(void *p)
{
  held -= p != NULL;
  free(p);
}

static void *count_realloc(void *ud, void *p, size_t old, size_t n)
{
  (void)ud;
  if (n == 0) {
    free(p);
    return NULL;
  }
  if (n > old && allowed-- <= 0)
    return NULL;
  return realloc(p, n);
}

static const char script[] =
    "local text = '{\"b\":[1,2.5,null,true],\"a\":{\"c\":\"x\\\\u0111\"}}'\n"
    "local value = assert(json.decode(text))\n"
    "assert(not json.decode '[1,')\n"
    "local out = json.encode(json.object{ 'v', value, 'e', json.array{} }, "
    "true)\n"
    "assert(#out > 60, out)\n";

static int run_script(lua_State *L)
{
  luaL_openlibs(L);
  luaL_requiref(L, "json", luaopen_tiendo_json, 1);
  if (luaL_loadstring(L, script) != LUA_OK)
    return lua_error(L);
  lua_call(L, 0, 0);
  return 0;
}

/* Whether the script passes with n allocations. */
static bool passes_with(long n)
{
  lua_State *L;
  int rc;

  allowed = n;
  L = lua_newstate(count_realloc, NULL);
  if (!L)
    return false;
  lua_pushcfunction(L, run_script);
  rc = lua_pcall(L, 0, 0, 0);
  if (rc != LUA_OK && !strstr(lua_tostring(L, -1), "not enough memory"))
    fail_msg("after %ld allocations: %s", n, lua_tostring(L, -1));
  lua_close(L);
  return rc == LUA_OK;
}

static void test_json__every_allocation_may_fail(void **state)
{
  cJSON_Hooks hooks = { count_malloc, count_free };
  long n = 0;

  (void)state;
  cJSON_InitHooks(&hooks);
  while (!passes_with(n) && n < 100000) {
    assert_int_equal(held, 0);
    n++;
  }
  cJSON_InitHooks(NULL);
  assert_int_equal(held, 0);
  assert_in_range(n, 100, 99999);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_json__every_allocation_may_fail),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
