/* datapackage.json: which files hold which entity, and how they are written.
 * Of the Tabular Data Package specification this reads name, path, encoding,
 * dialect (delimiter, quoteChar, header), schema.fields (name, decimalChar,
 * groupChar) and missingValues; beyond it, a resource may say "entity". */
#ifndef TD_PACKAGE_H
#define TD_PACKAGE_H

#include "arena.h"
#include "err.h"

/* Texts that stand for an empty value. */
typedef struct td_missing {
  const char **texts;
  size_t n;
} td_missing;

typedef struct td_package_field {
  const char *name;
  char point, group; /* '.' and '\0' where the package does not say */
  td_missing missing;
} td_package_field;

typedef struct td_resource {
  const char *name;
  int entity;         /* td_entity_id */
  const char **paths; /* of the files, folder included, parts in order */
  size_t n_paths;
  char delimiter, quote;
  bool has_header;
  td_package_field *fields; /* as declared; none if the package says nothing */
  size_t n_fields;
  td_missing missing;
} td_resource;

/* Zero-initialise, then td_package_read; td_package_free in any case. */
typedef struct td_package {
  td_arena arena; /* everything below */
  td_resource *resources;
  size_t n;
} td_package;

/* Reads `file`, a datapackage.json. TD_EDATA names file, line and column for
 * what is no JSON, and the resource for what is not as it must be: unknown
 * entities and fields, other encodings, files outside the package's folder. */
td_status td_package_read(td_package *p, const char *file, td_err *err);
void td_package_free(td_package *p);

/* The nearest name as advice: "; did you mean \"goals\"?", or "" if none is
 * near. Returns buf. */
const char *td_advice(char *buf, size_t room, const char *text,
                      const char *const *names, size_t n);

/* td_advice over the names of entities, and of an entity's fields. */
const char *td_advice_entity(char *buf, size_t room, const char *text);
const char *td_advice_field(char *buf, size_t room, int entity,
                            const char *text);

/* The field that a column of this name fills: its own name, or "year" for the
 * period of an observation. -1 for none; -2 for names that begin with "x_",
 * which are passed over. */
int td_field_of_column(int entity, const char *name);

#endif
