/* A message as mail programs keep it: one .eml, written and not sent. */
#ifndef TD_MAIL_H
#define TD_MAIL_H

#include <stdio.h>

#include "tiendo.h"

typedef struct cli_mail_header {
  const char *name, *value;
} cli_mail_header;

/* Texts are UTF-8. An address is ASCII, "name@place". */
typedef struct cli_mail {
  const char *from, *from_name; /* an address; a name or NULL */
  const char *to, *to_name;     /* address NULL or "": To is a group that bears
                                 * the name and has nobody in it */
  const char *subject;
  const char *body;
  const char *day;                /* "2027-02-11" */
  int minute;                     /* of that day, from 0 */
  int ahead;                      /* seconds ahead of UTC: 25200 */
  const char *message_id;         /* without its brackets: "name@place" */
  const cli_mail_header *headers; /* more of them, in this order */
  size_t n_headers;
  const char *csv_name; /* of an attached file of CSV; NULL: none */
  const void *csv;
  size_t n_csv;
} cli_mail;

/* Writes the message, lines ended by CR and LF. The same message gives the same
 * bytes, whatever the clock and the locale. TD_EUSAGE for an address, a day or
 * a header that cannot be, and then nothing is written; TD_EIO. */
td_status cli_mail_write(const cli_mail *m, FILE *to, td_err *err);

#endif
