/* Sessions as a program that embeds the library has them: what the calls give,
 * what stops them, what they leave behind. And the question to the database
 * beneath `sql`, which can only read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <pthread.h>
#include <time.h>

#include "query.h"
#include "tiendo.h"

#define PATH "build/test_session.db"

typedef struct fixture {
  td_store *store;
  td_session *session;
  char out[65536];
  size_t n;
} fixture;

static int gather(void *ud, const char *text, size_t n)
{
  fixture *f = (fixture *)ud;

  if (f->n + n >= sizeof(f->out))
    return 1;
  memcpy(f->out + f->n, text, n);
  f->n += n;
  f->out[f->n] = '\0';
  return 0;
}

static td_session_options options_of(fixture *f)
{
  return (td_session_options){ .size = sizeof(td_session_options),
                               .as_of = "2026-11-23",
                               .write = gather,
                               .ud = f };
}

static int set_up_store(void **state)
{
  const char *paths[] = { "datasets/an-giang" };
  td_store *st = NULL;
  td_err err;

  (void)state;
  unlink(PATH);
  assert_int_equal(TD_OK, td_store_open(&st, PATH, TD_OPEN_CREATE, &err));
  assert_int_equal(TD_OK, td_store_import(st, paths, 1, NULL, &err));
  td_store_close(st);
  return 0;
}

static int set_up(void **state)
{
  fixture *f = (fixture *)calloc(1, sizeof(*f));
  td_session_options o = options_of(f);
  td_err err;

  assert_non_null(f);
  assert_int_equal(TD_OK, td_store_open(&f->store, PATH, TD_OPEN_READ, &err));
  assert_int_equal(TD_OK, td_session_open(&f->session, f->store, &o, &err));
  *state = f;
  return 0;
}

static int tear_down(void **state)
{
  fixture *f = (fixture *)*state;

  td_session_close(f->session);
  td_store_close(f->store);
  free(f);
  return 0;
}

static td_status eval(fixture *f, const char *text, td_err *err)
{
  f->n = 0;
  f->out[0] = '\0';
  return td_session_eval(f->session, text, strlen(text), err);
}

static void test_session_eval__answers(void **state)
{
  fixture *f = (fixture *)*state;
  td_err err;

  assert_int_equal(TD_OK, eval(f, "1 + 1", &err));
  assert_string_equal("2\n", f->out);
  assert_int_equal(TD_OK, eval(f, "x = #goals", &err));
  assert_string_equal("", f->out);
  assert_int_equal(TD_OK, eval(f, "x", &err));
  assert_string_equal("16\n", f->out);
  assert_int_equal(TD_MORE, eval(f, "for i = 1, 2 do", &err));
  assert_int_equal(TD_MORE, eval(f, "1 +", &err));
  assert_int_equal(TD_OK, eval(f, "  \n", &err));
  assert_int_equal(TD_LEAVE, eval(f, ":quit", &err));
}

static void test_session_eval__mistakes_leave_it_usable(void **state)
{
  static const char *const wrong[] = {
    "x = = 1",         "nosuch",        "error({})",
    "error(nil)",      ":nosuch",       "sql 'delete from goals'",
    "\x1bLua",         "\xff\xfe",      "goals.nosuch",
    "('x'):rep(1e10)", ":asof 2020-99", ":save x.doc"
  };
  fixture *f = (fixture *)*state;
  td_err err;

  for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
    assert_true(eval(f, wrong[i], &err) < 0);
    f->n = 0;
    assert_int_equal(TD_OK, td_session_tell(f->session, gather, f, &err));
    assert_non_null(strstr(f->out, "error: "));
    assert_null(strstr(f->out, "traceback"));
    assert_int_equal(TD_OK, eval(f, "6 * 7", &err));
    assert_string_equal("42\n", f->out);
  }
}

static void test_session_eval__memory_is_limited(void **state)
{
  fixture *f = (fixture *)*state;
  td_session_options o = options_of(f);
  td_session *small = NULL;
  td_err err;
  const char *greedy = "t = {} for i = 1, 1e8 do t[i] = i end";

  o.bytes = (uint64_t)16 * 1024 * 1024;
  assert_int_equal(TD_OK, td_session_open(&small, f->store, &o, &err));
  assert_int_equal(TD_ELIMIT,
                   td_session_eval(small, greedy, strlen(greedy), &err));
  assert_non_null(strstr(err.text, "memory limit of 16 MiB"));
  assert_int_equal(TD_OK, td_session_eval(small, ":forget", 7, &err));
  f->n = 0;
  assert_int_equal(TD_OK, td_session_eval(small, "#goals", 6, &err));
  assert_string_equal("16\n", f->out);
  td_session_close(small);
}

/* Interrupts until it is told that what ran has ended; at the pace of an
 * impatient hand, as a storm of signals would leave no time to stop. */
typedef struct stopper {
  td_session *session;
  _Atomic bool is_over;
} stopper;

static void *stop(void *ud)
{
  const struct timespec pause = { 0, 1000000 };
  stopper *s = (stopper *)ud;

  while (!s->is_over) {
    td_session_interrupt(s->session);
    nanosleep(&pause, NULL);
  }
  return NULL;
}

static void test_session_interrupt__from_a_thread(void **state)
{
  static const char *const endless[] = {
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "x = ('a'):rep(300):find(('a*'):rep(40) .. 'b')",
    "sql 'with recursive n(x) as (select 1 union all select x + 1 from n) "
    "select count(*) from n'",
  };
  fixture *f = (fixture *)*state;
  td_err err;

  for (size_t i = 0; i < sizeof(endless) / sizeof(*endless); i++) {
    stopper s = { f->session, false };
    pthread_t thread;
    assert_int_equal(0, pthread_create(&thread, NULL, stop, &s));
    assert_int_equal(TD_ESTOPPED, eval(f, endless[i], &err));
    s.is_over = true;
    pthread_join(thread, NULL);
    assert_int_equal(TD_OK, eval(f, "6 * 7", &err));
    assert_string_equal("42\n", f->out);
  }
}

static int refuse(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  (void)n;
  return 1;
}

static void test_session_eval__output_that_is_refused(void **state)
{
  fixture *f = (fixture *)*state;
  td_session_options o = options_of(f);
  td_session *mute = NULL;
  td_err err;

  o.write = refuse;
  assert_int_equal(TD_OK, td_session_open(&mute, f->store, &o, &err));
  assert_int_equal(TD_EIO, td_session_eval(mute, "1", 1, &err));
  assert_int_equal(TD_OK, td_session_eval(mute, "x = 1", 5, &err));
  td_session_close(mute);
}

static void test_session_complete__candidates(void **state)
{
  fixture *f = (fixture *)*state;
  td_completion c;
  td_err err;
  const char *text = "agency \"so y";

  assert_int_equal(
      TD_OK, td_session_complete(f->session, text, strlen(text), &c, &err));
  assert_int_equal(1, c.n);
  assert_int_equal(8, c.from);
  assert_string_equal("Sở Y tế\"", c.common);
  assert_string_equal("so-y-te", c.notes[0]);
  text = "commitments[1].nosuch";
  assert_int_equal(
      TD_OK, td_session_complete(f->session, text, strlen(text), &c, &err));
  assert_int_equal(0, c.n);
}

/* Whatever was typed so far, it can be asked for and nothing is broken. */
static void test_session_complete__any_beginning(void **state)
{
  static const char text[] =
      "check(\"progress.off_track\", { ratio = 0.5 }):where \"goal = 3 and "
      "severity in (high, 'low')\" :sort(\"n\", 'desc').x[1]:y(\"Sở Y tế\") "
      "--[[ :set lang vi ]] (((\"\\\"\"))) :asof ?? }{ ]] sql 'select";
  fixture *f = (fixture *)*state;

  for (size_t n = 0; n < sizeof(text); n++) {
    td_completion c;
    td_err err;
    if ((text[n] & 0xc0) == 0x80)
      continue; /* between the bytes of a character */
    assert_int_equal(TD_OK, td_session_complete(f->session, text, n, &c, &err));
    assert_true(c.from <= n);
  }
}

static void test_session_open__what_is_wrong(void **state)
{
  fixture *f = (fixture *)*state;
  td_session_options o = options_of(f);
  td_session *none = NULL;
  td_err err;

  o.as_of = "2026-13-01";
  assert_int_equal(TD_EUSAGE, td_session_open(&none, f->store, &o, &err));
  assert_null(none);
  o = options_of(f);
  o.lang = "fr";
  assert_int_equal(TD_EUSAGE, td_session_open(&none, f->store, &o, &err));
  o = options_of(f);
  o.size = 8;
  assert_int_equal(TD_EUSAGE, td_session_open(&none, f->store, &o, &err));
  assert_null(none);
}

/* ---- questions to the database ---------------------------------------- */

static bool never(void *ud)
{
  (void)ud;
  return false;
}

static bool at_once(void *ud)
{
  (void)ud;
  return true;
}

/* Also on a connection that may write: it is the statement that is refused. */
static void test_query__only_reads(void **state)
{
  static const char *const writes[] = {
    "delete from goals",
    "insert into goals (code) values ('99')",
    "create table x (y)",
    "attach ':memory:' as x",
    "pragma user_version = 9",
    "begin immediate",
    "vacuum",
    "select 1; delete from goals",
    "",
    "   ;",
    "-- nothing",
    "selec 1",
  };
  td_store *st = NULL;
  td_query *q = NULL;
  td_err err;

  (void)state;
  assert_int_equal(TD_OK, td_store_open(&st, PATH, TD_OPEN_WRITE, &err));
  for (size_t i = 0; i < sizeof(writes) / sizeof(*writes); i++) {
    assert_int_equal(
        TD_EUSAGE,
        td_query_open(&q, st, writes[i], strlen(writes[i]), never, NULL, &err));
    assert_null(q);
  }
  td_store_close(st);
}

static void test_query__values(void **state)
{
  const char *sql =
      "select 1 as a, 2.5 as b, 'tế' as c, null as d, x'0102' as e";
  td_store *st = NULL;
  td_query *q = NULL;
  td_err err;
  char buf[32];

  (void)state;
  assert_int_equal(TD_OK, td_store_open(&st, PATH, TD_OPEN_READ, &err));
  assert_int_equal(TD_OK,
                   td_query_open(&q, st, sql, strlen(sql), NULL, NULL, &err));
  assert_int_equal(5, td_query_columns(q));
  assert_string_equal("c", td_query_name(q, 2));
  assert_int_equal(TD_ROW, td_query_step(q, &err));
  assert_int_equal(1, td_query_value(q, 0, buf).as.i);
  assert_true(td_query_value(q, 1, buf).as.r == 2.5);
  assert_string_equal("tế", td_query_value(q, 2, buf).as.text.s);
  assert_int_equal(TD_V_NIL, td_query_value(q, 3, buf).kind);
  assert_string_equal("(2 bytes)", td_query_value(q, 4, buf).as.text.s);
  assert_int_equal(TD_OK, td_query_step(q, &err));
  td_query_close(q);
  td_store_close(st);
}

static void test_query__is_stopped(void **state)
{
  const char *sql = "with recursive n(x) as (select 1 union all select x + 1 "
                    "from n) select count(*) from n";
  td_store *st = NULL;
  td_query *q = NULL;
  td_err err;

  (void)state;
  assert_int_equal(TD_OK, td_store_open(&st, PATH, TD_OPEN_READ, &err));
  assert_int_equal(
      TD_OK, td_query_open(&q, st, sql, strlen(sql), at_once, NULL, &err));
  assert_int_equal(TD_ESTOPPED, td_query_step(q, &err));
  td_query_close(q);
  /* The store is as good as before. */
  assert_int_equal(TD_OK,
                   td_query_open(&q, st, "select 1", 8, NULL, NULL, &err));
  assert_int_equal(TD_ROW, td_query_step(q, &err));
  td_query_close(q);
  td_store_close(st);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_session_eval__answers, set_up,
                                    tear_down),
    cmocka_unit_test_setup_teardown(test_session_eval__mistakes_leave_it_usable,
                                    set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_session_eval__memory_is_limited,
                                    set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_session_interrupt__from_a_thread,
                                    set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_session_eval__output_that_is_refused,
                                    set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_session_complete__candidates, set_up,
                                    tear_down),
    cmocka_unit_test_setup_teardown(test_session_complete__any_beginning,
                                    set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_session_open__what_is_wrong, set_up,
                                    tear_down),
    cmocka_unit_test(test_query__only_reads),
    cmocka_unit_test(test_query__values),
    cmocka_unit_test(test_query__is_stopped),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, set_up_store, NULL);
}
