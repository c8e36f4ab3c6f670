/* The record of runs on its way to a reader: what is read from the ledger, and
 * how it becomes tables of Lua. */
#ifndef TD_RECORD_H
#define TD_RECORD_H

#include <lua.h>

#include "ledger_rows.h"
#include "rules.h"
#include "snapshot.h"

/* A reading of the record. Zero-initialised, then td_record__open. */
typedef struct td_record {
  td_arena arena;
  struct td_store *st; /* borrowed */
  bool is_kept, has_last;
  td_logged last;    /* run */
  td_entry *entries; /* every finding, by id */
  size_t n_entries;
  td_said *said;                  /* of the same findings, in the same order */
  const struct td_snapshot *snap; /* where labels are; NULL: there are none */
} td_record;

/* Reads findings and the last run; where nothing is recorded, none. What is read
 * belongs together in a transaction that the caller has begun. */
td_status td_record__open(td_record *r, struct td_store *st, td_err *err);
void td_record__close(td_record *r);

/* Fills the table on top with is_kept and the last run. [-0, +0, m] */
void td_record__fill(lua_State *L, const td_record *r);

/* A finding as a table; tiendo.ledger documents it. [-0, +1, m] */
void td_record__push(lua_State *L, const td_record *r, size_t at);

/* Events of a finding, `runs` being the numbers of those in which its rule was
 * evaluated. */
typedef struct td_record_past {
  td_moment *moments;
  int64_t *runs;
  size_t n_moments, n_runs;
  int64_t n_all; /* runs there are */
} td_record_past;

/* The same with one finding, *at, that the id or its beginning means, and its
 * events. TD_EUSAGE for none, several, and what is no id. */
td_status td_record__open_one(td_record *r, td_record_past *past, size_t *at,
                              struct td_store *st, const char *id, td_err *err);

/* List of { run, as_of, state, severity, class, waiver, why, text, evidence,
 * between, apart }. [-0, +1, m] */
void td_record__push_past(lua_State *L, const td_record_past *past);

#endif
