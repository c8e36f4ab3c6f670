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

/* Takes over nothing: file and text are copied. `expected` is the id that the
 * file's place asks for, or "". */
td_status td_rules__add(struct td_rules *rules, const char *file,
                        const char *expected, const char *text, size_t n,
                        td_err *err);

/* Ids and texts of the rules; the values that hold, scopes included, wherever
 * they were set. "sha256:...". */
enum { TD_RULES_HASH = 72 };
void td_rules_hash(const struct td_rules *rules, char buf[TD_RULES_HASH]);
void td_settings_hash(const struct td_rules *rules, char buf[TD_RULES_HASH]);

#endif
