/* Memory that is taken piece by piece and given back all at once. */
#ifndef TD_ARENA_H
#define TD_ARENA_H

#include <stddef.h>

/* Zero-initialised is empty and ready. Freed by td_arena_free. */
typedef struct td_arena {
  struct td_arena_block *head;
  size_t used;  /* bytes handed out */
  size_t taken; /* bytes held from the system */
} td_arena;

/* Zeroed, aligned for any type, valid until td_arena_free; NULL when there is
 * no memory. `n` may be 0. */
void *td_arena_alloc(td_arena *a, size_t n);

/* td_arena_alloc for `n` items of `size` bytes; NULL too if that overflows. */
void *td_arena_array(td_arena *a, size_t n, size_t size);

/* A copy of n bytes with a NUL behind. */
char *td_arena_text(td_arena *a, const char *text, size_t n);

/* snprintf into the arena; NULL when there is no memory. */
char *td_arena_printf(td_arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

void td_arena_free(td_arena *a);

#endif
