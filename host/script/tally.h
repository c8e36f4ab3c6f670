/* What a check has said so far: counts, reasons, findings, errors. */
#ifndef TD_TALLY_H
#define TD_TALLY_H

#include "value.h"

typedef struct td_tally_item {
  struct td_tally_item *next;
  td_value value;
} td_tally_item;

/* A list that only grows. */
typedef struct td_tally_list {
  td_tally_item *first, *last;
  size_t n;
} td_tally_list;

typedef struct td_reason {
  struct td_reason *next;
  td_outcome outcome;
  const char *en, *vi;
  int64_t n;
} td_reason;

/* Zero-initialise and set the arena; everything lives there. */
typedef struct td_tally {
  td_arena *arena;
  size_t before; /* bytes that others have taken of the arena */
  int64_t counts[TD_OUTCOMES];
  td_reason *reasons;
  size_t n_reasons;
  td_tally_list findings, errors;
  /* Which subjects were judged, for who keeps a record: NULL for a rule about
   * a set, else a letter a row (td_tally_letter), blank before its turn. */
  char *outcomes;
  size_t n_rows;
  td_tally_list unknown;    /* rows that a rule about a set does not judge, or
                             * maps of `subject` and `period`, a text */
  int64_t n_unknown;        /* how many lack data that it does not name */
  int64_t n_errors_dropped; /* beyond the first TD_TALLY_ERRORS */
  int64_t evaluated;        /* what a check_all says it looked at; -1 unsaid */
} td_tally;

enum { TD_TALLY_ERRORS = 20, TD_TALLY_REASONS = 50 };

/* 'p' for pass, 'f' for fail, and so on by td_outcome: "pfdnawe". */
char td_tally_letter(td_outcome o);

/* Counts an outcome of a row. */
void td_tally_count(td_tally *t, uint32_t row, td_outcome o);

/* Counts n subjects under a reason; beyond TD_TALLY_REASONS different ones they
 * are "other reasons". */
td_status td_tally_reason(td_tally *t, td_outcome outcome, const char *en,
                          const char *vi, int64_t n, td_err *err);

/* The item's value is zeroed for the caller to fill; NULL without memory. */
td_value *td_tally_add(td_tally *t, td_tally_list *list);

/* A map with n pairs, keys to be set by td_map_put. */
td_status td_map_make(td_value *out, td_arena *a, size_t room, td_err *err);
void td_map_put(td_value *map, const char *key, td_value v);
td_value td_value_of_text(const char *text); /* borrows */
td_value td_value_of_int(int64_t i);

/* The whole tally as the map that td_eval documents. */
td_status td_tally_value(td_value *out, td_tally *t, td_err *err);

#endif
