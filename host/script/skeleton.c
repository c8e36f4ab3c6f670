/* The file of a new rule, written by the Lua library. */
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "modules.h"
#include "writer.h"

typedef struct request {
  const char *id, *over, *folder;
} request;

static int push_request(lua_State *L, const void *ud)
{
  const request *r = (const request *)ud;

  lua_pushstring(L, r->id);
  lua_pushstring(L, r->over);
  lua_pushstring(L, r->folder);
  return 3;
}

/* Whether "a/b.lua" is the place of the id "a.b". */
static bool is_place_of(const char *path, const char *id)
{
  size_t n = strlen(id);

  for (size_t i = 0; i < n; i++)
    if (path[i] != (id[i] == '.' ? '/' : id[i]))
      return false;
  return !strcmp(path + n, ".lua");
}

td_status td_rule_skeleton(const char *id, const char *over, const char *folder,
                           const td_write_options *options, td_write_fn write,
                           void *ud, td_err *err)
{
  const request r = { id, over ? over : "commitments", folder };
  const td_writing writing = { "tiendo.skeleton", "write", push_request, &r };

  for (const td_module *m = td_rule_files; m->name; m++)
    if (is_place_of(m->name, id))
      return td_fail(err, TD_EUSAGE,
                     "rule %s comes with tiendo; choose another id", id);
  return td_writer_once(&writing, options, write, ud, err);
}
