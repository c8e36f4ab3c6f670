/* The outbox. A digest is written under a hidden name, the record says that it
 * is to be delivered, then it gets its name, then the record says that it was:
 * whenever the program is killed, the next run knows what is left to do, and
 * what a sender has taken away is not put there again. */
#include "outbox.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mail.h"

enum { PATH_ROOM = 4096 };

#define PART ".part"
#define NOBODY "tiendo@tiendo.invalid"

/* ---- one digest ---- */

/* Writes the message; `agency` is the code on one line. */
static td_status write_message(FILE *to, const cli_outbox *out,
                               const td_digest *d, const char *agency,
                               td_err *err)
{
  const cli_mail_header headers[] = {
    { "X-Tiendo-Run", d->run },
    { "X-Tiendo-Agency", agency },
    { "Auto-Submitted", "auto-generated" },
  };
  const cli_mail m = {
    .from = out->from ? out->from : NOBODY,
    .from_name = *d->sender ? d->sender : NULL,
    .to_name = d->name,
    .subject = d->subject,
    .body = d->body,
    .day = d->day,
    .minute = 60 * d->hour,
    .ahead = d->ahead,
    .message_id = d->id,
    .headers = headers,
    .n_headers = sizeof(headers) / sizeof(*headers),
  };

  return cli_mail_write(&m, to, err);
}

/* The bytes of the message; free. */
static char *make_message(const cli_outbox *out, const td_digest *d, size_t *n)
{
  char *bytes = NULL, *agency = strdup(d->agency);
  FILE *to = open_memstream(&bytes, n);
  td_err err = { TD_ENOMEM, "out of memory" };
  bool is_good = false;

  for (char *p = agency; p && *p; p++)
    if ((unsigned char)*p < ' ' || *p == 0x7f)
      *p = ' ';
  if (agency && to)
    is_good = write_message(to, out, d, agency, &err) == TD_OK;
  if (to && fclose(to))
    is_good = false;
  free(agency);
  if (is_good)
    return bytes;
  cli_fail(&err);
  free(bytes);
  return NULL;
}

static int fail(const char *path)
{
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  return CLI_OUTPUT;
}

static bool is_path(char path[PATH_ROOM], const cli_outbox *out,
                    const char *before, const char *file, const char *after)
{
  return snprintf(path, PATH_ROOM, "%s/%s%s%s", out->folder, before, file,
                  after) < PATH_ROOM;
}

static int write_bytes(const char *path, const char *bytes, size_t n)
{
  FILE *to = fopen(path, "wbe");
  bool is_good =
      to && fwrite(bytes, 1, n, to) == n && !fflush(to) && !fsync(fileno(to));

  if (to && fclose(to))
    is_good = false;
  return is_good ? CLI_OK : fail(path);
}

/* What is being written, and the message that the library looks at. */
typedef struct writing {
  cli_outbox *out;
  char *bytes;
} writing;

static int take_digest(void *ud, const td_digest *d, td_digest_made *made)
{
  writing *w = (writing *)ud;
  char path[PATH_ROOM];
  size_t n;

  free(w->bytes);
  w->bytes = make_message(w->out, d, &n);
  snprintf(made->file, sizeof(made->file), "%.*s.eml", (int)strcspn(d->id, "@"),
           d->id);
  if (!w->bytes || !is_path(path, w->out, ".", made->file, PART))
    return 1;
  made->bytes = w->bytes;
  made->n = n;
  w->out->n++;
  cli_log_event(w->out->log, "digest", "agency", d->agency, "file", made->file,
                "reasons", d->reasons, (const char *)NULL);
  return write_bytes(path, w->bytes, n) != CLI_OK;
}

int cli_outbox_write(cli_outbox *out, td_run *run)
{
  writing w = { out, NULL };
  char path[PATH_ROOM];
  td_err err;
  int code = CLI_OK;

  if (!out->folder)
    return CLI_OK;
  if (!is_path(path, out, "", "x", ""))
    return cli_usage("--outbox: too long a path");
  code = cli_make_folders(path);
  if (code == CLI_OK &&
      td_run_digests(run, out->lang, take_digest, &w, &err) != TD_OK) {
    code = cli_fail(&err);
    code = err.code == TD_EIO ? CLI_OUTPUT : code;
  }
  free(w.bytes);
  return code;
}

/* ---- delivering ---- */

/* Where the hidden file is gone, it had got its name already. */
static int deliver(void *ud, const char *id, const char *file)
{
  const cli_outbox *out = (const cli_outbox *)ud;
  char path[PATH_ROOM], part[PATH_ROOM];

  (void)id;
  if (!is_path(path, out, "", file, "") || !is_path(part, out, ".", file, PART))
    return 1;
  if (!rename(part, path) || errno == ENOENT)
    return 0;
  fail(path);
  return 1;
}

/* Months since year 0 of "2026-12-07..."; -1 where no day begins the text. */
static int months_of(const char *text)
{
  int year, month;

  return sscanf(text, "%4d-%2d-", &year, &month) == 2 ? 12 * year + month : -1;
}

/* Two months older than the run: one that is younger may be another plan's,
 * which shares the outbox and is about to deliver it. */
static bool is_left_over(const char *name, int months)
{
  static const char end[] = ".eml" PART;
  size_t n = strlen(name);
  int of = *name == '.' ? months_of(name + 1) : -1;

  return of >= 0 && of + 2 <= months && n > sizeof(end) - 1 &&
         !strcmp(name + n - (sizeof(end) - 1), end);
}

/* Of runs that were killed before they were recorded. */
static void sweep(const cli_outbox *out, int months)
{
  DIR *dir = opendir(out->folder);
  const struct dirent *entry;
  char path[PATH_ROOM];

  while (dir && (entry = readdir(dir)))
    if (is_left_over(entry->d_name, months) &&
        is_path(path, out, "", entry->d_name, ""))
      unlink(path);
  if (dir)
    closedir(dir);
}

int cli_outbox_deliver(cli_outbox *out, td_run *run)
{
  td_run_news news;
  td_err err;

  if (!out->folder)
    return CLI_OK;
  if (td_run_pending(run, deliver, out, &err) != TD_OK) {
    int code = cli_fail(&err);
    return err.code == TD_EIO ? CLI_OUTPUT : code;
  }
  td_run_tell(run, &news);
  sweep(out, months_of(news.id));
  return CLI_OK;
}
