/* A store as a data package: every file is written under a temporary name and
 * renamed once all are there, the description last. What an earlier export
 * left behind goes away; other files in the folder are not touched. */
#include "export.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cJSON.h>

#include "file.h"

static td_status fail_path(const char *path, td_err *err)
{
  return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
}

/* The package in the folder; NULL if there is none or it cannot be read. */
static cJSON *read_package(const char *dir)
{
  char *path = td_file_join(dir, "datapackage.json");
  char *text = NULL;
  cJSON *root = NULL;

  if (path && td_file_read(&text, NULL, path, NULL) == TD_OK)
    root = cJSON_Parse(text);
  free(text);
  free(path);
  return root;
}

static td_status is_empty(bool *out, const char *dir, td_err *err)
{
  DIR *d = opendir(dir);
  struct dirent *entry;

  *out = true;
  if (!d)
    return fail_path(dir, err);
  while (*out && (entry = readdir(d)))
    *out = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
  closedir(d);
  return TD_OK;
}

/* Makes the folder, or looks whether it may be used. *earlier is the
 * description of the export in it, or NULL. */
static td_status claim_folder(cJSON **earlier, const char *dir, td_err *err)
{
  bool empty = true;
  td_status rc;

  if (mkdir(dir, 0777) == 0)
    return TD_OK;
  if (errno != EEXIST)
    return fail_path(dir, err);
  rc = is_empty(&empty, dir, err);
  if (rc != TD_OK || empty)
    return rc;
  *earlier = read_package(dir);
  if (cJSON_GetObjectItemCaseSensitive(*earlier, "tiendo"))
    return TD_OK;
  return td_fail(err, TD_EUSAGE,
                 "%s: not empty and no earlier export; give a new folder", dir);
}

static td_status write_files(td_export *x, td_err *err)
{
  td_status rc = td_store_exec(x->st, "SAVEPOINT export", err);

  if (rc != TD_OK)
    return rc;
  for (int id = 0; id < TD_ENTITIES && rc == TD_OK; id++)
    for (int part = 0; part < TD_PARTS && rc == TD_OK; part++)
      if (!(td_schema[id].flags & TD_E_DERIVED))
        rc = td_export__rows(x, id, part, err);
  if (rc == TD_OK)
    rc = td_export__describe(x, err);
  td_store_exec(x->st, "RELEASE export", NULL); /* it only read */
  return rc;
}

/* Gives a file its name, or, if the export failed, takes it away. */
static td_status settle(td_export *x, const char *file, bool keep, td_err *err)
{
  char *from = td_export__temporary(x, file);
  char *to = td_file_join(x->dir, file);
  td_status rc = TD_OK;

  if (!from || !to)
    rc = td_fail_memory(err);
  else if (!keep)
    unlink(from);
  else if (rename(from, to) != 0)
    rc = fail_path(to, err);
  free(from);
  free(to);
  return rc;
}

static td_status settle_all(td_export *x, bool keep, td_err *err)
{
  char file[64];
  td_status rc = TD_OK;

  for (int id = 0; id < TD_ENTITIES; id++)
    for (int part = 0; part < TD_PARTS && rc == TD_OK; part++)
      if (x->has[id][part])
        rc =
            settle(x, td_export__file(file, sizeof(file), id, part), keep, err);
  if (rc == TD_OK)
    rc = settle(x, "datapackage.json", keep, err);
  return rc;
}

static bool was_written(const td_export *x, const char *path)
{
  char file[64];

  for (int id = 0; id < TD_ENTITIES; id++)
    for (int part = 0; part < TD_PARTS; part++)
      if (x->has[id][part] &&
          !strcmp(path, td_export__file(file, sizeof(file), id, part)))
        return true;
  return false;
}

/* Removes the files that the earlier export lists and this one does not. */
static void remove_stale(const td_export *x, const cJSON *earlier)
{
  const cJSON *item;

  cJSON_ArrayForEach(item,
                     cJSON_GetObjectItemCaseSensitive(earlier, "resources"))
  {
    const cJSON *path = cJSON_GetObjectItemCaseSensitive(item, "path");
    char *full = NULL;
    if (!cJSON_IsString(path) || strchr(path->valuestring, '/') ||
        was_written(x, path->valuestring))
      continue;
    full = td_file_join(x->dir, path->valuestring);
    if (full)
      unlink(full);
    free(full);
  }
}

td_status td_store_export(td_store *st, const char *dir, td_err *err)
{
  td_export x = { .st = st, .dir = dir };
  cJSON *earlier = NULL;
  td_status rc = claim_folder(&earlier, dir, err);

  if (rc == TD_OK) {
    rc = write_files(&x, err);
    if (rc == TD_OK)
      rc = settle_all(&x, true, err);
    else
      settle_all(&x, false, NULL);
  }
  if (rc == TD_OK)
    remove_stale(&x, earlier);
  cJSON_Delete(earlier);
  return rc;
}
