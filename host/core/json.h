/* What must be asked of JSON before cJSON reads it. */
#ifndef TD_JSON_H
#define TD_JSON_H

#include <stddef.h>

/* cJSON takes numbers, characters and words that JSON does not allow, ends a
 * text at a NUL, and stumbles elsewhere than where the mistake is. Returns the
 * position of the first such thing, with *fault set to what it is; n, and
 * *fault NULL, if there is none. The text may still not be JSON. */
size_t td_json_lenient(const char **fault, const char *text, size_t n);

#endif
