/* A check run for who keeps a record of it. */
#ifndef TD_CHECK_H
#define TD_CHECK_H

#include "result.h"

typedef struct td_check_record {
  /* What a rule gave when the same run was tried before: true, and *out in the
   * arena. */
  bool (*recall)(void *ud, const td_rule *rule, td_arena *a, td_value *out);
  /* What a rule gave, as soon as it is there; not of one that failed. */
  td_status (*keep)(void *ud, const td_rule *rule, const td_value *value,
                    td_err *err);
  void *ud;
} td_check_record;

/* td_check, whose result also tells subject by subject what was judged (the
 * values of td_checked), and keeps the findings that the selection leaves out
 * behind the others. */
td_status td_check_recorded(td_result **out, td_snapshot *snap, td_rules *rules,
                            const td_check_options *options,
                            const td_check_record *record, td_err *err);

#endif
