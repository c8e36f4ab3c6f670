/* The table of bindings, and finding a module by name. */
#include "modules.h"

#include <string.h>

#include "tiendo.h"

const char *td_version(void)
{
  return TD_VERSION;
}

const td_module td_bindings[] = {
  { "tiendo.date", luaopen_tiendo_date, NULL, 0, true },
  { "tiendo.json", luaopen_tiendo_json, NULL, 0, false },
  { "tiendo.schema", luaopen_tiendo_schema, NULL, 0, false },
  { "tiendo.series", luaopen_tiendo_series, NULL, 0, true },
  { "tiendo.text", luaopen_tiendo_text, NULL, 0, true },
  { NULL, NULL, NULL, 0, false },
};

static const td_module *find_in(const td_module *list, const char *name)
{
  for (; list->name; list++)
    if (!strcmp(list->name, name))
      return list;
  return NULL;
}

const td_module *td_module_find(const char *name)
{
  const td_module *m = find_in(td_bindings, name);

  return m ? m : find_in(td_stdlib, name);
}
