/* CSV files as tables: what a header says, which entity a file holds. */
#include "import_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "text.h"

enum { MAX_COLUMNS = 256, MAX_NAME = 64 };

/* The columns of one file as they stand, with what is known of each. */
typedef struct header {
  td_package_field columns[MAX_COLUMNS];
  char names[MAX_COLUMNS][MAX_NAME];
  size_t n;
} header;

/* The most frequent of , ; and tab in the first line. */
static char guess_delimiter(const char *data, size_t n)
{
  static const char among[] = ",;\t";
  size_t count[3] = { 0 };
  size_t best = 0;

  for (size_t i = 0; i < n && data[i] != '\n' && data[i] != '\r'; i++) {
    const char *c = data[i] ? strchr(among, data[i]) : NULL;
    if (c)
      count[c - among]++;
  }
  for (size_t i = 1; i < 3; i++)
    if (count[i] > count[best])
      best = i;
  return among[best];
}

static td_status read_file(char **data, size_t *n, td_csv *csv,
                           const char *path, td_err *err)
{
  td_err inner = { 0 };
  td_status rc = td_file_read(data, n, path, err);

  if (rc != TD_OK)
    return rc;
  if (!csv->delimiter)
    csv->delimiter = guess_delimiter(*data, *n);
  rc = td_csv_open(csv, *data, *n, &inner);
  return rc == TD_OK ? rc : td_fail(err, rc, "%s: %s", path, inner.text);
}

static td_status next_row(td_csv *csv, const char *path, td_err *err)
{
  td_err inner = { 0 };
  td_status rc = td_csv_next(csv, &inner);

  return rc < 0 ? td_fail(err, rc, "%s: %s", path, inner.text) : rc;
}

/* What the package says about the column; plain values where it says nothing.
 */
static td_package_field describe(const td_resource *r, const char *name)
{
  for (size_t i = 0; i < r->n_fields; i++)
    if (!strcmp(r->fields[i].name, name))
      return r->fields[i];
  return (
      td_package_field){ .name = name, .point = '.', .missing = r->missing };
}

static td_status read_header(header *h, const td_csv *csv, const char *path,
                             td_err *err)
{
  if (csv->n > MAX_COLUMNS)
    return td_fail(err, TD_EDATA, "%s: more than %d columns", path,
                   MAX_COLUMNS);
  h->n = csv->n;
  for (size_t i = 0; i < csv->n; i++) {
    const char *text = csv->values[i].text;
    size_t n = csv->values[i].n;
    td_import__trim(&text, &n);
    if (!n)
      return td_fail(err, TD_EDATA, "%s: line 1, column %lld: no column name",
                     path, (long long)csv->values[i].column);
    snprintf(h->names[i], MAX_NAME, "%.*s", (int)(n < MAX_NAME ? n : MAX_NAME),
             text);
  }
  return TD_OK;
}

static td_status check_declared(const header *h, const td_resource *r,
                                const char *path, td_err *err)
{
  for (size_t i = 0; i < r->n_fields; i++) {
    bool found = !strncmp(r->fields[i].name, "x_", 2);
    for (size_t c = 0; c < h->n && !found; c++)
      found = !strcmp(h->names[c], r->fields[i].name);
    if (!found)
      return td_fail(err, TD_EDATA,
                     "%s: no column \"%s\", which the package declares", path,
                     r->fields[i].name);
  }
  return TD_OK;
}

static td_status header_from_file(header *h, td_csv *csv, const td_resource *r,
                                  const char *path, td_err *err)
{
  td_status rc = next_row(csv, path, err);

  if (rc < 0)
    return rc;
  if (rc == TD_OK)
    return td_fail(err, TD_EDATA, "%s: empty; a header row is expected", path);
  rc = read_header(h, csv, path, err);
  for (size_t i = 0; i < h->n && rc == TD_OK; i++)
    h->columns[i] = describe(r, h->names[i]);
  return rc == TD_OK ? check_declared(h, r, path, err) : rc;
}

static td_status header_from_package(header *h, const td_resource *r,
                                     const char *path, td_err *err)
{
  if (r->n_fields > MAX_COLUMNS)
    return td_fail(err, TD_EDATA, "%s: more than %d columns", path,
                   MAX_COLUMNS);
  h->n = r->n_fields;
  for (size_t i = 0; i < h->n; i++) {
    h->columns[i] = r->fields[i];
    snprintf(h->names[i], MAX_NAME, "%s", r->fields[i].name);
  }
  return TD_OK;
}

/* ---- which entity */

/* "observations" of "data/2025-Observations.csv". */
static void stem_of(char *out, size_t room, const char *path)
{
  const char *slash = strrchr(path, '/');
  char *dot;

  snprintf(out, room, "%s", slash ? slash + 1 : path);
  dot = strrchr(out, '.');
  if (dot)
    *dot = '\0';
  for (char *c = out; *c; c++)
    *c = *c == '-' ? '_' : *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
}

static int entity_by_name(const char *path)
{
  static const char tail[] = "_illustrative";
  char stem[256];
  size_t n;
  int id;

  stem_of(stem, sizeof(stem), path);
  n = strlen(stem);
  if (n >= sizeof(tail) && !strcmp(stem + n - (sizeof(tail) - 1), tail))
    stem[n - (sizeof(tail) - 1)] = '\0';
  for (id = 0; id < TD_ENTITIES; id++)
    if (!strcmp(td_schema[id].name, stem) &&
        !(td_schema[id].flags & TD_E_DERIVED))
      return id;
  return strstr(stem, "observations") ? TD_OBSERVATIONS : -1;
}

/* Whether the header has what the entity needs and nothing else. */
static bool fits(const header *h, int entity)
{
  const td_entity *e = &td_schema[entity];
  uint64_t given = 0;

  for (size_t i = 0; i < h->n; i++) {
    int field = td_field_of_column(entity, h->names[i]);
    if (field == -1)
      return false;
    if (field >= 0)
      given |= (uint64_t)1 << field;
  }
  for (size_t i = 0; i < e->n_fields; i++)
    if ((e->fields[i].flags & (TD_F_KEY | TD_F_REQUIRED)) &&
        !(e->fields[i].flags & TD_F_BLANK) && !(given >> i & 1))
      return false;
  return true;
}

static td_status entity_by_header(int *out, const header *h, const char *path,
                                  td_err *err)
{
  *out = -1;
  for (int id = 0; id < TD_ENTITIES; id++) {
    if ((td_schema[id].flags & TD_E_DERIVED) || !fits(h, id))
      continue;
    if (*out >= 0)
      return td_fail(err, TD_EDATA,
                     "%s: may hold %s or %s; name the file after what it holds",
                     path, td_schema[*out].name, td_schema[id].name);
    *out = id;
  }
  if (*out < 0)
    return td_fail(err, TD_EDATA,
                   "%s: neither its name nor its columns tell what it holds; "
                   "name it after an entity, such as observations.csv",
                   path);
  return TD_OK;
}

/* ---- rows */

/* Whether the row is the header again, as each part of a resource may have
 * one. */
static bool is_header(const header *h, const td_csv *csv)
{
  if (csv->n != h->n)
    return false;
  for (size_t i = 0; i < h->n; i++) {
    const char *text = csv->values[i].text;
    size_t n = csv->values[i].n;
    td_import__trim(&text, &n);
    if (strlen(h->names[i]) != n || memcmp(h->names[i], text, n) != 0)
      return false;
  }
  return true;
}

static td_status take_rows(td_import *im, td_csv *csv, const header *h,
                           const char *data, const char *path, bool is_part,
                           td_err *err)
{
  td_status rc;

  while ((rc = next_row(csv, path, err)) == TD_ROW) {
    if (!is_part || !is_header(h, csv))
      rc = td_import__row(im, csv->values, csv->n, csv->values[0].line,
                          (uint64_t)(csv->row - data), err);
    is_part = false;
    if (rc < 0)
      return rc;
  }
  return rc;
}

/* One file of a resource; its text stays with the import. */
static td_status take_file(td_import *im, const td_resource *r,
                           const char *path, header *h, bool is_part,
                           td_err *err)
{
  td_csv csv = { .delimiter = r->delimiter, .quote = r->quote };
  char *data = NULL;
  size_t n = 0;
  int entity = r->entity;
  td_status rc = read_file(&data, &n, &csv, path, err);

  if (rc == TD_OK && !is_part && r->has_header)
    rc = header_from_file(h, &csv, r, path, err);
  else if (rc == TD_OK && !is_part)
    rc = header_from_package(h, r, path, err);
  if (rc == TD_OK && entity < 0)
    rc = entity_by_header(&entity, h, path, err);
  if (rc == TD_OK)
    rc = td_import_table(im, entity, path, h->columns, h->n, err);
  if (rc == TD_OK) {
    im->origins[im->n_origins - 1].data = data;
    im->origins[im->n_origins - 1].n = n;
    im->origins[im->n_origins - 1].delimiter = csv.delimiter;
    im->origins[im->n_origins - 1].quote = csv.quote;
    rc = take_rows(im, &csv, h, data, path, is_part, err);
    data = NULL; /* now the import's */
  }
  td_csv_close(&csv);
  free(data);
  return rc;
}

td_status td_import_resource(td_import *im, const td_resource *r, td_err *err)
{
  header *h = (header *)calloc(1, sizeof(*h));
  td_status rc = h ? TD_OK : td_fail_memory(err);

  for (size_t i = 0; i < r->n_paths && rc == TD_OK; i++)
    rc = take_file(im, r, r->paths[i], h, i > 0, err);
  free(h);
  return rc;
}

td_status td_import_csv(td_import *im, const char *path, td_err *err)
{
  td_resource r = { .name = path,
                    .entity = entity_by_name(path),
                    .paths = &path,
                    .n_paths = 1,
                    .delimiter = '\0', /* to be guessed */
                    .quote = '"',
                    .has_header = true };

  return td_import_resource(im, &r, err);
}
