/* Standard error as a log for machines: a JSON object a line. */
#ifndef TD_CLI_LOG_H
#define TD_CLI_LOG_H

#include "cli.h"

/* From here on each line that the program writes to standard error becomes
 * { "level", "run", "message" }; level "info" for notes, "error" for the rest.
 * Freed by cli_log_close, after which it is as it was; NULL, and nothing is
 * changed, where there is no memory. */
typedef struct cli_log cli_log;
cli_log *cli_log_open(void);
void cli_log_close(cli_log *log);

/* The run that the next lines are about; NULL: none. `log` may be NULL. */
void cli_log_run(cli_log *log, const char *id);

/* A line of level "info" with what happened, and pairs of names and texts up to
 * a NULL name; without a log, nothing. */
void cli_log_event(cli_log *log, const char *event, ...)
    __attribute__((sentinel));

#endif
