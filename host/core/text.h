/* Unicode through utf8proc: one form to compare, one form to search. */
#ifndef TD_TEXT_H
#define TD_TEXT_H

#include "err.h"

/* All allocate *out with malloc, NUL-terminated; n_out may be NULL.
 * TD_EDATA if the bytes are not UTF-8; err names the byte's position. */

/* Composed form (NFC): what names are stored and compared in. */
td_status td_text_nfc(char **out, size_t *n_out, const char *text, size_t n,
                      td_err *err);

/* For search: no case, no diacritics, d for đ, runs of space as one blank,
 * none at the ends. */
td_status td_text_fold(char **out, size_t *n_out, const char *text, size_t n,
                       td_err *err);

/* To tell whether two names are one: no case, composed, runs of space as one
 * blank, none at the ends; diacritics stay. */
td_status td_text_caseless(char **out, size_t *n_out, const char *text,
                           size_t n, td_err *err);

/* Position of the first byte that is not UTF-8, or n. */
size_t td_text_invalid(const char *text, size_t n);

/* Whether control characters other than tab and line breaks are there, C1 among
 * them. */
bool td_text_has_control(const char *text, size_t n);

/* Columns on a terminal: wide characters count 2, combining marks 0. */
int td_text_width(const char *text, size_t n);

/* Code points in n bytes of valid UTF-8. */
size_t td_text_length(const char *text, size_t n);

/* Codes in the order a reader expects, numbers by value: "1.2" < "1.10",
 * "8.9" < "8.10" < "9"; bytewise otherwise. -1, 0, 1. */
int td_text_compare_codes(const char *a, size_t na, const char *b, size_t nb);

/* The name among `names` (n of them) that `text` was probably meant to be: at
 * most a third of its letters differ, or one; the first of those equally near;
 * NULL if none is near or `text` has more than 256 letters. */
const char *td_text_nearest(const char *text, const char *const *names,
                            size_t n);

#endif
