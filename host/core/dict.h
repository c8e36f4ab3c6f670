/* A dictionary of texts: each distinct one stored once and known by number. */
#ifndef TD_DICT_H
#define TD_DICT_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* Zero-initialise, then td_dict_add. Lives in the arena given to add, but for
 * the index, which td_dict_seal frees. */
typedef struct td_dict {
  const char **text; /* text[0] is "" */
  uint32_t *length;
  uint32_t n, room;
  uint32_t *slots; /* hash index while it grows */
  uint32_t n_slots;
} td_dict;

/* The number of this text, new or known; 0 for the empty text. False when
 * there is no memory. */
bool td_dict_add(td_dict *d, td_arena *a, const char *text, size_t n,
                 uint32_t *out);

/* Ends the growing: moves the lists into the arena. Nothing can be added
 * after it. */
bool td_dict_seal(td_dict *d, td_arena *a);

/* Frees what grows outside the arena; after a seal there is nothing. */
void td_dict_free(td_dict *d);

#endif
