/* tiendo doctor: is the program well, is the store well. */
#include <string.h>

#include "cli.h"

/* What the signs are written to, and the worst so far. */
typedef struct report {
  bool is_json, is_colored, has_signs;
  td_health worst;
} report;

static const char *health_name(td_health h)
{
  static const char *const names[] = { "ok", "warn", "fail" };

  return names[h];
}

/* As a JSON text, with its quotes. */
static void print_json(const char *text)
{
  putchar('"');
  for (const char *p = text; *p; p++) {
    if (*p == '"' || *p == '\\')
      printf("\\%c", *p);
    else if ((unsigned char)*p < 0x20)
      printf("\\u%04x", (unsigned)*p);
    else
      putchar(*p);
  }
  putchar('"');
}

static void print_member(const char *key, const char *text)
{
  printf("\"%s\":", key);
  print_json(text);
}

static void print_json_sign(const report *r, const td_sign *sign)
{
  printf("%s  {", r->has_signs ? ",\n" : "\n");
  print_member("health", health_name(sign->health));
  putchar(',');
  print_member("name", sign->name);
  putchar(',');
  print_member("text", sign->text);
  if (*sign->advice) {
    putchar(',');
    print_member("advice", sign->advice);
  }
  putchar('}');
}

static void print_text_sign(const report *r, const td_sign *sign)
{
  static const char *const colors[] = { "\33[32m", "\33[33m", "\33[1;31m" };
  const char *color = r->is_colored ? colors[sign->health] : "";

  printf("%s%-4s%s  %-27s  %s\n", color, health_name(sign->health),
         *color ? "\33[0m" : "", sign->name, sign->text);
  if (*sign->advice)
    printf("      %-27s  -> %s\n", "", sign->advice);
}

static void on_sign(void *ud, const td_sign *sign)
{
  report *r = (report *)ud;

  if (r->is_json)
    print_json_sign(r, sign);
  else
    print_text_sign(r, sign);
  r->has_signs = true;
  if (sign->health > r->worst)
    r->worst = sign->health;
}

static void say_failure(report *r, const char *name, const td_err *err)
{
  const td_sign sign = { TD_BROKEN, name, err->text, "" };

  on_sign(r, &sign);
}

/* The store's part; a store that cannot be opened is a sign too. */
static void look_at_store(report *r, const char *path, const cli_options *o)
{
  char today[16];
  td_store *st = NULL;
  td_err err;
  td_status rc = td_store_open(&st, path, TD_OPEN_READ, &err);

  if (rc == TD_OK)
    rc = td_store_diagnose(st, cli_as_of(o, st, today), on_sign, r, &err);
  if (rc != TD_OK)
    say_failure(r, "store", &err);
  td_store_close(st);
}

static int run(const cli_options *o, int argc, char **argv)
{
  report r = { .is_json = o->format && !strcmp(o->format, "json"),
               .is_colored = cli_color(o) };
  td_err err;
  int code = cli_check_words(o, "text json");

  if (code != CLI_OK)
    return code;
  if (r.is_json)
    fputs("{\"schema\":1,\"signs\":[", stdout);
  if (td_host_diagnose(o->workers != 0, on_sign, &r, &err) != TD_OK)
    say_failure(&r, "tiendo", &err);
  if (argc)
    look_at_store(&r, argv[0], o);
  if (r.is_json)
    puts("]}");
  if (fflush(stdout) || ferror(stdout))
    return CLI_OUTPUT;
  return r.worst == TD_BROKEN ? CLI_INPUT : CLI_OK;
}

const cli_command cmd_doctor = {
  .name = "doctor",
  .usage = "[STORE]",
  .summary = "is the program well, and is the store",
  .help =
      "Tells the versions it runs on and tries scripts that mean harm: each "
      "must\n"
      "be contained. With a store: whether the file is sound, what is in "
      "it,\n"
      "whether its calendars reach far enough, whether runs were missed, and "
      "whether\n"
      "the record of runs is as it was written. Exit 4 if something is "
      "broken.",
  .takes = "as-of format workers no-color",
  .min_args = 0,
  .max_args = 1,
  .run = run,
};
