/* libFuzzer: the answer of a check as another process sends it, with bytes of
 * it changed: each three bytes say where and to what. What is taken for an
 * answer must be one that a result and a report can be made of. */
#include <stdlib.h>
#include <string.h>

#include "result.h"
#include "said.h"
#include "store.h"
#include "tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char rule[] =
    "return { id = 'a.rule', title = 'A', over = 'areas',\n"
    "  message = '{subject}: {n}', check = function() end }\n";

static void require(bool condition)
{
  if (!condition)
    abort();
}

static td_value row_of(uint32_t row)
{
  td_value v = { .kind = TD_V_ENTITY };

  v.as.entity.table = TD_AREAS;
  v.as.entity.row = row;
  return v;
}

static void put_subject(td_tally *t, td_tally_list *list, const char *more)
{
  td_value *item = td_tally_add(t, list), map;
  td_err err;

  require(td_map_make(&map, t->arena, 2, &err) == TD_OK);
  td_map_put(&map, "area", row_of(1));
  td_map_put(&map, "n", td_value_of_int(3));
  require(td_map_make(item, t->arena, 4, &err) == TD_OK);
  td_map_put(item, "subject", row_of(0));
  td_map_put(item, "period", td_value_of_text("2025"));
  td_map_put(item, "key", td_value_of_text("k"));
  td_map_put(item, more, map);
}

static void make_answer(td_buffer *out)
{
  td_arena a = { 0 };
  td_tally t = { .arena = &a, .n_rows = 2 };
  td_value v;
  td_err err;

  t.outcomes = td_arena_text(&a, "fp", 2);
  put_subject(&t, &t.findings, "evidence");
  put_subject(&t, &t.findings, "message");
  put_subject(&t, &t.errors, "params");
  put_subject(&t, &t.unknown, "why");
  require(td_tally_reason(&t, TD_NO_DATA, "none", "x", 1, &err) == TD_OK);
  require(td_tally_value(&v, &t, &err) == TD_OK);
  require(td_value_write(out, &v, &err) == TD_OK);
  td_arena_free(&a);
}

static void make_plan(td_rules **rules, td_snapshot **snap)
{
  const td_snapshot_options o = { .size = sizeof(o), .as_of = "2026-01-01" };
  td_store *st = NULL;
  td_err err;

  require(td_store_open(&st, ":memory:", TD_OPEN_CREATE, &err) == TD_OK);
  require(td_store_exec(st, "INSERT INTO areas (code) VALUES ('a'), ('b')",
                        &err) == TD_OK);
  require(td_snapshot_take(snap, st, &o, &err) == TD_OK);
  td_store_close(st);
  require(td_rules_new(rules, &err) == TD_OK);
  require(td_rules_add_text(*rules, "a/rule.lua", rule, strlen(rule), &err) ==
          TD_OK);
  require(td_rules_load(*rules, 0, NULL, NULL, &err) == TD_OK);
}

static int drop(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  (void)n;
  return 0;
}

/* A message that is no template is refused, which is fine. */
static void write_result(const td_rules *rules, td_snapshot *snap,
                         const td_value *said)
{
  static const char *const formats[] = { "text", "json", "csv", "sarif" };
  static td_state *s; /* for the life of the process, as making one is slow */
  td_result *r = (td_result *)calloc(1, sizeof(*r));
  td_err err;

  if (!s)
    require(td_state_new(&s, TD_STATE_HOST, NULL, &err) == TD_OK);
  require(r != NULL);
  r->snap = td_snapshot_ref(snap);
  r->state = s;
  require(td_result_gather(r, rules, said, &err) == TD_OK);
  for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
    const td_write_options o = { .size = sizeof(o), .format = formats[i] };
    td_result_write(r, &o, drop, NULL, &err);
  }
  r->state = NULL;
  td_result_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  static td_rules *rules; /* for the life of the process */
  static td_snapshot *snap;
  static td_buffer whole;
  td_arena a = { 0 };
  td_value said;
  const char *at;
  char *bytes;
  td_err err;

  if (!rules) {
    make_plan(&rules, &snap);
    make_answer(&whole);
  }
  bytes = (char *)malloc(whole.n);
  require(bytes != NULL);
  memcpy(bytes, whole.data, whole.n);
  for (size_t i = 0; i + 3 <= n; i += 3)
    bytes[(data[i] | (size_t)data[i + 1] << 8) % whole.n] = (char)data[i + 2];
  at = bytes;
  if (td_value_read(&said, &a, &at, bytes + whole.n, &err) == TD_OK &&
      td_said_is_sound(&said, snap, &rules->list[0]))
    write_result(rules, snap, &said);
  td_arena_free(&a);
  free(bytes);
  return 0;
}
