/* Running the examples of rules: read from each rule as plain data, then each
 * run over its plan by the Lua library, all of it in worker processes. */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "convert.h"
#include "example.h"
#include "fill.h"
#include "modules.h"
#include "pool.h"
#include "tests.h"
#include "writer.h"

#define READ_SECONDS 2.0
#define READ_BYTES ((size_t)64 * 1024 * 1024)
#define SECONDS 10.0
#define POOL_BYTES ((uint64_t)1024 * 1024 * 1024)

/* Between the end of a rule that is stopped and that of its process. */
#define ROOM_SECONDS 3.0

typedef struct task {
  const td_rule *rule;
  const td_value *example;
} task;

typedef struct testing {
  const td_rules *rules;
  const char *id; /* of the only rule that is tested; NULL: all */
  const td_test_options *options;
  double seconds;
  td_tests *tests;
  task *tasks;    /* one for each record of tests */
  td_state *host; /* of this process, made by its first task */
} testing;

/* ---- reading ---- */

static td_status read_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const td_limits limits = { .seconds = READ_SECONDS, .bytes = READ_BYTES };
  const testing *t = (const testing *)ud;

  if (t->id && strcmp(t->id, t->rules->list[i].id) != 0) {
    *out = (td_value){ .kind = TD_V_NIL };
    return TD_OK;
  }
  return td_rule_examples(out, a, &t->rules->list[i], &limits, err);
}

/* Line on which the name stands as a text at or after *at, which moves behind
 * it; 0 if nowhere. */
static int find_line(const td_rule *rule, const char *name, size_t *at)
{
  size_t n = strlen(name);
  int line = 1;

  for (size_t i = 0; n && i + n + 1 < rule->n; i++) {
    const char *p = rule->text + i;
    line += *p == '\n';
    if (i < *at || (*p != '"' && *p != '\'') || memcmp(p + 1, name, n) ||
        p[n + 1] != *p)
      continue;
    *at = i + n + 2;
    return line;
  }
  return 0;
}

/* Where a line begins in the rule's text. */
static size_t start_of_line(const td_rule *rule, int line)
{
  size_t i = 0;

  for (; line > 1 && i < rule->n; i++)
    line -= rule->text[i] == '\n';
  return i;
}

/* The line of an example's name: behind that of the one before, else anywhere,
 * else that of all examples. */
static int line_of(const td_rule *rule, const char *name, size_t *at)
{
  size_t top = 0;
  int line = find_line(rule, name, at);

  if (!line)
    line = find_line(rule, name, &top);
  return line ? line : td_rule_line(rule, "examples");
}

static td_status add_examples(testing *t, const td_rule *rule,
                              const td_value *examples, td_err *err)
{
  size_t at = start_of_line(rule, td_rule_line(rule, "examples"));

  for (size_t i = 0; i < examples->as.list.n; i++) {
    const td_value *example = &examples->as.list.items[i];
    const char *name = td_value_text(td_value_get(example, "name"), "");
    td_test *test = td_tests_add(t->tests, rule->id, rule->file, name);
    if (!test)
      return td_fail_memory(err);
    test->example = example;
    test->line = line_of(rule, name, &at);
  }
  return TD_OK;
}

/* Examples that cannot be read are one failure of their rule. */
static td_status add_unread(testing *t, const td_rule *rule, const char *why,
                            td_err *err)
{
  td_test *test = td_tests_add(t->tests, rule->id, rule->file, "examples");

  if (!test)
    return td_fail_memory(err);
  test->verdict = TD_FAILED;
  test->line = td_rule_line(rule, "examples");
  return td_test_say(t->tests, test, why, strlen(why), err);
}

static td_status add_bare(td_tests *t, const td_rule *rule, td_err *err)
{
  const char *id = td_arena_text(&t->arena, rule->id, strlen(rule->id));

  if (!id)
    return td_fail_memory(err);
  t->bare[t->n_bare++] = id;
  return TD_OK;
}

static td_status take_examples(testing *t, const td_pool_result *read,
                               td_err *err)
{
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < t->rules->n; i++) {
    const td_rule *rule = &t->rules->list[i];
    if (read[i].status != TD_OK)
      rc = add_unread(t, rule, read[i].error, err);
    else if (read[i].value.kind == TD_V_NIL)
      continue;
    else if (!read[i].value.as.list.n)
      rc = add_bare(t->tests, rule, err);
    else
      rc = add_examples(t, rule, &read[i].value, err);
  }
  return rc;
}

/* Reads the examples of all rules into records; what they hold lives in
 * `values`, which the records' arena is. */
static td_status read_examples(testing *t, td_err *err)
{
  td_arena *a = &t->tests->arena;
  const td_pool_options options = { .workers = t->options->workers,
                                    .seconds = READ_SECONDS,
                                    .bytes = 4 * READ_BYTES };
  td_pool_result *read =
      (td_pool_result *)td_arena_array(a, t->rules->n, sizeof(*read));
  td_status rc;

  t->tests->bare =
      (const char **)td_arena_array(a, t->rules->n, sizeof(char *));
  if (!read || !t->tests->bare)
    return td_fail_memory(err);
  rc = td_pool_run(read, t->rules->n, a, read_task, t, &options, err);
  return rc == TD_OK ? take_examples(t, read, err) : rc;
}

/* ---- running ---- */

/* Arguments: the testing, the task, the arena, where the answer goes, err. */
static int l_examine(lua_State *L)
{
  const testing *t = (const testing *)lua_touserdata(L, 1);
  const task *job = (const task *)lua_touserdata(L, 2);
  const char *lang = t->options->lang;

  td_push_export(L, "tiendo.fixture", "examine");
  lua_pushcfunction(L, luaopen_tiendo);
  lua_call(L, 0, 1);
  lua_createtable(L, 0, 3);
  td_fill_text(L, "id", job->rule->id);
  td_fill_text(L, "name", job->rule->file);
  lua_pushlstring(L, job->rule->text, job->rule->n);
  lua_setfield(L, -2, "text");
  td_push_value(L, job->example, NULL, NULL);
  lua_pushstring(L, lang ? lang : "en");
  lua_pushnumber(L, t->seconds);
  lua_call(L, 5, 1);
  if (td_value_from_lua((td_value *)lua_touserdata(L, 4),
                        (td_arena *)lua_touserdata(L, 3), L, -1,
                        (td_err *)lua_touserdata(L, 5)) != TD_OK)
    return luaL_error(L, "%s", ((td_err *)lua_touserdata(L, 5))->text);
  return 0;
}

static td_status run_task(td_value *out, td_arena *a, void *ud, size_t i,
                          td_err *err)
{
  testing *t = (testing *)ud;
  td_status rc = TD_OK;
  lua_State *L;

  if (!t->host)
    rc = td_state_new(&t->host, TD_STATE_HOST, NULL, err);
  if (rc != TD_OK)
    return rc;
  L = td_state_lua(t->host);
  lua_pushcfunction(L, l_examine);
  lua_pushlightuserdata(L, t);
  lua_pushlightuserdata(L, &t->tasks[i]);
  lua_pushlightuserdata(L, a);
  lua_pushlightuserdata(L, out);
  lua_pushlightuserdata(L, err);
  return td_state_call(t->host, 5, 0, err);
}

/* { differences = { text, ... }, finding = { ... } or nothing } */
static td_status take_answer(testing *t, td_test *test, const td_value *answer,
                             td_err *err)
{
  const td_value *said = td_value_get(answer, "differences");
  td_status rc = TD_OK;

  test->finding = td_value_get(answer, "finding");
  if (!said || said->kind != TD_V_LIST)
    return TD_OK;
  test->verdict = TD_FAILED;
  for (size_t i = 0; rc == TD_OK && i < said->as.list.n; i++) {
    const char *text = td_value_text(&said->as.list.items[i], "");
    rc = td_test_say(t->tests, test, text, strlen(text), err);
  }
  return rc;
}

static td_status take_results(testing *t, const td_pool_result *results,
                              td_err *err)
{
  td_status rc = TD_OK;
  size_t at = 0;

  for (size_t i = 0; rc == TD_OK && i < t->tests->n; i++) {
    td_test *test = &t->tests->list[i];
    const td_pool_result *r;
    if (!test->example)
      continue;
    r = &results[at++];
    if (r->status == TD_OK) {
      rc = take_answer(t, test, &r->value, err);
      continue;
    }
    test->verdict = TD_FAILED;
    rc = td_test_say(t->tests, test, r->error, strlen(r->error), err);
  }
  return rc;
}

static const td_rule *rule_of(const td_rules *rules, const char *id)
{
  size_t i = 0;

  while (strcmp(rules->list[i].id, id))
    i++;
  return &rules->list[i];
}

static td_status run_examples(testing *t, td_err *err)
{
  td_arena *a = &t->tests->arena;
  const td_pool_options options = { .workers = t->options->workers,
                                    .seconds = t->seconds + ROOM_SECONDS,
                                    .bytes = POOL_BYTES,
                                    .on_progress = t->options->on_progress,
                                    .ud = t->options->ud };
  td_pool_result *results =
      (td_pool_result *)td_arena_array(a, t->tests->n, sizeof(*results));
  size_t n = 0;
  td_status rc;

  t->tasks = (task *)td_arena_array(a, t->tests->n, sizeof(task));
  if (!results || !t->tasks)
    return td_fail_memory(err);
  for (size_t i = 0; i < t->tests->n; i++) {
    const td_test *test = &t->tests->list[i];
    if (test->example)
      t->tasks[n++] = (task){ rule_of(t->rules, test->rule), test->example };
  }
  rc = td_pool_run(results, n, a, run_task, t, &options, err);
  return rc == TD_OK ? take_results(t, results, err) : rc;
}

td_status td_tests_run(td_tests **out, td_rules *rules, const char *id,
                       const td_test_options *options, td_err *err)
{
  static const td_test_options standard = { .size = sizeof(standard) };
  testing t = { .rules = rules,
                .id = id,
                .options = options ? options : &standard };
  td_status rc;

  *out = NULL;
  if (t.options->size < sizeof(*t.options))
    return td_fail(err, TD_EUSAGE, "test options are too old");
  if (rules->n && !rules->is_loaded)
    return td_fail(err, TD_EUSAGE, "the rules are not loaded");
  t.seconds = t.options->seconds > 0 ? t.options->seconds : SECONDS;
  t.tests = (td_tests *)calloc(1, sizeof(*t.tests));
  if (!t.tests)
    return td_fail_memory(err);
  rc = read_examples(&t, err);
  if (rc == TD_OK)
    rc = run_examples(&t, err);
  td_state_free(t.host);
  if (rc == TD_OK)
    *out = t.tests;
  else
    td_tests_free(t.tests);
  return rc;
}

td_status td_rules_test(td_tests **out, td_rules *rules,
                        const td_test_options *options, td_err *err)
{
  return td_tests_run(out, rules, NULL, options, err);
}
