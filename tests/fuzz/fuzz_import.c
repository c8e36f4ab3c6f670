/* libFuzzer: any bytes as a CSV file into a store, or as datapackage.json.
 * Whatever is taken must leave every reference whole, change nothing when it
 * comes a second time, and the store must still be one. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "package.h"
#include "store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void count_changes(void *ud, const td_import_count *c)
{
  *(int64_t *)ud += c->added + c->changed;
}

static void require(bool condition)
{
  if (!condition)
    abort();
}

/* Back to one area and one indicator; making a store anew takes longer. */
static void clear(td_store *st)
{
  char sql[100];
  td_err err;

  require(td_store_exec(st, "BEGIN", &err) == TD_OK);
  td_store_exec(st, "DELETE FROM observation; DELETE FROM series", &err);
  for (int i = 0; i < TD_ENTITIES; i++) {
    if (td_schema[i].flags)
      continue;
    snprintf(sql, sizeof(sql), "DELETE FROM %s", td_schema[i].name);
    require(td_store_exec(st, sql, &err) == TD_OK);
  }
  require(td_store_exec(st,
                        "INSERT INTO areas (code) VALUES ('a');"
                        "INSERT INTO indicators (code) VALUES ('i'); COMMIT",
                        &err) == TD_OK);
}

static void import_twice(td_store *st, const char *path)
{
  const char *paths[] = { path };
  int64_t changes = 0;
  td_import_options options = { .size = sizeof(options),
                                .accept_valid = true,
                                .known_on = "2026-11-23",
                                .on_count = count_changes,
                                .ud = &changes };
  sqlite3_stmt *stmt = NULL;
  td_err err;

  clear(st);
  if (td_store_import(st, paths, 1, &options, &err) == TD_OK) {
    changes = 0;
    require(td_store_import(st, paths, 1, &options, &err) == TD_OK);
    require(changes == 0);
  }
  require(td_store_prepare(&stmt, st, "PRAGMA foreign_key_check", &err) ==
          TD_OK);
  require(td_store_step(st, stmt, &err) == TD_OK);
  sqlite3_finalize(stmt);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  static td_store *st; /* for the life of the process */
  char path[40];
  td_package p = { 0 };
  td_err err;
  int fd = memfd_create("fuzz", 0);

  if (!st)
    require(td_store_open(&st, ":memory:", TD_OPEN_CREATE, &err) == TD_OK);
  if (fd < 0 || write(fd, data, n) != (ssize_t)n)
    abort();
  snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
  if (n && data[0] == '{')
    td_package_read(&p, path, &err);
  else
    import_twice(st, path);
  td_package_free(&p);
  close(fd);
  return 0;
}
