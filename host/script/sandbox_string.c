/* The string library for rules: the functions of Lua's, over our own patterns,
 * with sizes checked before anything large is made. Case is that of ASCII. */
#include "sandbox.h"

#include <limits.h>
#include <string.h>

#include "limit.h"
#include "sandbox_pattern.h"
#include "state.h"

/* ---- plain functions ------------------------------------------------- */

/* A position as Lua counts them, negative from the end, as a place from 0 that
 * is at most `n`. */
static size_t place_of(lua_Integer position, size_t n)
{
  if (position > 0)
    return (size_t)position - 1 < n ? (size_t)position - 1 : n;
  if (position == 0 || position < -(lua_Integer)n)
    return 0;
  return (size_t)((lua_Integer)n + position);
}

/* The same for the last byte of a range, as the place behind it. */
static size_t end_of(lua_Integer position, size_t n)
{
  if (position > 0)
    return (size_t)position < n ? (size_t)position : n;
  if (position == 0 || position < -(lua_Integer)n)
    return 0;
  return (size_t)((lua_Integer)n + position) + 1;
}

static int l_len(lua_State *L)
{
  size_t n;

  luaL_checklstring(L, 1, &n);
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

/* sub(s, first [, last]) */
static int l_sub(lua_State *L)
{
  size_t n;
  const char *s = luaL_checklstring(L, 1, &n);
  size_t from = place_of(luaL_checkinteger(L, 2), n);
  size_t to = end_of(luaL_optinteger(L, 3, -1), n);

  lua_pushlstring(L, s + from, to > from ? to - from : 0);
  return 1;
}

/* byte(s [, first [, last]]) */
static int l_byte(lua_State *L)
{
  size_t n;
  const char *s = luaL_checklstring(L, 1, &n);
  lua_Integer first = luaL_optinteger(L, 2, 1);
  size_t from = place_of(first, n);
  size_t to = end_of(luaL_optinteger(L, 3, first), n);
  size_t i;

  if (to <= from)
    return 0;
  if (to - from >= INT_MAX || !lua_checkstack(L, (int)(to - from)))
    return luaL_error(L, "text is too long to return every byte of it");
  for (i = from; i < to; i++)
    lua_pushinteger(L, (unsigned char)s[i]);
  return (int)(to - from);
}

static int l_char(lua_State *L)
{
  int n = lua_gettop(L);
  int i;
  luaL_Buffer out;

  luaL_buffinit(L, &out);
  for (i = 1; i <= n; i++) {
    lua_Integer c = luaL_checkinteger(L, i);

    luaL_argcheck(L, c >= 0 && c <= UCHAR_MAX, i, "no byte: not 0 to 255");
    luaL_addchar(&out, (char)(unsigned char)c);
  }
  luaL_pushresult(&out);
  return 1;
}

/* Fills `total` bytes with repetitions of the first `unit` that are there. */
static void repeat(char *out, size_t unit, size_t total)
{
  size_t done = unit;
  size_t more;

  for (; done < total; done += more) {
    more = done < total - done ? done : total - done;
    memcpy(out + done, out, more);
  }
}

/* rep(s, n [, separator]) */
static int l_rep(lua_State *L)
{
  size_t n;
  size_t between;
  const char *s = luaL_checklstring(L, 1, &n);
  lua_Integer times = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &between);
  size_t unit = n + between;
  luaL_Buffer out;
  char *to;

  if (times <= 0 || unit == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (unit > (size_t)PTRDIFF_MAX / (lua_Unsigned)times) {
    td_limit_need(L, SIZE_MAX);
    return luaL_error(L, "resulting text is too long");
  }
  td_limit_need(L, unit * (size_t)times);
  to = luaL_buffinitsize(L, &out, unit * (size_t)times);
  memcpy(to, s, n);
  memcpy(to + n, separator, between);
  repeat(to, unit, unit * (size_t)times);
  luaL_pushresultsize(&out, unit * (size_t)times - between);
  return 1;
}

static int l_reverse(lua_State *L)
{
  size_t n;
  size_t i;
  const char *s = luaL_checklstring(L, 1, &n);
  luaL_Buffer out;
  char *to = luaL_buffinitsize(L, &out, n);

  for (i = 0; i < n; i++)
    to[i] = s[n - 1 - i];
  luaL_pushresultsize(&out, n);
  return 1;
}

/* Turns the letters from `first` on into those from `to` on. */
static int change_case(lua_State *L, char first, char to)
{
  size_t n;
  size_t i;
  const char *s = luaL_checklstring(L, 1, &n);
  luaL_Buffer out;
  char *result = luaL_buffinitsize(L, &out, n);

  for (i = 0; i < n; i++)
    result[i] = s[i] >= first && s[i] <= first + ('z' - 'a')
                    ? (char)(s[i] - first + to)
                    : s[i];
  luaL_pushresultsize(&out, n);
  return 1;
}

static int l_lower(lua_State *L)
{
  return change_case(L, 'A', 'a');
}

static int l_upper(lua_State *L)
{
  return change_case(L, 'a', 'A');
}

/* ---- captures -------------------------------------------------------- */

/* Pushes capture i, from 0; where the pattern has none, the whole match.
 * [-0, +1, m] */
static void push_capture(lua_State *L, const td_pattern *p, const td_match *m,
                         unsigned i, const char *from, const char *to)
{
  const td_capture *cap = &m->captures[i];

  if (i >= p->captures)
    lua_pushlstring(L, from, (size_t)(to - from));
  else if (cap->to)
    lua_pushlstring(L, cap->from, (size_t)(cap->to - cap->from));
  else
    lua_pushinteger(L, cap->from - m->subject + 1);
}

/* Pushes all captures, or the whole match if `whole` and there are none; how
 * many. [-0, +n, m] */
static int push_captures(lua_State *L, const td_pattern *p, const td_match *m,
                         const char *from, const char *to, bool whole)
{
  unsigned n = p->captures == 0 && whole ? 1 : p->captures;
  unsigned i;

  luaL_checkstack(L, (int)n, "too many captures");
  for (i = 0; i < n; i++)
    push_capture(L, p, m, i, from, to);
  return (int)n;
}

/* ---- find and match -------------------------------------------------- */

/* Pushes first and last position of a match. [-0, +2, -] */
static void push_span(lua_State *L, const char *subject, const char *from,
                      const char *to)
{
  lua_pushinteger(L, from - subject + 1);
  lua_pushinteger(L, to - subject);
}

static int find_plain(lua_State *L, const td_match *m, const char *from,
                      const char *text, size_t n)
{
  const char *found = memmem(from, (size_t)(m->end - from), text, n);

  if (!found)
    lua_pushnil(L);
  else
    push_span(L, m->subject, found, found + n);
  return found ? 2 : 1;
}

/* Makes the text at i the subject and tells its length. */
static size_t set_subject(lua_State *L, td_match *m, int i)
{
  size_t n;

  m->subject = luaL_checklstring(L, i, &n);
  m->end = m->subject + n;
  m->steps = 0;
  return n;
}

/* Where the search begins, or NULL behind the end of the subject. */
static const char *check_subject(lua_State *L, td_match *m)
{
  lua_Integer init = luaL_optinteger(L, 3, 1);
  size_t n = set_subject(L, m, 1);

  if (init > (lua_Integer)n + 1)
    return NULL;
  return m->subject + place_of(init, n);
}

/* find(s, pattern [, init [, plain]]) */
static int l_find(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);
  td_match m;
  td_pattern p;
  const char *from = check_subject(L, &m);
  const char *to;

  if (!from) {
    lua_pushnil(L);
    return 1;
  }
  if (lua_toboolean(L, 4))
    return find_plain(L, &m, from, text, n);
  td_pattern_compile(L, &p, text, n, true);
  if (td_pattern_plain(&p))
    return find_plain(L, &m, from, p.items[0].text, p.items[0].n);
  to = td_pattern_search(L, &p, &m, &from);
  if (!to) {
    lua_pushnil(L);
    return 1;
  }
  push_span(L, m.subject, from, to);
  return 2 + push_captures(L, &p, &m, from, to, false);
}

/* match(s, pattern [, init]) */
static int l_match(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);
  td_match m;
  td_pattern p;
  const char *from = check_subject(L, &m);
  const char *to = NULL;

  if (from) {
    td_pattern_compile(L, &p, text, n, true);
    to = td_pattern_search(L, &p, &m, &from);
  }
  if (to)
    return push_captures(L, &p, &m, from, to, true);
  lua_pushnil(L);
  return 1;
}

/* ---- gmatch ---------------------------------------------------------- */

typedef struct td_gmatch {
  const char *at;   /* where the next search begins; NULL: at the end */
  const char *last; /* end of the match before */
  td_pattern p;     /* cut off behind its last item */
} td_gmatch;

/* The next match that does not end where the last one did: an empty one right
 * behind a match is none. Moves *at to its begin. */
static const char *next_match(lua_State *L, const td_pattern *p, td_match *m,
                              const char **at, const char *last)
{
  const char *to = td_pattern_search(L, p, m, at);

  while (to && to == last) {
    if (*at == m->end || p->is_anchored)
      return NULL;
    ++*at;
    to = td_pattern_search(L, p, m, at);
  }
  return to;
}

/* upvalues: subject, pattern, td_gmatch */
static int next_gmatch(lua_State *L)
{
  td_gmatch *g = lua_touserdata(L, lua_upvalueindex(3));
  td_match m;
  const char *from = g->at;
  const char *to = NULL;

  set_subject(L, &m, lua_upvalueindex(1));
  if (from)
    to = next_match(L, &g->p, &m, &from, g->last);
  g->at = g->last = to;
  if (to)
    return push_captures(L, &g->p, &m, from, to, true);
  lua_pushnil(L);
  return 1;
}

/* gmatch(s, pattern [, init]) */
static int l_gmatch(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);
  td_match m;
  td_pattern p;
  const char *from = check_subject(L, &m);
  td_gmatch *g;

  td_pattern_compile(L, &p, text, n, false);
  lua_settop(L, 2); /* the strings, to which `g` points */
  g = lua_newuserdatauv(L, offsetof(td_gmatch, p) + td_pattern_size(&p), 0);
  g->at = from;
  g->last = NULL;
  memcpy(&g->p, &p, td_pattern_size(&p));
  lua_pushcclosure(L, next_gmatch, 3);
  return 1;
}

/* ---- gsub ------------------------------------------------------------ */

typedef struct td_gsub {
  lua_State *L;
  luaL_Buffer out;
  td_pattern p;
  td_match m;
} td_gsub;

/* What a % in the replacement stands for, the byte behind it being c. */
static void add_escape(td_gsub *g, char c, const char *from, const char *to)
{
  unsigned i = (unsigned)(unsigned char)c - '0';

  if (c == '%') {
    luaL_addchar(&g->out, c);
    return;
  }
  if (c < '0' || c > '9')
    luaL_error(g->L, "in a replacement '%%' stands before a digit or '%%'");
  if (i > 1 && i > g->p.captures)
    luaL_error(g->L, "invalid capture index %%%d in replacement", (int)i);
  if (i == 0)
    lua_pushlstring(g->L, from, (size_t)(to - from));
  else
    push_capture(g->L, &g->p, &g->m, i - 1, from, to);
  luaL_addvalue(&g->out);
}

static void add_text(td_gsub *g, const char *from, const char *to)
{
  size_t n;
  const char *text = lua_tolstring(g->L, 3, &n);
  const char *end = text + n;
  const char *escape;

  while ((escape = memchr(text, '%', (size_t)(end - text)))) {
    luaL_addlstring(&g->out, text, (size_t)(escape - text));
    add_escape(g, escape + 1 < end ? escape[1] : '\0', from, to);
    text = escape + 2;
  }
  luaL_addlstring(&g->out, text, (size_t)(end - text));
}

/* Adds what a table or function gave, which is on top. */
static void add_result(td_gsub *g, const char *from, const char *to)
{
  if (!lua_toboolean(g->L, -1)) { /* nil and false leave the match */
    lua_pop(g->L, 1);
    luaL_addlstring(&g->out, from, (size_t)(to - from));
    return;
  }
  if (!lua_isstring(g->L, -1))
    luaL_error(g->L, "a replacement must be a text or a number, not a %s",
               luaL_typename(g->L, -1));
  luaL_addvalue(&g->out);
}

static void add_replacement(td_gsub *g, const char *from, const char *to)
{
  lua_State *L = g->L;

  switch (lua_type(L, 3)) {
  case LUA_TFUNCTION:
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(L, &g->p, &g->m, from, to, true), 1);
    break;
  case LUA_TTABLE:
    push_capture(L, &g->p, &g->m, 0, from, to);
    lua_gettable(L, 3);
    break;
  default:
    add_text(g, from, to);
    return;
  }
  add_result(g, from, to);
}

static void check_replacement(lua_State *L)
{
  int type = lua_type(L, 3);

  luaL_argexpected(L,
                   type == LUA_TFUNCTION || type == LUA_TTABLE ||
                       type == LUA_TSTRING || type == LUA_TNUMBER,
                   3, "text, table or function");
  if (type == LUA_TNUMBER)
    lua_tolstring(L, 3, NULL);
}

/* gsub(s, pattern, replacement [, n]) */
static int l_gsub(lua_State *L)
{
  size_t n;
  td_gsub g;
  lua_Integer n_subject = (lua_Integer)set_subject(L, &g.m, 1);
  const char *text = luaL_checklstring(L, 2, &n);
  lua_Integer most = luaL_optinteger(L, 4, n_subject + 1);
  lua_Integer done = 0;
  const char *at = g.m.subject;
  const char *last = NULL;

  check_replacement(L);
  g.L = L;
  td_pattern_compile(L, &g.p, text, n, true);
  luaL_buffinit(L, &g.out);
  while (done < most) {
    const char *from = at;
    const char *to = next_match(L, &g.p, &g.m, &from, last);

    if (!to)
      break;
    luaL_addlstring(&g.out, at, (size_t)(from - at));
    add_replacement(&g, from, to);
    at = last = to;
    done++;
    if (g.p.is_anchored)
      break;
  }
  luaL_addlstring(&g.out, at, (size_t)(g.m.end - at));
  luaL_pushresult(&g.out);
  lua_pushinteger(L, done);
  return 2;
}

const luaL_Reg td_sandbox_string[] = {
  { "byte", l_byte },       { "char", l_char },
  { "find", l_find },       { "format", td_sandbox_format },
  { "gmatch", l_gmatch },   { "gsub", l_gsub },
  { "len", l_len },         { "lower", l_lower },
  { "match", l_match },     { "rep", l_rep },
  { "reverse", l_reverse }, { "sub", l_sub },
  { "upper", l_upper },     { NULL, NULL },
};
