/* The description of an export: datapackage.json with fields, types, keys. */
#include "export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cJSON.h>

/* cJSON's adding functions give NULL when there is no memory; what is built is
 * then incomplete, so each call is looked at through this. */
typedef struct build {
  td_export *x;
  bool failed;
} build;

static cJSON *add_object(build *b, cJSON *to, const char *key)
{
  cJSON *item = cJSON_AddObjectToObject(to, key);

  b->failed = b->failed || !item;
  return item;
}

static cJSON *add_array(build *b, cJSON *to, const char *key)
{
  cJSON *item = cJSON_AddArrayToObject(to, key);

  b->failed = b->failed || !item;
  return item;
}

static void add_text(build *b, cJSON *to, const char *key, const char *text)
{
  if (!cJSON_AddStringToObject(to, key, text))
    b->failed = true;
}

static cJSON *push(build *b, cJSON *list, cJSON *item)
{
  if (!item || !cJSON_AddItemToArray(list, item)) {
    cJSON_Delete(item);
    b->failed = true;
    return NULL;
  }
  return item;
}

static const char *json_type(td_type t)
{
  switch (t) {
  case TD_T_INT:
    return "integer";
  case TD_T_REAL:
    return "number";
  case TD_T_BOOL:
    return "boolean";
  case TD_T_DATE:
    return "date";
  default:
    return "string";
  }
}

static void add_choices(build *b, cJSON *constraints, const char *of)
{
  cJSON *list = add_array(b, constraints, "enum");

  while (*of) {
    size_t n = strcspn(of, "|");
    char choice[32];
    snprintf(choice, sizeof(choice), "%.*s", (int)n, of);
    push(b, list, cJSON_CreateString(choice));
    of += n + (of[n] == '|');
  }
}

static void add_field(build *b, cJSON *fields, const td_field *f)
{
  cJSON *item = push(b, fields, cJSON_CreateObject());
  bool required =
      (f->flags & (TD_F_KEY | TD_F_REQUIRED)) && !(f->flags & TD_F_BLANK);
  cJSON *constraints;

  add_text(b, item, "name", f->name);
  add_text(b, item, "type", json_type(f->type));
  add_text(b, item, "description", f->doc);
  if (!required && f->type != TD_T_CHOICE)
    return;
  constraints = add_object(b, item, "constraints");
  if (required && !cJSON_AddTrueToObject(constraints, "required"))
    b->failed = true;
  if (f->type == TD_T_CHOICE)
    add_choices(b, constraints, f->of);
}

static void add_fields(build *b, cJSON *schema, const td_entity *e)
{
  cJSON *fields = add_array(b, schema, "fields");

  for (size_t i = 0; i < e->n_fields; i++)
    if (!(e->fields[i].flags & TD_F_DERIVED))
      add_field(b, fields, &e->fields[i]);
}

/* A key with parts that may be empty is none in the sense of the format. */
static void add_key(build *b, cJSON *schema, const td_entity *e)
{
  cJSON *key;

  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_BLANK)
      return;
  key = add_array(b, schema, "primaryKey");
  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY)
      push(b, key, cJSON_CreateString(e->fields[i].name));
}

/* "areas", "submissions-illustrative". */
static const char *resource_name(char *buf, size_t room, int entity, int part)
{
  snprintf(buf, room, "%s%s", td_schema[entity].name,
           part == TD_PART_ILLUSTRATIVE ? "-illustrative" : "");
  return buf;
}

/* What a foreign key can name is one resource; rows that two resources hold
 * are beyond it. */
static void add_reference(build *b, cJSON *keys, int entity, const td_field *f)
{
  char name[64];
  int of = td_schema_find(f->of);
  const bool *has = b->x->has[of];
  int part = has[TD_PART_FACTS] ? TD_PART_FACTS : TD_PART_ILLUSTRATIVE;
  cJSON *key, *reference;

  if (has[TD_PART_FACTS] == has[TD_PART_ILLUSTRATIVE])
    return;
  key = push(b, keys, cJSON_CreateObject());
  add_text(b, key, "fields", f->name);
  reference = add_object(b, key, "reference");
  add_text(b, reference, "resource",
           of == entity ? "" : resource_name(name, sizeof(name), of, part));
  add_text(b, reference, "fields", td_schema[of].fields[0].name);
}

static void add_references(build *b, cJSON *schema, int entity)
{
  const td_entity *e = &td_schema[entity];
  cJSON *keys = cJSON_CreateArray();

  b->failed = b->failed || !keys;
  for (size_t i = 0; i < e->n_fields && !b->failed; i++)
    if (e->fields[i].type == TD_T_REF && !(e->fields[i].flags & TD_F_DERIVED))
      add_reference(b, keys, entity, &e->fields[i]);
  if (!b->failed && cJSON_GetArraySize(keys)) {
    b->failed = !cJSON_AddItemToObject(schema, "foreignKeys", keys);
    keys = b->failed ? keys : NULL; /* now the schema's */
  }
  cJSON_Delete(keys);
}

static void add_resource(build *b, cJSON *resources, int entity, int part)
{
  char text[64];
  const td_entity *e = &td_schema[entity];
  cJSON *item = push(b, resources, cJSON_CreateObject());
  cJSON *schema, *missing;

  add_text(b, item, "name", resource_name(text, sizeof(text), entity, part));
  add_text(b, item, "path", td_export__file(text, sizeof(text), entity, part));
  add_text(b, item, "profile", "tabular-data-resource");
  add_text(b, item, "title", e->doc);
  if (part == TD_PART_ILLUSTRATIVE) {
    add_text(b, item, "entity", e->name);
    add_text(b, item, "description",
             "Invented for illustration: these rows are not facts.");
  }
  add_text(b, item, "encoding", "utf-8");
  schema = add_object(b, item, "schema");
  add_fields(b, schema, e);
  missing = add_array(b, schema, "missingValues");
  push(b, missing, cJSON_CreateString(""));
  add_key(b, schema, e);
  add_references(b, schema, entity);
}

/* The first plan's title, in Vietnamese where there is one. */
static td_status read_title(char **out, struct td_store *st, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT coalesce(title_vi, title_en, number, code) FROM plans"
      " ORDER BY code LIMIT 1",
      err);

  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc >= TD_OK) {
    const char *title =
        rc == TD_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    *out = strdup(title ? title : "Plan data");
    rc = *out ? TD_OK : td_fail_memory(err);
  }
  sqlite3_finalize(stmt);
  return rc;
}

static char *print_package(td_export *x, const char *title)
{
  build b = { .x = x };
  cJSON *root = cJSON_CreateObject();
  cJSON *own, *resources;
  char *text;

  add_text(&b, root, "name", "tiendo-export");
  add_text(&b, root, "title", title);
  add_text(&b, root, "profile", "tabular-data-package");
  own = add_object(&b, root, "tiendo");
  if (!cJSON_AddNumberToObject(own, "schema", TD_SCHEMA_VERSION))
    b.failed = true;
  resources = add_array(&b, root, "resources");
  for (int id = 0; id < TD_ENTITIES; id++)
    for (int part = 0; part < TD_PARTS; part++)
      if (x->has[id][part])
        add_resource(&b, resources, id, part);
  text = b.failed ? NULL : cJSON_Print(root);
  cJSON_Delete(root);
  return text;
}

static td_status write_text(td_export *x, const char *text, td_err *err)
{
  char *path = td_export__temporary(x, "datapackage.json");
  FILE *f = path ? fopen(path, "wb") : NULL;
  td_status rc = TD_OK;

  if (!path)
    return td_fail_memory(err);
  if (!f) {
    rc = td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
  } else {
    bool failed = fprintf(f, "%s\n", text) < 0;
    failed = fclose(f) != 0 || failed;
    if (failed)
      rc = td_fail(err, TD_EIO, "%s: cannot be written", path);
  }
  free(path);
  return rc;
}

td_status td_export__describe(td_export *x, td_err *err)
{
  char *title = NULL, *text = NULL;
  td_status rc = read_title(&title, x->st, err);

  if (rc == TD_OK) {
    text = print_package(x, title);
    rc = text ? write_text(x, text, err) : td_fail_memory(err);
  }
  cJSON_free(text);
  free(title);
  return rc;
}
