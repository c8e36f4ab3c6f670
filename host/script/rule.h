/* A rule: its declared head, checked, and the settings made for it. */
#ifndef TD_RULE_H
#define TD_RULE_H

#include "state.h"
#include "value.h"

enum { TD_EN, TD_VI, TD_LANGS };

typedef enum td_param_type {
  TD_PARAM_NUMBER,
  TD_PARAM_INTEGER,
  TD_PARAM_DAYS, /* a whole number of days, not negative */
  TD_PARAM_BOOLEAN,
  TD_PARAM_TEXT,
  TD_PARAM_CHOICE, /* one of `of` */
  TD_PARAM_LIST,   /* of texts and numbers */
} td_param_type;

typedef struct td_param {
  const char *name;
  td_param_type type;
  double min, max; /* infinite where not declared */
  const td_value *of;
  const char *unit, *source; /* "" where not given; source: who says so */
  const char *doc[TD_LANGS]; /* "" where not given */
  td_value standard;         /* the default */
  td_value value;            /* what holds: the default or a setting */
  bool is_set;
} td_param;

/* Lives in the arena it was read into. */
typedef struct td_rule {
  const char *file; /* as messages name it */
  const char *text;
  size_t n;
  const char *expected; /* the id its path asks for, or "" */
  const char *id;
  const char *title[TD_LANGS], *message[TD_LANGS]; /* message: "" if none */
  const char *doc[TD_LANGS];
  td_severity severity;
  int over; /* td_entity_id */
  int *needs;
  const char **need_names;
  size_t n_needs;
  const char **tags;
  size_t n_tags;
  td_param *params;
  size_t n_params;
  bool is_about_set; /* check_all, not check */
  int64_t n_examples;
} td_rule;

/* Runs the file in a state of its own and copies its head; functions become
 * the text "function", the examples their number. TD_ERULE with file and line.
 * This runs the analyst's code. */
td_status td_rule_head(td_value *out, td_arena *a, const td_rule *rule,
                       const td_limits *limits, td_err *err);

/* Checks the head and fills the rule from it: unknown keys, wrong types,
 * unknown entities, needs and parameters. TD_ERULE with file, line, what was
 * expected and the nearest name. */
td_status td_rule_read(td_rule *rule, td_arena *a, const td_value *head,
                       td_err *err);

/* Loads the file into the state and leaves the function `check` or `check_all`
 * on the stack. [-0, +1, -] */
td_status td_rule_push(td_state *s, const td_rule *rule, td_err *err);

/* Reads a text, or { en = , vi = } of which one stands for both; "" where there
 * is nothing. False if it is neither. */
bool td_words_read(const char *out[TD_LANGS], const td_value *v);

/* Line on which `key =` first stands in the rule's text; 1 if nowhere. */
int td_rule_line(const td_rule *rule, const char *key);

/* Sets a parameter (or "severity") from text. TD_EUSAGE with the expected form
 * or the nearest name. */
td_status td_rule_set(td_rule *rule, td_arena *a, const char *name,
                      const char *value, td_err *err);

/* Reads the declared parameters; part of td_rule_read. */
td_status td_rule_params(td_rule *rule, td_arena *a, const td_value *params,
                         td_err *err);

#endif
