/* The report about a plan: the Lua library makes it from the result of a run
 * and from the plan that was checked. */
#include "brief.h"

#include <lauxlib.h>
#include <sha256.h>

#include "days.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "result.h"
#include "writer.h"

/* sha256(text) -> its digest, 32 bytes */
static int l_sha256(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  uint8_t digest[SHA256_DIGEST_LENGTH];
  SHA256_CTX sha;

  SHA256Init(&sha);
  SHA256Update(&sha, (const uint8_t *)text, n);
  SHA256Final(digest, &sha);
  lua_pushlstring(L, (const char *)digest, sizeof(digest));
  return 1;
}

/* { [rule] = { [parameter] = value } }, as they hold where no scope says
 * otherwise. [-0, +1, m] */
static void push_params(lua_State *L, const td_result *r)
{
  lua_createtable(L, 0, (int)r->n_checks);
  for (size_t i = 0; i < r->n_checks; i++) {
    const td_rule *rule = r->checks[i].rule;
    lua_createtable(L, 0, (int)rule->n_params);
    for (size_t p = 0; p < rule->n_params; p++)
      td_fill_value(L, rule->params[p].name, &rule->params[p].value);
    lua_setfield(L, -2, rule->id);
  }
}

int td_brief_push(lua_State *L, const void *ud)
{
  const td_result *r = (const td_result *)ud;

  td_plan_open(L, r->snap);
  lua_createtable(L, 0, 5);
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
  td_push_result(L, r);
  lua_setfield(L, -2, "result");
  push_params(L, r);
  lua_setfield(L, -2, "params");
  td_fill_days(L, r->snap);
  td_fill_function(L, "sha256", l_sha256, NULL);
  return 1;
}

td_status td_report_write(td_result *result, const td_write_options *options,
                          td_write_fn write, void *ud, td_err *err)
{
  const td_writing writing = { "tiendo.brief", "write", td_brief_push, result };
  td_write_options o = { .size = sizeof(o) };

  if (options && options->size < sizeof(o))
    return td_fail(err, TD_EUSAGE, "write options are too old");
  if (options)
    o = *options;
  if (!o.format)
    o.format = "html";
  return td_writer_once(&writing, &o, write, ud, err);
}
