/* The records of tests: collecting them, reading those that a spec gave in TAP,
 * and having them written. */
#include "tests.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "fill.h"
#include "writer.h"

void td_tests_free(td_tests *t)
{
  if (!t)
    return;
  free(t->list);
  td_arena_free(&t->arena);
  free(t);
}

td_test *td_tests_add(td_tests *t, const char *rule, const char *file,
                      const char *name)
{
  td_test *test;

  if (t->n == t->room) {
    size_t room = t->room ? t->room * 2 : 64;
    td_test *list = (td_test *)realloc(t->list, room * sizeof(*list));
    if (!list)
      return NULL;
    t->list = list;
    t->room = room;
  }
  test = &t->list[t->n];
  memset(test, 0, sizeof(*test));
  test->rule = td_arena_text(&t->arena, rule, strlen(rule));
  test->file = td_arena_text(&t->arena, file, strlen(file));
  test->name = td_arena_text(&t->arena, name, strlen(name));
  if (!test->rule || !test->file || !test->name)
    return NULL;
  t->n++;
  return test;
}

td_status td_test_say(td_tests *t, td_test *test, const char *text, size_t n,
                      td_err *err)
{
  const char *copy = td_arena_text(&t->arena, text, n);

  if (test->n_why == test->room) {
    size_t room = test->room ? test->room * 2 : 4;
    const char **why =
        (const char **)td_arena_array(&t->arena, room, sizeof(*why));
    if (!why)
      return td_fail_memory(err);
    for (size_t i = 0; i < test->n_why; i++)
      why[i] = test->why[i];
    test->why = why;
    test->room = room;
  }
  if (!copy)
    return td_fail_memory(err);
  test->why[test->n_why++] = copy;
  return TD_OK;
}

size_t td_tests_count(const td_tests *t, td_verdict v)
{
  size_t n = 0;

  for (size_t i = 0; i < t->n; i++)
    n += t->list[i].verdict == v;
  return n;
}

/* ---- specs ---- */

typedef struct tap_reader {
  td_tests *tests;
  const char *file;
  size_t first; /* record of this file */
  td_err *err;
} tap_reader;

/* "\\#" is a "#" that begins no directive. */
static void unescape(char *text)
{
  char *to = text;

  for (; *text; text++)
    if (text[0] != '\\' || text[1] != '#')
      *to++ = *text;
  *to = '\0';
}

/* Cuts "... # SKIP why" off the name in place; the why, or NULL. */
static char *cut_skip(char *name)
{
  char *skip = name;
  size_t n;

  while ((skip = strstr(skip, "# SKIP")) && skip > name && skip[-1] == '\\')
    skip++;
  if (!skip)
    return NULL;
  n = (size_t)(skip - name);
  while (n && name[n - 1] == ' ')
    n--;
  name[n] = '\0';
  skip += strlen("# SKIP");
  return skip + strspn(skip, " ");
}

/* "12 - name" after "ok ". */
static td_status read_test(tap_reader *r, const char *text, bool is_ok)
{
  char *name = td_arena_text(&r->tests->arena, text, strlen(text));
  td_test *test;
  char *why;

  if (!name)
    return td_fail_memory(r->err);
  name += strspn(name, "0123456789");
  name += strspn(name, " -");
  why = cut_skip(name);
  unescape(name);
  if (why)
    unescape(why);
  test = td_tests_add(r->tests, "", r->file, name);
  if (!test)
    return td_fail_memory(r->err);
  test->verdict = why ? TD_SKIPPED : is_ok ? TD_PASSED : TD_FAILED;
  return why ? td_test_say(r->tests, test, why, strlen(why), r->err) : TD_OK;
}

/* What is said about the last test, if it failed. */
static td_status read_remark(tap_reader *r, const char *text)
{
  td_tests *t = r->tests;
  td_test *last = t->n > r->first ? &t->list[t->n - 1] : NULL;

  if (!last || last->verdict != TD_FAILED)
    return TD_OK;
  text += strspn(text, " ");
  if (!last->line && !strncmp(text, "at ", 3)) {
    last->line = atoi(text + 3);
    return TD_OK;
  }
  return td_test_say(t, last, text, strlen(text), r->err);
}

static td_status read_line(tap_reader *r, const char *line)
{
  if (!strncmp(line, "ok ", 3))
    return read_test(r, line + 3, true);
  if (!strncmp(line, "not ok ", 7))
    return read_test(r, line + 7, false);
  return *line == '#' ? read_remark(r, line + 1) : TD_OK;
}

static td_status add_failure(td_tests *t, const char *file, const char *why,
                             td_err *err)
{
  td_test *test = td_tests_add(t, "", file, "");

  if (!test)
    return td_fail_memory(err);
  test->verdict = TD_FAILED;
  return td_test_say(t, test, why, strlen(why), err);
}

td_status td_tests_add_tap(td_tests *t, const char *file, const char *tap,
                           size_t n, const char *problem, td_err *err)
{
  tap_reader r = { t, file, t->n, err };
  char *text = td_arena_text(&t->arena, tap, n), *rest = text, *line;
  td_status rc = text ? TD_OK : td_fail_memory(err);

  while (rc == TD_OK && (line = strsep(&rest, "\n")))
    rc = read_line(&r, line);
  if (rc == TD_OK && problem)
    return add_failure(t, file, problem, err);
  if (rc == TD_OK && t->n == r.first)
    return add_failure(t, file, "no_test", err);
  return rc;
}

td_status td_tests_add_skipped(td_tests *t, const char *file, const char *why,
                               td_err *err)
{
  td_test *test = td_tests_add(t, "", file, "");

  if (!test)
    return td_fail_memory(err);
  test->verdict = TD_SKIPPED;
  return td_test_say(t, test, why, strlen(why), err);
}

/* ---- writing ---- */

/* [-0, +1, m] */
static void push_test(lua_State *L, const td_test *test)
{
  static const char *const verdicts[] = { "passed", "failed", "skipped" };

  lua_createtable(L, 0, 6);
  td_fill_text(L, "rule", test->rule);
  td_fill_text(L, "file", test->file);
  td_fill_text(L, "name", test->name);
  td_fill_text(L, "verdict", verdicts[test->verdict]);
  td_fill_list(L, "why", test->why, test->n_why);
  td_fill_integer(L, "line", test->line);
}

void td_push_tests(lua_State *L, const td_tests *t)
{
  luaL_checkstack(L, 8, NULL);
  lua_createtable(L, 0, 2);
  lua_createtable(L, (int)t->n, 0);
  for (size_t i = 0; i < t->n; i++) {
    push_test(L, &t->list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "tests");
  td_fill_list(L, "bare", t->bare, t->n_bare);
}

static int push_argument(lua_State *L, const void *ud)
{
  td_push_tests(L, (const td_tests *)ud);
  return 1;
}

td_status td_tests_write(const td_tests *t, const td_write_options *options,
                         td_write_fn write, void *ud, td_err *err)
{
  const td_writing writing = { "tiendo.report.tests", "write", push_argument,
                               t };

  return td_writer_once(&writing, options, write, ud, err);
}
