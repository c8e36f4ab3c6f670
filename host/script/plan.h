/* The plan as Lua sees it: entities and sets over a snapshot. */
#ifndef TD_PLAN_H
#define TD_PLAN_H

#include <lua.h>

#include "describe.h"
#include "snapshot.h"
#include "value.h"

struct td_trace;

/* Prepares a state for rows of `snap`, which must outlive the state. [-0, +0,
 * m] */
void td_plan_open(lua_State *L, struct td_snapshot *snap);

/* Ends the turn: entities, sets and series handed out so far are expired. */
void td_plan_next_turn(lua_State *L);

/* Puts another snapshot in place of the one that was opened and ends the turn.
 * The old one may go then. [-0, +0, m] */
void td_plan_renew(lua_State *L, struct td_snapshot *snap);

/* The row of the series table that a series of the plan, or a part of one, is
 * from; TD_NO_ROW for one that a script made. */
int32_t td_plan_series_row(lua_State *L, const td_series *s);

/* Pushes the table of the methods of sets, which a host may add to.
 * [-0, +1, -] */
void td_plan_push_set_methods(lua_State *L);

/* Pushes a row of a table. [-0, +1, m] */
void td_push_entity(lua_State *L, int table, uint32_t row);

/* Pushes the set of all rows of a table. [-0, +1, m] */
void td_push_all(lua_State *L, int table);

/* Pushes the root, whose fields are the sets: `plan.targets`. [-0, +1, m] */
void td_push_plan(lua_State *L);

/* The row in the value at idx; false if it is no entity. Raises if its turn is
 * over. */
bool td_to_entity(lua_State *L, int idx, int *table, uint32_t *row);

/* The same whether its turn is over or not. [-0, +0, -] */
bool td_entity_peek(lua_State *L, int idx, int *table, uint32_t *row);

/* The rows' table of the set at idx, its turn over or not; -1 if it is no set.
 * [-0, +0, -] */
int td_set_table(lua_State *L, int idx);

/* Has `trace`, which must outlive the state, told what is read of the plan. */
void td_plan_trace(lua_State *L, struct td_trace *trace);

/* Number of rows of the set at idx, or -1 if it is no set. */
int64_t td_set_length(lua_State *L, int idx);

/* A field by which rules know a row: a column, a relation or a computed one.
 * Negative if the entity has none of that name. */
int td_plan_field(int table, const char *name);

/* And back; borrowed for good. */
const char *td_plan_field_name(int table, int field);

/* Whether the field has no value in that row. */
bool td_plan_is_missing(const struct td_snapshot *snap, int table, uint32_t row,
                        int field);

/* What stands in a field of a row. An empty relation is no missing value for
 * td_plan_read's callers: it is read as a set of no rows. */
typedef enum td_plan_kind {
  TD_P_MISSING,
  TD_P_COLUMN, /* the cell `row` of `column`, no reference */
  TD_P_TEXT,   /* a dictionary code */
  TD_P_WORD,   /* `word`, one of a few */
  TD_P_KIND,   /* the kind of `table` as text */
  TD_P_ROW,    /* row of table */
  TD_P_ROWS,   /* n rows of table */
  TD_P_SERIES, /* the observations of row of the series table */
} td_plan_kind;

typedef struct td_plan_value {
  td_plan_kind kind;
  int table;
  uint32_t row;
  uint32_t text;
  const td_column *column;
  const uint32_t *rows;
  uint32_t n;
  const char *word;
} td_plan_value;

void td_plan_read(td_plan_value *out, const struct td_snapshot *snap, int table,
                  uint32_t row, int field);

/* A column's cell as a value; TD_V_NIL where it is missing. Text is borrowed
 * from the snapshot; a series is given as its row of the series table. */
td_value td_plan_value_of(const struct td_snapshot *snap, int table,
                          uint32_t row, int column);

/* Names of all fields of an entity, for messages; ends with NULL. At most
 * TD_PLAN_FIELDS names, NULL included. */
enum { TD_PLAN_FIELDS = 64 };
size_t td_plan_fields(int table, const char *names[TD_PLAN_FIELDS]);

/* The n-th computed field that no column hides; NULL past the last. */
const td_arg *td_plan_computed(int table, size_t n);

#endif
