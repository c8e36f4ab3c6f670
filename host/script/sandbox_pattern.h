/* Lua's patterns, compiled first and matched without recursion. */
#ifndef TD_SANDBOX_PATTERN_H
#define TD_SANDBOX_PATTERN_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TD_PATTERN_ITEMS = 200, TD_PATTERN_CAPTURES = 32 };

typedef enum td_item_kind {
  TD_P_TEXT,     /* exactly these bytes */
  TD_P_ONE,      /* one byte of the set */
  TD_P_OPTIONAL, /* ? */
  TD_P_LONGEST,  /* * and, with at_least 1, + */
  TD_P_SHORTEST, /* - */
  TD_P_OPEN,     /* begin of a capture */
  TD_P_CLOSE,
  TD_P_POSITION, /* () */
  TD_P_AGAIN,    /* %1: what a capture holds */
  TD_P_BALANCED, /* %bxy */
  TD_P_FRONTIER, /* %f[set] */
  TD_P_END,      /* $ */
} td_item_kind;

typedef struct td_item {
  td_item_kind kind;
  bool is_any;               /* the set is every byte */
  unsigned capture;          /* OPEN, CLOSE, POSITION, AGAIN: which, from 0 */
  unsigned char left, right; /* BALANCED */
  size_t at_least;           /* LONGEST */
  const char *text;          /* TEXT: in the pattern, which must stay */
  size_t n;
  uint64_t set[4]; /* a bit for each byte */
} td_item;

typedef struct td_pattern {
  bool is_anchored;
  unsigned captures;
  size_t n;
  td_item items[TD_PATTERN_ITEMS];
} td_pattern;

/* What one capture holds; `to` is NULL for a position. */
typedef struct td_capture {
  const char *from, *to;
} td_capture;

/* Subject, end and steps (0) are to be set before the first search in it. */
typedef struct td_match {
  const char *subject, *end;
  int64_t steps; /* not charged yet */
  td_capture captures[TD_PATTERN_CAPTURES];
} td_match;

/* Raises for a pattern that is none. Without `anchors` a ^ at the start stands
 * for itself. [-0, +0, v] */
void td_pattern_compile(lua_State *L, td_pattern *p, const char *text, size_t n,
                        bool anchors);

/* Bytes of a compiled pattern that are in use, for keeping a copy. */
size_t td_pattern_size(const td_pattern *p);

/* The end of a match that begins exactly at `at`, or NULL. Charges its steps,
 * so it raises if the script is to stop. [-0, +0, v] */
const char *td_pattern_match_at(lua_State *L, const td_pattern *p, td_match *m,
                                const char *at);

/* The first match from `at` on: moves *at to its begin and returns its end, or
 * NULL. [-0, +0, v] */
const char *td_pattern_search(lua_State *L, const td_pattern *p, td_match *m,
                              const char **at);

/* The text if the pattern is nothing but that, else NULL. */
const td_item *td_pattern_plain(const td_pattern *p);

#endif
