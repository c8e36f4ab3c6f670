/* An arena over blocks that come from mmap, so that a process that forks
 * shares them page by page and a large one is given back whole. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGN = 16, FIRST_BLOCK = 64 * 1024, PAGE = 4096 };
#define MAX_STEP ((size_t)16 * 1024 * 1024)

typedef struct td_arena_block {
  struct td_arena_block *next;
  size_t size; /* with this head */
  size_t used; /* with this head */
} td_arena_block;

static size_t round_up(size_t n, size_t to)
{
  return (n + to - 1) / to * to;
}

static size_t head_size(void)
{
  return round_up(sizeof(td_arena_block), ALIGN);
}

static td_arena_block *add_block(td_arena *a, size_t n)
{
  size_t size = a->taken < FIRST_BLOCK ? FIRST_BLOCK : a->taken;
  td_arena_block *b;

  if (size > MAX_STEP)
    size = MAX_STEP;
  if (size < n + head_size())
    size = n + head_size();
  size = round_up(size, PAGE);
  b = (td_arena_block *)mmap(NULL, size, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (b == MAP_FAILED)
    return NULL;
  b->size = size;
  b->used = head_size();
  b->next = a->head;
  a->head = b;
  a->taken += size;
  return b;
}

void *td_arena_alloc(td_arena *a, size_t n)
{
  td_arena_block *b = a->head;
  void *p;

  if (n > SIZE_MAX / 2)
    return NULL;
  n = round_up(n ? n : 1, ALIGN);
  if (!b || b->size - b->used < n)
    b = add_block(a, n);
  if (!b)
    return NULL;
  p = (char *)b + b->used;
  b->used += n;
  a->used += n;
  return p;
}

void *td_arena_array(td_arena *a, size_t n, size_t size)
{
  if (size && n > SIZE_MAX / size)
    return NULL;
  return td_arena_alloc(a, n * size);
}

char *td_arena_text(td_arena *a, const char *text, size_t n)
{
  char *p = (char *)td_arena_alloc(a, n + 1);

  if (p && n)
    memcpy(p, text, n);
  return p;
}

char *td_arena_printf(td_arena *a, const char *fmt, ...)
{
  va_list ap;
  char *p;
  int n;

  va_start(ap, fmt);
  n = vsnprintf(NULL, 0, fmt, ap);
  va_end(ap);
  if (n < 0)
    return NULL;
  p = (char *)td_arena_alloc(a, (size_t)n + 1);
  if (!p)
    return NULL;
  va_start(ap, fmt);
  vsnprintf(p, (size_t)n + 1, fmt, ap);
  va_end(ap);
  return p;
}

void td_arena_free(td_arena *a)
{
  td_arena_block *b = a->head;

  while (b) {
    td_arena_block *next = b->next;
    munmap(b, b->size);
    b = next;
  }
  memset(a, 0, sizeof(*a));
}
