/* Values: lookups, the buffer, and bytes that come back the same or not at
 * all. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema.h"
#include "value.h"

static td_value text(const char *s, size_t n)
{
  td_value v = { .kind = TD_V_TEXT };
  v.as.text.s = s;
  v.as.text.n = n;
  return v;
}

static td_value integer(int64_t i)
{
  td_value v = { .kind = TD_V_INT };
  v.as.i = i;
  return v;
}

static td_value list(td_value *items, const char **keys, size_t n)
{
  td_value v = { .kind = keys ? TD_V_MAP : TD_V_LIST };
  v.as.list.items = items;
  v.as.list.keys = keys;
  v.as.list.n = n;
  return v;
}

static void assert_same(const td_value *a, const td_value *b)
{
  assert_int_equal(a->kind, b->kind);
  switch (a->kind) {
  case TD_V_NIL:
    break;
  case TD_V_BOOL:
    assert_int_equal(a->as.b, b->as.b);
    break;
  case TD_V_INT:
    assert_true(a->as.i == b->as.i);
    break;
  case TD_V_REAL:
    assert_memory_equal(&a->as.r, &b->as.r, sizeof(double));
    break;
  case TD_V_TEXT:
    assert_int_equal(a->as.text.n, b->as.text.n);
    assert_memory_equal(a->as.text.s, b->as.text.s, a->as.text.n);
    assert_int_equal(b->as.text.s[b->as.text.n], 0);
    break;
  case TD_V_DATE:
    assert_int_equal(a->as.date, b->as.date);
    break;
  case TD_V_PERIOD:
    assert_int_equal(a->as.period, b->as.period);
    break;
  case TD_V_ENTITY:
    assert_int_equal(a->as.entity.table, b->as.entity.table);
    assert_int_equal(a->as.entity.row, b->as.entity.row);
    break;
  case TD_V_LIST:
  case TD_V_MAP:
    assert_int_equal(a->as.list.n, b->as.list.n);
    for (size_t i = 0; i < a->as.list.n; i++) {
      if (a->kind == TD_V_MAP)
        assert_string_equal(a->as.list.keys[i], b->as.list.keys[i]);
      assert_same(&a->as.list.items[i], &b->as.list.items[i]);
    }
    break;
  }
}

static void assert_round_trip(const td_value *v)
{
  td_buffer b = { 0 };
  td_arena arena = { 0 };
  td_value back;
  const char *at;
  td_err err;

  assert_int_equal(td_value_write(&b, v, &err), TD_OK);
  at = b.data;
  assert_int_equal(td_value_read(&back, &arena, &at, b.data + b.n, &err),
                   TD_OK);
  assert_ptr_equal(at, b.data + b.n);
  assert_same(v, &back);
  td_arena_free(&arena);
  td_buffer_free(&b);
}

/* One value of each kind, nested: what the tests below cut and bend. */
static td_value sample(td_value items[9], const char *keys[2], td_value pair[2])
{
  items[0] = (td_value){ .kind = TD_V_NIL };
  items[1] = (td_value){ .kind = TD_V_BOOL, .as.b = true };
  items[2] = integer(INT64_MIN);
  items[3] = (td_value){ .kind = TD_V_REAL, .as.r = -0.1 };
  items[4] = text("ti\xe1\xba\xbfn", 6);
  items[5] = (td_value){ .kind = TD_V_DATE, .as.date = 20780 };
  items[6] = (td_value){ .kind = TD_V_PERIOD, .as.period = 202524 };
  items[7] = (td_value){ .kind = TD_V_ENTITY };
  items[7].as.entity.table = TD_TARGETS;
  items[7].as.entity.row = 107;
  items[8] = list(NULL, NULL, 0);
  keys[0] = "b";
  keys[1] = "a"; /* the order is the writer's, not the alphabet's */
  pair[0] = list(items, NULL, 9);
  pair[1] = integer(7);
  return list(pair, keys, 2);
}

static void test_value_write__every_kind_comes_back(void **state)
{
  td_value items[9], pair[2];
  const char *keys[2];
  td_value v = sample(items, keys, pair);

  (void)state;
  for (size_t i = 0; i < 9; i++)
    assert_round_trip(&items[i]);
  assert_round_trip(&v);
}

static void test_value_write__extreme_payloads(void **state)
{
  static char large[100000];
  td_value values[] = {
    text("", 0),
    text("a\0b", 3),
    text(large, sizeof(large)),
    integer(INT64_MAX),
    { .kind = TD_V_REAL, .as.r = -0.0 },
    { .kind = TD_V_REAL, .as.r = 5e-324 },
    { .kind = TD_V_REAL, .as.r = HUGE_VAL },
    { .kind = TD_V_DATE, .as.date = TD_NO_DATE },
    { .kind = TD_V_PERIOD, .as.period = TD_NO_PERIOD },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
    assert_round_trip(&values[i]);
}

static void test_value_write__several_in_one_buffer(void **state)
{
  td_value one = integer(1), two = text("two", 3), back;
  td_buffer b = { 0 };
  td_arena arena = { 0 };
  const char *at;

  (void)state;
  assert_int_equal(td_value_write(&b, &one, NULL), TD_OK);
  assert_int_equal(td_value_write(&b, &two, NULL), TD_OK);
  at = b.data;
  td_value_read(&back, &arena, &at, b.data + b.n, NULL);
  assert_same(&one, &back);
  td_value_read(&back, &arena, &at, b.data + b.n, NULL);
  assert_same(&two, &back);
  td_arena_free(&arena);
  td_buffer_free(&b);
}

/* Lists within lists: `depth` of them, the innermost empty. */
static td_value nested(td_value *levels, int depth)
{
  levels[0] = list(NULL, NULL, 0);
  for (int i = 1; i < depth; i++)
    levels[i] = list(&levels[i - 1], NULL, 1);
  return levels[depth - 1];
}

static void test_value_write__depth(void **state)
{
  td_value levels[66];
  td_value deepest = nested(levels, 65), too_deep;
  td_buffer b = { 0 };
  td_err err;

  (void)state;
  assert_round_trip(&deepest);
  too_deep = nested(levels, 66);
  assert_int_equal(td_value_write(&b, &too_deep, &err), TD_EDATA);
  assert_non_null(strstr(err.text, "nested deeper"));
  assert_int_equal(b.n, 0);
  td_buffer_free(&b);
}

static td_status read_bytes(const void *bytes, size_t n, td_err *err)
{
  td_arena arena = { 0 };
  td_value v;
  const char *at = (const char *)bytes;
  td_status rc = td_value_read(&v, &arena, &at, at + n, err);

  if (rc != TD_OK) {
    assert_ptr_equal(at, bytes);
    assert_int_equal(v.kind, TD_V_NIL);
  }
  /* what is read costs a fixed multiple of the bytes, whatever they claim */
  assert_true(arena.used <= 64 * (n + 1));
  td_arena_free(&arena);
  return rc;
}

static void test_value_read__cut_anywhere(void **state)
{
  td_value items[9], pair[2];
  const char *keys[2];
  td_value v = sample(items, keys, pair);
  td_buffer b = { 0 };
  td_err err;

  (void)state;
  td_value_write(&b, &v, NULL);
  for (size_t n = 0; n < b.n; n++)
    assert_int_equal(read_bytes(b.data, n, &err), TD_EDATA);
  assert_int_equal(read_bytes(b.data, b.n, &err), TD_OK);
  td_buffer_free(&b);
}

/* Every byte set to every value: read or refused, never a crash (which the
 * sanitizers see) and never more memory than the bytes warrant. */
static void test_value_read__any_byte_changed(void **state)
{
  td_value items[9], pair[2];
  const char *keys[2];
  td_value v = sample(items, keys, pair);
  td_buffer b = { 0 };
  td_err err;

  (void)state;
  td_value_write(&b, &v, NULL);
  for (size_t i = 0; i < b.n; i++) {
    char kept = b.data[i];
    for (int c = 0; c < 256; c++) {
      b.data[i] = (char)c;
      read_bytes(b.data, b.n, &err);
    }
    b.data[i] = kept;
  }
  td_buffer_free(&b);
}

static void test_value_read__hostile_bytes(void **state)
{
  static const struct {
    const char *what;
    size_t n;
    char bytes[40];
    const char *reason;
  } cases[] = {
    { "no bytes", 0, "", "end too early" },
    { "kind after the last", 1, "\x0a", "unknown kind 10" },
    { "kind 255", 1, "\xff", "unknown kind 255" },
    { "boolean 2", 2, "\x01\x02", "boolean of 2" },
    { "text longer than the bytes", 10, "\x04\x02\0\0\0\0\0\0\0a",
      "end too early" },
    { "text of 2^64 - 1 bytes", 10, "\x04\xff\xff\xff\xff\xff\xff\xff\xff\x61",
      "end too early" },
    { "list of 2^56 items", 10, "\x08\0\0\0\0\0\0\0\x01\x61", "end too early" },
    { "map with a NUL in a key", 20,
      "\x09\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0a\0\x00", "NUL byte" },
    { "row of table -1", 9, "\x07\xff\xff\xff\xff\0\0\0\0", "table -1" },
    { "row of table 34", 9, "\x07\x22\0\0\0\0\0\0\0", "table 34" },
  };
  td_err err;

  (void)state;
  assert_int_equal(TD_ENTITIES, 34);
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    print_message("# %s\n", cases[i].what);
    assert_int_equal(read_bytes(cases[i].bytes, cases[i].n, &err), TD_EDATA);
    assert_non_null(strstr(err.text, cases[i].reason));
  }
}

static void test_value_read__depth(void **state)
{
  static char bytes[1000000];
  td_err err;

  (void)state;
  /* a list of one item, whose item is a list of one item, and so on */
  for (size_t i = 0; i + 9 <= sizeof(bytes); i += 9) {
    bytes[i] = TD_V_LIST;
    bytes[i + 1] = 1;
  }
  assert_int_equal(read_bytes(bytes, sizeof(bytes), &err), TD_EDATA);
  assert_non_null(strstr(err.text, "nested deeper"));
}

/* Each of nested lists claims as many items as there are bytes behind it. */
static void test_value_read__claims_do_not_add_up(void **state)
{
  static char bytes[50000];
  td_err err;

  (void)state;
  for (size_t i = 0; i < 60; i++) {
    uint64_t claim = sizeof(bytes) - (i + 1) * 9;
    bytes[i * 9] = TD_V_LIST;
    memcpy(bytes + i * 9 + 1, &claim, sizeof(claim));
  }
  assert_int_equal(read_bytes(bytes, sizeof(bytes), &err), TD_EDATA);
}

static void test_value_get(void **state)
{
  const char *keys[] = { "ratio", "", "method" };
  td_value items[] = { integer(1), integer(2), text("open-sdg", 8) };
  td_value map = list(items, keys, 3), plain = list(items, NULL, 3);

  (void)state;
  assert_ptr_equal(td_value_get(&map, "method"), &items[2]);
  assert_ptr_equal(td_value_get(&map, ""), &items[1]);
  assert_null(td_value_get(&map, "Method"));
  assert_null(td_value_get(&plain, "ratio"));
  assert_null(td_value_get(&items[0], "ratio"));
  assert_null(td_value_get(NULL, "ratio"));
}

static void test_value_text(void **state)
{
  td_value one = integer(1), word = text("word", 4);

  (void)state;
  assert_string_equal(td_value_text(&word, "none"), "word");
  assert_string_equal(td_value_text(&one, "none"), "none");
  assert_null(td_value_text(NULL, NULL));
}

static void test_buffer_add__grows(void **state)
{
  td_buffer b = { 0 };

  (void)state;
  assert_int_equal(td_buffer_add(&b, NULL, 0, NULL), TD_OK);
  for (int i = 0; i < 1000; i++)
    assert_int_equal(td_buffer_add(&b, "abc", 3, NULL), TD_OK);
  assert_int_equal(b.n, 3000);
  assert_memory_equal(b.data + 2997, "abc", 3);
  assert_int_equal(td_buffer_add(&b, "x", SIZE_MAX, NULL), TD_ENOMEM);
  assert_int_equal(b.n, 3000);
  td_buffer_free(&b);
  assert_null(b.data);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_value_write__every_kind_comes_back),
    cmocka_unit_test(test_value_write__extreme_payloads),
    cmocka_unit_test(test_value_write__several_in_one_buffer),
    cmocka_unit_test(test_value_write__depth),
    cmocka_unit_test(test_value_read__cut_anywhere),
    cmocka_unit_test(test_value_read__any_byte_changed),
    cmocka_unit_test(test_value_read__hostile_bytes),
    cmocka_unit_test(test_value_read__depth),
    cmocka_unit_test(test_value_read__claims_do_not_add_up),
    cmocka_unit_test(test_value_get),
    cmocka_unit_test(test_value_text),
    cmocka_unit_test(test_buffer_add__grows),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
