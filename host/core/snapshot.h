/* The store as of a day, in columns. Tables of rows in reading order, text as
 * codes into one dictionary, references as row numbers, the observations of a
 * series side by side. Immutable once taken. */
#ifndef TD_SNAPSHOT_H
#define TD_SNAPSHOT_H

#include "arena.h"
#include "calendar.h"
#include "dict.h"
#include "schema.h"
#include "series.h"

/* Missing: text code 0, reference -1, TD_NO_DATE, TD_NO_PERIOD,
 * TD_NO_INT, NaN, boolean 2. */
#define TD_NO_INT INT64_MIN
#define TD_NO_ROW (-1)
enum { TD_FALSE, TD_TRUE, TD_NO_BOOL };

typedef struct td_column {
  const td_field *field;
  int table; /* REF: td_entity_id of the rows it points to */
  union {
    uint32_t *text;    /* TEXT, CHOICE */
    int32_t *ref;      /* REF */
    td_date *date;     /* DATE */
    td_period *period; /* PERIOD */
    int64_t *integer;  /* INT */
    double *real;      /* REAL */
    uint8_t *boolean;  /* BOOL */
    void *any;
  } as;
} td_column;

/* Rows of another table that point here through one of its columns: those of
 * row r are rows[first[r]] ... rows[first[r + 1] - 1], ascending. */
typedef struct td_relation {
  const char *name; /* td_field.inverse */
  int table, column;
  uint32_t *first;
  uint32_t *rows;
} td_relation;

typedef struct td_table {
  const td_entity *entity;
  uint32_t n;
  td_column *columns; /* one for each field, in the same order */
  td_relation *relations;
  size_t n_relations;
  uint32_t *code; /* dictionary code of each row's key, parts joined by / */
} td_table;

struct td_snapshot {
  int refs; /* atomic */
  td_date as_of, known_at;
  td_arena arena;
  td_table tables[TD_ENTITIES];
  td_dict dict;
  size_t *first;   /* of series row r: observations first[r] and on */
  uint32_t *count; /* of series row r: how many */
  td_period *periods;
  double *values;
  uint32_t *flags;
  int32_t *obs_sources;
  td_date *known_on; /* of each observation, TD_NO_DATE where nobody says; NULL:
                      * nobody says of any */
  size_t n_observations;
  size_t n_ahead; /* left out: their period has not ended by known_at and no
                   * day is stated on which they became known */
  const char **calendar_names;
  td_calendar *calendars;
  size_t n_calendars;
};

/* "sha256:..." over everything in the snapshot, in reading order; the same for
 * a later program whose plan model has more, as long as that is empty. */
enum { TD_HASH_TEXT = 72 };
void td_snapshot_hash(const struct td_snapshot *s, char buf[TD_HASH_TEXT]);

/* The same over the rows of one entity, of which only what they say of
 * themselves counts and not the rows they refer to, so that what differs has a
 * name. Of TD_OBSERVATIONS: the series with their observations. The snapshot's
 * hash follows from those of all entities but TD_SERIES and TD_REPORTS, which
 * follow from the others and the two clocks. */
void td_snapshot_hash_table(const struct td_snapshot *s, int table,
                            char buf[TD_HASH_TEXT]);

/* Borrowed for the snapshot's life. */
const td_table *td_snapshot_table(const struct td_snapshot *s, int id);
const char *td_snapshot_text(const struct td_snapshot *s, uint32_t code);
td_series td_snapshot_series(const struct td_snapshot *s, uint32_t row);

/* The key of a row, parts joined by '/'. */
const char *td_snapshot_code(const struct td_snapshot *s, int table,
                             uint32_t row);

/* A name for a reader: the first of label, name, title, text in `lang` ("en" or
 * "vi"), then in the other language, then the code. */
const char *td_snapshot_label(const struct td_snapshot *s, int table,
                              uint32_t row, const char *lang);

/* Row with this key, or TD_NO_ROW. */
int32_t td_snapshot_find(const struct td_snapshot *s, int table,
                         const char *code);

/* Value of a REF field by name; TD_NO_ROW if empty or no such field. */
int32_t td_snapshot_ref_of(const struct td_snapshot *s, int table, uint32_t row,
                           const char *field);

/* Where a row stands in the plan, as rows of goals, targets and agencies:
 * itself or what it belongs to; the agency is the one that answers for it (for
 * a target the lead of its first task group). TD_NO_ROW where there is none. */
typedef struct td_place {
  int32_t goal, target, agency;
} td_place;

td_place td_snapshot_place(const struct td_snapshot *s, int table,
                           uint32_t row);

/* Where the day as_of stands in a row's interval, both days of which belong to
 * it. Only for entities with valid_from and valid_to. */
typedef enum td_term { TD_PLANNED, TD_IN_FORCE, TD_EXPIRED } td_term;

td_term td_snapshot_term(const struct td_snapshot *s, int table, uint32_t row);

/* "planned", "in_force", "expired". */
const char *td_term_name(td_term t);

/* The calendar by name; NULL if the store has no days for it. */
const td_calendar *td_snapshot_calendar(const struct td_snapshot *s,
                                        const char *name);

/* Whether the row's source is marked as invented for illustration. */
bool td_snapshot_is_illustrative(const struct td_snapshot *s, int table,
                                 uint32_t row);

/* For those who fill a derived table while the snapshot is taken: make gives
 * it n rows with every column missing; finish, after they are filled in reading
 * order, computes `code` and the relations that lead to them. */
td_status td_table_make(struct td_snapshot *s, int id, uint32_t n, td_err *err);
td_status td_table_finish(struct td_snapshot *s, int id, td_err *err);

#endif
