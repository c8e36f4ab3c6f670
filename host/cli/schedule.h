/* When and how `tiendo run` is to be started, and the files that say so. */
#ifndef TD_SCHEDULE_H
#define TD_SCHEDULE_H

#include "cli.h"

/* The command's own options, as positions in cli_options.own. */
enum {
  OWN_NAME,
  OWN_AT,
  OWN_DAYS,
  OWN_ZONE,
  OWN_SYSTEM,
  OWN_USER,
  OWN_CRON,
  OWN_APPLY,
  OWN_ENABLE,
  OWN_NO_CATCH_UP,
  OWN_PROGRAM,
  OWN_ROOT,
};

enum { SCHEDULE_PATH = 4096, SCHEDULE_FOLDERS = 64 };

/* Paths, absolute, sorted, each once. Freed by folders_free. */
typedef struct folders {
  char *path[SCHEDULE_FOLDERS];
  size_t n;
} folders;

typedef struct schedule {
  char name[160];   /* of the units: "tiendo-qd-1015-2018" */
  char title[512];  /* of the plan in the reader's language, or its code */
  char zone[64];    /* as the zone database calls it */
  int hour, minute; /* of the zone */
  unsigned days;    /* bit 0: Monday ... bit 6: Sunday */
  char program[SCHEDULE_PATH], store[SCHEDULE_PATH];
  char folder[SCHEDULE_PATH]; /* in which the program is started */
  char user[64];              /* "": the manager's own */
  char root[SCHEDULE_PATH];   /* "": this computer */
  bool is_system;
  bool catches_up; /* --catch-up is to be added */
  bool logs;       /* --log json is to be added */
  char **args;     /* what was behind "--", for the run */
  int n_args;
  folders written;    /* that the run writes into, the store's among them */
  bool is_under_home; /* something it uses is below /home or the like */
  bool is_under_tmp;  /* below /tmp or /var/tmp */
} schedule;

/* ---- what is asked for: schedule_read.c ---- */

/* Fills in what the options, the store and its plan say; complains. argv is the
 * store and, behind "--", what goes to the run. Freed by schedule_free, after a
 * failure too. */
int schedule_read(schedule *s, const cli_options *o, int argc, char **argv);
void schedule_free(schedule *s);

/* The part that needs no store: where units stand, and the store's path, which
 * need not be there any more. */
int schedule_place(schedule *s, const cli_options *o, const char *store);

/* ---- paths among the arguments: schedule_paths.c ---- */

/* Fills in folder, written, is_under_home and is_under_tmp; complains. */
int schedule_find_paths(schedule *s);
void folders_free(folders *f);

/* ---- texts: schedule_unit.c, schedule_cron.c ---- */

/* What every file of ours begins with: the marker, then the store. */
#define SCHEDULE_MARK "# tiendo schedule 1: "
#define SCHEDULE_STORE "# store: "

void schedule_write_service(FILE *to, const schedule *s);
void schedule_write_timer(FILE *to, const schedule *s);

/* "Mon..Fri *-*-* 06:30:00 Asia/Ho_Chi_Minh" */
void schedule_calendar(char *out, size_t room, const schedule *s);

/* Days in runs: "Mon..Fri" with names, or "1-5" without. */
void schedule_days(char *out, size_t room, unsigned days, bool are_named);

/* The lines for a crontab between their marks; complains about a line that
 * crons do not take. */
int schedule_write_cron(FILE *to, const schedule *s);

/* The next block of ours from `at` on, of any name; *n is 0 if there is none.
 * False if it has a beginning and no end. */
bool schedule_next_block(const char **at, size_t *n);

/* Whether a block has this name. */
bool schedule_is_named(const char *block, const char *name);

/* ---- installed files: schedule_files.c ---- */

/* "ROOT/etc/systemd/system", or the user's; complains. */
int schedule_unit_folder(char *out, size_t room, const schedule *s);

/* Whether a text begins with our marker, and whether for this store. */
bool schedule_is_ours(const char *text);
bool schedule_is_for(const char *text, const char *store);

/* The whole file, from malloc; NULL, with errno, if it cannot be read. */
char *schedule_read_file(const char *path);

/* Writes both units, or none; complains. */
int schedule_write_units(const schedule *s, const char *folder);

/* Names, without ".timer", of the units in a folder that are for the store. */
void schedule_list(folders *names, const char *folder, const char *store);

/* Whether the link is there by which a systemd starts the timer. */
bool schedule_is_enabled(const char *folder, const char *name);

/* Takes one of them away, with the link that enables it; complains. */
int schedule_remove_units(const char *folder, const char *name,
                          const char *store);

/* ---- crontabs: schedule_crontab.c ---- */

/* Prints the lines, or with --apply puts them into the user's crontab. */
int schedule_install_cron(const schedule *s, const cli_options *o);

/* Prints the blocks of the store, or takes one out of the crontab. */
int schedule_show_cron(const schedule *s, const cli_options *o);
int schedule_remove_cron(const schedule *s, const cli_options *o);

/* ---- other programs: schedule_tools.c ---- */

/* What a program printed. Freed by tool_free. */
typedef struct tool {
  char *out;
  int code; /* exit code; 127: there is no such program */
} tool;

/* Runs it with `input` (NULL: nothing) and keeps what it prints on both
 * outputs, in English; false without processes or memory. */
bool tool_run(tool *t, const char *const *argv, const char *input);
void tool_free(tool *t);

/* A systemd is there to be told: the system's, or the user's. */
bool schedule_has_manager(const schedule *s);

/* Prints the next starts by a calendar expression, each on a line that begins
 * as a comment does, or why it cannot. */
void schedule_print_next(const cli_options *o, const char *calendar);

/* systemctl [--user] VERB..., complaining where it fails. */
int schedule_systemctl(const schedule *s, const char *verb, const char *option,
                       const char *unit);

/* ---- words: schedule_words.c ---- */

typedef enum schedule_word {
  WORD_DESCRIPTION, /* of a unit */
  WORD_WRITTEN,
  WORD_ON,  /* it is enabled */
  WORD_OFF, /* it is not, and what to type */
  WORD_NEXT_STEPS,
  WORD_LINGER,
  WORD_ENABLED,
  WORD_NOTHING, /* is installed for the store */
  WORD_NEXT,    /* start */
  WORD_NO_ANALYZE,
  WORD_REMOVED,
  WORD_NO_FOLDER,
  WORD_NO_ZONE,
  WORD_AS_ROOT,
  WORD_KEPT,
  WORD_APPLIED,
  WORD_WOULD_GO, /* by remove */
  WORDS,         /* how many there are */
} schedule_word;

const char *schedule_say(const cli_options *o, schedule_word word);

/* "tiendo: note: ..." on standard error, unless --quiet. */
void schedule_note(const cli_options *o, schedule_word word, const char *what);

/* Complains, and gives the exit code. */
int schedule_no_memory(void);

#endif
