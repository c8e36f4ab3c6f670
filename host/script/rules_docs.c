/* Pages about rules: gathers what there is to say of each and has the Lua
 * library write it. */
#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "fill.h"
#include "result.h"
#include "rules_write.h"
#include "tests.h"
#include "writer.h"

typedef struct making {
  td_rules *rules;
  const td_tests *tests;
  const td_result *result; /* NULL without a snapshot */
  const char *id;
  td_page_fn take;
  void *ud;
  bool is_broken; /* the caller's function refused */
} making;

/* ---- for the library ---- */

/* { name, as_of, expect } of the rule's examples under "examples_list". */
static void set_examples(lua_State *L, const td_tests *t, const char *id)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (size_t i = 0; i < t->n; i++) {
    const td_test *test = &t->list[i];
    if (!test->example || strcmp(test->rule, id) != 0)
      continue;
    td_push_value(L, test->example, NULL, NULL);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "examples_list");
}

/* { finding, example } under "shown", of the first example that passed and gave
 * a finding. */
static void set_shown(lua_State *L, const td_tests *t, const char *id)
{
  for (size_t i = 0; i < t->n; i++) {
    const td_test *test = &t->list[i];
    if (!test->finding || test->verdict != TD_PASSED ||
        strcmp(test->rule, id) != 0)
      continue;
    lua_createtable(L, 0, 2);
    td_fill_value(L, "finding", test->finding);
    td_fill_text(L, "example", test->name);
    lua_setfield(L, -2, "shown");
    return;
  }
}

/* take(path, text) */
static int l_take(lua_State *L)
{
  making *m = (making *)lua_touserdata(L, lua_upvalueindex(1));
  const char *path = luaL_checkstring(L, 1);
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);

  if (m->take(m->ud, path, text, n)) {
    m->is_broken = true;
    return luaL_error(L, "the output cannot be written");
  }
  return 0;
}

/* Rules, result, id, take. */
static int push_request(lua_State *L, const void *ud)
{
  const making *m = (const making *)ud;

  luaL_checkstack(L, 16, NULL);
  lua_createtable(L, (int)m->rules->n, 0);
  for (size_t i = 0; i < m->rules->n; i++) {
    const char *id = m->rules->list[i].id;
    td_push_listed_rule(L, m->rules, i);
    set_examples(L, m->tests, id);
    set_shown(L, m->tests, id);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  if (m->result)
    td_push_result(L, m->result);
  else
    lua_pushnil(L);
  lua_pushstring(L, m->id);
  lua_pushlightuserdata(L, (void *)(uintptr_t)m);
  lua_pushcclosure(L, l_take, 1);
  return 4;
}

/* Pages leave through l_take. */
static int refuse(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  (void)n;
  return 1;
}

static td_status write_pages(making *m, const char *lang, td_err *err)
{
  const td_write_options options = { .size = sizeof(options), .lang = lang };
  const td_writing writing = { "tiendo.report.docs", "write", push_request, m };
  td_status rc = td_writer_once(&writing, &options, refuse, NULL, err);

  if (m->is_broken)
    return td_fail(err, TD_EIO, "the output cannot be written");
  return rc;
}

/* ---- gathering ---- */

static bool has_rule(const td_rules *rules, const char *id)
{
  for (size_t i = 0; i < rules->n; i++)
    if (!strcmp(rules->list[i].id, id))
      return true;
  return false;
}

static td_status check(td_result **out, td_snapshot *snap, td_rules *rules,
                       const td_docs_options *o, td_err *err)
{
  const td_check_options options = { .size = sizeof(options),
                                     .select = o->id,
                                     .workers = o->workers,
                                     .seconds = o->seconds };

  return td_check(out, snap, rules, &options, err);
}

td_status td_rules_docs(td_rules *rules, td_snapshot *snap,
                        const td_docs_options *options, td_page_fn take,
                        void *ud, td_err *err)
{
  static const td_docs_options standard = { .size = sizeof(standard) };
  const td_docs_options *o = options ? options : &standard;
  const td_test_options tested = { .size = sizeof(tested),
                                   .lang = o->lang,
                                   .workers = o->workers,
                                   .seconds = o->seconds };
  making m = { .rules = rules, .id = o->id, .take = take, .ud = ud };
  td_tests *tests = NULL;
  td_result *result = NULL;
  td_status rc;

  if (o->size < sizeof(*o))
    return td_fail(err, TD_EUSAGE, "docs options are too old");
  rc = td_tests_run(&tests, rules, o->id, &tested, err);
  if (rc == TD_OK && snap && (!o->id || has_rule(rules, o->id)))
    rc = check(&result, snap, rules, o, err);
  m.tests = tests;
  m.result = result;
  if (rc == TD_OK)
    rc = write_pages(&m, o->lang, err);
  td_result_free(result);
  td_tests_free(tests);
  return rc;
}
