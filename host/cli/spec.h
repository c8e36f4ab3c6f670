/* Running one busted spec in a process of its own. */
#ifndef TD_SPEC_H
#define TD_SPEC_H

#include <stdbool.h>
#include <stddef.h>

/* How it ended. Freed by cli_spec_free. */
typedef struct cli_spec {
  char *tap; /* what its tests gave, as td_tests_add_tap takes it */
  size_t n;
  char problem[64];    /* as td_tests_add_tap takes it; "" if there is none */
  const char *missing; /* as td_tests_add_skipped takes it; NULL if nothing */
} cli_spec;

/* Runs the file under lua5.4 with busted and the module tiendo.so that belongs
 * to this program; kills it after `seconds`. What it prints goes to standard
 * error. False without memory or processes, with the reason in `problem`. */
bool cli_spec_run(cli_spec *out, const char *path, double seconds);
void cli_spec_free(cli_spec *spec);

#endif
