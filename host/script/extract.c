/* What a piece of plan text says, written by the Lua library. */
#include "writer.h"

typedef struct request {
  const char *text;
  size_t n;
} request;

static int push_request(lua_State *L, const void *ud)
{
  const request *r = (const request *)ud;

  lua_pushlstring(L, r->text, r->n);
  return 1;
}

td_status td_text_extract(const char *text, size_t n,
                          const td_write_options *options, td_write_fn write,
                          void *ud, td_err *err)
{
  const request r = { text, n };
  const td_writing writing = { "tiendo.extract", "write", push_request, &r };

  return td_writer_once(&writing, options, write, ud, err);
}
