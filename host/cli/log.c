/* A stream in the place of standard error, which makes an object of each
 * line. */
#include "log.h"

#include <cJSON.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_ROOM = 8192, RUN_ROOM = 64 };

struct cli_log {
  FILE *stream, *before;
  char run[RUN_ROOM];
  char line[LINE_ROOM]; /* what has been written since the last line end */
  size_t n;
};

static void put(cli_log *log, cJSON *object)
{
  char *text = cJSON_PrintUnformatted(object);

  if (text)
    fprintf(log->before, "%s\n", text);
  fflush(log->before);
  cJSON_free(text);
  cJSON_Delete(object);
}

/* The fields that every line begins with. */
static cJSON *begin(const cli_log *log, const char *level)
{
  cJSON *object = cJSON_CreateObject();

  cJSON_AddStringToObject(object, "level", level);
  if (*log->run)
    cJSON_AddStringToObject(object, "run", log->run);
  return object;
}

static void put_line(cli_log *log)
{
  static const char name[] = "tiendo: ", mark[] = "note: ";
  const char *text = log->line;
  bool is_note;
  cJSON *object;

  log->line[log->n] = '\0';
  log->n = 0;
  if (!strncmp(text, name, sizeof(name) - 1))
    text += sizeof(name) - 1;
  is_note = !strncmp(text, mark, sizeof(mark) - 1);
  if (is_note)
    text += sizeof(mark) - 1;
  object = begin(log, is_note ? "info" : "error");
  cJSON_AddStringToObject(object, "message", text);
  put(log, object);
}

/* A longer line is cut in two. */
static ssize_t take(void *cookie, const char *text, size_t n)
{
  cli_log *log = (cli_log *)cookie;

  for (size_t i = 0; i < n; i++) {
    if (text[i] != '\n' && log->n < LINE_ROOM - 1)
      log->line[log->n++] = text[i];
    if (text[i] == '\n' || log->n == LINE_ROOM - 1)
      put_line(log);
  }
  return (ssize_t)n;
}

cli_log *cli_log_open(void)
{
  const cookie_io_functions_t functions = { .write = take };
  cli_log *log = (cli_log *)calloc(1, sizeof(*log));

  if (!log)
    return NULL;
  log->before = stderr;
  log->stream = fopencookie(log, "w", functions);
  if (!log->stream) {
    free(log);
    return NULL;
  }
  setvbuf(log->stream, NULL, _IONBF, 0);
  stderr = log->stream;
  return log;
}

void cli_log_close(cli_log *log)
{
  if (!log)
    return;
  fflush(log->stream);
  if (log->n)
    put_line(log);
  stderr = log->before;
  fclose(log->stream);
  free(log);
}

void cli_log_run(cli_log *log, const char *id)
{
  if (log)
    snprintf(log->run, sizeof(log->run), "%s", id ? id : "");
}

void cli_log_event(cli_log *log, const char *event, ...)
{
  va_list ap;
  cJSON *object;
  const char *name;

  if (!log)
    return;
  object = begin(log, "info");
  cJSON_AddStringToObject(object, "event", event);
  va_start(ap, event);
  while ((name = va_arg(ap, const char *)))
    cJSON_AddStringToObject(object, name, va_arg(ap, const char *));
  va_end(ap);
  put(log, object);
}
