/* Reading rules for mistakes without running their checks: the heads are
 * loaded, and the Lua library looks at the texts; the request it gets is
 * documented in lua/tiendo/lint.lua. */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "fill.h"
#include "rules_write.h"
#include "schema.h"
#include "writer.h"

typedef struct linting {
  td_rules *rules;
  const char **problems; /* one a rule, NULL where it loads */
  size_t n_problems;
  bool is_short; /* of memory */
} linting;

/* What its head tells of a rule that loads. [-0, +0, e] */
static void set_head(lua_State *L, td_rules *rules, size_t rule)
{
  const td_rule *r = &rules->list[rule];

  td_fill_text(L, "over", td_schema[r->over].name);
  td_fill_flag(L, "is_about_set", r->is_about_set);
  td_fill_params(L, rules, rule);
}

/* [-0, +1, e] */
static void push_file(lua_State *L, td_rules *rules, size_t i,
                      const char *problem)
{
  const td_rule *r = &rules->list[i];

  lua_createtable(L, 0, 7);
  td_fill_text(L, "name", r->file);
  td_fill_text(L, "rule", r->id);
  lua_pushlstring(L, r->text, r->n);
  lua_setfield(L, -2, "text");
  if (problem)
    td_fill_text(L, "problem", problem);
  else
    set_head(L, rules, i);
}

/* found(n): upvalue 1 is the linting. */
static int l_found(lua_State *L)
{
  linting *l = (linting *)lua_touserdata(L, lua_upvalueindex(1));

  l->n_problems = (size_t)luaL_checkinteger(L, 1);
  return 0;
}

static int push_request(lua_State *L, const void *ud)
{
  const linting *l = *(linting *const *)ud;

  luaL_checkstack(L, 12, NULL);
  lua_createtable(L, 0, 2);
  lua_createtable(L, (int)l->rules->n, 0);
  for (size_t i = 0; i < l->rules->n; i++) {
    push_file(L, l->rules, i, l->problems[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "files");
  td_fill_function(L, "found", l_found, *(linting *const *)ud);
  return 1;
}

static void note_problem(void *ud, size_t i, td_status code, const char *text)
{
  linting *l = (linting *)ud;

  (void)code;
  l->problems[i] = td_arena_text(&l->rules->arena, text, strlen(text));
  l->is_short = l->is_short || !l->problems[i];
}

static td_status write_report(linting *l, const td_write_options *options,
                              td_write_fn write, void *ud, td_err *err)
{
  linting *const self = l;
  const td_writing writing = { "tiendo.lint", "write", push_request, &self };

  return td_writer_once(&writing, options, write, ud, err);
}

td_status td_rules_lint(td_rules *rules, int workers,
                        const td_write_options *options, td_write_fn write,
                        void *ud, size_t *n_problems, td_err *err)
{
  linting l = { .rules = rules };
  td_status rc;

  if (rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are loaded already");
  if (!rules->n)
    return td_fail(err, TD_EUSAGE, "there is no rule");
  l.problems = (const char **)calloc(rules->n, sizeof(*l.problems));
  if (!l.problems)
    return td_fail_memory(err);
  rc = td_rules_heads(rules, workers, note_problem, &l, err);
  if (rc == TD_OK && l.is_short)
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    rc = write_report(&l, options, write, ud, err);
  if (rc == TD_OK && n_problems)
    *n_problems = l.n_problems;
  free((void *)l.problems);
  return rc;
}
