/* An assay's inside: what was injected, and how the rules answered. */
#ifndef TD_ASSAY_H
#define TD_ASSAY_H

#include "fault.h"
#include "result.h"

/* One fault that was, or was to be, tried. */
typedef struct td_trial {
  int kind;      /* td_fault_id */
  int64_t place; /* from 0 */
  /* { code, period, before, after, caught, noticed, hid, failed }, the last
   * four lists of rule ids; NULL if it could not be tried. */
  const td_value *said;
  const char *error; /* why not; "" if it was */
} td_trial;

struct td_assay {
  td_arena arena;
  td_result *base; /* the store as it was */
  int64_t places[TD_FAULTS];
  td_trial *trials; /* by kind and place */
  size_t n;
};

/* The findings of a result by id, to hold another result against. */
typedef struct td_baseline {
  const td_result *r;
  const td_finding **by_id;
  int64_t *n_findings; /* of each check */
} td_baseline;

/* How a rule answers a fault. */
enum {
  TD_CAUGHT = 1,  /* a finding that is new or graver */
  TD_NOTICED = 2, /* other evidence for a finding that stood, or less judged */
  TD_HID = 4,     /* a finding is gone */
  TD_BROKE = 8,   /* it ended in an error where it had not */
};

/* Lives in the arena. */
td_status td_baseline_make(td_baseline *b, const td_result *r, td_arena *a,
                           td_err *err);

/* What each rule's answer is, one set of flags a check; `answers` is zeroed by
 * the caller. Both results are of the same rules. */
td_status td_baseline_compare(uint8_t *answers, const td_baseline *b,
                              const td_result *faulty, td_err *err);

#endif
