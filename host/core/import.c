/* The life of an import: begun with the write lock, fed with tables, ended
 * with a commit or undone. */
#include "import.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "file.h"
#include "import_stage.h"

enum { MAX_FIELDS = 64 }; /* bits of td_batch.given */

static td_date computer_date(void)
{
  time_t now = time(NULL);
  struct tm tm;

  if (!localtime_r(&now, &tm))
    return TD_NO_DATE;
  return td_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static td_status read_options(td_import *im, const td_import_options *options,
                              td_err *err)
{
  const char *day;

  if (options)
    memcpy(&im->options, options,
           options->size < sizeof(*options) ? options->size : sizeof(*options));
  day = im->options.known_on;
  im->known_on = computer_date();
  if (day && !td_date_parse(&im->known_on, day, strlen(day)))
    return td_fail(err, TD_EUSAGE, "known_on: \"%s\" is no day", day);
  return TD_OK;
}

td_status td_import_begin(td_import **out, struct td_store *st,
                          const td_import_options *options, td_err *err)
{
  td_status rc = TD_OK;
  td_import *im = (td_import *)calloc(1, sizeof(*im));

  *out = NULL;
  if (!im)
    return td_fail_memory(err);
  im->st = st;
  im->cells = (td_cell *)calloc(MAX_FIELDS, sizeof(*im->cells));
  if (!im->cells)
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    rc = read_options(im, options, err);
  if (rc == TD_OK && st->how == TD_OPEN_READ)
    rc = td_fail(err, TD_EUSAGE, "%s: open for reading only", st->path);
  if (rc == TD_OK)
    rc = td_store_exec(st, "BEGIN IMMEDIATE", err);
  im->in_transaction = rc == TD_OK;
  if (rc == TD_OK)
    *out = im;
  else
    td_import_cancel(im);
  return rc;
}

/* ---- tables */

static td_status add_origin(td_import *im, const char *name, td_err *err)
{
  td_origin *more = (td_origin *)realloc(im->origins, (im->n_origins + 1) *
                                                          sizeof(*im->origins));

  if (!more)
    return td_fail_memory(err);
  im->origins = more;
  more[im->n_origins] =
      (td_origin){ .name = td_arena_text(&im->arena, name, strlen(name)) };
  if (!more[im->n_origins++].name)
    return td_fail_memory(err);
  return TD_OK;
}

static td_status add_batch(td_import *im, int entity, size_t n_columns,
                           td_err *err)
{
  const td_entity *e = &td_schema[entity];
  td_batch *more =
      (td_batch *)realloc(im->tables, (im->n_tables + 1) * sizeof(*im->tables));

  if (!more)
    return td_fail_memory(err);
  im->tables = more;
  more += im->n_tables;
  *more = (td_batch){
    .entity = entity,
    .origin = (uint32_t)im->n_origins - 1,
    .n_columns = n_columns,
    .columns = (td_batch_column *)td_arena_array(&im->arena, n_columns,
                                                 sizeof(*more->columns)),
    .empty = (td_cell *)td_arena_array(&im->arena, e->n_fields,
                                       sizeof(*more->empty)),
  };
  if (!more->columns || !more->empty)
    return td_fail_memory(err);
  for (size_t i = 0; i < e->n_fields; i++)
    td_cell__set_empty(&more->empty[i], &e->fields[i]);
  im->n_tables++;
  return TD_OK;
}

static td_status copy_missing(td_import *im, td_missing *out,
                              const td_missing *m, td_err *err)
{
  out->texts =
      (const char **)td_arena_array(&im->arena, m->n, sizeof(*out->texts));
  if (!out->texts)
    return td_fail_memory(err);
  for (; out->n < m->n; out->n++) {
    const char *text = m->texts[out->n];
    out->texts[out->n] = td_arena_text(&im->arena, text, strlen(text));
    if (!out->texts[out->n])
      return td_fail_memory(err);
  }
  return TD_OK;
}

static td_status fill_column(td_import *im, td_batch *t, size_t i,
                             const td_package_field *c, td_err *err)
{
  const char *origin = im->origins[t->origin].name;
  const td_entity *e = &td_schema[t->entity];
  td_batch_column *column = &t->columns[i];
  char advice[256];

  column->index = td_field_of_column(t->entity, c->name);
  if (column->index == -2)
    return TD_OK;
  if (column->index < 0)
    return td_fail(err, TD_EDATA, "%s: %s have no field \"%s\"%s", origin,
                   e->name, c->name,
                   td_advice_field(advice, sizeof(advice), t->entity, c->name));
  column->field = &e->fields[column->index];
  if (t->given >> column->index & 1)
    return td_fail(err, TD_EDATA, "%s: two columns for \"%s\"", origin,
                   column->field->name);
  t->given |= (uint64_t)1 << column->index;
  column->point = c->point ? c->point : '.';
  column->group = c->group;
  return copy_missing(im, &column->missing, &c->missing, err);
}

/* What the entity needs has to have a column. */
static td_status check_given(const td_import *im, const td_batch *t,
                             td_err *err)
{
  const td_entity *e = &td_schema[t->entity];

  for (size_t i = 0; i < e->n_fields; i++) {
    unsigned flags = e->fields[i].flags;
    if ((flags & (TD_F_KEY | TD_F_REQUIRED)) && !(flags & TD_F_BLANK) &&
        !(t->given >> i & 1))
      return td_fail(err, TD_EDATA, "%s: %s need a column \"%s\"",
                     im->origins[t->origin].name, e->name, e->fields[i].name);
  }
  return TD_OK;
}

td_status td_import_table(td_import *im, int entity, const char *origin,
                          const td_package_field *columns, size_t n,
                          td_err *err)
{
  td_status rc;
  td_batch *t;

  if (entity < 0 || entity >= TD_ENTITIES ||
      (td_schema[entity].flags & TD_E_DERIVED))
    return td_fail(err, TD_EUSAGE, "%s: no entity that is stored", origin);
  rc = add_origin(im, origin, err);
  if (rc == TD_OK)
    rc = add_batch(im, entity, n, err);
  t = im->tables + im->n_tables - 1;
  for (size_t i = 0; i < n && rc == TD_OK; i++)
    rc = fill_column(im, t, i, &columns[i], err);
  return rc == TD_OK ? check_given(im, t, err) : rc;
}

void td_import_judge(td_import *im, int entity, int field, td_judge_fn fn,
                     void *ud)
{
  im->judge = fn;
  im->judge_ud = ud;
  im->judge_entity = entity;
  im->judge_field = field;
}

/* ---- end */

static void report_counts(const td_import *im)
{
  for (size_t i = 0; im->options.on_count && i < im->n_tables; i++) {
    const td_batch *t = &im->tables[i];
    td_import_count n = {
      .file = im->origins[t->origin].name,
      .entity = td_schema[t->entity].name,
      .rows = t->rows,
      .added = t->added,
      .changed = t->changed,
      .unchanged = t->unchanged,
      .rejected = t->rejected,
      .removed = t->removed,
    };
    im->options.on_count(im->options.ud, &n);
  }
}

/* Nothing was added nor changed where everything is undone. */
static void forget_counts(td_import *im)
{
  for (size_t i = 0; i < im->n_tables; i++)
    im->tables[i].added = im->tables[i].changed = im->tables[i].unchanged = 0;
}

/* Everything is judged before anything is written. */
static td_status judge(td_import *im, td_err *err)
{
  td_status rc = td_import__check_references(im, err);

  if (rc == TD_OK && im->obs.n)
    rc = td_obs__check(im, err);
  if (rc == TD_OK && im->obs.n)
    rc = td_series__find(im, err);
  if (rc == TD_OK && im->obs.n)
    rc = td_obs__merge(im, err);
  return rc;
}

static td_status write_all(td_import *im, td_err *err)
{
  td_status rc = td_change__begin(im, err);

  if (rc == TD_OK)
    rc = td_import__write_rows(im, err);
  if (rc == TD_OK && im->obs.n)
    rc = td_obs__write(im, err);
  if (rc == TD_OK)
    rc = td_replace__run(im, err);
  if (rc == TD_OK)
    rc = td_change__end(im, err);
  if (rc == TD_OK)
    rc =
        td_store_exec(im->st, im->options.dry_run ? "ROLLBACK" : "COMMIT", err);
  im->in_transaction = rc != TD_OK;
  return rc;
}

td_status td_import_end(td_import *im, td_err *err)
{
  td_status rc = judge(im, err);

  if (rc == TD_OK && im->rejected && !im->options.accept_valid) {
    forget_counts(im);
    report_counts(im);
    rc = td_fail(err, TD_EDATA, "%lld row%s rejected, store unchanged",
                 (long long)im->rejected, im->rejected == 1 ? "" : "s");
  } else if (rc == TD_OK) {
    rc = write_all(im, err);
    if (rc == TD_OK)
      report_counts(im);
  }
  td_import_cancel(im);
  return rc;
}

static void free_stages(td_import *im)
{
  for (int i = 0; i < TD_ENTITIES; i++) {
    free(im->stages[i].cells);
    free(im->stages[i].rows);
    free(im->stages[i].slots);
    sqlite3_finalize(im->known[i].find);
    free(im->known[i].state);
  }
  free(im->obs.rows);
  free(im->obs.series);
  free(im->obs.slots);
  free(im->obs.order);
}

void td_import_cancel(td_import *im)
{
  if (!im)
    return;
  free_stages(im);
  if (im->in_transaction)
    td_store_exec(im->st, "ROLLBACK", NULL);
  for (size_t i = 0; i < im->n_origins; i++)
    free(im->origins[i].data);
  free(im->origins);
  free(im->tables);
  free(im->replaced);
  free(im->clean);
  free(im->cells);
  td_dict_free(&im->dict);
  td_arena_free(&im->arena);
  free(im);
}

/* ---- paths */

static td_status import_package(td_import *im, const char *file, td_err *err)
{
  td_package p = { 0 };
  td_status rc = td_package_read(&p, file, err);

  for (size_t i = 0; i < p.n && rc == TD_OK; i++)
    rc = td_import_resource(im, &p.resources[i], err);
  td_package_free(&p);
  return rc;
}

static td_status import_folder(td_import *im, const char *folder, td_err *err)
{
  char *file = td_file_join(folder, "datapackage.json");
  td_status rc = file ? import_package(im, file, err) : td_fail_memory(err);

  free(file);
  return rc;
}

td_status td_import_path(td_import *im, const char *path, td_err *err)
{
  size_t n = strlen(path);

  if (td_file_is_folder(path))
    return import_folder(im, path, err);
  if (n >= 5 && !strcmp(path + n - 5, ".json"))
    return import_package(im, path, err);
  return td_import_csv(im, path, err);
}
