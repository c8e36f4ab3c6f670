/* A set of rules: where they come from, their heads, their settings. */
#ifndef TD_RULES_H
#define TD_RULES_H

#include "arena.h"
#include "rule.h"

struct td_rules {
  td_arena arena;
  td_rule *list; /* after loading sorted by id */
  size_t n, room;
  td_settings settings;
  bool is_loaded;
};

/* Runs the files for their heads and reads these, in worker processes unless
 * `workers` is 0. Every rule i of which that fails is told, with file and line;
 * its other fields are then not to be used. Fails only if it cannot work. */
typedef void (*td_head_fn)(void *ud, size_t i, td_status code,
                           const char *text);
td_status td_rules_heads(struct td_rules *rules, int workers,
                         td_head_fn on_problem, void *ud, td_err *err);

/* Takes over nothing: file and text are copied. `expected` is the id that the
 * file's place asks for, or "". */
td_status td_rules__add(struct td_rules *rules, const char *file,
                        const char *expected, const char *text, size_t n,
                        td_err *err);

/* Adds one of the rules that come with the library. TD_EUSAGE if
 * there is none of that id. */
td_status td_rules__add_named(struct td_rules *rules, const char *id,
                              td_err *err);

/* Ids and texts of the rules; the values that hold, scopes included, wherever
 * they were set. "sha256:...". */
enum { TD_RULES_HASH = 72 };
void td_rules_hash(const struct td_rules *rules, char buf[TD_RULES_HASH]);
void td_settings_hash(const struct td_rules *rules, char buf[TD_RULES_HASH]);

#endif
