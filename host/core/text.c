/* Text as people compare it. utf8proc knows the characters; what is plain
 * ASCII never gets that far. */
#include "text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* Longest name, in code points, for which a near one is looked for. */
enum { MAX_LETTERS = 256 };

static bool is_ascii(const char *text, size_t n)
{
  unsigned char all = 0;

  for (size_t i = 0; i < n; i++)
    all |= (unsigned char)text[i];
  return all < 0x80;
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* Reads one code point and returns its bytes; a byte that is not UTF-8 counts
 * as a character of its own and gives -1. */
static size_t next_char(int32_t *out, const char *text, size_t n)
{
  utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)text,
                                          (utf8proc_ssize_t)n, out);
  if (len > 0)
    return (size_t)len;
  *out = -1;
  return 1;
}

size_t td_text_invalid(const char *text, size_t n)
{
  size_t at = 0;

  while (at < n) {
    int32_t c = 0;
    size_t len = 1;
    if ((unsigned char)text[at] >= 0x80)
      len = next_char(&c, text + at, n - at);
    if (c < 0)
      return at;
    at += len;
  }
  return n;
}

static td_status check_utf8(const char *text, size_t n, td_err *err)
{
  size_t at = td_text_invalid(text, n);

  if (at < n)
    return td_fail(err, TD_EDATA, "not UTF-8 at byte %zu", at + 1);
  return TD_OK;
}

static td_status copy_text(char **out, size_t *n_out, const char *text,
                           size_t n, td_err *err)
{
  char *copy = malloc(n + 1);

  if (!copy)
    return td_fail_memory(err);
  if (n)
    memcpy(copy, text, n);
  copy[n] = '\0';
  *out = copy;
  if (n_out)
    *n_out = n;
  return TD_OK;
}

/* utf8proc_map_custom over text that has been checked. */
static td_status map_text(char **out, size_t *n_out, const char *text, size_t n,
                          int options, utf8proc_custom_func each, td_err *err)
{
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t len =
      utf8proc_map_custom((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n,
                          &mapped, (utf8proc_option_t)options, each, NULL);

  if (len == UTF8PROC_ERROR_NOMEM)
    return td_fail_memory(err);
  if (len < 0)
    return td_fail(err, TD_EDATA, "%s", utf8proc_errmsg(len));
  *out = (char *)mapped;
  *n_out = (size_t)len;
  return TD_OK;
}

/* Composed text needs no work: nothing below U+0300 nor among the letters of
 * U+1EA0-1EFF, where Vietnamese has its own, changes in NFC. */
static bool is_composed(const char *text, size_t n)
{
  for (size_t at = 0; at < n;) {
    int32_t c;
    at += next_char(&c, text + at, n - at);
    if (c >= 0x300 && (c < 0x1ea0 || c > 0x1eff))
      return false;
  }
  return true;
}

td_status td_text_nfc(char **out, size_t *n_out, const char *text, size_t n,
                      td_err *err)
{
  size_t len;
  td_status rc = check_utf8(text, n, err);

  *out = NULL;
  if (rc != TD_OK)
    return rc;
  if (is_ascii(text, n) || is_composed(text, n))
    return copy_text(out, n_out, text, n, err);
  return map_text(out, n_out ? n_out : &len, text, n,
                  UTF8PROC_STABLE | UTF8PROC_COMPOSE, NULL, err);
}

/* Every sort of space as a blank. */
static utf8proc_int32_t blank_char(utf8proc_int32_t c, void *ud)
{
  utf8proc_category_t kind = utf8proc_category(c);

  (void)ud;
  if ((c >= '\t' && c <= '\r') || kind == UTF8PROC_CATEGORY_ZS ||
      kind == UTF8PROC_CATEGORY_ZL || kind == UTF8PROC_CATEGORY_ZP)
    return ' ';
  return c;
}

/* What Unicode's decomposition does not do for us: the stroke of đ, and the
 * spaces. */
static utf8proc_int32_t fold_char(utf8proc_int32_t c, void *ud)
{
  return c == 0x111 || c == 0x110 ? 'd' : blank_char(c, ud);
}

static void fold_ascii(char *text, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (text[i] >= 'A' && text[i] <= 'Z')
      text[i] = (char)(text[i] - 'A' + 'a');
    else if (text[i] >= '\t' && text[i] <= '\r')
      text[i] = ' ';
  }
}

/* Leaves one blank where there were several, none at the ends; returns the new
 * length. */
static size_t squeeze_blanks(char *text, size_t n)
{
  size_t to = 0;

  assert(text);
  for (size_t i = 0; i < n; i++)
    if (text[i] != ' ' || (to > 0 && text[to - 1] != ' '))
      text[to++] = text[i];
  if (to > 0 && text[to - 1] == ' ')
    to--;
  text[to] = '\0';
  return to;
}

static td_status fold(char **out, size_t *n_out, const char *text, size_t n,
                      int options, utf8proc_custom_func each, td_err *err)
{
  size_t len = 0;
  td_status rc = check_utf8(text, n, err);

  *out = NULL;
  if (rc != TD_OK)
    return rc;
  if (is_ascii(text, n)) {
    rc = copy_text(out, &len, text, n, err);
    if (rc == TD_OK)
      fold_ascii(*out, len);
  } else {
    rc = map_text(out, &len, text, n,
                  UTF8PROC_STABLE | UTF8PROC_CASEFOLD | options, each, err);
  }
  if (rc != TD_OK)
    return rc;
  len = squeeze_blanks(*out, len);
  if (n_out)
    *n_out = len;
  return TD_OK;
}

td_status td_text_fold(char **out, size_t *n_out, const char *text, size_t n,
                       td_err *err)
{
  return fold(out, n_out, text, n, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK,
              fold_char, err);
}

td_status td_text_caseless(char **out, size_t *n_out, const char *text,
                           size_t n, td_err *err)
{
  return fold(out, n_out, text, n, UTF8PROC_COMPOSE, blank_char, err);
}

bool td_text_has_control(const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    if ((c < 0x20 && !strchr("\t\n\r", c)) || !c || c == 0x7f)
      return true;
    if (c == 0xc2 && i + 1 < n && (unsigned char)text[i + 1] < 0xa0)
      return true;
  }
  return false;
}

int td_text_width(const char *text, size_t n)
{
  int width = 0;

  for (size_t at = 0; at < n;) {
    int32_t c;
    at += next_char(&c, text + at, n - at);
    width += c < 0 ? 1 : utf8proc_charwidth(c);
  }
  return width;
}

size_t td_text_length(const char *text, size_t n)
{
  size_t length = 0;

  for (size_t i = 0; i < n; i++)
    length += ((unsigned char)text[i] & 0xc0) != 0x80;
  return length;
}

/* A run of digits within a code. */
typedef struct digits {
  const char *text; /* without zeros in front */
  size_t n;
} digits;

static digits take_digits(const char *text, size_t n, size_t *at)
{
  digits d;

  while (*at < n && text[*at] == '0')
    ++*at;
  d.text = text + *at;
  while (*at < n && is_digit(text[*at]))
    ++*at;
  d.n = (size_t)(text + *at - d.text);
  return d;
}

/* Of any length, so never as a number. */
static int compare_digits(digits a, digits b)
{
  if (a.n != b.n)
    return a.n < b.n ? -1 : 1;
  return a.n ? memcmp(a.text, b.text, a.n) : 0;
}

static int compare_bytes(const char *a, size_t na, const char *b, size_t nb)
{
  size_t n = na < nb ? na : nb;
  int order = n ? memcmp(a, b, n) : 0;

  return order ? order : (na > nb) - (na < nb);
}

static int sign(int x)
{
  return (x > 0) - (x < 0);
}

int td_text_compare_codes(const char *a, size_t na, const char *b, size_t nb)
{
  size_t i = 0, j = 0;

  while (i < na && j < nb) {
    int order;
    if (is_digit(a[i]) && is_digit(b[j])) {
      digits da = take_digits(a, na, &i);
      order = compare_digits(da, take_digits(b, nb, &j));
    } else {
      order = (unsigned char)a[i++] - (unsigned char)b[j++];
    }
    if (order)
      return sign(order);
  }
  if (i < na || j < nb)
    return i < na ? 1 : -1;
  return sign(compare_bytes(a, na, b, nb)); /* "01" and "1" are not one code */
}

/* A name as lower-case code points. */
typedef struct letters {
  int32_t c[MAX_LETTERS];
  size_t n;
} letters;

/* False if there are too many. */
static bool spell(letters *out, const char *text)
{
  size_t n = strlen(text);

  out->n = 0;
  for (size_t at = 0; at < n;) {
    int32_t c;
    if (out->n == MAX_LETTERS)
      return false;
    at += next_char(&c, text + at, n - at);
    out->c[out->n++] = c < 0 ? c : utf8proc_tolower(c);
  }
  return true;
}

static size_t min_of(size_t a, size_t b)
{
  return a < b ? a : b;
}

/* Letters inserted, deleted, replaced, or swapped with their neighbour that
 * lead from a to b. Row i of the table is kept together with the two before
 * it, in turns. */
static size_t distance(const letters *a, const letters *b)
{
  size_t rows[3][MAX_LETTERS + 1];

  for (size_t j = 0; j <= b->n; j++)
    rows[0][j] = j;
  for (size_t i = 1; i <= a->n; i++) {
    size_t *row = rows[i % 3], *above = rows[(i + 2) % 3];
    const size_t *above2 = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= b->n; j++) {
      bool same = a->c[i - 1] == b->c[j - 1];
      row[j] = min_of(min_of(above[j], row[j - 1]) + 1, above[j - 1] + !same);
      if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] &&
          a->c[i - 2] == b->c[j - 1])
        row[j] = min_of(row[j], above2[j - 2] + 1);
    }
  }
  return rows[a->n % 3][b->n];
}

const char *td_text_nearest(const char *text, const char *const *names,
                            size_t n)
{
  const char *best = NULL;
  letters a, b;
  size_t limit;

  if (!spell(&a, text))
    return NULL;
  limit = a.n < 6 ? 1 : a.n / 3;
  for (size_t i = 0; i < n; i++) {
    size_t d;
    if (!spell(&b, names[i]) || b.n > a.n + limit || a.n > b.n + limit)
      continue;
    d = distance(&a, &b);
    /* Names with not one letter in common are never meant. */
    if (d > limit || d >= (a.n > b.n ? a.n : b.n))
      continue;
    best = names[i];
    if (d == 0)
      break;
    limit = d - 1; /* from here on only a nearer one */
  }
  return best;
}
