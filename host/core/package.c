/* Reading datapackage.json: cJSON parses, the walk over it checks and copies
 * what is needed into the package's arena. */
#include "package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cJSON.h>

#include "file.h"
#include "schema.h"
#include "text.h"

enum { MAX_ADVICE = 256 };

/* What the walk carries along. */
typedef struct walk {
  td_package *p;
  const char *file;
  const char *folder;
  td_resource *r; /* the one being read */
  td_err *err;
} walk;

const char *td_advice(char *buf, size_t room, const char *text,
                      const char *const *names, size_t n)
{
  const char *near = td_text_nearest(text, names, n);

  buf[0] = '\0';
  if (near)
    snprintf(buf, room, "; did you mean \"%s\"?", near);
  return buf;
}

const char *td_advice_entity(char *buf, size_t room, const char *text)
{
  const char *names[TD_ENTITIES];
  size_t n = 0;

  for (int i = 0; i < TD_ENTITIES; i++)
    if (!(td_schema[i].flags & TD_E_DERIVED))
      names[n++] = td_schema[i].name;
  return td_advice(buf, room, text, names, n);
}

const char *td_advice_field(char *buf, size_t room, int entity,
                            const char *text)
{
  const char *names[64];
  const td_entity *e = &td_schema[entity];
  size_t n = 0;

  for (size_t i = 0; i < e->n_fields && n < 64; i++)
    if (!(e->fields[i].flags & TD_F_DERIVED))
      names[n++] = e->fields[i].name;
  return td_advice(buf, room, text, names, n);
}

int td_field_of_column(int entity, const char *name)
{
  const td_entity *e = &td_schema[entity];
  int i = td_entity_field(e, name);

  if (i < 0 && entity == TD_OBSERVATIONS && !strcmp(name, "year"))
    i = td_entity_field(e, "period");
  if (i >= 0 && (e->fields[i].flags & TD_F_DERIVED))
    return -1;
  return i < 0 && !strncmp(name, "x_", 2) ? -2 : i;
}

static td_status fail_resource(walk *w, const char *what, const char *detail)
{
  return td_fail(w->err, TD_EDATA, "%s: resource \"%s\": %s%s", w->file,
                 w->r->name, what, detail);
}

static const char *copy_text(walk *w, const char *text)
{
  return td_arena_text(&w->p->arena, text, strlen(text));
}

/* The string under `key`, or `otherwise`. */
static const char *text_of(const cJSON *obj, const char *key,
                           const char *otherwise)
{
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(obj, key);

  return cJSON_IsString(item) ? item->valuestring : otherwise;
}

/* Reads a property that must be one ASCII character if it is there. */
static td_status read_char(walk *w, char *out, const cJSON *obj,
                           const char *key, char otherwise)
{
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(obj, key);

  *out = otherwise;
  if (!item || cJSON_IsNull(item))
    return TD_OK;
  if (!cJSON_IsString(item) || strlen(item->valuestring) != 1 ||
      (unsigned char)item->valuestring[0] >= 0x80)
    return fail_resource(w, key, ": one ASCII character expected");
  *out = item->valuestring[0];
  return TD_OK;
}

static td_status read_missing(walk *w, td_missing *out, const cJSON *obj)
{
  const cJSON *list = cJSON_GetObjectItemCaseSensitive(obj, "missingValues");
  const cJSON *item;
  size_t n = 0;

  if (!list)
    return TD_OK;
  if (!cJSON_IsArray(list))
    return fail_resource(w, "missingValues: a list expected", "");
  out->texts = (const char **)td_arena_array(
      &w->p->arena, (size_t)cJSON_GetArraySize(list), sizeof(*out->texts));
  if (!out->texts)
    return td_fail_memory(w->err);
  cJSON_ArrayForEach(item, list)
  {
    if (!cJSON_IsString(item))
      return fail_resource(w, "missingValues: texts expected", "");
    out->texts[n] = copy_text(w, item->valuestring);
    if (!out->texts[n++])
      return td_fail_memory(w->err);
  }
  out->n = n;
  return TD_OK;
}

/* Only files of the package itself may be named. */
static bool is_inside(const char *path)
{
  const char *part = path;

  if (!*path || *path == '/' || strchr(path, '\\') || strstr(path, "://"))
    return false;
  while (part) {
    if (!strncmp(part, "..", 2) && (part[2] == '/' || !part[2]))
      return false;
    part = strchr(part, '/');
    part = part ? part + 1 : NULL;
  }
  return true;
}

static td_status add_path(walk *w, const cJSON *item)
{
  const char *path;

  if (!cJSON_IsString(item))
    return fail_resource(w, "path: a text or a list of texts expected", "");
  if (!is_inside(item->valuestring))
    return fail_resource(w, "path outside the package: ", item->valuestring);
  path = td_arena_printf(&w->p->arena, "%s%s", w->folder, item->valuestring);
  if (!path)
    return td_fail_memory(w->err);
  w->r->paths[w->r->n_paths++] = path;
  return TD_OK;
}

static td_status read_paths(walk *w, const cJSON *obj)
{
  const cJSON *path = cJSON_GetObjectItemCaseSensitive(obj, "path");
  size_t n = cJSON_IsArray(path) ? (size_t)cJSON_GetArraySize(path) : 1;
  td_status rc = TD_OK;

  if (!path || !n)
    return fail_resource(w, "has no path", "");
  w->r->paths =
      (const char **)td_arena_array(&w->p->arena, n, sizeof(*w->r->paths));
  if (!w->r->paths)
    return td_fail_memory(w->err);
  if (!cJSON_IsArray(path))
    return add_path(w, path);
  for (const cJSON *item = path->child; item && rc == TD_OK; item = item->next)
    rc = add_path(w, item);
  return rc;
}

static td_status read_dialect(walk *w, const cJSON *obj)
{
  const cJSON *dialect = cJSON_GetObjectItemCaseSensitive(obj, "dialect");
  const cJSON *header = cJSON_GetObjectItemCaseSensitive(dialect, "header");
  const char *encoding = text_of(obj, "encoding", "utf-8");
  td_status rc = read_char(w, &w->r->delimiter, dialect, "delimiter", ',');

  w->r->has_header = !cJSON_IsFalse(header);
  if (rc == TD_OK)
    rc = read_char(w, &w->r->quote, dialect, "quoteChar", '"');
  if (rc == TD_OK && strcasecmp(encoding, "utf-8") != 0 &&
      strcasecmp(encoding, "utf8") != 0)
    rc = fail_resource(w, "only the encoding utf-8 is read, not ", encoding);
  return rc;
}

static td_status read_field(walk *w, td_package_field *f, const cJSON *obj)
{
  char advice[MAX_ADVICE];
  const char *name = text_of(obj, "name", NULL);
  td_status rc;

  if (!name)
    return fail_resource(w, "a field has no name", "");
  if (td_field_of_column(w->r->entity, name) == -1)
    return td_fail(w->err, TD_EDATA,
                   "%s: resource \"%s\": %s have no field \"%s\"%s", w->file,
                   w->r->name, td_schema[w->r->entity].name, name,
                   td_advice_field(advice, sizeof(advice), w->r->entity, name));
  f->name = copy_text(w, name);
  f->missing = w->r->missing;
  rc = f->name ? TD_OK : td_fail_memory(w->err);
  if (rc == TD_OK)
    rc = read_char(w, &f->point, obj, "decimalChar", '.');
  if (rc == TD_OK)
    rc = read_char(w, &f->group, obj, "groupChar", '\0');
  if (rc == TD_OK && f->group == f->point)
    rc = fail_resource(w, "decimalChar and groupChar are the same: ", name);
  return rc == TD_OK ? read_missing(w, &f->missing, obj) : rc;
}

static td_status read_schema(walk *w, const cJSON *obj)
{
  const cJSON *schema = cJSON_GetObjectItemCaseSensitive(obj, "schema");
  const cJSON *fields = cJSON_GetObjectItemCaseSensitive(schema, "fields");
  td_status rc = read_missing(w, &w->r->missing, schema);

  if (cJSON_IsString(schema))
    return fail_resource(w, "a schema in a file of its own is not read", "");
  if (rc != TD_OK || !fields)
    return rc;
  w->r->fields = (td_package_field *)td_arena_array(
      &w->p->arena, (size_t)cJSON_GetArraySize(fields), sizeof(*w->r->fields));
  if (!w->r->fields)
    return td_fail_memory(w->err);
  for (const cJSON *f = fields->child; f && rc == TD_OK; f = f->next)
    rc = read_field(w, &w->r->fields[w->r->n_fields++], f);
  return rc;
}

/* What the resource holds: its "entity", else its name with '_' for '-'. */
static td_status find_entity(walk *w, const cJSON *obj)
{
  char name[64], advice[MAX_ADVICE];
  const char *said = text_of(obj, "entity", NULL);

  snprintf(name, sizeof(name), "%s", said ? said : w->r->name);
  for (char *c = name; *c; c++)
    *c = *c == '-' ? '_' : *c;
  w->r->entity = td_schema_find(name);
  if (w->r->entity >= 0 && !(td_schema[w->r->entity].flags & TD_E_DERIVED))
    return TD_OK;
  td_advice_entity(advice, sizeof(advice), name);
  return td_fail(
      w->err, TD_EDATA, "%s: resource \"%s\": \"%s\" is no entity%s%s", w->file,
      w->r->name, name, advice,
      said ? "" : "; a resource of another name says its \"entity\"");
}

static td_status read_resource(walk *w, const cJSON *obj, size_t position)
{
  const char *name = text_of(obj, "name", NULL);
  td_status rc;

  if (!name)
    return td_fail(w->err, TD_EDATA, "%s: resource %zu has no name", w->file,
                   position);
  if (!strncmp(name, "x-", 2) || !strncmp(name, "x_", 2))
    return TD_OK; /* somebody else's */
  w->r = &w->p->resources[w->p->n++];
  w->r->name = copy_text(w, name);
  if (!w->r->name)
    return td_fail_memory(w->err);
  rc = find_entity(w, obj);
  if (rc == TD_OK)
    rc = read_paths(w, obj);
  if (rc == TD_OK)
    rc = read_dialect(w, obj);
  if (rc == TD_OK)
    rc = read_schema(w, obj);
  if (rc == TD_OK && !w->r->has_header && !w->r->n_fields)
    rc = fail_resource(w, "without a header its schema must list fields", "");
  return rc;
}

static td_status read_resources(walk *w, const cJSON *root)
{
  const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "resources");
  const cJSON *own = cJSON_GetObjectItemCaseSensitive(root, "tiendo");
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(own, "schema");
  size_t n = 0;
  td_status rc = TD_OK;

  if (cJSON_IsNumber(item) && item->valueint > TD_SCHEMA_VERSION)
    return td_fail(w->err, TD_EDATA,
                   "%s: exported by a newer tiendo (schema %d, this program "
                   "knows %d); use that version",
                   w->file, item->valueint, TD_SCHEMA_VERSION);
  if (!cJSON_IsArray(list) || (!cJSON_GetArraySize(list) && !own))
    return td_fail(w->err, TD_EDATA, "%s: lists no resources", w->file);
  w->p->resources = (td_resource *)td_arena_array(
      &w->p->arena, (size_t)cJSON_GetArraySize(list), sizeof(*w->p->resources));
  if (!w->p->resources)
    return td_fail_memory(w->err);
  for (item = list->child; item && rc == TD_OK; item = item->next)
    rc = read_resource(w, item, ++n);
  return rc;
}

/* Where in the text, in lines and characters. */
static td_status fail_position(walk *w, const char *text, const char *at,
                               const char *what)
{
  const char *first = text;
  long line = 1;

  for (const char *c = text; c < at; c++)
    if (*c == '\n') {
      line++;
      first = c + 1;
    }
  return td_fail(w->err, TD_EDATA, "%s:%ld:%zu: %s", w->file, line,
                 td_text_length(first, (size_t)(at - first)) + 1, what);
}

static td_status parse(cJSON **out, walk *w, const char *text, size_t n)
{
  const char *end = text;
  size_t good = td_text_invalid(text, n);

  if (good < n)
    return fail_position(w, text, text + good, "not UTF-8");
  *out = cJSON_ParseWithLengthOpts(text, n + 1, &end, true);
  if (!*out)
    return fail_position(w, text, end < text + n ? end : text + n,
                         "not JSON around here");
  if (!cJSON_IsObject(*out))
    return td_fail(w->err, TD_EDATA, "%s: a JSON object expected", w->file);
  return TD_OK;
}

/* "plans/2018/" of "plans/2018/datapackage.json". */
static const char *folder_of(td_arena *a, const char *file)
{
  const char *slash = strrchr(file, '/');

  return td_arena_text(a, file, slash ? (size_t)(slash - file) + 1 : 0);
}

td_status td_package_read(td_package *p, const char *file, td_err *err)
{
  walk w = { .p = p, .file = file, .err = err };
  char *text = NULL;
  cJSON *root = NULL;
  size_t n;
  td_status rc = td_file_read(&text, &n, file, err);

  if (rc == TD_OK && !(w.folder = folder_of(&p->arena, file)))
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    rc = parse(&root, &w, text, n);
  if (rc == TD_OK)
    rc = read_resources(&w, root);
  cJSON_Delete(root);
  free(text);
  return rc;
}

void td_package_free(td_package *p)
{
  td_arena_free(&p->arena);
  memset(p, 0, sizeof(*p));
}
