/* What each line of a plan document was taken for. */
#include <stdlib.h>

#include "file.h"
#include "writer.h"

typedef struct document {
  const char *text;
  size_t n;
} document;

static int push_text(lua_State *L, const void *ud)
{
  const document *d = (const document *)ud;

  lua_pushlstring(L, d->text, d->n);
  return 1;
}

td_status td_document_explain(const char *path, td_write_fn write, void *ud,
                              td_err *err)
{
  char *text = NULL;
  document d = { NULL, 0 };
  const td_writing what = { "tiendo.decree.rows", "explain", push_text, &d };
  td_state *s = NULL;
  td_err why = { TD_OK, "" };
  td_status rc = td_file_read(&text, &d.n, path, err);

  d.text = text;
  if (rc == TD_OK)
    rc = td_state_new(&s, TD_STATE_HOST, NULL, err);
  if (rc == TD_OK) {
    rc = td_writer_run(s, &what, NULL, write, ud, &why);
    if (rc == TD_EUSAGE)
      rc = td_fail(err, TD_EDATA, "%s:%s", path, why.text);
    else if (rc != TD_OK)
      td_fail(err, rc, "%s", why.text);
  }
  td_state_free(s);
  free(text);
  return rc;
}
