/* libFuzzer: any bytes as a table of values and, behind a NUL, its settings.
 * Of what is read each series must have a name and its years in order. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "panel.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool condition)
{
  if (!condition)
    abort();
}

/* A file of these bytes, to be closed by the caller. */
static int file_of(char path[40], const uint8_t *data, size_t n)
{
  int fd = memfd_create("fuzz", 0);

  require(fd >= 0 && write(fd, data, n) == (ssize_t)n);
  snprintf(path, 40, "/proc/self/fd/%d", fd);
  return fd;
}

static void check_series(const td_panel *p, size_t i)
{
  size_t n;
  const char *name = td_panel_name(p, i, &n);
  td_series s = td_panel_series(p, i);

  require(n > 0 && strlen(name) == n && td_text_invalid(name, n) == n);
  for (size_t k = 0; k < s.n; k++) {
    require(td_period_is_valid(s.periods[k]) && isfinite(s.values[k]));
    require(k == 0 || s.periods[k] > s.periods[k - 1]);
  }
  for (int k = 0; k < TD_PANEL_SETTINGS; k++) {
    double x = td_panel_get(p, i, (td_panel_setting)k);
    require(isnan(x) || td_panel_given(p, (td_panel_setting)k));
  }
}

static void check_note(void *ud, const char *text)
{
  (void)ud;
  require(*text && td_text_invalid(text, strlen(text)) == strlen(text));
}

static void read_both(const char *path, const char *settings)
{
  td_panel *p = NULL;
  td_err err;

  require(td_panel_new(&p, &err) == TD_OK);
  if (td_panel_read(p, path, &err) == TD_OK &&
      (!settings || td_panel_read_settings(p, settings, &err) == TD_OK)) {
    for (size_t i = 0; i < td_panel_count(p); i++)
      check_series(p, i);
    td_panel_tell(p, check_note, NULL);
    require(td_panel_check(p, &err) == TD_OK); /* no bound for all was set */
  }
  td_panel_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  const uint8_t *end = n ? (const uint8_t *)memchr(data, '\0', n) : NULL;
  size_t first = end ? (size_t)(end - data) : n;
  char table[40], settings[40];
  int fd = file_of(table, data, first);
  int fd2 = end ? file_of(settings, end + 1, n - first - 1) : -1;

  read_both(table, end ? settings : NULL);
  close(fd);
  if (fd2 >= 0)
    close(fd2);
  return 0;
}
