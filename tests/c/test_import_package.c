/* Importing data packages: what datapackage.json may say. */
#include "import_help.h"

static const char package_head[] = "{\"name\":\"p\",\"resources\":[";

static td_status import_package(fixture *f, const char *resources)
{
  char text[1024];

  snprintf(text, sizeof(text), "%s%s]}", package_head, resources);
  return import_text(f, "datapackage.json", text);
}

/* Children may come before their parents, in file and in resource order. */
static void test_import_package__any_order(void **state)
{
  fixture *f = (fixture *)*state;

  write_file(f, "t.csv", "code,goal\n1.1,1\n");
  write_file(f, "g.csv", "code,plan\n1,p\n");
  write_file(f, "p.csv", "code\np\n");
  assert_int_equal(import_package(f,
                                  "{\"name\":\"targets\",\"path\":\"t.csv\"},"
                                  "{\"name\":\"goals\",\"path\":[\"g.csv\"]},"
                                  "{\"name\":\"plans\",\"path\":\"p.csv\"}"),
                   TD_OK);
  assert_string_equal(f->counts, "targets 1 1 0 0 0\ngoals 1 1 0 0 0\n"
                                 "plans 1 1 0 0 0\n");
  assert_int_equal(import_file(f, "."), TD_OK);
  assert_string_equal(f->counts, "targets 1 0 0 1 0\ngoals 1 0 0 1 0\n"
                                 "plans 1 0 0 1 0\n");
}

static void test_import_package__dialect(void **state)
{
  fixture *f = (fixture *)*state;

  write_file(f, "a.csv", "i;1.234,5;'x;y'\nj;n/a;-\n");
  assert_int_equal(
      import_package(
          f, "{\"name\":\"my-figures\",\"entity\":\"indicators\","
             "\"path\":\"a.csv\",\"dialect\":{\"delimiter\":\";\","
             "\"quoteChar\":\"'\",\"header\":false},\"schema\":{\"fields\":["
             "{\"name\":\"code\"},{\"name\":\"minimum\",\"decimalChar\":\",\","
             "\"groupChar\":\".\",\"missingValues\":[\"n/a\"]},"
             "{\"name\":\"unit\"}],\"missingValues\":[\"-\",\"\"]}}"),
      TD_OK);
  expect_rows(f->st,
              "SELECT ifnull(minimum, 'none') || ifnull(unit, '')"
              " FROM indicators ORDER BY code",
              "1234.5x;y\nnone");
}

static void test_import_package__parts(void **state)
{
  fixture *f = (fixture *)*state;

  write_file(f, "a.csv", "code,kind\na,x\n");
  write_file(f, "b.csv", "b,y\n");
  write_file(f, "c.csv", "code,kind\nc,z\n");
  assert_int_equal(
      import_package(f, "{\"name\":\"areas\",\"path\":[\"a.csv\",\"b.csv\","
                        "\"c.csv\"]},{\"name\":\"x-other\",\"path\":\"q\"}"),
      TD_OK);
  expect_rows(f->st, "SELECT code || kind FROM areas", "ax\nby\ncz");
}

static void test_import_package__refused(void **state)
{
  static const struct {
    const char *resources, *why;
  } cases[] = {
    { "", "lists no resources" },
    { "{\"path\":\"a.csv\"}", "resource 1 has no name" },
    { "{\"name\":\"goalz\",\"path\":\"a.csv\"}", "did you mean \"goals\"?" },
    { "{\"name\":\"series\",\"path\":\"a.csv\"}", "\"series\" is no entity" },
    { "{\"name\":\"goals\"}", "has no path" },
    { "{\"name\":\"goals\",\"path\":[]}", "has no path" },
    { "{\"name\":\"goals\",\"path\":7}", "a text or a list of texts" },
    { "{\"name\":\"goals\",\"path\":\"/etc/passwd\"}", "outside the package" },
    { "{\"name\":\"goals\",\"path\":\"../a.csv\"}", "outside the package" },
    { "{\"name\":\"goals\",\"path\":\"a/../../b\"}", "outside the package" },
    { "{\"name\":\"goals\",\"path\":\"http://x/a.csv\"}", "outside" },
    { "{\"name\":\"goals\",\"path\":\"none.csv\"}", "none.csv: No such file" },
    { "{\"name\":\"goals\",\"path\":\"a.csv\",\"encoding\":\"latin1\"}",
      "only the encoding utf-8" },
    { "{\"name\":\"goals\",\"path\":\"a.csv\",\"dialect\":"
      "{\"delimiter\":\"||\"}}",
      "one ASCII character" },
    { "{\"name\":\"goals\",\"path\":\"a.csv\",\"dialect\":{\"header\":false}}",
      "must list fields" },
    { "{\"name\":\"goals\",\"path\":\"a.csv\",\"schema\":{\"fields\":["
      "{\"name\":\"plane\"}]}}",
      "goals have no field \"plane\"; did you mean \"plan\"?" },
    { "{\"name\":\"areas\",\"path\":\"a.csv\",\"schema\":{\"fields\":["
      "{\"name\":\"code\"},{\"name\":\"kind\"}]}}",
      "no column \"kind\", which the package declares" },
  };
  fixture *f = (fixture *)*state;

  write_file(f, "a.csv", "code\na\n");
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_status rc = import_package(f, cases[i].resources);
    if (rc != TD_EDATA && rc != TD_EIO)
      fail_msg("taken: %s", cases[i].resources);
    expect_in(f->err.text, cases[i].why);
  }
}

typedef struct syntax_case {
  const char *text, *said;
} syntax_case;

static void test_import_package__syntax(void **state)
{
  static const syntax_case cases[] = {
    { "", "datapackage.json:1:1: not JSON" },
    /* the comma in column 13; cJSON looks one further */
    { "{\n \"tên\": \"đ\",,\n}", "datapackage.json:2:14: not JSON" },
    { "{\n\"a\": 1\n", "datapackage.json:3:1: not JSON" },
    { "{} x", "datapackage.json:1:4: not JSON" },
    { "[]", "a JSON object expected" },
    { "{}", "lists no resources" },
    { "{\n\"\xff\": 1}", "datapackage.json:2:2: not UTF-8" },
    { "{\"tiendo\":{\"schema\":99},\"resources\":[]}", "newer tiendo" },
  };
  fixture *f = (fixture *)*state;

  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_int_equal(import_text(f, "datapackage.json", cases[i].text),
                     TD_EDATA);
    expect_in(f->err.text, cases[i].said);
  }
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    TEST(test_import_package__any_order), TEST(test_import_package__dialect),
    TEST(test_import_package__parts),     TEST(test_import_package__refused),
    TEST(test_import_package__syntax),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
