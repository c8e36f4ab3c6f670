/* Outputs of a run: written with their hashes, and how they were written. */
#include <sha256.h>
#include <stdio.h>
#include <string.h>

#include "run.h"

/* ---- hashing what is written ---- */

typedef struct hashing {
  td_write_fn write; /* NULL: nobody else reads it */
  void *ud;
  SHA256_CTX sha;
  int64_t size;
} hashing;

static int hash_piece(void *ud, const char *text, size_t n)
{
  hashing *h = (hashing *)ud;

  SHA256Update(&h->sha, (const uint8_t *)text, n);
  h->size += (int64_t)n;
  return h->write ? h->write(h->ud, text, n) : 0;
}

td_status td_run__hash(char hash[TD_HASH_TEXT], int64_t *size, td_result *r,
                       const td_write_options *options, td_write_fn write,
                       void *ud, td_err *err)
{
  hashing h = { .write = write, .ud = ud };
  char hex[SHA256_DIGEST_STRING_LENGTH];
  td_status rc;

  SHA256Init(&h.sha);
  rc = td_result_write(r, options, hash_piece, &h, err);
  SHA256End(&h.sha, hex);
  snprintf(hash, TD_HASH_TEXT, "sha256:%s", hex);
  *size = h.size;
  return rc;
}

/* ---- how it is written, as text ---- */

const char *td_run__options_text(td_arena *a, const td_write_options *o)
{
  return td_arena_printf(
      a, "lang=%s color=%d width=%d limit=%d fail_on=%s separator=%s bom=%d",
      o->lang ? o->lang : "en", o->color, o->width, o->limit,
      o->fail_on ? o->fail_on : "high", o->separator ? o->separator : ",",
      o->bom);
}

td_status td_run__options_read(td_write_options *out, td_arena *a,
                               const char *text, td_err *err)
{
  char lang[8], fail_on[16], separator[4];
  int color, bom;

  *out = (td_write_options){ .size = sizeof(*out) };
  if (sscanf(text,
             "lang=%7s color=%d width=%d limit=%d fail_on=%15s "
             "separator=%3s bom=%d",
             lang, &color, &out->width, &out->limit, fail_on, separator,
             &bom) != 7)
    return td_fail(err, TD_EDATA, "the record has output options '%s'", text);
  out->color = color;
  out->bom = bom;
  out->lang = td_arena_text(a, lang, strlen(lang));
  out->fail_on = td_arena_text(a, fail_on, strlen(fail_on));
  out->separator = td_arena_text(a, separator, strlen(separator));
  if (!out->lang || !out->fail_on || !out->separator)
    return td_fail_memory(err);
  return TD_OK;
}

/* ---- outputs ---- */

static td_status add_output(struct td_run *run, const td_run_output *o,
                            td_err *err)
{
  size_t n = run->n_outputs + 1;
  td_run_output *list =
      (td_run_output *)td_arena_array(&run->arena, n, sizeof(*list));

  if (!list || !o->name || !o->format || !o->options || !o->hash)
    return td_fail_memory(err);
  if (run->n_outputs)
    memcpy(list, run->outputs, run->n_outputs * sizeof(*list));
  list[run->n_outputs] = *o;
  run->outputs = list;
  run->n_outputs = n;
  return TD_OK;
}

td_status td_run_write(td_run *run, const char *name,
                       const td_write_options *options, td_write_fn write,
                       void *ud, td_err *err)
{
  static const td_write_options standard = { .size = sizeof(standard) };
  const td_write_options *o = options ? options : &standard;
  const char *format = o->format ? o->format : "text";
  td_arena *a = &run->arena;
  td_run_output out;
  char hash[TD_HASH_TEXT];
  td_status rc = td_run__hash(hash, &out.size, run->result, o, write, ud, err);

  if (rc != TD_OK)
    return rc;
  out.name = td_arena_text(a, name, strlen(name));
  out.format = td_arena_text(a, format, strlen(format));
  out.options = td_run__options_text(a, o);
  out.hash = td_arena_text(a, hash, strlen(hash));
  return add_output(run, &out, err);
}
