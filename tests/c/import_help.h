/* For tests of import and export: a folder for files, a store in memory, and
 * what an import said about its rows. */
#ifndef IMPORT_HELP_H
#define IMPORT_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store.h"

enum { MAX_SAID = 4096, MAX_PATHS = 4 };

typedef struct fixture {
  char dir[40];
  td_store *st;
  td_import_options options;
  td_err err;
  char said[MAX_SAID];   /* "line:column field=value reason\n" a rejection */
  char counts[MAX_SAID]; /* "entity rows added changed unchanged rejected\n",
                          * " -removed" before the end if there are any */
} fixture;

static inline void note_reject(void *ud, const td_reject *r)
{
  fixture *f = (fixture *)ud;
  size_t n = strlen(f->said);

  snprintf(f->said + n, MAX_SAID - n, "%lld:%lld %s=%s %s\n",
           (long long)r->line, (long long)r->column, r->field, r->value,
           r->reason);
}

static inline void note_count(void *ud, const td_import_count *c)
{
  fixture *f = (fixture *)ud;
  size_t n = strlen(f->counts);

  n += (size_t)snprintf(
      f->counts + n, MAX_SAID - n, "%s %lld %lld %lld %lld %lld", c->entity,
      (long long)c->rows, (long long)c->added, (long long)c->changed,
      (long long)c->unchanged, (long long)c->rejected);
  if (c->removed)
    n += (size_t)snprintf(f->counts + n, MAX_SAID - n, " -%lld",
                          (long long)c->removed);
  snprintf(f->counts + n, MAX_SAID - n, "\n");
}

static inline td_store *new_store(void)
{
  td_store *st = NULL;
  td_err err = { 0 };

  if (td_store_open(&st, ":memory:", TD_OPEN_CREATE, &err) != TD_OK)
    fail_msg("%s", err.text);
  return st;
}

static inline fixture *new_fixture(void)
{
  fixture *f = (fixture *)calloc(1, sizeof(*f));

  if (!f)
    abort();
  strcpy(f->dir, "/tmp/tiendo-import-XXXXXX");
  if (!mkdtemp(f->dir))
    abort();
  f->st = new_store();
  f->options = (td_import_options){ .size = sizeof(f->options),
                                    .known_on = "2026-11-23",
                                    .on_reject = note_reject,
                                    .on_count = note_count,
                                    .ud = f };
  return f;
}

static inline int set_up(void **state)
{
  *state = new_fixture();
  return 0;
}

static inline int remove_one(const char *path, const struct stat *st, int type,
                             struct FTW *walk)
{
  (void)st;
  (void)type;
  (void)walk;
  return remove(path);
}

static inline void free_fixture(fixture *f)
{
  td_store_close(f->st);
  nftw(f->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  free(f);
}

static inline int tear_down(void **state)
{
  free_fixture((fixture *)*state);
  return 0;
}

static inline void write_bytes(fixture *f, const char *name, const char *text,
                               size_t n)
{
  char path[256];
  FILE *file;

  snprintf(path, sizeof(path), "%s/%s", f->dir, name);
  file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

static inline void write_file(fixture *f, const char *name, const char *text)
{
  write_bytes(f, name, text, strlen(text));
}

/* Imports one path of the folder; what it says starts anew. */
static inline td_status import_file(fixture *f, const char *name)
{
  char path[256];
  const char *paths[1] = { path };

  snprintf(path, sizeof(path), "%s/%s", f->dir, name);
  f->said[0] = f->counts[0] = '\0';
  f->err = (td_err){ 0 };
  return td_store_import(f->st, paths, 1, &f->options, &f->err);
}

static inline td_status import_text(fixture *f, const char *name,
                                    const char *text)
{
  write_file(f, name, text);
  return import_file(f, name);
}

static inline void must_import(fixture *f, const char *name, const char *text)
{
  if (import_text(f, name, text) != TD_OK)
    fail_msg("%s: %s\n%s", name, f->err.text, f->said);
}

static const char base_areas[] = "code,name_vi\nan-giang,An Giang\nchau-doc,\n";
static const char base_indicators[] =
    "code,name_vi,unit\npoverty,Tỷ lệ hộ nghèo,%\n"
    "forest,,ha\n";

/* A store with two areas, two indicators and a source. */
static inline int set_up_base(void **state)
{
  fixture *f = new_fixture();

  *state = f;
  must_import(f, "areas.csv", base_areas);
  must_import(f, "indicators.csv", base_indicators);
  must_import(f, "sources.csv", "code,title\ngso,Niên giám\n");
  return 0;
}

/* The first column of all rows, with line breaks between. */
static inline void expect_rows(td_store *st, const char *sql,
                               const char *expect)
{
  char rows[MAX_SAID] = "";
  sqlite3_stmt *stmt = NULL;
  td_err err = { 0 };
  td_status rc = td_store_prepare(&stmt, st, sql, &err);

  while (rc == TD_OK && (rc = td_store_step(st, stmt, &err)) == TD_ROW) {
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    size_t n = strlen(rows);
    snprintf(rows + n, sizeof(rows) - n, "%s%s", n ? "\n" : "",
             text ? text : "NULL");
    rc = TD_OK;
  }
  if (rc != TD_OK)
    fail_msg("%s: %s", sql, err.text);
  sqlite3_finalize(stmt);
  assert_string_equal(rows, expect);
}

static inline void expect_in(const char *text, const char *part)
{
  if (!strstr(text, part))
    fail_msg("expected \"%s\" in: %s", part, text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define BASE(name) cmocka_unit_test_setup_teardown(name, set_up_base, tear_down)

#endif
