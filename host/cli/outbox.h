/* Digests as files in a folder, from which another program sends them: each is
 * there whole, once, under a name that it keeps. */
#ifndef TD_CLI_OUTBOX_H
#define TD_CLI_OUTBOX_H

#include "cli.h"
#include "log.h"

typedef struct cli_outbox {
  const char *folder; /* NULL: there is none, and nothing is done */
  const char *from;   /* address; NULL: one that leads nowhere */
  const char *lang;
  cli_log *log; /* may be NULL */
  size_t n;     /* digests written */
} cli_outbox;

/* Before the run is recorded: writes its digests under names that nobody
 * looks for. */
int cli_outbox_write(cli_outbox *out, td_run *run);

/* After that: gives all that are recorded their names, those too that a run
 * left behind when it was killed, and removes what is of no run. */
int cli_outbox_deliver(cli_outbox *out, td_run *run);

#endif
