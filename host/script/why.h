/* One finding explained: what is found out about it, and the telling. */
#ifndef TD_WHY_H
#define TD_WHY_H

#include "result.h"
#include "scope.h"

typedef enum td_why_status {
  TD_WHY_FOUND,
  TD_WHY_GONE, /* the subject was evaluated and there is no such finding */
  TD_WHY_NO_SUBJECT, /* there is no such row any more */
  TD_WHY_NO_RULE,
} td_why_status;

typedef struct td_why_answer {
  td_snapshot *snap;
  td_rules *rules;
  const td_why_options *options;
  char id[TD_ID_TEXT];
  td_why_status status;
  size_t rule; /* in rules; unless NO_RULE */
  int table;   /* the subject; unless NO_RULE or NO_SUBJECT */
  uint32_t row;
  td_result *result; /* of the run that found it, or did not; may be NULL */
  const td_finding *finding;
  td_settled settled; /* what is set for the rule, and for the subject */
  td_scope_mask mask;
  td_value traced;  /* map of answer or error, and trace */
  td_result *again; /* what the traced evaluation found; NULL: it failed */
  bool is_same;     /* as what the run found, where both did */
  td_arena arena;
} td_why_answer;

/* Writes it through tiendo.why. */
td_status td_why_write(const td_why_answer *w, const td_write_options *options,
                       td_write_fn write, void *ud, td_err *err);

#endif
