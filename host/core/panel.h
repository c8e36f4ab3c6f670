/* A plain table of values: rows of series, year and value in any order, and
 * what the series are judged by. No store and no plan. */
#ifndef TD_PANEL_H
#define TD_PANEL_H

#include "series.h"

/* Settings of a series; td_panel_settings has their names in this order. */
typedef enum td_panel_setting {
  TD_PANEL_DIRECTION, /* 1 up, -1 down */
  TD_PANEL_BASE_YEAR,
  TD_PANEL_TARGET,
  TD_PANEL_TARGET_YEAR,
  TD_PANEL_LIMIT,
  TD_PANEL_HIGH,
  TD_PANEL_MED,
  TD_PANEL_LOW,
  TD_PANEL_OPTIMUM,
  TD_PANEL_LOWER_BOUND,
  TD_PANEL_GREEN,
  TD_PANEL_SETTINGS, /* how many there are */
} td_panel_setting;

extern const char *const td_panel_settings[TD_PANEL_SETTINGS];

bool td_panel_is_year(td_panel_setting s);

/* Freed by td_panel_free. */
typedef struct td_panel td_panel;

td_status td_panel_new(td_panel **out, td_err *err);
void td_panel_free(td_panel *p);

/* Sets what holds for every series, from its text; before anything is read. An
 * empty text sets nothing. TD_EUSAGE says what was expected. */
td_status td_panel_set(td_panel *p, td_panel_setting s, const char *value,
                       td_err *err);

/* Reads the table, once; "-" is standard input. A row without a value only
 * names its series. A year may be a span such as "2015-16" and counts as its
 * first four characters. TD_EDATA with file, line and column; for two values
 * in one year, the places of both. */
td_status td_panel_read(td_panel *p, const char *path, td_err *err);

/* Reads settings, once, after the table; a cell that is not empty wins over
 * td_panel_set. */
td_status td_panel_read_settings(td_panel *p, const char *path, td_err *err);

/* To be called last: TD_EUSAGE where a bound of the scale of scores stands
 * alone for a series that no row of settings names. */
td_status td_panel_check(const td_panel *p, td_err *err);

/* What was skipped, cut or did not match, one line each. */
void td_panel_tell(const td_panel *p, void (*note)(void *ud, const char *text),
                   void *ud);

/* The series, in order of their first rows. Borrowed until td_panel_free. */
size_t td_panel_count(const td_panel *p);
const char *td_panel_name(const td_panel *p, size_t i, size_t *n);
td_series td_panel_series(const td_panel *p, size_t i);

/* NaN where nothing is set. */
double td_panel_get(const td_panel *p, size_t i, td_panel_setting s);

/* Whether anybody set it for any series. */
bool td_panel_given(const td_panel *p, td_panel_setting s);

#endif
