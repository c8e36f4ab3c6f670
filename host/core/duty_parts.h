/* Between the two halves of duty: who owes a report, and what became of it;
 * for duty*.c only. */
#ifndef TD_DUTY_PARTS_H
#define TD_DUTY_PARTS_H

#include "snapshot.h"

/* A report that is owed. Where a duty was handed over there is one for each
 * agency it came from, until they are merged. */
typedef struct td_duty_report {
  int32_t obligation, agency;
  int32_t inherited_from; /* TD_NO_ROW: its own duty */
  td_period period;
  td_date due;
  td_date received_on; /* the first; TD_NO_DATE if none arrived */
} td_duty_report;

/* Zero-initialised is empty. The caller frees `items`. */
typedef struct td_duty_reports {
  td_duty_report *items;
  size_t n, room;
} td_duty_reports;

/* Adds what is owed, in no order and not merged. False when there is no
 * memory. */
bool td_duty__expect(td_duty_reports *out, const struct td_snapshot *s);

const td_column *td_duty__column(const struct td_snapshot *s, int table,
                                 const char *field);

#endif
