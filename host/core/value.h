/* A value that leaves a rule: number, text, date, a row of the plan, a list or
 * a map with its keys in order. Evidence, parameters and rule heads are these;
 * they travel between processes as bytes. */
#ifndef TD_VALUE_H
#define TD_VALUE_H

#include "arena.h"
#include "date.h"

typedef enum td_value_kind {
  TD_V_NIL,
  TD_V_BOOL,
  TD_V_INT,
  TD_V_REAL,
  TD_V_TEXT,
  TD_V_DATE,
  TD_V_PERIOD,
  TD_V_ENTITY, /* a row of the snapshot */
  TD_V_LIST,
  TD_V_MAP,
} td_value_kind;

typedef struct td_value {
  td_value_kind kind;
  union {
    bool b;
    int64_t i;
    double r;
    td_date date;
    td_period period;
    struct {
      const char *s; /* NUL-terminated, may hold NULs inside */
      size_t n;
    } text;
    struct {
      int32_t table; /* td_entity_id */
      uint32_t row;
    } entity;
    struct {
      struct td_value *items; /* MAP: n values ... */
      const char **keys;      /* ... and n keys; LIST: NULL */
      size_t n;
    } list;
  } as;
} td_value;

/* The value under `key` in a map; NULL if it is no map or has none. */
const td_value *td_value_get(const td_value *map, const char *key);

/* The text of a TEXT value, `otherwise` for NULL and any other kind. */
const char *td_value_text(const td_value *v, const char *otherwise);

/* A growing buffer of bytes. Zero-initialised is empty. */
typedef struct td_buffer {
  char *data;
  size_t n, room;
} td_buffer;

td_status td_buffer_add(td_buffer *b, const void *data, size_t n, td_err *err);
void td_buffer_free(td_buffer *b);

/* Appends the value's bytes; reads one back from *at, advancing it. What is
 * read lives in the arena. TD_EDATA if the bytes are cut or not a value. */
td_status td_value_write(td_buffer *b, const td_value *v, td_err *err);
td_status td_value_read(td_value *out, td_arena *a, const char **at,
                        const char *end, td_err *err);

#endif
