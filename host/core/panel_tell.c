/* What a table and its settings leave out or do not agree in, as notes. */
#include "panel_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Names in a note; how many more there are stands behind them. */
enum { TOLD = 3 };

typedef struct teller {
  void (*note)(void *ud, const char *text);
  void *ud;
} teller;

static void say(const teller *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void say(const teller *t, const char *fmt, ...)
{
  char text[1024];
  va_list ap;

  va_start(ap, fmt);
  vsnprintf(text, sizeof(text), fmt, ap);
  va_end(ap);
  t->note(t->ud, text);
}

/* Some names, and how many there are in all. */
typedef struct name_list {
  char text[512]; /* "'A', 'B', 'C'" */
  int64_t n;
} name_list;

static void add_name(name_list *l, const char *name)
{
  td_csv_value v = { .text = name, .n = strlen(name) };
  size_t used = strlen(l->text);

  if (l->n++ < TOLD)
    snprintf(l->text + used, sizeof(l->text) - used, "%s'%.*s'",
             used ? ", " : "", td_sheet_shown(v), name);
  else if (l->n == TOLD + 1)
    snprintf(l->text + used, sizeof(l->text) - used, " ...");
}

static const char *plural(int64_t n)
{
  return n == 1 ? "" : "s";
}

static void tell_settings(const td_panel *p, const teller *t)
{
  name_list strange = { .n = 0 }, unset = { .n = 0 };

  for (uint32_t i = p->n_series + 1; i < p->names.n; i++)
    add_name(&strange, p->names.text[i]);
  for (uint32_t i = 0; i < p->n_series; i++)
    if (!p->own_line[i])
      add_name(&unset, p->names.text[i + 1]);
  if (strange.n)
    say(t, "%s: %lld series not in %s: %s", p->settings_path,
        (long long)strange.n, p->path, strange.text);
  if (unset.n)
    say(t, "%s: no row for %lld series of %s: %s", p->settings_path,
        (long long)unset.n, p->path, unset.text);
}

void td_panel_tell(const td_panel *p, void (*note)(void *ud, const char *text),
                   void *ud)
{
  const teller t = { note, ud };

  if (!p->n_series)
    say(&t, "%s: no rows", p->path);
  if (p->n_missing)
    say(&t, "%s: %lld row%s without a value, the first in line %lld", p->path,
        (long long)p->n_missing, plural(p->n_missing),
        (long long)p->missing_line);
  if (p->n_cut)
    say(&t,
        "%s: %lld year%s cut to the first four characters, the first in line "
        "%lld",
        p->path, (long long)p->n_cut, plural(p->n_cut), (long long)p->cut_line);
  if (p->own)
    tell_settings(p, &t);
}
