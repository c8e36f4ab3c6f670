/* libFuzzer: a file of settings, as Lua or as JSON. Bytes choose words of such
 * files, so that most of it parses; what is refused must say where. */
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "settings.h"
#include "state.h"
#include "text.h"
#include "writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { MAX_SOURCE = 8192 };

static const char *const lua_words[] = {
  "return ",
  "{ ",
  "} ",
  "{ ",
  "} ",
  ", ",
  "= ",
  "rules = ",
  "scopes = ",
  "goal = ",
  "where = ",
  "from = ",
  "to = ",
  "rule = ",
  "title = ",
  "params = ",
  "severity = ",
  "a = ",
  "en = ",
  "[\"quality.*\"] = ",
  "[\"b.c\"] = ",
  "\"3\" ",
  "\"goal = 1\" ",
  "\"2026-01-01\" ",
  "\"2025-02-30\" ",
  "0 ",
  "7 ",
  "0.9 ",
  "1e999 ",
  "true ",
  "false ",
  "nil ",
  "local a = ",
  "local b = ",
  "a ",
  "b ",
  ".. ",
  "+ ",
  "- ",
  "* ",
  "/ ",
  "^ ",
  "( ",
  ") ",
  "\n",
  "-- x\n",
  "\"\\u{1F600}\" ",
  "\"\\0\" ",
  "\"\\xff\" ",
  "\"(\" ",
  "f() ",
  "function ",
  "b.a ",
  "[1] = ",
};

static const char *const json_words[] = {
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\"rules\":",
  "\"scopes\":",
  "\"where\":",
  "\"goal\":",
  "\"from\":",
  "\"rule\":",
  "\"a\":",
  "\"b.c\":",
  "\"quality.*\":",
  "\"severity\":",
  "\"3\"",
  "\"low\"",
  "\"2026-01-01\"",
  "\"\\\"\\\\\"",
  "\"\\u0000\"",
  "\"\xc4\x91\"",
  "1",
  "0.5",
  "-1e9",
  "true",
  "false",
  "null",
  " ",
  "\n",
  "\r\n",
};

/* The words that the bytes choose; returns the length. */
static size_t spell(char *out, const char *const *words, size_t n_words,
                    const uint8_t *data, size_t n)
{
  size_t at = 0;

  for (size_t i = 0; i < n; i++) {
    const char *word = words[data[i] % n_words];
    size_t len = strlen(word);
    if (at + len >= MAX_SOURCE)
      break;
    memcpy(out + at, word, len);
    at += len;
  }
  return at;
}

static void require(bool condition)
{
  if (!condition)
    abort();
}

/* Argument: the name; the source is the second. Returns what read gave. */
static int l_read(lua_State *L)
{
  td_push_export(L, "tiendo.settings", "read");
  lua_insert(L, 1);
  lua_call(L, 2, 2);
  return 2;
}

/* A refusal is "NAME:LINE...", in UTF-8; nothing raises. */
static void read_text(td_state *s, const char *name, const char *text, size_t n)
{
  lua_State *L = td_state_lua(s);
  const char *message;
  td_err err;

  lua_pushcfunction(L, l_read);
  lua_pushlstring(L, text, n);
  lua_pushstring(L, name);
  if (td_state_call(s, 2, 2, &err) != TD_OK) {
    fprintf(stderr, "%s\n%.*s\n", err.text, (int)n, text);
    abort();
  }
  message = lua_tostring(L, -1);
  if (lua_isnil(L, -2)) {
    size_t len = strlen(name);
    require(message && !strncmp(message, name, len) && message[len] == ':');
    require(message[len + 1] >= '0' && message[len + 1] <= '9');
  } else {
    require(lua_istable(L, -2));
  }
  lua_pop(L, 2);
}

/* The same from a file, into the lists of C. */
static void read_file(const char *path, const char *text, size_t n)
{
  td_settings settings = { 0 };
  td_arena a = { 0 };
  td_err err;
  FILE *f = fopen(path, "wb");

  require(f && fwrite(text, 1, n, f) == n && !fclose(f));
  if (td_settings_add_file(&settings, &a, path, &err) == TD_OK)
    for (size_t i = 0; i < settings.n; i++) {
      const td_setting *one = &settings.list[i];
      require(one->rule && one->name && one->origin.line > 0);
      require(one->scope < (int)settings.n_scopes);
      require(td_value_written(&a, &one->value) != NULL);
    }
  else
    require(!strncmp(err.text, path, strlen(path)));
  td_settings_free(&settings);
  td_arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  static td_state *s; /* for the life of the process, as making one is slow */
  static unsigned turn;
  static char path[2][64];
  static const char *const names[] = { "s.lua", "s.json" };
  char text[MAX_SOURCE];
  bool is_json = n && data[0] % 2;
  size_t len;
  td_err err;

  if (!s) {
    require(td_state_new(&s, TD_STATE_HOST, NULL, &err) == TD_OK);
    for (int i = 0; i < 2; i++)
      snprintf(path[i], sizeof(path[i]), "/tmp/fuzz_settings_%d_%s",
               (int)getpid(), names[i]);
  }
  len = !n ? 0
        : is_json
            ? spell(text, json_words, sizeof(json_words) / sizeof(*json_words),
                    data + 1, n - 1)
            : spell(text, lua_words, sizeof(lua_words) / sizeof(*lua_words),
                    data + 1, n - 1);
  read_text(s, names[is_json], text, len);
  read_text(s, names[is_json], (const char *)data, n);
  if (turn++ % 16 == 0) {
    read_file(path[is_json], text, len);
    unlink(path[is_json]);
  }
  return 0;
}
