/* What an import holds between reading and writing. Private to import*.c.
 *
 * Text is kept once, in a dictionary, trimmed and composed, so that rows are
 * numbers of fixed size. Observations are staged apart from the other entities
 * because there are so many of them. */
#ifndef TD_IMPORT_STAGE_H
#define TD_IMPORT_STAGE_H

#include "date.h"
#include "dict.h"
#include "import.h"
#include "migrate.h"

#define TD_NO_OFFSET UINT64_MAX
#define TD_NO_SERIES UINT32_MAX

/* Fields of observations, in the order of the schema. */
enum {
  TD_OBS_INDICATOR,
  TD_OBS_AREA,
  TD_OBS_BREAKDOWN,
  TD_OBS_PERIOD,
  TD_OBS_KNOWN_ON,
  TD_OBS_VALUE,
  TD_OBS_FLAG,
  TD_OBS_SOURCE,
  TD_OBS_SOURCE_LINE,
  TD_OBS_NOTE,
};

/* A value. Empty: text 0, INT64_MIN for whole numbers, NaN for numbers, -1 for
 * booleans, TD_NO_DATE, TD_NO_PERIOD. Two values are the same if `i` is. */
typedef union td_cell {
  int64_t i; /* integer, boolean, date, period, or number of a text */
  double r;
} td_cell;

/* Where rows came from, kept to the end so that a late rejection can say in
 * which column a value stands. */
typedef struct td_origin {
  char *name;
  char *data; /* the file; NULL if the rows were given one by one */
  size_t n;
  char delimiter, quote;
} td_origin;

typedef struct td_batch_column {
  const td_field *field; /* NULL: passed over */
  int index;             /* of the field in its entity */
  char point, group;
  td_missing missing;
  uint32_t last_raw; /* text of the row before, as a guess for the next */
} td_batch_column;

/* One table of rows: a file, or a part given by a program. */
typedef struct td_batch {
  int entity;
  uint32_t origin;
  td_batch_column *columns;
  size_t n_columns;
  uint64_t given; /* bit i: field i has a column */
  td_cell *empty; /* a row without values */
  int64_t rows, added, changed, unchanged, rejected, removed;
} td_batch;

/* Where a staged row came from. */
typedef struct td_place_in {
  uint64_t offset; /* in the origin's data, or TD_NO_OFFSET */
  uint32_t line;
  uint32_t table;
} td_place_in;

typedef struct td_staged_row {
  td_place_in from;
  bool is_rejected;
  bool is_added; /* by this import */
  uint8_t mark;  /* for walks along references */
} td_staged_row;

/* Rows of one entity: n_fields cells each. */
typedef struct td_stage {
  td_cell *cells;
  td_staged_row *rows;
  uint32_t n, room;
  uint32_t *slots; /* by key: row + 1 */
  uint32_t n_slots;
} td_stage;

typedef struct td_staged_obs {
  double value;
  int64_t source_line;
  td_place_in from;
  td_period period;
  td_date known_on;
  uint32_t series; /* position in td_obs_stage.series, or
                     * TD_NO_SERIES once rejected */
  uint32_t flag, source, note;
} td_staged_obs;

typedef struct td_staged_series {
  uint32_t indicator, area, breakdown;
  uint32_t first, n;       /* its rows: order[first] ... */
  int64_t id;              /* in the store; 0: not there yet */
  uint32_t added, changed; /* rows that are to be written */
  uint8_t mark;            /* whether its references hold; see import_obs.c */
} td_staged_series;

typedef struct td_obs_stage {
  td_staged_obs *rows;
  uint32_t n, room;
  td_staged_series *series;
  uint32_t n_series, series_room;
  uint32_t *slots; /* by key: series + 1 */
  uint32_t n_slots;
  uint32_t last;     /* series of the row before */
  uint32_t *order;   /* rows by series, period, known_on */
  bool has_replaced; /* rows take the place of a version of the same day */
} td_obs_stage;

/* Which codes of one entity exist in the store, as far as was asked. */
typedef struct td_known {
  sqlite3_stmt *find;
  uint8_t *state; /* by text: 0 not asked, 1 there, 2 not there */
  uint32_t n_state;
  const char **names; /* of all rows, for advice */
  size_t n_names;
  uint32_t asked; /* how often advice was given */
} td_known;

/* A source and the tables that are all it says. */
typedef struct td_replaced {
  const char *source;
  size_t first, end; /* in td_import.tables */
} td_replaced;

struct td_import {
  struct td_store *st;
  td_import_options options;
  td_date known_on;
  bool in_transaction;
  td_arena arena;
  td_dict dict;
  uint32_t *clean; /* by text: the text it becomes, 0: refused */
  uint32_t clean_room;
  td_origin *origins;
  size_t n_origins;
  td_batch *tables;
  size_t n_tables;
  td_stage stages[TD_ENTITIES];
  td_known known[TD_ENTITIES];
  td_obs_stage obs;
  td_cell *cells; /* the row being read */
  int64_t rejected;
  td_replaced *replaced;
  uint32_t n_replaced, replaced_room;
  int64_t last_version; /* of the table versions, before this import */
  td_judge_fn judge;    /* NULL: nobody judges */
  void *judge_ud;
  int judge_entity, judge_field;
};

/* ---- text (import_text.c) */

/* The number of the text in its stored form: trimmed, composed, line breaks as
 * LF; 0 for one that is empty then. TD_EDATA (and err untouched) for a control
 * character. *raw is its number as written, a guess on the way in. */
td_status td_import__text(td_import *im, uint32_t *out, uint32_t *raw,
                          const char *text, size_t n, td_err *err);
void td_import__trim(const char **text, size_t *n);

/* ---- rows (import_row.c, import_stage.c) */

/* td_import_row for a row that stands at `offset` of the origin's data. */
td_status td_import__row(td_import *im, const td_csv_value *values, size_t n,
                         int64_t line, uint64_t offset, td_err *err);

/* Keeps a row of cells; rejects it if its key was there before. */
td_status td_stage__add(td_import *im, const td_cell *cells,
                        const td_place_in *from, td_err *err);

/* Row with this key, or -1; for entities whose key is one field. */
int64_t td_stage__find(const td_import *im, int entity, uint32_t code);

void td_cell__set_empty(td_cell *out, const td_field *f);
bool td_cell__is_empty(const td_field *f, td_cell c);

/* The value of field `i` as readers write it, for messages. */
const char *td_cell__text(const td_import *im, const td_field *f, td_cell c,
                          char *buf, size_t room);

/* Gives the array that the pointer at `list` points to room for at least n
 * items; false when there is no memory. */
bool td_import__grow(void *list, uint32_t *room, uint32_t n, size_t size);

/* ---- rejections (import_reject.c) */

/* Tells the caller about a row and counts it. `column` 0: the whole row. */
void td_import__reject(td_import *im, uint32_t table, int64_t line,
                       int64_t column, const char *field, const char *value,
                       size_t n, const char *fmt, ...)
    __attribute__((format(printf, 8, 9)));

/* The same for a row that was staged: finds value and column again in its
 * origin. `field` is the position of a field, -1: the whole row. `value` is
 * told where the origin is not there any more. */
void td_import__reject_staged(td_import *im, const td_place_in *from, int field,
                              const char *value, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* ---- judging and writing */

/* Whether `code` of an entity is in the store or staged and not rejected. */
td_status td_import__exists(bool *out, td_import *im, int entity, uint32_t code,
                            td_err *err);

/* Whether it is in the store. */
td_status td_import__in_store(bool *out, td_import *im, int entity,
                              uint32_t code, td_err *err);

/* Rejects a row for a reference that leads nowhere. */
td_status td_import__dangling(td_import *im, const td_place_in *from,
                              const td_field *f, int field, uint32_t code,
                              td_err *err);

td_status td_import__check_references(td_import *im, td_err *err);
td_status td_import__write_rows(td_import *im, td_err *err);

/* ---- differences (import_change.c) */

/* Before the first row is written: the edition, the day, and what is there. */
td_status td_change__begin(td_import *im, td_err *err);

/* After the last one, and after what is replaced: tells; there is no edition
 * where there is nothing to tell. */
td_status td_change__end(td_import *im, td_err *err);

/* ---- replacing (import_replace.c) */

/* Deletes what td_import_replaces says. */
td_status td_replace__run(td_import *im, td_err *err);

/* Adds a row of observations to the stage. */
td_status td_obs__add(td_import *im, const td_cell *cells,
                      const td_place_in *from, td_err *err);

/* Rejects rows whose references lead nowhere and rows of the same series,
 * period and day as an earlier one, and puts the others in order. */
td_status td_obs__check(td_import *im, td_err *err);

/* Fills in the ids of series that the store has. */
td_status td_series__find(td_import *im, td_err *err);

/* Compares the rows with what the store has and leaves those that are to be
 * written; says of those that are undated and not the first since when they
 * are known. */
td_status td_obs__merge(td_import *im, td_err *err);

/* The series that have rows, as positions in im->obs.series, by id; those that
 * the store does not have are added to it. *out is from malloc. */
td_status td_series__list(uint32_t **out, uint32_t *n, td_import *im,
                          td_err *err);

/* Writes the rows that are left. */
td_status td_obs__write(td_import *im, td_err *err);

#endif
