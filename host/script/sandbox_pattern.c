/* Lua's patterns as a short program. A pattern is a plain sequence of items,
 * so which capture is open where is known before anything is matched, and the
 * only way back from a dead end is to let a repeated item take one byte less
 * or more. So a stack of at most one choice an item is all the memory that
 * backtracking needs, and every step of it is charged. Letters are those of
 * ASCII, whatever the locale. */
#include "sandbox_pattern.h"

#include <lauxlib.h>
#include <string.h>

#include "state.h"

enum { CHARGE_EVERY = 4096 };

/* ---- sets of bytes --------------------------------------------------- */

/* Bytes 0 to 63 and 64 to 127; none above is in a class. */
static const struct {
  char letter;
  uint64_t low, high;
} classes[] = {
  { 'a', 0x0000000000000000, 0x07fffffe07fffffe },
  { 'c', 0x00000000ffffffff, 0x8000000000000000 },
  { 'd', 0x03ff000000000000, 0x0000000000000000 },
  { 'g', 0xfffffffe00000000, 0x7fffffffffffffff },
  { 'l', 0x0000000000000000, 0x07fffffe00000000 },
  { 'p', 0xfc00fffe00000000, 0x78000001f8000001 },
  { 's', 0x0000000100003e00, 0x0000000000000000 },
  { 'u', 0x0000000000000000, 0x0000000007fffffe },
  { 'w', 0x03ff000000000000, 0x07fffffe07fffffe },
  { 'x', 0x03ff000000000000, 0x0000007e0000007e },
};

static bool has_byte(const uint64_t set[4], unsigned char c)
{
  return (set[c >> 6] >> (c & 63)) & 1;
}

static void add_byte(uint64_t set[4], unsigned char c)
{
  set[c >> 6] |= (uint64_t)1 << (c & 63);
}

static void invert(uint64_t set[4])
{
  int i;

  for (i = 0; i < 4; i++)
    set[i] = ~set[i];
}

/* Adds the class of a letter, or what is not in it for a capital one; false
 * if the letter names no class. */
static bool add_class(uint64_t set[4], unsigned char letter)
{
  bool is_inverse = letter >= 'A' && letter <= 'Z';
  char small = (char)(is_inverse ? letter - 'A' + 'a' : letter);
  uint64_t inverse = is_inverse ? ~(uint64_t)0 : 0;
  size_t i;

  for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
    if (classes[i].letter != small)
      continue;
    set[0] |= classes[i].low ^ inverse;
    set[1] |= classes[i].high ^ inverse;
    set[2] |= inverse;
    set[3] |= inverse;
    return true;
  }
  return false;
}

/* ---- compiling ------------------------------------------------------- */

typedef struct td_compiler {
  lua_State *L;
  td_pattern *p;
  const char *at, *end;
  unsigned open[TD_PATTERN_CAPTURES]; /* captures that are open, inmost last */
  unsigned n_open;
  bool may_repeat[TD_PATTERN_CAPTURES]; /* closed, and no position */
} td_compiler;

static bool is_letter_or_digit(unsigned char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

static td_item *add_item(td_compiler *c, td_item_kind kind)
{
  td_item *item;

  if (c->p->n == TD_PATTERN_ITEMS)
    luaL_error(c->L, "pattern too complex: more than %d parts",
               TD_PATTERN_ITEMS);
  item = &c->p->items[c->p->n++];
  memset(item, 0, sizeof(*item));
  item->kind = kind;
  return item;
}

/* The byte after a %, which stands for a class or for itself. */
static void read_escape(td_compiler *c, uint64_t set[4])
{
  unsigned char letter;

  if (++c->at == c->end)
    luaL_error(c->L, "malformed pattern: it ends with '%%'");
  letter = (unsigned char)*c->at++;
  if (add_class(set, letter))
    return;
  if (is_letter_or_digit(letter))
    luaL_error(c->L, "malformed pattern: there is no class '%%%c'", letter);
  add_byte(set, letter);
}

static void read_range(td_compiler *c, uint64_t set[4])
{
  unsigned char from = (unsigned char)c->at[0];
  unsigned char to = (unsigned char)c->at[2];
  unsigned i;

  if (to == '%')
    luaL_error(c->L, "malformed pattern: a range cannot end with '%%'");
  for (i = from; i <= to; i++)
    add_byte(set, (unsigned char)i);
  c->at += 3;
}

static bool is_range(const td_compiler *c)
{
  return c->end - c->at >= 3 && c->at[1] == '-' && c->at[2] != ']';
}

/* From [ to ]; a ] that comes first stands for itself. */
static void read_set(td_compiler *c, uint64_t set[4])
{
  bool is_inverse = c->at + 1 < c->end && c->at[1] == '^';
  bool is_first = true;

  c->at += is_inverse ? 2 : 1;
  for (;; is_first = false) {
    if (c->at >= c->end)
      luaL_error(c->L, "malformed pattern: ']' is missing");
    if (*c->at == ']' && !is_first)
      break;
    if (*c->at == '%')
      read_escape(c, set);
    else if (is_range(c))
      read_range(c, set);
    else
      add_byte(set, (unsigned char)*c->at++);
  }
  c->at++;
  if (is_inverse)
    invert(set);
}

static void read_open(td_compiler *c)
{
  bool is_position = c->at + 1 < c->end && c->at[1] == ')';
  td_item *item = add_item(c, is_position ? TD_P_POSITION : TD_P_OPEN);

  if (c->p->captures == TD_PATTERN_CAPTURES)
    luaL_error(c->L, "pattern has more than %d captures", TD_PATTERN_CAPTURES);
  item->capture = c->p->captures++;
  c->may_repeat[item->capture] = false;
  if (!is_position)
    c->open[c->n_open++] = item->capture;
  c->at += is_position ? 2 : 1;
}

static void read_close(td_compiler *c)
{
  td_item *item = add_item(c, TD_P_CLOSE);

  if (c->n_open == 0)
    luaL_error(c->L, "malformed pattern: ')' without '('");
  item->capture = c->open[--c->n_open];
  c->may_repeat[item->capture] = true;
  c->at++;
}

static void read_again(td_compiler *c)
{
  td_item *item = add_item(c, TD_P_AGAIN);
  int digit = c->at[1] - '0';

  if (digit == 0 || (unsigned)digit > c->p->captures ||
      !c->may_repeat[digit - 1])
    luaL_error(c->L, "invalid capture index %%%d in pattern", digit);
  item->capture = (unsigned)digit - 1;
  c->at += 2;
}

static void read_balanced(td_compiler *c)
{
  td_item *item = add_item(c, TD_P_BALANCED);

  if (c->end - c->at < 4)
    luaL_error(c->L, "malformed pattern: '%%b' needs two characters");
  item->left = (unsigned char)c->at[2];
  item->right = (unsigned char)c->at[3];
  c->at += 4;
}

static void read_frontier(td_compiler *c)
{
  td_item *item = add_item(c, TD_P_FRONTIER);

  if (c->end - c->at < 3 || c->at[2] != '[')
    luaL_error(c->L, "malformed pattern: '%%f' needs a set in '[]'");
  c->at += 2;
  read_set(c, item->set);
}

/* Adds a byte that stands for itself, to the text before it if it follows. */
static void add_text(td_compiler *c, const char *byte)
{
  td_item *last = c->p->n > 0 ? &c->p->items[c->p->n - 1] : NULL;

  if (!last || last->kind != TD_P_TEXT || last->text + last->n != byte) {
    last = add_item(c, TD_P_TEXT);
    last->text = byte;
  }
  last->n++;
}

static td_item_kind read_repetition(td_compiler *c, size_t *at_least)
{
  *at_least = 0;
  switch (c->at < c->end ? *c->at : '\0') {
  case '?':
    c->at++;
    return TD_P_OPTIONAL;
  case '+':
    *at_least = 1;
    c->at++;
    return TD_P_LONGEST;
  case '*':
    c->at++;
    return TD_P_LONGEST;
  case '-':
    c->at++;
    return TD_P_SHORTEST;
  default:
    return TD_P_ONE;
  }
}

/* Reads what stands for one byte; where the pattern has that byte itself,
 * *byte is its place, else NULL. */
static void read_byte(td_compiler *c, uint64_t set[4], const char **byte)
{
  unsigned char first = (unsigned char)*c->at;

  *byte = NULL;
  if (first == '[') {
    read_set(c, set);
  } else if (first == '%') {
    read_escape(c, set);
    if (!is_letter_or_digit((unsigned char)c->at[-1]))
      *byte = c->at - 1;
  } else {
    c->at++;
    if (first == '.')
      invert(set);
    else
      add_byte(set, first);
    *byte = first == '.' ? NULL : c->at - 1;
  }
}

static void read_single(td_compiler *c)
{
  uint64_t set[4] = { 0 };
  bool is_any = *c->at == '.';
  const char *byte;
  size_t at_least;
  td_item_kind kind;
  td_item *item;

  read_byte(c, set, &byte);
  kind = read_repetition(c, &at_least);
  if (kind == TD_P_ONE && byte) {
    add_text(c, byte);
    return;
  }
  item = add_item(c, kind);
  item->at_least = at_least;
  item->is_any = is_any;
  memcpy(item->set, set, sizeof(set));
}

static void read_item(td_compiler *c)
{
  char first = *c->at;
  char second = c->at + 1 < c->end ? c->at[1] : '\0';

  if (first == '(') {
    read_open(c);
  } else if (first == ')') {
    read_close(c);
  } else if (first == '$' && c->at + 1 == c->end) {
    add_item(c, TD_P_END);
    c->at++;
  } else if (first == '%' && second == 'b') {
    read_balanced(c);
  } else if (first == '%' && second == 'f') {
    read_frontier(c);
  } else if (first == '%' && second >= '0' && second <= '9') {
    read_again(c);
  } else {
    read_single(c);
  }
}

void td_pattern_compile(lua_State *L, td_pattern *p, const char *text, size_t n,
                        bool anchors)
{
  td_compiler c;

  memset(&c, 0, sizeof(c));
  c.L = L;
  c.p = p;
  c.at = text;
  c.end = text + n;
  p->n = 0;
  p->captures = 0;
  p->is_anchored = anchors && n > 0 && text[0] == '^';
  if (p->is_anchored)
    c.at++;
  while (c.at < c.end)
    read_item(&c);
  if (c.n_open > 0)
    luaL_error(L, "malformed pattern: '(' without ')'");
}

size_t td_pattern_size(const td_pattern *p)
{
  return offsetof(td_pattern, items) + p->n * sizeof(p->items[0]);
}

const td_item *td_pattern_plain(const td_pattern *p)
{
  bool is_plain = p->n == 1 && p->items[0].kind == TD_P_TEXT;

  return is_plain && !p->is_anchored ? &p->items[0] : NULL;
}

/* ---- matching -------------------------------------------------------- */

/* A repeated item that may yet take one byte less, down to `least`, or, for
 * the shortest kind, one more. */
typedef struct td_choice {
  const td_item *item;
  const char *at, *least;
} td_choice;

typedef struct td_matcher {
  lua_State *L;
  td_match *m;
  size_t n_choices;
  td_choice choices[TD_PATTERN_ITEMS];
} td_matcher;

static void charge(lua_State *L, td_match *m, size_t steps)
{
  m->steps += (int64_t)steps;
  if (m->steps < CHARGE_EVERY)
    return;
  steps = (size_t)m->steps;
  m->steps = 0;
  td_state_charge(L, (int64_t)steps);
}

static bool fits(const td_matcher *r, const td_item *item, const char *at)
{
  return at < r->m->end && has_byte(item->set, (unsigned char)*at);
}

static void add_choice(td_matcher *r, const td_item *item, const char *at,
                       const char *least)
{
  r->choices[r->n_choices++] = (td_choice){ item, at, least };
}

static const char *match_longest(td_matcher *r, const td_item *item,
                                 const char *at)
{
  const char *least = at + item->at_least;
  const char *to = at;

  if (item->is_any)
    to = r->m->end;
  else
    while (fits(r, item, to))
      to++;
  charge(r->L, r->m, (size_t)(to - at));
  if (to < least)
    return NULL;
  if (to > least)
    add_choice(r, item, to, least);
  return to;
}

static const char *match_optional(td_matcher *r, const td_item *item,
                                  const char *at)
{
  if (!fits(r, item, at))
    return at;
  add_choice(r, item, at + 1, at);
  return at + 1;
}

static const char *match_balanced(td_matcher *r, const td_item *item,
                                  const char *at)
{
  const char *from = at;
  size_t depth = 0;

  for (; at < r->m->end; at++) {
    if ((unsigned char)*at == item->right && depth > 0) {
      if (--depth == 0)
        break;
    } else if ((unsigned char)*at == item->left) {
      depth++;
    } else if (depth == 0) {
      return NULL; /* it must begin with the left one */
    }
  }
  charge(r->L, r->m, (size_t)(at - from));
  return at < r->m->end ? at + 1 : NULL;
}

/* Between a byte outside and one inside of the set; beyond both ends of the
 * subject there is a NUL. */
static const char *match_frontier(const td_matcher *r, const td_item *item,
                                  const char *at)
{
  char before = at > r->m->subject ? at[-1] : '\0';
  char after = at < r->m->end ? *at : '\0';

  return !has_byte(item->set, (unsigned char)before) &&
                 has_byte(item->set, (unsigned char)after)
             ? at
             : NULL;
}

static const char *match_text(td_matcher *r, const char *text, size_t n,
                              const char *at)
{
  charge(r->L, r->m, n);
  if ((size_t)(r->m->end - at) < n || memcmp(text, at, n) != 0)
    return NULL;
  return at + n;
}

/* Where the item leaves off, or NULL. */
static const char *match_item(td_matcher *r, const td_item *item,
                              const char *at)
{
  td_capture *cap = &r->m->captures[item->capture];

  switch (item->kind) {
  case TD_P_TEXT:
    return match_text(r, item->text, item->n, at);
  case TD_P_ONE:
    return fits(r, item, at) ? at + 1 : NULL;
  case TD_P_OPTIONAL:
    return match_optional(r, item, at);
  case TD_P_LONGEST:
    return match_longest(r, item, at);
  case TD_P_SHORTEST:
    add_choice(r, item, at, at);
    return at;
  case TD_P_OPEN:
    cap->from = at;
    return at;
  case TD_P_CLOSE:
    cap->to = at;
    return at;
  case TD_P_POSITION:
    *cap = (td_capture){ at, NULL };
    return at;
  case TD_P_AGAIN:
    return match_text(r, cap->from, (size_t)(cap->to - cap->from), at);
  case TD_P_BALANCED:
    return match_balanced(r, item, at);
  case TD_P_FRONTIER:
    return match_frontier(r, item, at);
  case TD_P_END:
    return at == r->m->end ? at : NULL;
  }
  return NULL;
}

/* Back to the latest choice that leaves something else to try: the place from
 * where to go on behind *item. Captures that were set behind it are set anew
 * on the way. */
static const char *go_back(td_matcher *r, const td_item **item)
{
  while (r->n_choices > 0) {
    td_choice *choice = &r->choices[r->n_choices - 1];

    *item = choice->item;
    if (choice->item->kind == TD_P_SHORTEST) {
      if (fits(r, choice->item, choice->at))
        return ++choice->at;
    } else if (choice->at > choice->least) {
      return --choice->at;
    }
    r->n_choices--;
  }
  return NULL;
}

const char *td_pattern_match_at(lua_State *L, const td_pattern *p, td_match *m,
                                const char *at)
{
  const td_item *item = p->items;
  const td_item *end = p->items + p->n;
  td_matcher r; /* its choices are written before they are read */

  r.L = L;
  r.m = m;
  r.n_choices = 0;
  for (; item < end; item++) {
    const char *to = match_item(&r, item, at);

    charge(L, m, 1);
    at = to ? to : go_back(&r, &item);
    if (!at)
      return NULL;
  }
  return at;
}

const char *td_pattern_search(lua_State *L, const td_pattern *p, td_match *m,
                              const char **at)
{
  bool is_text = p->n > 0 && p->items[0].kind == TD_P_TEXT && !p->is_anchored;
  const char *from = *at;
  const char *to = NULL;

  for (;; from++) {
    if (is_text) /* nothing can begin before its first byte */
      from = memchr(from, p->items[0].text[0], (size_t)(m->end - from));
    if (!from)
      break;
    to = td_pattern_match_at(L, p, m, from);
    if (to || p->is_anchored || from == m->end)
      break;
  }
  td_state_charge(L, m->steps);
  m->steps = 0;
  if (to)
    *at = from;
  return to;
}
