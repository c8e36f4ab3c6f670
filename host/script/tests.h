/* What became of examples and specs, one record each. */
#ifndef TD_TESTS_H
#define TD_TESTS_H

#include "rules.h"

typedef struct td_test {
  const char *rule; /* its id, or "" for a spec */
  const char *file;
  int line; /* of its name in the file; 0: unknown */
  const char *name;
  td_verdict verdict;
  const char **why; /* what was not as expected, or why it was skipped */
  size_t n_why, room;
  const td_value *example; /* NULL for a spec */
  const td_value *finding; /* the first that an example gave, or NULL */
} td_test;

struct td_tests {
  td_arena arena;
  td_test *list; /* by rule and place in the file; then specs as added */
  size_t n, room;
  const char **bare; /* ids of rules without examples */
  size_t n_bare;
};

/* td_rules_test for the rule `id` only, or for all if NULL. */
td_status td_tests_run(td_tests **out, td_rules *rules, const char *id,
                       const td_test_options *options, td_err *err);

/* Appends a record of which only these are filled; NULL without memory. Texts
 * are copied. */
td_test *td_tests_add(struct td_tests *t, const char *rule, const char *file,
                      const char *name);

/* Appends a line to what is said about a test. */
td_status td_test_say(struct td_tests *t, td_test *test, const char *text,
                      size_t n, td_err *err);

/* Pushes the records as the table that lua/tiendo/report/tests.lua documents.
 * [-0, +1, e] */
void td_push_tests(lua_State *L, const struct td_tests *t);

#endif
