/* What is set for rules: by files, in scopes, by the caller; and where each
 * setting comes from. What was added later wins. */
#ifndef TD_SETTINGS_H
#define TD_SETTINGS_H

#include "arena.h"
#include "value.h"

/* Who set a value. */
typedef struct td_origin {
  const char *file; /* NULL: nobody, the rule's default holds; "": the caller,
                     * with td_rules_set */
  int line;
} td_origin;

/* "tiendo.lua:12", "--set", "default". In the arena; NULL without memory. */
const char *td_origin_text(td_arena *a, td_origin o);

/* For which subjects, and for what days in question, settings hold. */
typedef struct td_scope {
  const char *where; /* selection expression, "": every subject */
  td_date from, to;  /* inclusive; TD_NO_DATE: open */
  td_origin origin;
} td_scope;

typedef struct td_setting {
  const char *rule; /* id, or a pattern with '*' */
  const char *name; /* "severity", "enabled" or a parameter */
  td_value value;
  const char *text; /* in place of the value: as a command line has it */
  int scope;        /* in scopes; -1: everywhere */
  td_origin origin;
} td_setting;

/* A rule's code under a further id. */
typedef struct td_instance {
  const char *id, *of;
  const td_value *title; /* { en, vi }; NULL: the rule's own */
  td_origin origin;
} td_instance;

/* What was given, for who keeps a record. */
typedef struct td_given {
  bool is_file;
  const char *name; /* path, or "progress.off_track.ratio" */
  const char *text; /* of the file, or the value */
  size_t n;
} td_given;

/* Zero-initialised is empty. Texts live in the arena given; freed by
 * td_settings_free. */
typedef struct td_settings {
  td_setting *list;
  size_t n, room;
  td_scope *scopes;
  size_t n_scopes, scopes_room;
  td_instance *instances;
  size_t n_instances, instances_room;
  td_given *given; /* in the order in which it was added */
  size_t n_given, given_room;
} td_settings;

void td_settings_free(td_settings *s);

/* "progress.off_track.ratio" and how it is written on a command line; which
 * part of the name is the rule is found when rules are known. */
td_status td_settings_add_text(td_settings *s, td_arena *a, const char *name,
                               const char *value, td_err *err);

/* Reads a file of settings, Lua or (*.json) JSON; lua/tiendo/settings.lua says
 * what may stand there. TD_EUSAGE with file and line, TD_EIO. */
td_status td_settings_add_file(td_settings *s, td_arena *a, const char *path,
                               td_err *err);

/* The same of a file that has been read: `path` stands for it in messages. */
td_status td_settings_add_source(td_settings *s, td_arena *a, const char *path,
                                 const char *source, size_t n, td_err *err);

/* A value as a command line has it, lists joined by ','. In the arena; NULL
 * without memory. */
const char *td_value_written(td_arena *a, const td_value *v);

#endif
