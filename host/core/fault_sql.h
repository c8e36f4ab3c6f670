/* The kinds of faults as SQL, for fault.c alone. */
#ifndef TD_FAULT_SQL_H
#define TD_FAULT_SQL_H

#include "fault.h"

/* The first columns of a place, as a reader is told; keys come after them. */
enum { TD_PLACE_CODE, TD_PLACE_PERIOD, TD_PLACE_BEFORE, TD_PLACE_AFTER };

typedef struct td_fault_text {
  /* SELECT code, period, before, after, keys ... in reading order; may use
   * :as_of and :known_at, and the view `seen`. */
  const char *places;
  /* Statements over one place, whose column n is ?n, from 1. */
  const char *change;
} td_fault_text;

extern const td_fault_text td_fault_sql[TD_FAULTS];

/* Makes the view `seen`: of each series and period the value that a snapshot
 * has, with its readable code. To be formatted with known_at, three times. */
extern const char TD_FAULT_SEEN[];

#endif
