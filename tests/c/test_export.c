/* Exporting: the same bytes after a round trip, the right order, and nothing
 * of somebody else's touched. */
#include "import_help.h"

#include <dirent.h>
#include <sys/stat.h>

#include "file.h"

static const char everything[] = "tests/data/everything";

static void import_path(td_store *st, const char *path)
{
  const char *paths[] = { path };
  td_err err = { 0 };

  if (td_store_import(st, paths, 1, NULL, &err) != TD_OK)
    fail_msg("%s: %s", path, err.text);
}

static void export_to(td_store *st, const char *dir)
{
  td_err err = { 0 };

  if (td_store_export(st, dir, &err) != TD_OK)
    fail_msg("%s: %s", dir, err.text);
}

static char *read_in(const char *dir, const char *name)
{
  char *path = td_file_join(dir, name);
  char *text = NULL;
  td_err err = { 0 };

  if (td_file_read(&text, NULL, path, &err) != TD_OK)
    fail_msg("%s", err.text);
  free(path);
  return text;
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, with blanks between. */
static void list_folder(char *out, size_t room, const char *dir)
{
  char *names[64];
  size_t n = 0, len = 0;
  DIR *d = opendir(dir);
  struct dirent *entry;

  assert_non_null(d);
  while ((entry = readdir(d)) && n < 64)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      names[n++] = strdup(entry->d_name);
  closedir(d);
  qsort(names, n, sizeof(*names), compare_names);
  out[0] = '\0';
  for (size_t i = 0; i < n; i++) {
    len += (size_t)snprintf(out + len, room - len, "%s ", names[i]);
    free(names[i]);
  }
}

static void path_in(char *out, size_t room, const fixture *f, const char *name)
{
  snprintf(out, room, "%s/%s", f->dir, name);
}

/* The test data leave no field of the model empty in all rows, so that the
 * round trip below speaks for all of them. */
static void test_everything__has_every_field(void **state)
{
  fixture *f = (fixture *)*state;
  char sql[200];

  import_path(f->st, everything);
  for (int id = 0; id < TD_ENTITIES; id++) {
    const td_entity *e = &td_schema[id];
    for (size_t i = 0; i < e->n_fields; i++) {
      if ((e->flags & TD_E_DERIVED) || (e->fields[i].flags & TD_F_DERIVED))
        continue;
      snprintf(sql, sizeof(sql),
               "SELECT '%s.%s' WHERE NOT EXISTS"
               " (SELECT 1 FROM %s WHERE %s <> '')",
               e->name, e->fields[i].name, e->name, e->fields[i].name);
      expect_rows(f->st, sql, "");
    }
  }
}

static void test_export__round_trip(void **state)
{
  fixture *f = (fixture *)*state;
  td_store *second = new_store();
  char a[64], b[64], names_a[1024], names_b[1024];
  char *rest = NULL;

  path_in(a, sizeof(a), f, "a");
  path_in(b, sizeof(b), f, "b");
  import_path(f->st, everything);
  export_to(f->st, a);
  import_path(second, a);
  export_to(second, b);
  list_folder(names_a, sizeof(names_a), a);
  list_folder(names_b, sizeof(names_b), b);
  assert_string_equal(names_a, names_b);
  for (char *n = strtok_r(names_a, " ", &rest); n;
       n = strtok_r(NULL, " ", &rest)) {
    char *text_a = read_in(a, n), *text_b = read_in(b, n);
    assert_string_equal(text_a, text_b);
    free(text_a);
    free(text_b);
  }
  td_store_close(second);
}

/* Reading order, quotes only where needed, numbers as short as they can be,
 * what is invented apart. Worked out by hand from the test data. */
static void test_export__text(void **state)
{
  fixture *f = (fixture *)*state;
  char dir[64];
  char *text;

  path_in(dir, sizeof(dir), f, "a");
  import_path(f->st, everything);
  export_to(f->st, dir);
  text = read_in(dir, "observations.csv");
  assert_string_equal(
      text, "indicator,area,breakdown,period,known_on,value,flag,source,"
            "source_line,note\n"
            "gdp,an-giang,,2025-12,,12345678.9,b,s10,56,\n"
            "gdp,phuong-9,,2025-H1,,1e-07,,s10,55,\n"
            "gdp,phuong-10,,2025-Q4,,-7,,s10,54,\n"
            "nghèo,an-giang,,2023,,9.7,p,s10,50,\"as \"\"found\"\"\"\n"
            "nghèo,an-giang,,2023,2024-09-01,9.65,,s10,51,\n"
            "nghèo,an-giang,,2023,2025-01-01,,w,s10,52,withdrawn\n"
            "nghèo,an-giang,\"nữ, 15+\",2023,,0.30000000000000004,e,s10,53,\n");
  free(text);
  text = read_in(dir, "observations_illustrative.csv");
  assert_non_null(strstr(text, "\ngdp,an-giang,,2026,,1,,toy,57,invented\n"));
  free(text);
  text = read_in(dir, "targets.csv");
  assert_true(strstr(text, "\n9.2,") < strstr(text, "\n9.10,"));
  free(text);
  text = read_in(dir, "sources.csv");
  assert_non_null(
      strstr(text, "\ns10,\"Niên giám \"\"2024\"\", tập 1\",Cục Thống kê,"));
  assert_non_null(strstr(text, ",false,\"first line\nsecond line, with a "
                               "comma\"\n"));
  free(text);
}

static void test_export__describes(void **state)
{
  fixture *f = (fixture *)*state;
  char dir[64];
  char *text;

  path_in(dir, sizeof(dir), f, "a");
  import_path(f->st, everything);
  export_to(f->st, dir);
  text = read_in(dir, "datapackage.json");
  expect_in(text, "Kế hoạch \\\"2030\\\"");
  expect_in(text, "\"submissions-illustrative\"");
  expect_in(text, "Invented for illustration");
  expect_in(text, "\"primaryKey\":\t[\"calendar\", \"day\"]");
  expect_in(text, "\"enum\":\t[\"up\", \"down\", \"range\"]");
  free(text);
}

static void test_export__nothing(void **state)
{
  fixture *f = (fixture *)*state;
  char dir[64], names[256];

  path_in(dir, sizeof(dir), f, "a");
  export_to(f->st, dir);
  list_folder(names, sizeof(names), dir);
  assert_string_equal(names, "datapackage.json ");
  import_path(f->st, dir);
}

/* A second export takes the place of the first, but not of what is not its. */
static void test_export__again(void **state)
{
  fixture *f = (fixture *)*state;
  char dir[64], names[256];
  td_err err;

  path_in(dir, sizeof(dir), f, "a");
  must_import(f, "areas.csv", "code\na\n");
  must_import(f, "plans.csv", "code\np\n");
  export_to(f->st, dir);
  write_file(f, "a/README", "mine");
  assert_int_equal(td_store_exec(f->st, "DELETE FROM plans", &err), TD_OK);
  export_to(f->st, dir);
  list_folder(names, sizeof(names), dir);
  assert_string_equal(names, "README areas.csv datapackage.json ");
}

static void test_export__folder_of_others(void **state)
{
  fixture *f = (fixture *)*state;
  char dir[64], names[256];
  td_err err = { 0 };

  path_in(dir, sizeof(dir), f, "a");
  mkdir(dir, 0777);
  export_to(f->st, dir); /* empty: may be used */
  write_file(f, "a/datapackage.json", "{\"name\":\"mine\",\"resources\":[]}");
  assert_int_equal(td_store_export(f->st, dir, &err), TD_EUSAGE);
  expect_in(err.text, "not empty and no earlier export");
  write_file(f, "a/datapackage.json", "no JSON");
  assert_int_equal(td_store_export(f->st, dir, &err), TD_EUSAGE);
  list_folder(names, sizeof(names), dir);
  assert_string_equal(names, "datapackage.json ");
}

static void test_export__nowhere(void **state)
{
  fixture *f = (fixture *)*state;
  char path[64];
  td_err err = { 0 };

  path_in(path, sizeof(path), f, "no/such");
  assert_int_equal(td_store_export(f->st, path, &err), TD_EIO);
  write_file(f, "file", "");
  path_in(path, sizeof(path), f, "file");
  assert_int_equal(td_store_export(f->st, path, &err), TD_EIO);
}

/* A folder stands where a file would be written: what was there stays. */
static void test_export__fails_half_way(void **state)
{
  fixture *f = (fixture *)*state;
  char dir[64], block[64], names[256];
  char *text;
  td_err err = { 0 };

  path_in(dir, sizeof(dir), f, "a");
  path_in(block, sizeof(block), f, "a/.plans.csv.tmp");
  must_import(f, "areas.csv", "code\na\n");
  export_to(f->st, dir);
  mkdir(block, 0777);
  must_import(f, "areas.csv", "code\nb\n");
  must_import(f, "plans.csv", "code\np\n");
  assert_int_equal(td_store_export(f->st, dir, &err), TD_EIO);
  list_folder(names, sizeof(names), dir);
  assert_string_equal(names, ".plans.csv.tmp areas.csv datapackage.json ");
  text = read_in(dir, "areas.csv");
  assert_null(strstr(text, "\nb,"));
  free(text);
}

static void test_export__store_open_for_reading(void **state)
{
  fixture *f = (fixture *)*state;
  td_store *st = NULL;
  char path[64], dir[64], names[256];
  td_err err;

  path_in(path, sizeof(path), f, "plan.db");
  path_in(dir, sizeof(dir), f, "a");
  assert_int_equal(td_store_open(&st, path, TD_OPEN_CREATE, &err), TD_OK);
  td_store_close(st);
  assert_int_equal(td_store_open(&st, path, TD_OPEN_READ, &err), TD_OK);
  export_to(st, dir);
  td_store_close(st);
  list_folder(names, sizeof(names), dir);
  assert_string_equal(names, "datapackage.json ");
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    TEST(test_everything__has_every_field),
    TEST(test_export__round_trip),
    TEST(test_export__text),
    TEST(test_export__describes),
    TEST(test_export__nothing),
    TEST(test_export__again),
    TEST(test_export__folder_of_others),
    TEST(test_export__nowhere),
    TEST(test_export__fails_half_way),
    TEST(test_export__store_open_for_reading),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
