/* tiendo: a scripting host for plan analytics. The whole public C interface.
 *
 * A program opens a store, takes a snapshot of it as of a day, loads rules and
 * checks them; the result is a list of findings:
 *
 *   td_store_open(&store, "plan.db", TD_OPEN_READ, &err);
 *   td_snapshot_take(&snap, store, &(td_snapshot_options){
 *     .size = sizeof(td_snapshot_options), .as_of = "2026-11-23" }, &err);
 *   td_rules_new(&rules, &err);
 *   td_rules_add_path(rules, "rules", &err);
 *   td_check(&result, snap, rules, NULL, &err);
 *   td_result_write(result, NULL, td_write_file, stdout, &err);
 *
 * What can fail returns a td_status and fills a td_err that the caller owns.
 * Results leave through the first parameter. Nothing here prints, exits, or
 * keeps state between calls outside the handles. Handles may be used from any
 * thread, each from one thread at a time, except a td_snapshot, which is
 * immutable and may be shared.
 */
#ifndef TIENDO_H
#define TIENDO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TD_API __attribute__((visibility("default")))
#define TD_VERSION "0.1.0"

/* 0, or negative for a failure, or positive for news. */
typedef enum td_status {
  TD_LEAVE = 3,     /* the session is to end */
  TD_MORE = 2,      /* the text is a beginning and goes on */
  TD_ROW = 1,       /* a row is ready */
  TD_OK = 0,        /* done */
  TD_ENOMEM = -1,   /* out of memory */
  TD_EIO = -2,      /* a file cannot be read or written */
  TD_EDATA = -3,    /* input or store content is not what it must be */
  TD_EUSAGE = -4,   /* unknown name, option or value; nothing was done */
  TD_ERULE = -5,    /* a rule cannot be loaded */
  TD_ELIMIT = -6,   /* a time or memory limit was reached */
  TD_EBUSY = -7,    /* somebody else holds the store */
  TD_ESTOPPED = -8, /* the caller interrupted it */
} td_status;

/* Filled by every call that fails, by no call that succeeds. */
typedef struct td_err {
  td_status code;
  char text[1020]; /* one line, lower case, no full stop */
} td_err;

/* "0.1.0": the library that is running, to compare with TD_VERSION. */
TD_API const char *td_version(void);

/* Receives output piece by piece; a non-zero return stops the writing, and
 * the call that wrote returns TD_EIO. */
typedef int (*td_write_fn)(void *ud, const char *text, size_t n);

/* A td_write_fn for a FILE *: ud is the file. */
TD_API int td_write_file(void *ud, const char *text, size_t n);

/* How output is written; NULL where these are asked for means the standards. */
typedef struct td_write_options {
  size_t size;         /* sizeof(td_write_options) */
  const char *format;  /* "text", "json"; of results also "jsonl", "csv",
                       * "html", "markdown", "junit", "sarif", "prometheus",
                       * "nagios"; NULL: text */
  const char *lang;    /* "en" or "vi"; NULL: en */
  bool color;          /* text only */
  int width;           /* of the terminal, text only; 0: 80 */
  int limit;           /* findings shown for each rule and severity, text and
                       * markdown only; what is left out is counted; 0: all */
  const char *fail_on; /* severity from which findings are failures, or "never",
                        * nagios and sarif only; NULL: high */
  const char *separator; /* between cells, "," or ";", csv only; NULL: "," */
  bool bom;              /* begin with a byte order mark, csv only */
} td_write_options;

/* ---- store ---------------------------------------------------------- */

/* A plan database in one SQLite file. Freed by td_store_close. */
typedef struct td_store td_store;

typedef enum td_open {
  TD_OPEN_READ,   /* must exist; is not changed, an older schema neither */
  TD_OPEN_WRITE,  /* must exist; older schemas are migrated */
  TD_OPEN_CREATE, /* made if missing */
} td_open;

TD_API td_status td_store_open(td_store **out, const char *path, td_open how,
                               td_err *err);
TD_API void td_store_close(td_store *st);

/* Why one row was not taken. Strings are valid during the callback only. */
typedef struct td_reject {
  const char *file;
  int64_t line;       /* of the row's first character, from 1; 0 unknown */
  int64_t column;     /* of the value, in characters from 1; 0 whole row */
  const char *field;  /* its column's name, or "" */
  const char *value;  /* as it stands in the file, cut to 200 bytes */
  const char *reason; /* what was expected and what to do */
} td_reject;

/* What happened to the rows of one resource. Strings as in td_reject. */
typedef struct td_import_count {
  const char *file;
  const char *entity;
  int64_t rows, added, changed, unchanged, rejected;
  int64_t removed; /* rows of the store that the source no longer has */
} td_import_count;

/* A difference that an import makes. `field` is "" where a whole row is added
 * or removed; texts are "" where there is no value. Of observations one is told
 * for each series: `code` is the series', `field` "" and `after` how many are
 * added or changed. Strings as in td_reject. */
typedef struct td_change {
  const char *entity, *code;
  const char *what; /* "added", "changed", "removed", or "moved" where a field
                     * only says where in its source the row stands */
  const char *field, *before, *after;
} td_change;

typedef struct td_import_options {
  size_t size;          /* sizeof(td_import_options) */
  bool accept_valid;    /* keep the good rows though some were rejected */
  const char *known_on; /* ISO day on which changed figures became known when
                         * the rows do not say; NULL: the computer's date */
  void (*on_reject)(void *ud,
                    const td_reject *row); /* every one; may be NULL */
  void (*on_count)(void *ud, const td_import_count *n); /* may be NULL */
  void *ud;
  /* How much of a document found its place; may be NULL. */
  void (*on_note)(void *ud, const char *path, const char *text);
  bool dry_run; /* judge, count and tell, then leave the store as it was */
  /* Every difference, by entity, code and field, before the end; may be
   * NULL. */
  void (*on_change)(void *ud, const td_change *c);
} td_import_options;

/* Reads data packages (a folder or its datapackage.json), CSV files whose name
 * or header tells the entity, and the text of plan decisions (*.txt), all in
 * one transaction. A document replaces what was read from it before. Rejected
 * rows:
 * TD_EDATA and an unchanged store, or, with accept_valid, TD_OK. Importing the
 * same files twice changes nothing. `options` may be NULL. */
TD_API td_status td_store_import(td_store *st, const char *const *paths,
                                 size_t n_paths,
                                 const td_import_options *options, td_err *err);

/* Prints a plan document with what each of its lines is taken for; stores
 * nothing. TD_EDATA, with line and column, for what is no plan document. */
TD_API td_status td_document_explain(const char *path, td_write_fn write,
                                     void *ud, td_err *err);

/* Writes the whole store as a data package into `dir`, which is made and must
 * be empty or hold an earlier export. Importing that package into an empty
 * store and exporting again gives the same bytes. */
TD_API td_status td_store_export(td_store *st, const char *dir, td_err *err);

/* What a plan of a store is called, and the time zone of its deadlines: the one
 * that holds where it states none. Strings are valid during the callback only;
 * a title is "" where there is none in that language. */
typedef struct td_plan_info {
  const char *code, *title_en, *title_vi, *zone;
} td_plan_info;

typedef void (*td_plan_fn)(void *ud, const td_plan_info *plan);

/* The day that it is at an instant, in seconds since 1970-01-01T00:00:00Z,
 * where the first plan holds: in its zone, or in that of Viet Nam if the store
 * has no plan. ISO form. */
TD_API td_status td_store_day(char day[11], td_store *st, int64_t seconds,
                              td_err *err);

/* Tells of each plan in the store, by code. */
TD_API td_status td_store_plans(td_store *st, td_plan_fn on_plan, void *ud,
                                td_err *err);

/* ---- snapshot ------------------------------------------------------- */

/* What rules see: the store as of a day, in memory, immutable, countable
 * references. */
typedef struct td_snapshot td_snapshot;

typedef struct td_snapshot_options {
  size_t size;          /* sizeof(td_snapshot_options) */
  const char *as_of;    /* ISO day we pretend it is; required */
  const char *known_at; /* ISO day up to which data was known; NULL: as_of */
} td_snapshot_options;

TD_API td_status td_snapshot_take(td_snapshot **out, td_store *st,
                                  const td_snapshot_options *options,
                                  td_err *err);
TD_API td_snapshot *td_snapshot_ref(td_snapshot *snap);
TD_API void td_snapshot_unref(td_snapshot *snap);

/* Writes what a snapshot holds, for somebody who looks around: the plan and how
 * many rows there are of each kind; with `kind` (the name of a set, such as
 * "targets", or of a row, such as "target") all rows of it, or those that the
 * selection expression means; with `code` too all about one row. The kind
 * "rates" tells how complete and timely reporting is, by all of "agency",
 * "obligation" and "area" or by the one that `code` names. An unknown name:
 * TD_EUSAGE with the nearest. */
TD_API td_status td_snapshot_show(td_snapshot *snap, const char *kind,
                                  const char *code, const char *select,
                                  const td_write_options *options,
                                  td_write_fn write, void *ud, td_err *err);

/* Writes how the last day for an obligation's report of a period ("2026",
 * "2026-Q4") comes about, step by step with the source of each, who owes the
 * report and what has arrived. An unknown obligation: TD_EUSAGE with the
 * nearest; a period of another frequency or outside its first and last:
 * TD_EUSAGE with what is expected. */
TD_API td_status td_snapshot_explain_deadline(
    td_snapshot *snap, const char *obligation, const char *period,
    const td_write_options *options, td_write_fn write, void *ud, td_err *err);

typedef struct td_letter_options {
  size_t size;                     /* sizeof(td_letter_options) */
  const char *obligation, *period; /* as of td_snapshot_explain_deadline */
  const char *by;     /* day by which the reports are asked for, after as_of */
  const char *sender; /* code of the agency that writes; NULL: who gets a copy
                       * of the reports, else who gets them */
  void (*on_note)(void *ud, const char *text); /* a line each; may be NULL */
  void *ud;
} td_letter_options;

/* Drafts the letter to the agencies whose reports for an obligation and a
 * period are overdue, as Markdown for pandoc; `options` has the language. Where
 * nobody is, a note says so and nothing is written. Fails as
 * td_snapshot_explain_deadline does, and with TD_EUSAGE for a day or a sender
 * that cannot be. */
TD_API td_status td_snapshot_letter(td_snapshot *snap,
                                    const td_letter_options *letter,
                                    const td_write_options *options,
                                    td_write_fn write, void *ud, td_err *err);

/* ---- plan text ------------------------------------------------------ */

/* Writes what a piece of plan text promises in numbers and by when, as the
 * module tiendo.quantity reads it. Bytes that are not UTF-8: TD_EUSAGE. */
TD_API td_status td_text_extract(const char *text, size_t n,
                                 const td_write_options *options,
                                 td_write_fn write, void *ud, td_err *err);

/* ---- rules ---------------------------------------------------------- */

/* A set of rules and the settings given for them. */
typedef struct td_rules td_rules;

TD_API td_status td_rules_new(td_rules **out, td_err *err);
TD_API void td_rules_free(td_rules *rules);

/* Adds the rule file `path`, or every *.lua below the folder `path` that is no
 * *_spec.lua; a rule's id must equal its path below that folder. Files are
 * read, not yet run. */
TD_API td_status td_rules_add_path(td_rules *rules, const char *path,
                                   td_err *err);

/* Adds a rule given as text; `name` stands for the file in messages. */
TD_API td_status td_rules_add_text(td_rules *rules, const char *name,
                                   const char *text, size_t n, td_err *err);

/* Adds the rules that are compiled into the library. */
TD_API td_status td_rules_add_builtin(td_rules *rules, td_err *err);

/* Settings. What is added later wins, whether by file or by name, in a scope or
 * everywhere. They are checked when the rules are loaded.
 *
 * Reads a file of settings in Lua or (*.json) JSON; docs/settings.md says what
 * may stand there. TD_EUSAGE with file and line, TD_EIO. */
TD_API td_status td_rules_add_config(td_rules *rules, const char *path,
                                     td_err *err);

/* Sets a parameter: name "progress.off_track.method" or a rule's "severity" or
 * "enabled"; value as it would be written on a command line. */
TD_API td_status td_rules_set(td_rules *rules, const char *name,
                              const char *value, td_err *err);

/* What a rule is, for lists. Strings are borrowed until td_rules_free. */
typedef struct td_rule_info {
  const char *id, *title_en, *title_vi, *doc_en, *doc_vi, *over, *file;
  int severity; /* td_severity, after settings */
  size_t n_params;
  int64_t n_examples;
} td_rule_info;

/* One parameter of a rule. */
typedef struct td_param_info {
  const char *name, *type, *unit, *source, *doc_en, *doc_vi;
  const char *value, *standard; /* as text; value is what holds */
  const char *origin; /* who set it: "default", "--set", "tiendo.lua:12" */
  bool is_set;
} td_param_info;

/* Runs the files for their heads and checks them and the settings, in worker
 * processes unless `workers` is 0. Everything that is wrong is reported to
 * on_problem, one line each, and then the call fails with TD_ERULE or
 * TD_EUSAGE. td_check does this if it has not been done. */
TD_API td_status td_rules_load(td_rules *rules, int workers,
                               void (*on_problem)(void *ud, const char *text),
                               void *ud, td_err *err);

/* After td_rules_load: the rules by id. */
TD_API size_t td_rules_count(const td_rules *rules);
TD_API void td_rules_info(const td_rules *rules, size_t i, td_rule_info *out);
TD_API td_status td_rules_param(td_rules *rules, size_t i, size_t param,
                                td_param_info *out, td_err *err);

/* After td_rules_load: writes a table of the rules that the selection
 * expression means, NULL for all; or all about one of them. An unknown id:
 * TD_EUSAGE with the nearest. */
TD_API td_status td_rules_list(td_rules *rules, const char *select,
                               const td_write_options *options,
                               td_write_fn write, void *ud, td_err *err);
TD_API td_status td_rules_explain(td_rules *rules, const char *id,
                                  const td_write_options *options,
                                  td_write_fn write, void *ud, td_err *err);

/* After td_rules_load: writes every parameter of the rules that `select` means
 * (NULL: all) with its value, in each scope too, and who set it. */
TD_API td_status td_rules_settings(td_rules *rules, const char *select,
                                   const td_write_options *options,
                                   td_write_fn write, void *ud, td_err *err);

/* Reads the rules' code without running their checks and writes what is wrong
 * with it: unknown fields, undeclared and unused parameters, mixed units,
 * places in messages that nothing fills, texts that lack a language,
 * comparisons whose outcome is certain; each with file, line, column, the
 * check's short name and advice. A rule that does not load is a problem like
 * others, told in the loader's words. For that the files are run for their
 * heads, in worker processes unless `workers` is 0. *n_problems: how many there
 * are; it may be NULL. `rules` must not be loaded and is good for nothing else
 * afterwards. */
TD_API td_status td_rules_lint(td_rules *rules, int workers,
                               const td_write_options *options,
                               td_write_fn write, void *ud, size_t *n_problems,
                               td_err *err);

/* ---- check ---------------------------------------------------------- */

typedef struct td_result td_result;
typedef struct td_finding td_finding;

typedef enum td_severity {
  TD_INFO,
  TD_LOW,
  TD_MEDIUM,
  TD_HIGH,
  TD_CRITICAL,
} td_severity;

typedef enum td_outcome {
  TD_PASS,
  TD_FAIL,
  TD_NO_DATA,
  TD_NOT_DUE,
  TD_NOT_APPLICABLE,
  TD_WAIVED,
  TD_ERROR,
  TD_OUTCOMES, /* how many there are */
} td_outcome;

typedef struct td_check_options {
  size_t size;        /* sizeof(td_check_options) */
  const char *select; /* selection expression over findings; NULL: all */
  int workers;        /* processes; 0: this thread, no isolation */
  double seconds;     /* limit for one check; 0: 10 */
  uint64_t bytes;     /* memory limit for one check; 0: 256 MiB */
  void (*on_progress)(void *ud, size_t done, size_t all); /* may be NULL */
  void *ud;
  /* What a user should know of the settings, such as a scope that meets no
   * row; may be NULL. */
  void (*on_note)(void *ud, const char *text);
  /* Asked now and then; true ends the run with TD_ESTOPPED; may be NULL. */
  bool (*is_stopped)(void *ud);
} td_check_options;

/* Runs every rule over the snapshot. A rule that fails to load: TD_ERULE, and
 * nothing is run. A check that ends in an error is part of the result. The
 * result does not depend on the number of workers. `options` may be NULL. */
TD_API td_status td_check(td_result **out, td_snapshot *snap, td_rules *rules,
                          const td_check_options *options, td_err *err);
TD_API void td_result_free(td_result *result);

/* Findings in order: severity from high to low, then rule, then subject. */
TD_API size_t td_result_findings(const td_result *result);
TD_API const td_finding *td_result_finding(const td_result *result, size_t i);

/* Checks that ended in an error, or had one for a subject. */
TD_API size_t td_result_errors(const td_result *result);

/* Subjects that were judged: passed, failed or waived. 0 means that the run
 * says nothing about the plan, good or bad. */
TD_API int64_t td_result_judged(const td_result *result);

/* Borrowed until td_result_free. `period` is "" where there is none. */
TD_API const char *td_finding_id(const td_finding *f);
TD_API const char *td_finding_rule(const td_finding *f);
TD_API const char *td_finding_subject(const td_finding *f);
TD_API const char *td_finding_period(const td_finding *f);
TD_API td_severity td_finding_severity(const td_finding *f);
TD_API td_outcome td_finding_outcome(const td_finding *f);

/* The finding's message in "en" or "vi". Borrowed until td_result_free. */
TD_API td_status td_finding_message(const char **out, td_result *result,
                                    size_t i, const char *lang, td_err *err);

TD_API td_status td_result_write(td_result *result,
                                 const td_write_options *options,
                                 td_write_fn write, void *ud, td_err *err);

/* Writes a report about the plan that was checked: what its commitments have
 * come to, who has reported, what is due next, and every finding with its
 * evidence. Format "html", one page that needs nothing else, "md", a document
 * in the layout of an official report, or "json"; NULL: html. */
TD_API td_status td_report_write(td_result *result,
                                 const td_write_options *options,
                                 td_write_fn write, void *ud, td_err *err);

/* ---- workbooks ------------------------------------------------------ */

/* A report as sheets of cells, for whoever writes files of spreadsheets: the
 * library describes, and knows no such file. Texts are UTF-8 without controls,
 * of 32,767 characters of UTF-16 at most, and borrowed during the call. */

/* How cells look. */
typedef struct td_book_style {
  const char *format;    /* of numbers and days, "#,##0.00"; NULL: none */
  int size;              /* in points; 0: the standard */
  int color, background; /* 0xRRGGBB; -1: the standard */
  bool is_bold, is_italic, is_wrapped, is_left, is_right, is_head;
} td_book_style;

typedef struct td_book {
  const char *title, *subject, *author, *keywords, *comments; /* or NULL */
  int year, month, day; /* on which it counts as made, in place of a clock */
  const td_book_style *styles; /* cells name them by their places */
  size_t n_styles;
} td_book;

typedef struct td_book_column {
  double width; /* in characters */
  size_t style; /* of cells that name none */
} td_book_column;

typedef struct td_book_sheet {
  const char *name; /* 1 to 31 characters, of no other sheet */
  const td_book_column *columns;
  size_t n_columns;
  size_t frozen_rows, frozen_columns; /* that stay in sight */
  size_t filter_head; /* row, from 0, of the heads of a table that filters, */
  size_t filter_last; /* and the table's last one; 0: no filter */
  size_t pages_wide;  /* on paper, which lies unless is_upright */
  size_t page_rows;   /* after which paper ends, below the first; 0: anywhere */
  bool is_upright;
} td_book_sheet;

typedef enum td_book_kind {
  TD_BOOK_EMPTY,
  TD_BOOK_TEXT, /* and nothing else, whatever it begins with */
  TD_BOOK_NUMBER,
  TD_BOOK_DAY,
} td_book_kind;

typedef struct td_book_cell {
  td_book_kind kind;
  size_t style;
  const char *text;
  double number;
  int year, month, day;
  const char *url;   /* http or https, under a text; NULL: none */
  const char *sheet; /* to which a text leads; NULL: none */
} td_book_cell;

typedef struct td_book_row {
  const td_book_cell *cells;
  size_t n;
  double height; /* in points */
} td_book_row;

/* Cells of one column of a sheet; rows count from 0. */
typedef struct td_book_range {
  const char *sheet;
  size_t column, first, last;
} td_book_range;

typedef struct td_book_series {
  const char *name;
  td_book_range names, values; /* names: places on the axis of TD_CHART_LINES */
  int color;                   /* 0xRRGGBB */
  bool has_line, is_dashed, has_marks;
} td_book_series;

typedef enum td_chart_kind {
  TD_CHART_BARS,  /* lying, one on the other's end, names from the top down */
  TD_CHART_LINES, /* over numbers; what is missing is a gap */
} td_chart_kind;

typedef struct td_book_chart {
  td_chart_kind kind;
  const char *title, *x_name, *y_name; /* or NULL */
  const char *x_format, *y_format;     /* of the numbers at the axes; or NULL */
  double x_first, x_last; /* ends of the axis of TD_CHART_LINES; both 0: any */
  const char *text;       /* what a screen reader says */
  const char *sheet;      /* one of its own, named so; NULL: it stands in the
                           * sheet that has begun, at row and column */
  size_t row, column;
  const td_book_series *series;
  size_t n_series;
} td_book_chart;

/* Receives a workbook: its begin, then sheet by sheet its rows and the charts
 * in it, then charts with sheets of their own. A return other than 0 ends it. */
typedef struct td_book_writer {
  size_t size; /* sizeof(td_book_writer) */
  int (*begin)(void *ud, const td_book *book);
  int (*sheet)(void *ud, const td_book_sheet *sheet);
  int (*row)(void *ud, const td_book_row *row);
  int (*chart)(void *ud, const td_book_chart *chart);
} td_book_writer;

/* Describes the content of td_report_write as a workbook, in the language of
 * the options. TD_EIO where the writer ends it. */
TD_API td_status td_report_book(td_result *result,
                                const td_write_options *options,
                                const td_book_writer *writer, void *ud,
                                td_err *err);

/* ---- runs ----------------------------------------------------------- */

/* A compliance run: a check that is recorded in the store, by which findings
 * move through their life (docs/runs.md). One at a time for a store: the lock
 * is held from td_run_begin to td_run_close. Freed by td_run_close. */
typedef struct td_run td_run;

typedef struct td_run_options {
  size_t size;                   /* sizeof(td_run_options) */
  const char *as_of, *known_at;  /* as of td_snapshot_options */
  const td_check_options *check; /* as of td_check; NULL: the standards */
  bool wait;         /* until another run has ended, rather than TD_EBUSY */
  bool accepts_drop; /* resolve findings though fewer subjects were judged */
  void (*on_note)(void *ud, const char *text); /* a line each; may be NULL */
  void *ud;
} td_run_options;

/* Evaluates, and finds what became of each finding; nothing is recorded yet,
 * but for what a later try may resume from. `st` must be open for writing and,
 * as `rules`, outlive the run. Fails as td_snapshot_take and td_check do;
 * TD_EUSAGE for a day before that of the last recorded run, since the record
 * only goes forward. */
TD_API td_status td_run_begin(td_run **out, td_store *st, td_rules *rules,
                              const td_run_options *options, td_err *err);
TD_API void td_run_close(td_run *run);

/* Its findings tell their state. Borrowed until td_run_close. */
TD_API td_result *td_run_result(td_run *run);

/* What the run came to. Texts are borrowed until td_run_close. */
typedef struct td_run_news {
  const char *id;       /* "2026-11-23-0f3a9c21" */
  const char *previous; /* id of the last run, and its day; NULL if this is */
  const char *previous_as_of; /* the first one */
  bool is_recorded;   /* the very same run was recorded before: it gets its
                       * outputs again, nothing else */
  bool is_suspicious; /* a fifth fewer subjects were judged than before: nothing
                       * is resolved */
  int64_t judged, judged_before; /* by the rules that both runs had; before: -1
                                  * where there is no run to compare with */
  size_t resumed;                /* rules that an unfinished try had run */
  size_t fresh, reopened, changed, ongoing, stale, waived, resolved;
  size_t held; /* findings that would be resolved if the run was not
                * suspicious */
} td_run_news;

TD_API void td_run_tell(const td_run *run, td_run_news *out);

/* td_result_write of the run's result, which notes size and hash under `name`
 * for the record. */
TD_API td_status td_run_write(td_run *run, const char *name,
                              const td_write_options *options,
                              td_write_fn write, void *ud, td_err *err);

/* A digest for one agency. Texts are valid during the call only. */
typedef struct td_digest {
  const char *id;            /* of the message, "name@place": the same run and
                              * agency always have the same; the name can be
                              * that of a file */
  const char *run, *agency;  /* the agency's code */
  const char *name, *sender; /* of the agency, and of who issued the plan, "" if
                              * that is not known */
  const char *subject, *body;
  const char *day;     /* of the run */
  int hour, ahead;     /* at which it is dated; seconds ahead of UTC then */
  const char *reasons; /* "new, overdue" */
} td_digest;

/* What the caller made of it: the name of the file it will be, and its bytes,
 * which are only looked at. */
typedef struct td_digest_made {
  char file[256];
  const void *bytes;
  size_t n;
} td_digest_made;

/* Makes the message; a non-zero return ends everything. */
typedef int (*td_digest_fn)(void *ud, const td_digest *digest,
                            td_digest_made *out);

/* Before td_run_record, which keeps what was told to whom: makes a digest for
 * each agency that is to be written to by the policy (docs/digests.md), by
 * agency; `lang` NULL is "vi". None for a run that is recorded already or
 * suspicious. */
TD_API td_status td_run_digests(td_run *run, const char *lang,
                                td_digest_fn take, void *ud, td_err *err);

/* Tells each digest that is recorded and was not delivered yet, those of
 * earlier runs too, and keeps that it is delivered once `take` returns 0. */
typedef int (*td_pending_fn)(void *ud, const char *id, const char *file);
TD_API td_status td_run_pending(td_run *run, td_pending_fn take, void *ud,
                                td_err *err);

/* Records the run, its outputs included, all or nothing. Where it is recorded
 * already, only outputs of other names are added. */
TD_API td_status td_run_record(td_run *run, td_err *err);

/* After td_run_record: the manifest as JSON, what went in and what came out,
 * each with its hash. */
TD_API td_status td_run_manifest(td_run *run, td_write_fn write, void *ud,
                                 td_err *err);

/* Day after the last recorded run's, in ISO form, "" if there is none: where
 * the days begin that have no run. */
TD_API td_status td_run_next_day(char day[11], td_store *st, td_err *err);

/* A recorded run that was run again. Freed by td_replay_free. */
typedef struct td_replay td_replay;

typedef struct td_replay_options {
  size_t size;          /* sizeof(td_replay_options) */
  td_rules *take_rules; /* run with these, in place of those that were kept with
                         * the run, which NULL means; taken over, whatever
                         * happens */
  bool is_current;      /* on the data as they are now, not as known then */
  int workers;          /* processes; 0: this thread */
} td_replay_options;

/* Runs a recorded run again, on the data known then, with the rules and
 * settings of then, and compares result and outputs byte for byte. `run` is an
 * id, the beginning of one, or "latest"; the store is open for reading and good
 * for nothing else afterwards. Differences are part of what comes out; `options`
 * may be NULL. */
TD_API td_status td_replay_run(td_replay **out, td_store *st, const char *run,
                               const td_replay_options *options, td_err *err);
TD_API void td_replay_free(td_replay *replay);

/* The run's result, made again: where nothing differs, the one of then.
 * Borrowed until td_replay_free. */
TD_API td_result *td_replay_result(td_replay *replay);

/* How many things differ: 0 says that the run is proved. */
TD_API size_t td_replay_differences(const td_replay *replay);

/* Writes what differs, in what went in and in what came out: format "text" or
 * "json". */
TD_API td_status td_replay_write(const td_replay *replay,
                                 const td_write_options *options,
                                 td_write_fn write, void *ud, td_err *err);

/* ---- why a finding is there ------------------------------------------- */

typedef struct td_why_options {
  size_t size;      /* sizeof(td_why_options) */
  const char *rule; /* id; only this rule is run. NULL: all are, to find it */
  /* What else the id stands for, as far as it is known: with the rule and the
   * subject's code it can be told of a finding that is gone what has become of
   * it. `kind` is the subject's ("target"); NULL: found by the id, else what
   * the rule is over. A period is written "2025-Q4"; NULL: none, as of `key`. */
  const char *kind, *subject, *period, *key;
  int workers;    /* as of td_check_options, as are these */
  double seconds; /* of the check, and again of the evaluation that is told */
  uint64_t bytes;
} td_why_options;

/* Finds one finding, evaluates its subject again (a rule that looks at its whole
 * set at once: the set) and writes what was done: the lines of the rule that
 * ran, what they called, every value of the plan that was read with its source,
 * the parameters and who set them, and what came of it. `id` is what
 * td_finding_id gives or at least the first four of its characters; it may be
 * NULL where `why` names rule and subject. Formats "text", with `limit` for how
 * much of each list is shown, and "json".
 *
 * Where there is no such finding any more, and `why` names rule and subject, it
 * writes whether the subject now passes, cannot be judged and why, or is gone,
 * as the rule may be. TD_EUSAGE for an id that is none, that begins several
 * findings, that is not the one of that rule and subject, or of which nothing
 * is known. `why` and `options` may be NULL. */
TD_API td_status td_why(td_snapshot *snap, td_rules *rules, const char *id,
                        const td_why_options *why,
                        const td_write_options *options, td_write_fn write,
                        void *ud, td_err *err);

/* ---- the record of runs ------------------------------------------------- */

/* What recorded runs found and what became of it (docs/runs.md), read from a
 * store that is open for reading. Where nothing is recorded yet, and in a store
 * of a schema that has no record, lists are empty and say so; asking for one
 * finding or run is TD_EUSAGE. An id of a finding, or of a run, may be given by
 * its beginning, of a finding at least four characters; a run also as "latest".
 * One that there is not, or that begins several: TD_EUSAGE. */

/* Writes the findings that are open after the last recorded run; with `all`, or
 * where `select` names the state, also those that are waived and resolved.
 * `select` is an expression over id, rule, topic, severity, goal, target,
 * agency, subject, label, kind, period, state, since, age_days and waiver, or
 * NULL. Messages are those of a finding's last event. Formats "text", "json",
 * "jsonl", "csv", "markdown"; `limit` as of results. */
TD_API td_status td_record_findings(td_store *st, const char *select, bool all,
                                    const td_write_options *options,
                                    td_write_fn write, void *ud, td_err *err);

/* Writes all about one finding: its state, what was last said of it, subject
 * and rule as they were in the last run that saw it, what excuses it, what to
 * do, its last events. The store goes back to that run and is good for nothing else
 * afterwards. Formats "text" and "json". */
TD_API td_status td_record_finding(td_store *st, const char *id,
                                   const td_write_options *options,
                                   td_write_fn write, void *ud, td_err *err);

/* Writes every event of one finding, and in how many runs it went on between
 * them. Formats "text" and "json". */
TD_API td_status td_record_history(td_store *st, const char *id,
                                   const td_write_options *options,
                                   td_write_fn write, void *ud, td_err *err);

/* td_why about a recorded finding on the data, rules and settings of a recorded
 * run (NULL: the last one that saw it), and whether the evidence on record is
 * what comes out. The store goes back to that run and is good for nothing else
 * afterwards. `workers` as of td_check_options. */
TD_API td_status td_record_why(td_store *st, const char *id, const char *run,
                               int workers, const td_write_options *options,
                               td_write_fn write, void *ud, td_err *err);

/* Writes every recorded run, the newest last, with what it came to. Formats
 * "text", "json", "csv". */
TD_API td_status td_record_runs(td_store *st, const td_write_options *options,
                                td_write_fn write, void *ud, td_err *err);

/* td_run_manifest of a recorded run. */
TD_API td_status td_record_manifest(td_store *st, const char *run,
                                    td_write_fn write, void *ud, td_err *err);

/* A baseline: open findings that are accepted, so that runs take them for
 * waived until a day. What is resolved is out of it for good. */
typedef struct td_baseline_options {
  size_t size;        /* sizeof(td_baseline_options) */
  const char *until;  /* ISO day, the last one in force; at most 366 days after
                         * the last recorded run's */
  const char *signer; /* who accepts them, and why; neither may be empty */
  const char *reason;
  const char *select; /* as of td_record_findings; NULL: all that are open */
} td_baseline_options;

/* Accepts the findings that are open after the last recorded run, in force from
 * that run's day on. While a baseline is in force another one may only hold
 * what the former still holds: TD_EUSAGE naming what is new. TD_EBUSY while a
 * run is at work. The store must be open for writing. */
TD_API td_status td_record_accept(td_store *st,
                                  const td_baseline_options *options,
                                  td_err *err);

/* Writes the baseline in force on the last recorded run's day: how many
 * findings were accepted, how many are left, by rule. Formats "text" and "json". */
TD_API td_status td_record_baseline(td_store *st,
                                    const td_write_options *options,
                                    td_write_fn write, void *ud, td_err *err);

/* ---- progress over a plain table ------------------------------------ */

/* A table of series and what they are judged by. Freed by td_assess_close. */
typedef struct td_assess td_assess;

typedef struct td_assess_options {
  size_t size;        /* sizeof(td_assess_options) */
  const char *method; /* "open-sdg", "unsd" ... or "trend"; docs/progress.md has
                       * them all; NULL: open-sdg */
  const char *settings; /* CSV file with a row for a series; NULL: none */
  /* What holds for series and cells that `settings` leave open, as text:
   * "up" or "down", years of four digits, numbers with a decimal point. NULL:
   * the method's own. */
  const char *direction, *base_year, *target, *target_year, *limit;
  const char *high, *med, *low, *optimum, *lower_bound, *green;
  /* What was skipped or not used, a line each; may be NULL. */
  void (*on_note)(void *ud, const char *text);
  void *ud;
} td_assess_options;

/* Reads a table: CSV with the columns series, year and value, rows in any
 * order; "-" is standard input. TD_EUSAGE for a method or a setting that there
 * is not, before anything is read; TD_EDATA, with file, line and column, for a
 * row that is not as it must be. `options` may be NULL. */
TD_API td_status td_assess_open(td_assess **out, const char *path,
                                const td_assess_options *options, td_err *err);
TD_API void td_assess_close(td_assess *a);

/* Judges the series and writes a row for each, in the order in which they are
 * first named, as "csv" or "json"; NULL: csv. `lang` is the language of the
 * reasons. Nothing is kept of what is written. */
TD_API td_status td_assess_write(td_assess *a, const td_write_options *options,
                                 td_write_fn write, void *ud, td_err *err);

/* ---- new rules ------------------------------------------------------ */

/* Writes the file of a new rule over a set of the plan (NULL: "commitments"),
 * with comments in the options' language and examples that pass; `folder` is
 * what its comments call the folder of rules. TD_EUSAGE, with what would do,
 * for an id that is none or that a compiled-in rule has, and an unknown set. */
TD_API td_status td_rule_skeleton(const char *id, const char *over,
                                  const char *folder,
                                  const td_write_options *options,
                                  td_write_fn write, void *ud, td_err *err);

/* ---- tests of rules ------------------------------------------------- */

/* What became of the examples of rules, and of specs that were run elsewhere.
 * Freed by td_tests_free. */
typedef struct td_tests td_tests;

typedef enum td_verdict {
  TD_PASSED,
  TD_FAILED,
  TD_SKIPPED,
  TD_VERDICTS, /* how many there are */
} td_verdict;

typedef struct td_test_options {
  size_t size; /* sizeof(td_test_options) */
  const char
      *lang;      /* of what is said about a failure, "en" or "vi"; NULL: en */
  int workers;    /* processes; 0: this thread, no isolation */
  double seconds; /* limit for one example; 0: 10 */
  void (*on_progress)(void *ud, size_t done, size_t all); /* may be NULL */
  void *ud;
} td_test_options;

/* Runs every example of the loaded rules, if there are any, over the plan it
 * gives. An example that fails, hangs or crashes is part of the result.
 * `options` may be NULL. */
TD_API td_status td_rules_test(td_tests **out, td_rules *rules,
                               const td_test_options *options, td_err *err);
TD_API void td_tests_free(td_tests *t);

/* Adds what a program said in TAP about the spec `file`: lines "ok 1 - name",
 * "not ok 2 - name", a "# SKIP why" at their end, and below a failure "# at
 * line" and lines of explanation. `problem` is what is wrong with the run as a
 * whole, NULL if nothing: "late SECONDS", "signal N", "exit N", or a text;
 * without a single test, that is a failure too. */
TD_API td_status td_tests_add_tap(td_tests *t, const char *file,
                                  const char *tap, size_t n,
                                  const char *problem, td_err *err);

/* Adds a spec that could not be run, with the reason: "no_busted", "no_lua",
 * "no_module", or a text. */
TD_API td_status td_tests_add_skipped(td_tests *t, const char *file,
                                      const char *why, td_err *err);

TD_API size_t td_tests_count(const td_tests *t, td_verdict v);

/* Writes failures with file and line, what was skipped and why, the rules that
 * have no examples, and the counts; formats "text" and "tap". */
TD_API td_status td_tests_write(const td_tests *t,
                                const td_write_options *options,
                                td_write_fn write, void *ud, td_err *err);

/* ---- pages about rules ---------------------------------------------- */

/* Receives a page in Markdown: its place below the folder of pages, such as
 * "progress/off_track.md". Strings are valid during the call; a non-zero
 * return stops the writing. */
typedef int (*td_page_fn)(void *ud, const char *path, const char *text,
                          size_t n);

typedef struct td_docs_options {
  size_t size;      /* sizeof(td_docs_options) */
  const char *id;   /* of one rule; NULL: all, and README.md, the index */
  const char *lang; /* "en" or "vi"; NULL: en */
  int workers;      /* as of td_check_options, here and below */
  double seconds;
} td_docs_options;

/* Makes a page of each loaded rule: what its doc says, section by section, its
 * parameters, examples, and one finding: the first it has in the snapshot,
 * where there is one (NULL: none) and it finds anything, else what its first
 * failing example gives. An unknown id: TD_EUSAGE with the nearest. `options`
 * may be NULL. */
TD_API td_status td_rules_docs(td_rules *rules, td_snapshot *snap,
                               const td_docs_options *options, td_page_fn take,
                               void *ud, td_err *err);

/* ---- assay ---------------------------------------------------------- */

/* How much the rules catch: faults are injected, one at a time, into a copy of
 * a store, and what the rules then find is compared with what they find in the
 * copy as it was. A fault is caught where a rule has a finding that the store
 * as it was does not give, or a graver one. It is noticed where a rule only
 * says something else of a finding that stood before, or can judge less. */
typedef struct td_assay td_assay;

typedef struct td_assay_options {
  size_t size;          /* sizeof(td_assay_options) */
  const char *as_of;    /* as of td_snapshot_options; required */
  const char *known_at; /* NULL: as_of */
  const char *select;   /* as of td_check_options, of rules and findings */
  int faults;     /* of each kind, evenly spread; 0: 20; below: all there are */
  int workers;    /* processes; 0: this thread, no isolation */
  double seconds; /* limit for one check; 0: 10 */
  uint64_t bytes; /* memory limit for one check; 0: 256 MiB */
  void (*on_progress)(void *ud, size_t done, size_t all); /* may be NULL */
  void *ud;
} td_assay_options;

/* Assays the rules on a store, which is only read. Fails as td_check does; a
 * fault that could not be tried is part of the assay. The assay does not depend
 * on the number of workers. `rules` must outlive it. */
TD_API td_status td_assay_run(td_assay **out, td_store *st, td_rules *rules,
                              const td_assay_options *options, td_err *err);
TD_API void td_assay_free(td_assay *assay);

/* Faults that were tried to the end, and those that were caught; errors of
 * rules in the store as it is, and faults that could not be tried or made a
 * rule end in an error. */
TD_API size_t td_assay_tried(const td_assay *assay);
TD_API size_t td_assay_caught(const td_assay *assay);
TD_API size_t td_assay_errors(const td_assay *assay);

/* Writes it: format "text", "json", or "csv" with a row a fault. */
TD_API td_status td_assay_write(td_assay *assay,
                                const td_write_options *options,
                                td_write_fn write, void *ud, td_err *err);

/* ---- session -------------------------------------------------------- */

/* A conversation with a plan: expressions and statements of Lua, one after the
 * other, over a snapshot, and commands that begin with a colon; docs/repl.md is
 * about what can be asked. The store is only read. */
typedef struct td_session td_session;

typedef struct td_session_options {
  size_t size;          /* sizeof(td_session_options) */
  const char *as_of;    /* as of td_snapshot_options; required */
  const char *known_at; /* NULL: as_of */
  const char *lang;     /* "en" or "vi"; NULL: en */
  bool color;
  int width;  /* of the terminal; 0: 80 */
  int height; /* long tables are cut to it, and `:more` goes on; 0: no cut */
  uint64_t bytes; /* memory limit of what is asked; 0: 256 MiB. There is none
                   * of time: td_session_interrupt */
  int workers;    /* processes for checks; 0: this thread, no isolation */
  const char *folder; /* where `:keep` writes rules; NULL: "my-rules" */
  /* Makes the rules that `check` and `findings` run, when they are first needed
   * and after `:reload`; NULL: those compiled in. *out is the session's. */
  td_status (*make_rules)(void *ud, td_rules **out, td_err *err);
  td_write_fn write; /* receives what is answered; required */
  void *ud;          /* of both */
} td_session_options;

/* `st` may be open for reading alone, must outlive the session, and is used by
 * it at any time. */
TD_API td_status td_session_open(td_session **out, td_store *st,
                                 const td_session_options *options,
                                 td_err *err);
TD_API void td_session_close(td_session *s);

/* Writes what greets a reader: the plan, the day, where help is. */
TD_API td_status td_session_greet(td_session *s, td_err *err);

/* Runs what was typed and writes its value, if it has one. TD_MORE: the text is
 * the beginning of a statement, nothing was done; call again with more of it.
 * TD_LEAVE: it asked for the end. TD_ERULE for an error in it, TD_EUSAGE for a
 * command that cannot be done, TD_ESTOPPED, TD_ELIMIT; the session stays as it
 * was before, but for what was done until then. */
TD_API td_status td_session_eval(td_session *s, const char *text, size_t n,
                                 td_err *err);

/* Runs a whole file, of which only what it prints is written; `name` stands for
 * it in messages. Fails as td_session_eval; TD_MORE is TD_ERULE here. */
TD_API td_status td_session_run(td_session *s, const char *name,
                                const char *text, size_t n, td_err *err);

/* Writes what was wrong with the last text: the message, its line and a mark
 * under the place. */
TD_API td_status td_session_tell(td_session *s, td_write_fn write, void *ud,
                                 td_err *err);

/* Stops what td_session_eval is doing; from any thread or a signal handler. If
 * nothing runs, nothing happens. */
TD_API void td_session_interrupt(td_session *s);

/* Another size of the terminal, as in the options. */
TD_API void td_session_resize(td_session *s, int width, int height);

/* The day that holds now, in ISO form. Borrowed until the session is used. */
TD_API const char *td_session_as_of(const td_session *s);

/* Notes a text that was typed before, for `:history`. */
TD_API td_status td_session_remember(td_session *s, const char *text, size_t n,
                                     td_err *err);

/* What can stand at a place in a text. Strings are borrowed until the next call
 * of a function of the session. */
typedef struct td_completion {
  size_t from;               /* byte of the text from which on it is replaced */
  const char *common;        /* by this, as far as all candidates agree */
  size_t n;                  /* candidates; 0: nothing is known */
  const char *const *texts;  /* each in place of the text from `from` */
  const char *const *labels; /* for a list: "where(filter)", "3.1" */
  const char *const *notes;  /* beside them: a name, a type; may be "" */
} td_completion;

/* `cursor` is a byte of the text; what is behind it does not matter. Runs no
 * function of what was typed. */
TD_API td_status td_session_complete(td_session *s, const char *text,
                                     size_t cursor, td_completion *out,
                                     td_err *err);

/* ---- diagnosis ------------------------------------------------------ */

typedef enum td_health {
  TD_FINE,
  TD_DOUBTFUL, /* works, but a reader should know */
  TD_BROKEN,
} td_health;

/* One thing that was looked at. Strings are valid during the callback only. */
typedef struct td_sign {
  td_health health;
  const char *name;   /* "foreign keys" */
  const char *text;   /* what was found */
  const char *advice; /* what to do about it; "" if nothing */
} td_sign;

typedef void (*td_sign_fn)(void *ud, const td_sign *sign);

/* Looks at the running program: versions of the libraries it runs on, the
 * build, and whether hostile scripts are contained. Takes a second or two;
 * `workers` false: scripts run on this thread, and what only a process can
 * contain is left out. */
TD_API td_status td_host_diagnose(bool workers, td_sign_fn on_sign, void *ud,
                                  td_err *err);

/* Looks at a store as of a day, in ISO form: the file, its references, what is
 * in it. Fails only if it cannot look at all. */
TD_API td_status td_store_diagnose(td_store *st, const char *as_of,
                                   td_sign_fn on_sign, void *ud, td_err *err);

/* ---- names of things ------------------------------------------------ */

TD_API const char *td_severity_name(td_severity s); /* "high" */
TD_API const char *td_outcome_name(td_outcome o);   /* "no-data" */

#ifdef __cplusplus
}
#endif
#endif
