/* What waivers do in a run: whose scope can be read, which findings each of
 * them excuses, and what rules may ask of that. */
#ifndef TD_WAIVING_H
#define TD_WAIVING_H

#include "result.h"

/* By row of the waivers; zero where the plan has none. */
typedef struct td_waiving {
  const char **problems; /* of the scope; NULL where it can be read */
  int64_t *excused;      /* findings; NULL until they are counted */
  const char *(
      *hints)[TD_LANGS];         /* why none can be excused; NULL if some can */
  const char *unknown[TD_LANGS]; /* why a count of 0 tells nothing, or NULL */
} td_waiving;

/* Reads the scopes. One that cannot be read excuses nothing, and on_note, which
 * may be NULL, is told. */
td_status td_waiving_read(td_waiving *w, td_result *r,
                          void (*on_note)(void *ud, const char *text), void *ud,
                          td_err *err);

/* Moves the findings that waivers excuse from failed to waived: by the first
 * waiver in force that meets it, but never by the one that it is about. A
 * finding of a rule that runs after waivers is not excused by a waiver that
 * excuses nothing else, so that waivers cannot hide each other. */
td_status td_waiving_apply(const td_waiving *w, td_result *r, td_err *err);

/* Applies waivers to `r`, which holds what the rules that do not run after
 * waivers found, n of the rules having been run, and counts. What it makes
 * lives in the arena. */
td_status td_waiving_count(td_waiving *w, td_result *r, const td_rules *rules,
                           size_t n, td_arena *a, td_err *err);

#endif
