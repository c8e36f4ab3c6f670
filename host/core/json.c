/* One pass over the tokens of a JSON text. Brackets, commas and colons are left
 * to the parser; texts, numbers and words must be exactly what JSON allows. */
#include "json.h"

#include <stdbool.h>
#include <string.h>

#include "number.h"

typedef struct scan {
  const char *s;
  size_t n;
  const char *fault; /* NULL as long as all is well */
} scan;

static size_t fail_at(scan *in, size_t at, const char *fault)
{
  in->fault = fault;
  return at;
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t skip_digits(const scan *in, size_t i)
{
  while (i < in->n && is_digit(in->s[i]))
    i++;
  return i;
}

/* Past the fraction or exponent that begins at i with `mark`s and must have a
 * digit; false if it has none. Nothing there is fine. */
static bool skip_part(const scan *in, size_t *i, const char *marks)
{
  size_t digits = *i + 1;

  if (*i >= in->n || !memchr(marks, in->s[*i], 2))
    return true;
  if (*marks == 'e' && digits < in->n)
    digits += in->s[digits] == '+' || in->s[digits] == '-';
  *i = skip_digits(in, digits);
  return *i > digits;
}

/* Each of these returns where the token that begins at `start` ends, or where
 * it is wrong. */

static size_t scan_number(scan *in, size_t start)
{
  size_t digits = start + (in->s[start] == '-');
  size_t i = skip_digits(in, digits);
  bool ok = i == digits + 1 || (i > digits && in->s[digits] != '0');
  double x;

  ok = ok && skip_part(in, &i, "..") && skip_part(in, &i, "eE") &&
       td_number_parse(&x, in->s + start, i - start, '.', '\0');
  if (!ok)
    return fail_at(in, start, "no number in the form and range of JSON");
  return i;
}

static size_t scan_text(scan *in, size_t start)
{
  for (size_t i = start + 1; i < in->n; i++) {
    if (in->s[i] == '"')
      return i + 1;
    if ((unsigned char)in->s[i] < 0x20)
      return fail_at(in, i, "a control character in a text must be escaped");
    if (in->s[i] != '\\')
      continue;
    if (in->n - i >= 6 && !memcmp(in->s + i + 1, "u0000", 5))
      return fail_at(in, i, "a text cannot hold the character NUL");
    i++;
  }
  return fail_at(in, start, "a text without its closing quote");
}

static size_t scan_word(scan *in, size_t start)
{
  static const char *const words[] = { "true", "false", "null" };
  size_t end = start;

  while (end < in->n && is_letter(in->s[end]))
    end++;
  for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
    if (end - start == strlen(words[w]) &&
        !memcmp(in->s + start, words[w], end - start))
      return end;
  return fail_at(in, start, "unknown word; a text stands in double quotes");
}

static size_t scan_token(scan *in, size_t start)
{
  char c = in->s[start];

  if (c == '"')
    return scan_text(in, start);
  if (c == '-' || is_digit(c))
    return scan_number(in, start);
  if (is_letter(c))
    return scan_word(in, start);
  if ((unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r')
    return fail_at(in, start, "a control character");
  return start + 1;
}

size_t td_json_lenient(const char **fault, const char *text, size_t n)
{
  scan in = { text, n, NULL };
  size_t i = 0;

  while (i < n && !in.fault)
    i = scan_token(&in, i);
  *fault = in.fault;
  return i;
}
