/* The plan model, described once: what entities there are and what fields they
 * have. The tables of the store, the columns of data packages, the columns of
 * the snapshot, the fields that rules see and the documentation follow from
 * it. */
#ifndef TD_SCHEMA_H
#define TD_SCHEMA_H

#include "err.h"

typedef enum td_type {
  TD_T_TEXT,
  TD_T_INT,
  TD_T_REAL,
  TD_T_BOOL,
  TD_T_DATE,
  TD_T_PERIOD,
  TD_T_CHOICE, /* text, one of `of` */
  TD_T_REF,    /* the key of a row of entity `of` */
} td_type;

enum {
  TD_F_KEY = 1,      /* part of the natural key; never empty unless BLANK */
  TD_F_REQUIRED = 2, /* never empty */
  TD_F_BLANK = 4,    /* key part that may be empty, which is a value too */
  TD_F_DERIVED = 8,  /* computed when the snapshot is taken, not stored */
};

typedef struct td_field {
  const char *name;
  td_type type;
  const char *of;      /* entity for REF, "a|b|c" for CHOICE, else NULL */
  unsigned flags;      /* TD_F_... */
  int since;           /* schema version that brought it, if not its entity */
  const char *inverse; /* REF: name of the set of children on the parent */
  const char *doc;
} td_field;

enum {
  TD_E_DERIVED = 1, /* only in the snapshot */
  TD_E_SERIES = 2,  /* stored apart, as numbers; see store.h */
};

typedef struct td_entity {
  const char *name; /* of the set, table and resource: "targets" */
  const char *kind; /* of one row: "target" */
  const char *kind_vi;
  const td_field *fields;
  size_t n_fields;
  unsigned flags; /* TD_E_... */
  int since;
  const char *doc;
} td_entity;

/* Positions in td_schema, in the order in which rows may refer back. */
typedef enum td_entity_id {
  TD_SOURCES,
  TD_AREAS,
  TD_AREA_SUCCESSORS,
  TD_AGENCIES,
  TD_AGENCY_NAMES,
  TD_AGENCY_MEMBERS,
  TD_AGENCY_SUCCESSORS,
  TD_DOCUMENTS,
  TD_PLANS,
  TD_LEGAL_BASES,
  TD_ARTICLES,
  TD_PHASES,
  TD_GOALS,
  TD_TARGETS,
  TD_TASK_GROUPS,
  TD_COORDINATORS,
  TD_TASKS,
  TD_TASK_OUTPUTS,
  TD_TASK_PREREQUISITES,
  TD_PROGRAMMES,
  TD_GLOSSARY,
  TD_NOTES,
  TD_INDICATORS,
  TD_INDICATOR_BREAKDOWNS,
  TD_OBSERVATIONS,
  TD_COMMITMENTS,
  TD_MILESTONES,
  TD_OBLIGATIONS,
  TD_OBLIGATION_SECTIONS,
  TD_SUBMISSIONS,
  TD_HOLIDAYS,
  TD_WAIVERS,
  TD_SERIES,  /* derived: one row an indicator, area and breakdown */
  TD_REPORTS, /* derived: who owes which report for which period */
  TD_ENTITIES,
} td_entity_id;

enum { TD_SCHEMA_VERSION = 3 };

extern const td_entity td_schema[TD_ENTITIES];

/* Position of the entity whose set name or kind is `name`, or -1. */
int td_schema_find(const char *name);

/* Position of the field, or -1. */
int td_entity_field(const td_entity *e, const char *name);

/* "text", "integer", ... as the docs and messages say it. */
const char *td_type_name(td_type t);

/* Whether `text` is one of "a|b|c". */
bool td_choice_has(const char *of, const char *text, size_t n);

#endif
