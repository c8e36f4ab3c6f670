/* Characters in UTF-8, strictly: no overlong forms, no surrogates, nothing
 * beyond U+10FFFF, and no stray continuation bytes. */
#include "sandbox.h"

/* How many bytes a character has whose first byte is c, 0 if none begins so,
 * and the bits that this byte gives. */
static size_t length_of(unsigned char c, uint32_t *bits)
{
  *bits = c;
  if (c < 0x80)
    return 1;
  if (c >= 0xc2 && c <= 0xdf) {
    *bits = c & 0x1f;
    return 2;
  }
  if (c >= 0xe0 && c <= 0xef) {
    *bits = c & 0x0f;
    return 3;
  }
  *bits = c & 0x07;
  return c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

size_t td_sandbox_utf8(const char *s, size_t n, uint32_t *code)
{
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  size_t size;
  size_t i;

  *code = 0;
  if (n == 0)
    return 0;
  size = length_of((unsigned char)s[0], code);
  if (size == 0 || size > n)
    return 0;
  for (i = 1; i < size; i++) {
    if (((unsigned char)s[i] & 0xc0) != 0x80)
      return 0;
    *code = *code << 6 | ((unsigned char)s[i] & 0x3f);
  }
  if (*code < least[size] || *code > 0x10ffff ||
      (*code >= 0xd800 && *code <= 0xdfff))
    return 0;
  return size;
}

/* (s, place of the character before, 0 at first) -> place, code point */
static int next_code(lua_State *L)
{
  size_t n;
  const char *s = luaL_checklstring(L, 1, &n);
  lua_Integer before = luaL_checkinteger(L, 2);
  size_t at = 0;
  uint32_t code;

  luaL_argcheck(L, before >= 0 && (size_t)before <= n, 2, "out of the text");
  if (before > 0)
    at = (size_t)before - 1 +
         td_sandbox_utf8(s + before - 1, n - (size_t)before + 1, &code);
  if (at >= n)
    return 0;
  if (td_sandbox_utf8(s + at, n - at, &code) == 0)
    return luaL_error(L, "text is not UTF-8 at byte %I", (lua_Integer)at + 1);
  lua_pushinteger(L, (lua_Integer)at + 1);
  lua_pushinteger(L, (lua_Integer)code);
  return 2;
}

/* codes(s) */
static int l_codes(lua_State *L)
{
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, next_code);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

const luaL_Reg td_sandbox_utf8_lib[] = {
  { "codes", l_codes },
  { NULL, NULL },
};
