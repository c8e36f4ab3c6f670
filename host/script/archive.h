/* A recorded run as it was: the data known then, the rules and settings that
 * were kept. */
#ifndef TD_ARCHIVE_H
#define TD_ARCHIVE_H

#include "ledger.h"
#include "rules.h"
#include "snapshot.h"

typedef struct td_archive {
  td_arena arena;
  struct td_store *st; /* borrowed; it has gone back to the run's edition */
  td_logged run;
  td_rules *rules;
  td_snapshot *snap;
  td_run_part *tables, *texts, *settings; /* what went in */
  size_t n_tables, n_texts, n_settings;
} td_archive;

typedef struct td_archive_options {
  td_rules *take_rules; /* in place of those kept, loaded; NULL: those kept.
                         * Taken over. */
  bool is_current;      /* the data as they are now */
  int workers;
} td_archive_options;

/* Opens a run; `what` as of td_ledger_run. The store must be open for reading,
 * and is good for nothing else afterwards. TD_EUSAGE if there is no such run.
 * Freed by td_archive_close, also after a failure. */
td_status td_archive_open(td_archive *out, struct td_store *st,
                          const char *what, const td_archive_options *options,
                          td_err *err);
void td_archive_close(td_archive *a);

#endif
