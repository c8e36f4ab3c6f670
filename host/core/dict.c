/* The dictionary: texts in an arena, found through open addressing. */
#include "dict.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static uint64_t hash(const char *text, size_t n)
{
  uint64_t h = 1469598103934665603u; /* FNV-1a */

  for (size_t i = 0; i < n; i++)
    h = (h ^ (unsigned char)text[i]) * 1099511628211u;
  return h ^ (h >> 29);
}

static bool grow_lists(td_dict *d)
{
  uint32_t room = d->room ? d->room * 2 : 256;
  const char **text =
      (const char **)realloc((void *)d->text, room * sizeof(*text));
  uint32_t *length;

  if (!text)
    return false;
  d->text = text;
  length = (uint32_t *)realloc(d->length, room * sizeof(*length));
  if (!length)
    return false;
  d->length = length;
  d->room = room;
  if (!d->n) {
    d->text[0] = "";
    d->length[0] = 0;
    d->n = 1;
  }
  return true;
}

static bool grow_slots(td_dict *d)
{
  uint32_t n_slots = d->n_slots ? d->n_slots * 2 : 1024;
  uint32_t *slots = (uint32_t *)calloc(n_slots, sizeof(*slots));

  if (!slots)
    return false;
  for (uint32_t i = 1; i < d->n; i++) {
    uint32_t at = (uint32_t)hash(d->text[i], d->length[i]) & (n_slots - 1);
    while (slots[at])
      at = (at + 1) & (n_slots - 1);
    slots[at] = i;
  }
  free(d->slots);
  d->slots = slots;
  d->n_slots = n_slots;
  return true;
}

bool td_dict_add(td_dict *d, td_arena *a, const char *text, size_t n,
                 uint32_t *out)
{
  uint32_t at;

  assert(d->n == 0 || d->room); /* not sealed */
  *out = 0;
  if (d->n == d->room && !grow_lists(d))
    return false;
  if (!n)
    return true;
  if (d->n * 2 >= d->n_slots && !grow_slots(d))
    return false;
  at = (uint32_t)hash(text, n) & (d->n_slots - 1);
  for (; d->slots[at]; at = (at + 1) & (d->n_slots - 1)) {
    uint32_t i = d->slots[at];
    if (d->length[i] == n && !memcmp(d->text[i], text, n)) {
      *out = i;
      return true;
    }
  }
  d->text[d->n] = td_arena_text(a, text, n);
  if (!d->text[d->n])
    return false;
  d->length[d->n] = (uint32_t)n;
  d->slots[at] = d->n;
  *out = d->n++;
  return true;
}

bool td_dict_seal(td_dict *d, td_arena *a)
{
  const char **text;
  uint32_t *length;

  if (!d->n && !grow_lists(d))
    return false;
  text = (const char **)td_arena_array(a, d->n, sizeof(*text));
  length = (uint32_t *)td_arena_array(a, d->n, sizeof(*length));
  if (!text || !length)
    return false;
  memcpy((void *)text, (const void *)d->text, d->n * sizeof(*text));
  memcpy(length, d->length, d->n * sizeof(*length));
  td_dict_free(d);
  d->text = text;
  d->length = length;
  return true;
}

void td_dict_free(td_dict *d)
{
  if (d->room) {
    free((void *)d->text);
    free(d->length);
  }
  free(d->slots);
  d->slots = NULL;
  d->n_slots = 0;
  d->room = 0;
}
