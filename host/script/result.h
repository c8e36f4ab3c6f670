/* The result of a check run, and how Lua reporters see it. */
#ifndef TD_RESULT_H
#define TD_RESULT_H

#include "rules.h"
#include "snapshot.h"
#include "state.h"

enum { TD_ID_TEXT = 17 };

/* What excuses a finding and is no waiver. */
typedef struct td_excuse {
  const char *code;
  td_date valid_to;
} td_excuse;

struct td_finding {
  const td_rule *rule;
  td_severity severity;
  td_outcome outcome; /* TD_FAIL or TD_WAIVED */
  int table;          /* the subject */
  uint32_t row;
  const char *code;              /* the subject's */
  const char *period;            /* "" if none */
  const char *key;               /* discriminator, "" if none */
  const char *message[TD_LANGS]; /* templates */
  const char *rendered[TD_LANGS];
  const td_value *evidence;
  char id[TD_ID_TEXT];
  td_place place;
  bool is_illustrative;
  int32_t waiver;            /* row of the waivers table, TD_NO_ROW */
  const td_excuse *baseline; /* or by what else it is waived; NULL */
  const char *class_name;    /* what kind of finding the rule calls it, or "" */
  const char *state, *since; /* in a run: its state, and the day of the run that
                              * first saw it; NULL */
  const char *state_on;      /* and since when it is in it */
};

typedef struct td_error {
  const td_rule *rule;
  const char *subject, *message, *traceback, *reason, *params;
} td_error;

typedef struct td_checked {
  const td_rule *rule;
  int64_t counts[TD_OUTCOMES];
  const td_value *reasons; /* list of { outcome, why, n }, or NULL */
  const td_value *said;    /* all that the rule gave; NULL if it was not run */
  bool is_shown;           /* not left out by the selection */
  bool has_double;         /* it gave two findings of one id */
} td_checked;

struct td_result {
  td_arena arena;
  td_snapshot *snap;
  td_state *state;    /* where reporters and templates run */
  td_checked *checks; /* by rule */
  size_t n_checks;
  struct td_finding *findings;
  size_t n_findings;  /* those that are shown */
  size_t n_found;     /* with those behind them that the selection left out */
  const char *select; /* the expression that selected; NULL: all are shown */
  td_error *errors;
  size_t n_errors;
  int64_t n_errors_dropped;
  char rules_hash[TD_RULES_HASH], settings_hash[TD_RULES_HASH];
  const struct td_run_told *told; /* of a run (run.h); NULL */
};

/* Opens the state, and says of each rule (n flags) whether it could give a
 * finding that the expression selects; NULL selects all. TD_EUSAGE if the
 * expression is wrong or leaves no rule. */
td_status td_result_choose(td_result *r, bool *is_chosen, const td_rules *rules,
                           const char *select, td_err *err);

/* Gathers what the evaluations gave (n values, one a rule of `rules`, nil for
 * one that was left out) into findings with ids, in order. */
td_status td_result_gather(td_result *r, const td_rules *rules,
                           const td_value *values, td_err *err);

/* The check of a rule, NULL if the result has none. */
td_checked *td_result_check(const td_result *r, const char *rule);

/* The gist of a finding's evidence: what its rule calls its class, else its
 * status in the words of a method; "" if neither. */
const char *td_finding_class(const td_finding *f);

/* Applies waivers and the selection. */
struct td_waiving;
td_status td_result_settle(td_result *r, const struct td_waiving *w,
                           const char *select, td_err *err);

/* Selects again, once states are known. */
td_status td_result_select_again(td_result *r, td_err *err);

/* Tells of a selection that fits none of the findings; `on_note` may be
 * NULL. */
void td_result_tell_unfit(const td_result *r,
                          void (*on_note)(void *ud, const char *text),
                          void *ud);

/* In the order of reports. */
void td_result_sort(td_result *r);

/* The id of a finding: the same for the same rule, subject, period and key,
 * whatever the texts, thresholds and settings are. */
void td_finding_name(char id[TD_ID_TEXT], const char *rule, const char *kind,
                     const char *subject, const char *period, const char *key);

/* Sets the tags of a rule in the table on top. [-0, +0, m] */
void td_fill_tags(lua_State *L, const td_rule *rule);

/* Pushes a rule, a finding, or the whole result, as the table that the
 * reporters document (lua/tiendo/report.lua). [-0, +1, m] */
void td_push_rule(lua_State *L, const td_rule *rule);
void td_push_finding(lua_State *L, const td_result *r, const td_finding *f);
void td_push_result(lua_State *L, const td_result *r);

/* Sets what the run of a result told (r->told) in the table on top: `run.id`,
 * `since_last`, `resolved`; run_lua.c. [-0, +0, m] */
void td_fill_told(lua_State *L, const td_result *r);

#endif
