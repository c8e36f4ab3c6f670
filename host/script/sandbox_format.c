/* string.format for rules: no addresses, and a decimal point in any locale. */
#include "sandbox.h"

#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
  FLAGS_MAX = 5,
  SPEC_MAX = 16, /* %, flags, two digits, a point, two digits, "ll", letter */
  NUMBER_ROOM = 512, /* 309 digits of the largest number, 99 behind the point */
};

/* One conversion: %[flags][width][.precision]letter */
typedef struct td_spec {
  const char *text; /* in the format, from the % on */
  size_t n;         /* up to the letter */
  char flags[FLAGS_MAX + 1];
  int width, precision; /* 0 to 99; a precision of -1 is none */
  char letter;
} td_spec;

/* ---- reading --------------------------------------------------------- */

static int read_count(const char **at)
{
  int n = 0;
  int digits;

  for (digits = 0; digits < 2 && **at >= '0' && **at <= '9'; digits++)
    n = n * 10 + *(*at)++ - '0';
  return n;
}

/* From the % on; Lua strings end with a NUL, so reading stops there. */
static const char *read_spec(lua_State *L, const char *at, td_spec *spec)
{
  size_t n = strspn(at + 1, "-+ #0");

  memset(spec, 0, sizeof(*spec));
  spec->text = at++;
  if (n > FLAGS_MAX)
    luaL_error(L, "format has too many flags behind '%%'");
  memcpy(spec->flags, at, n);
  at += n;
  spec->width = read_count(&at);
  spec->precision = -1;
  if (*at == '.') {
    at++;
    spec->precision = read_count(&at);
  }
  spec->n = (size_t)(at - spec->text);
  spec->letter = *at;
  if (*at >= '0' && *at <= '9')
    luaL_error(L, "width and precision of a format have two digits at most");
  return *at ? at + 1 : at;
}

static void refuse(lua_State *L, const td_spec *spec)
{
  if (spec->letter)
    luaL_error(L, "format has no conversion '%%%c' of this kind", spec->letter);
  luaL_error(L, "format ends within a conversion");
}

static void allow_flags(lua_State *L, const td_spec *spec, const char *flags)
{
  if (spec->flags[strspn(spec->flags, flags)])
    refuse(L, spec);
}

/* The C format for the conversion, `length` before its letter. */
static void write_spec(char out[SPEC_MAX], const td_spec *spec,
                       const char *length)
{
  memcpy(out, spec->text, spec->n);
  out = stpcpy(out + spec->n, length);
  out[0] = spec->letter;
  out[1] = '\0';
}

/* ---- writing --------------------------------------------------------- */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void add_integer(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                        int arg)
{
  char format[SPEC_MAX];
  char text[NUMBER_ROOM];
  int n;

  allow_flags(L, spec, "-+ #0");
  write_spec(format, spec, "ll");
  n = snprintf(text, sizeof(text), format,
               (long long)luaL_checkinteger(L, arg));
  luaL_addlstring(out, text, (size_t)n);
}

/* Whatever the locale writes between whole and fraction. */
static void use_point(char *text)
{
  char point = localeconv()->decimal_point[0];
  char *at = point == '.' ? NULL : strchr(text, point);

  if (at)
    *at = '.';
}

static void add_real(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                     int arg)
{
  char format[SPEC_MAX];
  char text[NUMBER_ROOM];

  write_spec(format, spec, "");
  snprintf(text, sizeof(text), format, luaL_checknumber(L, arg));
  use_point(text);
  luaL_addstring(out, text);
}

#pragma GCC diagnostic pop

static void add_blanks(luaL_Buffer *out, size_t n)
{
  while (n-- > 0)
    luaL_addchar(out, ' ');
}

/* Widths count bytes, as in Lua. */
static void add_padded(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                       const char *text, size_t n)
{
  size_t width = (size_t)spec->width;
  size_t blanks = width > n ? width - n : 0;
  bool is_left = spec->flags[0] == '-';

  allow_flags(L, spec, "-");
  if (!is_left)
    add_blanks(out, blanks);
  luaL_addlstring(out, text, n);
  if (is_left)
    add_blanks(out, blanks);
}

/* What td_sandbox_tostring pushes above the buffer would be in the buffer's
 * way when it grows: so it goes to the place of the argument. */
static void add_string(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                       int arg)
{
  size_t n;
  const char *text;

  luaL_checkany(L, arg);
  if (lua_type(L, arg) != LUA_TSTRING) {
    td_sandbox_tostring(L, arg, NULL);
    lua_replace(L, arg);
  }
  text = lua_tolstring(L, arg, &n);
  if (spec->precision >= 0 && (size_t)spec->precision < n)
    n = (size_t)spec->precision;
  add_padded(L, out, spec, text, n);
}

static void add_character(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                          int arg)
{
  char c = (char)luaL_checkinteger(L, arg);

  if (spec->precision >= 0)
    refuse(L, spec);
  add_padded(L, out, spec, &c, 1);
}

/* ---- %q -------------------------------------------------------------- */

static void add_quoted_text(luaL_Buffer *out, const char *s, size_t n)
{
  char code[5];
  size_t i;

  luaL_addchar(out, '"');
  for (i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];

    if (c == '"' || c == '\\')
      luaL_addchar(out, '\\');
    if (c == '\n') {
      luaL_addstring(out, "\\n");
    } else if (c < ' ' || c == 0x7f) {
      snprintf(code, sizeof(code), "\\%03u", (unsigned)c);
      luaL_addstring(out, code);
    } else {
      luaL_addchar(out, (char)c);
    }
  }
  luaL_addchar(out, '"');
}

static void add_quoted_number(lua_State *L, luaL_Buffer *out, int arg)
{
  lua_Number r = lua_tonumber(L, arg);
  char text[64];

  if (lua_isinteger(L, arg) && lua_tointeger(L, arg) == LUA_MININTEGER)
    snprintf(text, sizeof(text), "0x%llx", (unsigned long long)LUA_MININTEGER);
  else if (lua_isinteger(L, arg))
    snprintf(text, sizeof(text), "%lld", (long long)lua_tointeger(L, arg));
  else if (isnan(r))
    snprintf(text, sizeof(text), "(0/0)");
  else if (isinf(r))
    snprintf(text, sizeof(text), r > 0 ? "1e9999" : "-1e9999");
  else
    snprintf(text, sizeof(text), "%a", r); /* exact */
  use_point(text);
  luaL_addstring(out, text);
}

static void add_quoted(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                       int arg)
{
  size_t n;
  const char *s;

  if (spec->flags[0] || spec->width || spec->precision >= 0)
    refuse(L, spec);
  switch (lua_type(L, arg)) {
  case LUA_TSTRING:
    s = lua_tolstring(L, arg, &n);
    add_quoted_text(out, s, n);
    return;
  case LUA_TNUMBER:
    add_quoted_number(L, out, arg);
    return;
  case LUA_TBOOLEAN:
    luaL_addstring(out, lua_toboolean(L, arg) ? "true" : "false");
    return;
  case LUA_TNIL:
    luaL_addstring(out, "nil");
    return;
  default:
    luaL_argerror(L, arg, "has no form that could be read back");
  }
}

/* ---- format ---------------------------------------------------------- */

static void add_conversion(lua_State *L, luaL_Buffer *out, const td_spec *spec,
                           int arg)
{
  switch (spec->letter) {
  case 'd':
  case 'i':
  case 'o':
  case 'x':
  case 'X':
    add_integer(L, out, spec, arg);
    return;
  case 'a':
  case 'A':
  case 'e':
  case 'E':
  case 'f':
  case 'g':
  case 'G':
    add_real(L, out, spec, arg);
    return;
  case 'c':
    add_character(L, out, spec, arg);
    return;
  case 's':
    add_string(L, out, spec, arg);
    return;
  case 'q':
    add_quoted(L, out, spec, arg);
    return;
  default:
    refuse(L, spec);
  }
}

/* format(text, ...) */
int td_sandbox_format(lua_State *L)
{
  size_t n;
  const char *at = luaL_checklstring(L, 1, &n);
  const char *end = at + n;
  const char *percent;
  int arg = 1;
  luaL_Buffer out;
  td_spec spec;

  luaL_buffinit(L, &out);
  while ((percent = memchr(at, '%', (size_t)(end - at)))) {
    luaL_addlstring(&out, at, (size_t)(percent - at));
    if (percent[1] == '%') {
      luaL_addchar(&out, '%');
      at = percent + 2;
      continue;
    }
    at = read_spec(L, percent, &spec);
    add_conversion(L, &out, &spec, ++arg);
  }
  luaL_addlstring(&out, at, (size_t)(end - at));
  luaL_pushresult(&out);
  return 1;
}
