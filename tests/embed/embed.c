/* What a program that embeds tiendo looks like: it opens a store, checks it
 * with a rule given as text and prints each finding. Uses tiendo.h alone.
 *
 *   embed STORE DAY RULE.lua */
#include <stdio.h>
#include <stdlib.h>

#include "tiendo.h"

static char *read_file(const char *path, size_t *n)
{
  char *text = NULL;
  FILE *f = fopen(path, "rb");

  if (!f)
    return NULL;
  text = (char *)malloc(65536);
  if (text)
    *n = fread(text, 1, 65536, f);
  fclose(f);
  return text;
}

/* A gate that another system asks: how many findings, and what they say. */
static td_status print_findings(td_result *result, td_err *err)
{
  for (size_t i = 0; i < td_result_findings(result); i++) {
    const td_finding *f = td_result_finding(result, i);
    const char *message;
    td_status rc = td_finding_message(&message, result, i, "en", err);
    if (rc != TD_OK)
      return rc;
    printf("%s %s %s %s: %s\n", td_finding_id(f),
           td_severity_name(td_finding_severity(f)), td_finding_rule(f),
           td_finding_subject(f), message);
  }
  return TD_OK;
}

int main(int argc, char **argv)
{
  td_store *store = NULL;
  td_snapshot *snap = NULL;
  td_rules *rules = NULL;
  td_result *result = NULL;
  td_err err = { TD_OK, "" };
  char *text = NULL;
  size_t n = 0;
  td_status rc;

  if (argc != 4 || !(text = read_file(argv[3], &n))) {
    fprintf(stderr, "usage: embed STORE DAY RULE.lua\n");
    return 2;
  }
  rc = td_store_open(&store, argv[1], TD_OPEN_READ, &err);
  if (rc == TD_OK)
    rc = td_snapshot_take(&snap, store,
                          &(td_snapshot_options){
                              .size = sizeof(td_snapshot_options),
                              .as_of = argv[2],
                          },
                          &err);
  if (rc == TD_OK)
    rc = td_rules_new(&rules, &err);
  if (rc == TD_OK)
    rc = td_rules_add_text(rules, argv[3], text, n, &err);
  if (rc == TD_OK)
    rc = td_check(&result, snap, rules, NULL, &err);
  if (rc == TD_OK)
    rc = print_findings(result, &err);
  if (rc != TD_OK)
    fprintf(stderr, "embed: %s\n", err.text);
  td_result_free(result);
  td_rules_free(rules);
  td_snapshot_unref(snap);
  td_store_close(store);
  free(text);
  return rc == TD_OK ? 0 : 1;
}
