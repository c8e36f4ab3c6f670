/* What the files of the panel share. */
#ifndef TD_PANEL_PARTS_H
#define TD_PANEL_PARTS_H

#include "dict.h"
#include "panel.h"
#include "sheet.h"

/* Values side by side. */
typedef struct td_panel_rows {
  uint32_t *series; /* numbers in the dictionary */
  td_period *years;
  double *values;
  size_t n, room;
} td_panel_rows;

typedef struct td_panel_row {
  double v[TD_PANEL_SETTINGS];
} td_panel_row;

struct td_panel {
  td_arena arena;
  td_dict names; /* of the table first, then those only settings have */
  uint32_t n_series;
  td_panel_rows rows; /* by series and year, once read */
  size_t *first;      /* n_series + 1 places in rows */
  td_panel_row standard;
  td_panel_row *own; /* by series; NULL without a file of settings */
  int64_t *own_line; /* of the row that sets a series; 0 none */
  unsigned given;    /* bit s: setting s is given */

  const char *path, *settings_path; /* in the arena; as messages name them */
  int64_t n_missing, missing_line;  /* rows without a value; the first */
  int64_t n_cut, cut_line;          /* years that were cut; the first */
};

/* The number of the series whose name is value `i` of the row; names are
 * compared in composed form. `hint` is the number found last, 0 none. */
td_status td_panel__name(td_panel *p, const td_sheet *s, size_t i,
                         uint32_t hint, uint32_t *out, td_err *err);

#endif
