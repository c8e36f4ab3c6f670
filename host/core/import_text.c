/* Text on its way in. Each distinct text is looked at once; the rows that
 * repeat it pay for a look into the dictionary. */
#include "import_stage.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* What stands around a value and is none of it: blanks, line breaks, and the
 * blanks that do not break. Returns the bytes of one, 0 if there is none. */
static size_t blank_at(const char *text, size_t n)
{
  if (n && strchr(" \t\r\n", text[0]) && text[0])
    return 1;
  if (n >= 2 && !memcmp(text, "\xc2\xa0", 2))
    return 2;
  if (n >= 3 && !memcmp(text, "\xe2\x80\xaf", 3))
    return 3;
  return 0;
}

static size_t blank_before(const char *text, size_t n)
{
  for (size_t len = 1; len <= 3 && len <= n; len++)
    if (blank_at(text + n - len, len) == len)
      return len;
  return 0;
}

static bool is_plain(char c)
{
  return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

void td_import__trim(const char **text, size_t *n)
{
  size_t len;

  if (!*n || (is_plain((*text)[0]) && is_plain((*text)[*n - 1])))
    return;
  while ((len = blank_at(*text, *n))) {
    *text += len;
    *n -= len;
  }
  while ((len = blank_before(*text, *n)))
    *n -= len;
}

/* CRLF and CR become LF, in place. */
static size_t unify_breaks(char *text, size_t n)
{
  size_t to = 0;

  for (size_t i = 0; i < n; i++) {
    if (text[i] == '\r' && i + 1 < n && text[i + 1] == '\n')
      continue;
    text[to++] = text[i] == '\r' ? '\n' : text[i];
  }
  return to;
}

static bool keep_clean(td_import *im, uint32_t raw, uint32_t clean)
{
  if (!td_import__grow(&im->clean, &im->clean_room, im->dict.n,
                       sizeof(*im->clean)))
    return false;
  im->clean[raw] = clean;
  return true;
}

/* Finds the stored form of a text that was not seen before. */
static td_status clean_text(td_import *im, uint32_t raw, td_err *err)
{
  const char *text = im->dict.text[raw];
  uint32_t n = im->dict.length[raw], clean = raw;
  char *composed = NULL;
  size_t len = 0;
  td_status rc;

  if (td_text_has_control(text, n))
    return keep_clean(im, raw, 0) ? TD_OK : td_fail_memory(err);
  rc = td_text_nfc(&composed, &len, text, n, err);
  if (rc != TD_OK)
    return rc;
  len = unify_breaks(composed, len);
  if (len != n || memcmp(composed, text, n) != 0) {
    if (!td_dict_add(&im->dict, &im->arena, composed, len, &clean) ||
        !keep_clean(im, clean, clean))
      rc = td_fail_memory(err);
  }
  free(composed);
  if (rc == TD_OK && !keep_clean(im, raw, clean))
    rc = td_fail_memory(err);
  return rc;
}

td_status td_import__text(td_import *im, uint32_t *out, uint32_t *raw,
                          const char *text, size_t n, td_err *err)
{
  uint32_t known = im->dict.n, guess = *raw;
  td_status rc = TD_OK;

  *out = 0;
  if (!n)
    return TD_OK;
  if (!guess || im->dict.length[guess] != n ||
      memcmp(im->dict.text[guess], text, n) != 0) {
    if (!td_dict_add(&im->dict, &im->arena, text, n, raw))
      return td_fail_memory(err);
    if (*raw >= known)
      rc = clean_text(im, *raw, err);
  }
  if (rc != TD_OK)
    return rc;
  *out = im->clean[*raw];
  return *out ? TD_OK : TD_EDATA;
}
