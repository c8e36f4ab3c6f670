/* Writes messages from a spec: each argument "name=value" sets a member, or
 * "name<PATH" sets it to what is in a file; a name that is no member is a
 * header. The message goes to standard output, what is wrong to standard
 * error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mail.h"

enum { MAX_HEADERS = 8, MAX_ARGUMENTS = 32 };

/* The bytes of a file, NUL after them; exits without the file. */
static char *slurp(const char *path, size_t *n)
{
  FILE *f = fopen(path, "rb");
  char *bytes = (char *)calloc(1, 1 << 20);

  if (!f || !bytes) {
    perror(path);
    exit(2);
  }
  *n = fread(bytes, 1, (1 << 20) - 1, f);
  fclose(f);
  return bytes;
}

static const char **text_member(cli_mail *m, const char *name)
{
  const struct {
    const char *name;
    const char **at;
  } members[] = {
    { "from", &m->from },
    { "from_name", &m->from_name },
    { "to", &m->to },
    { "to_name", &m->to_name },
    { "subject", &m->subject },
    { "body", &m->body },
    { "day", &m->day },
    { "message_id", &m->message_id },
    { "csv_name", &m->csv_name },
  };

  for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
    if (!strcmp(members[i].name, name))
      return members[i].at;
  return NULL;
}

static void set(cli_mail *m, cli_mail_header *headers, const char *name,
                const char *value, size_t n)
{
  const char **text = text_member(m, name);

  if (text) {
    *text = value;
  } else if (!strcmp(name, "minute")) {
    m->minute = atoi(value);
  } else if (!strcmp(name, "ahead")) {
    m->ahead = atoi(value);
  } else if (!strcmp(name, "csv")) {
    m->csv = value;
    m->n_csv = n;
  } else if (m->n_headers < MAX_HEADERS) {
    headers[m->n_headers++] = (cli_mail_header){ name, value };
  }
}

/* The bytes that the member is in, where they are of a file; free. */
static char *set_argument(cli_mail *m, cli_mail_header *headers, char *argument)
{
  size_t at = strcspn(argument, "=<");
  const char *value = argument + at + 1;
  size_t n = strlen(value);
  char *bytes = argument[at] == '<' ? slurp(value, &n) : NULL;

  argument[at] = '\0';
  set(m, headers, argument, bytes ? bytes : value, n);
  return bytes;
}

int main(int argc, char **argv)
{
  cli_mail_header headers[MAX_HEADERS];
  cli_mail m = { .from = "tiendo@example.org",
                 .subject = "s",
                 .body = "b\n",
                 .day = "2027-02-11",
                 .minute = 390,
                 .ahead = 25200,
                 .message_id = "m@example.org",
                 .headers = headers };
  char *bytes[MAX_ARGUMENTS] = { NULL };
  td_err err = { TD_OK, "" };

  for (int i = 1; i < argc && i < MAX_ARGUMENTS; i++)
    bytes[i] = set_argument(&m, headers, argv[i]);
  cli_mail_write(&m, stdout, &err);
  for (int i = 1; i < MAX_ARGUMENTS; i++)
    free(bytes[i]);
  if (err.code == TD_OK)
    return 0;
  fprintf(stderr, "%d %s\n", err.code, err.text);
  return 1;
}
