/* What the rules of a run gave, kept until the run is recorded. */
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger_parts.h"

static void add_text(SHA256_CTX *sha, const char *text)
{
  SHA256Update(sha, (const uint8_t *)text, strlen(text) + 1);
}

/* A checkpoint begins with a hash over all of it: a damaged one, which may well
 * read as a value, must not become a result. */
enum { SEAL = SHA256_DIGEST_LENGTH };

static void make_seal(uint8_t seal[SEAL], const char *key, const char *rule,
                      const void *bytes, size_t n)
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  add_text(&sha, key);
  add_text(&sha, rule);
  SHA256Update(&sha, (const uint8_t *)bytes, n);
  SHA256Final(seal, &sha);
}

td_status td_ledger_keep(struct td_store *st, const char *key,
                         const char *as_of, const char *rule, const void *bytes,
                         size_t n, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  uint8_t *sealed = (uint8_t *)malloc(SEAL + n);
  td_status rc = sealed ? td_store_prepare(&stmt, st,
                                           "INSERT OR REPLACE INTO checkpoints"
                                           " (key, as_of, rule, value)"
                                           " VALUES (?1, ?2, ?3, ?4)",
                                           err)
                        : td_fail_memory(err);

  if (rc == TD_OK) {
    make_seal(sealed, key, rule, bytes, n);
    memcpy(sealed + SEAL, bytes, n);
    td_ledger__bind(stmt, 1, key);
    td_ledger__bind(stmt, 2, as_of);
    td_ledger__bind(stmt, 3, rule);
    sqlite3_bind_blob64(stmt, 4, sealed, SEAL + n, SQLITE_STATIC);
    rc = td_store_step(st, stmt, err);
  }
  sqlite3_finalize(stmt);
  free(sealed);
  return rc;
}

/* TD_OK if the row holds something else than was kept. */
static td_status read_sealed(const char **bytes, size_t *n, td_arena *a,
                             sqlite3_stmt *stmt, const char *key,
                             const char *rule, td_err *err)
{
  const char *sealed = (const char *)sqlite3_column_blob(stmt, 0);
  size_t size = (size_t)sqlite3_column_bytes(stmt, 0);
  uint8_t seal[SEAL];

  if (size < SEAL)
    return TD_OK;
  make_seal(seal, key, rule, sealed + SEAL, size - SEAL);
  if (memcmp(seal, sealed, SEAL) != 0)
    return TD_OK;
  *n = size - SEAL;
  *bytes = td_arena_text(a, sealed + SEAL, *n);
  return *bytes ? TD_ROW : td_fail_memory(err);
}

td_status td_ledger_recall(const char **bytes, size_t *n, td_arena *a,
                           struct td_store *st, const char *key,
                           const char *rule, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st, "SELECT value FROM checkpoints WHERE key = ?1 AND rule = ?2",
      err);

  if (rc == TD_OK) {
    td_ledger__bind(stmt, 1, key);
    td_ledger__bind(stmt, 2, rule);
    rc = td_store_step(st, stmt, err);
  }
  if (rc == TD_ROW)
    rc = read_sealed(bytes, n, a, stmt, key, rule, err);
  sqlite3_finalize(stmt);
  return rc;
}

td_status td_ledger_unfinished(char day[TD_DATE_TEXT], int64_t *n,
                               struct td_store *st, const char *key,
                               td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT coalesce(max(as_of), ''), count(*) FROM checkpoints"
      " WHERE key <> ?1",
      err);

  if (rc == TD_OK) {
    td_ledger__bind(stmt, 1, key);
    rc = td_store_step(st, stmt, err);
  }
  if (rc == TD_ROW) {
    snprintf(day, TD_DATE_TEXT, "%s",
             (const char *)sqlite3_column_text(stmt, 0));
    *n = sqlite3_column_int64(stmt, 1);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

td_status td_ledger_forget(struct td_store *st, td_err *err)
{
  return td_store_exec(st, "DELETE FROM checkpoints", err);
}
