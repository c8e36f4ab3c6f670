/* A rule: its declared head, checked, and the settings made for it. */
#ifndef TD_RULE_H
#define TD_RULE_H

#include "settings.h"
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
  td_value value;            /* what holds where no scope says otherwise */
  td_origin origin;          /* of the value */
} td_param;

/* What a setting sets: a parameter by its place, or one of these. */
enum { TD_SET_SEVERITY = -1, TD_SET_ENABLED = -2 };

/* A setting that holds in a scope. */
typedef struct td_scoped {
  int what;     /* place of a parameter, or TD_SET_... */
  int scope;    /* in the scopes of the rules */
  unsigned bit; /* of the scope, among those of this rule */
  td_value value;
  td_origin origin;
} td_scoped;

enum { TD_RULE_SCOPES = 64 }; /* different ones for a rule */

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
  bool is_about_set;     /* check_all, not check */
  bool is_after_waivers; /* evaluated when waivers have been applied */
  int64_t n_examples;
  const char *of; /* "", or whose code it is: another rule's id */
  td_origin severity_origin, enabled_origin;
  bool is_enabled;
  td_scoped *scoped; /* in the order in which they were set */
  size_t n_scoped, scoped_room;
  int scopes[TD_RULE_SCOPES]; /* by bit */
  size_t n_scopes;
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

/* Sets a parameter, "severity" or "enabled", everywhere or in a scope. What was
 * set for it before, scopes included, gives way to what holds everywhere.
 * TD_EUSAGE with the expected form or the nearest name. */
td_status td_rule_set(td_rule *rule, td_arena *a, const char *name,
                      const td_setting *s, td_err *err);

/* What the type of a parameter asks of a value, NULL if it is fine; and what
 * may stand there, "number, 0 to 2", "one of a, b", written into buf. */
const char *td_param_misfit(const td_param *p, const td_value *v);
const char *td_param_form(const td_param *p, char *buf, size_t room);

/* Whether it is lower-case words joined by dots and underscores. */
bool td_rule_is_id(const char *id);

/* Reads the declared parameters; part of td_rule_read. */
td_status td_rule_params(td_rule *rule, td_arena *a, const td_value *params,
                         td_err *err);

#endif
