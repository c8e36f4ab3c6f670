/* The record as a program that embeds the library reads it. */
#include "import_help.h"

/* ---- a place for what is written ---- */

static int collect(void *ud, const char *text, size_t n)
{
  char *said = (char *)ud;
  size_t used = strlen(said);

  snprintf(said + used, MAX_SAID - used, "%.*s", (int)n, text);
  return 0;
}

static int refuse(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  (void)n;
  return 1;
}

static td_write_options written_as(const char *format)
{
  return (td_write_options){ .size = sizeof(td_write_options),
                             .format = format };
}

/* ---- runs over the base store ---- */

static const char rule[] =
    "return { id = 'a.rule', title = 'A rule', over = 'indicators',\n"
    "  message = 'is {subject}', check = function(i, ctx)\n"
    "    if i.code == 'forest' then return { n = 1 } end end }\n";

static void run_on(fixture *f, const char *day)
{
  const td_run_options o = { .size = sizeof(o), .as_of = day };
  td_rules *rules = NULL;
  td_run *run = NULL;

  if (td_rules_new(&rules, &f->err) != TD_OK ||
      td_rules_add_text(rules, "a/rule.lua", rule, strlen(rule), &f->err) !=
          TD_OK ||
      td_run_begin(&run, f->st, rules, &o, &f->err) != TD_OK ||
      td_run_record(run, &f->err) != TD_OK)
    fail_msg("%s", f->err.text);
  td_run_close(run);
  td_rules_free(rules);
}

static void test_findings__of_a_store_without_runs(void **state)
{
  fixture *f = (fixture *)*state;
  char said[MAX_SAID] = "";
  const td_write_options json = written_as("json");

  assert_int_equal(
      td_record_findings(f->st, NULL, false, &json, collect, said, &f->err),
      TD_OK);
  assert_string_equal(said, "{\"schema\":1,\"run\":null,\n \"findings\":[],\n"
                            " \"closed_left_out\":0,\"unselected\":0}\n");
  assert_int_equal(
      td_record_finding(f->st, "abcd", NULL, collect, said, &f->err),
      TD_EUSAGE);
  expect_in(f->err.text, "no run is recorded in the store yet");
}

/* A store in memory is nobody else's, so that no lock is left behind. */
static void test_findings__after_a_run(void **state)
{
  fixture *f = (fixture *)*state;
  char said[MAX_SAID] = "";
  const td_write_options csv = written_as("csv");

  run_on(f, "2026-01-01");
  run_on(f, "2026-01-03");
  assert_int_equal(access(":memory:.run", F_OK), -1);
  assert_int_equal(td_record_findings(f->st,
                                      "age_days = 2 and since = 2026-01-01",
                                      false, &csv, collect, said, &f->err),
                   TD_OK);
  expect_in(said, ",ongoing,medium,2,2026-01-01,a.rule,indicator,forest,");
}

static void test_findings__what_cannot_be(void **state)
{
  fixture *f = (fixture *)*state;
  char said[MAX_SAID] = "";
  const td_write_options html = written_as("html"), json = written_as("json");

  run_on(f, "2026-01-01");
  assert_int_equal(
      td_record_findings(f->st, NULL, false, &html, collect, said, &f->err),
      TD_EUSAGE);
  expect_in(f->err.text, "no format 'html'; there are text, json");
  assert_int_equal(td_record_findings(f->st, "state = fine", true, &json,
                                      collect, said, &f->err),
                   TD_EUSAGE);
  expect_in(f->err.text, "'fine' is no state");
  assert_int_equal(
      td_record_findings(f->st, NULL, true, &json, refuse, NULL, &f->err),
      TD_EIO);
  assert_string_equal(said, "");
}

static void test_accept__needs_options_of_this_size(void **state)
{
  fixture *f = (fixture *)*state;
  const td_baseline_options old = { .size = 8, .until = "2026-02-01" };

  assert_int_equal(td_record_accept(f->st, NULL, &f->err), TD_EUSAGE);
  assert_int_equal(td_record_accept(f->st, &old, &f->err), TD_EUSAGE);
  expect_in(f->err.text, "too old");
}

/* Nothing that fits is nothing to accept, and nothing is left of it. */
static void test_accept__nothing(void **state)
{
  fixture *f = (fixture *)*state;
  td_baseline_options o = { .size = sizeof(o),
                            .until = "2026-02-01",
                            .signer = "A",
                            .reason = "B",
                            .select = "severity = low" };

  run_on(f, "2026-01-01");
  assert_int_equal(td_record_accept(f->st, &o, &f->err), TD_EUSAGE);
  expect_in(f->err.text, "fits no open finding");
  expect_rows(f->st, "SELECT count(*) FROM baselines", "0");
  o.select = "severity = medium";
  assert_int_equal(td_record_accept(f->st, &o, &f->err), TD_OK);
  expect_rows(f->st,
              "SELECT b.valid_to || f.finding = '2026-02-01' || g.id"
              " FROM baselines AS b JOIN baseline_findings AS f"
              " ON f.baseline = b.number JOIN findings AS g",
              "1");
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    BASE(test_findings__of_a_store_without_runs),
    BASE(test_findings__after_a_run),
    BASE(test_findings__what_cannot_be),
    BASE(test_accept__needs_options_of_this_size),
    BASE(test_accept__nothing),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
