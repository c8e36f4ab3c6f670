/* Loading rules: their heads are read in workers, checked, given further names,
 * and what is set for them is applied. */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "rules.h"
#include "text.h"

#define HEAD_SECONDS 2.0
#define HEAD_BYTES ((size_t)64 * 1024 * 1024)

typedef struct loading {
  td_rules *rules;
  void (*on_problem)(void *ud, const char *text);
  void *ud;
  size_t n_problems;
  td_err first;
} loading;

static void problem(loading *l, td_status code, const char *text)
{
  if (!l->n_problems++)
    td_fail(&l->first, code, "%s", text);
  if (l->on_problem)
    l->on_problem(l->ud, text);
}

static td_status head_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const td_limits limits = { .seconds = HEAD_SECONDS, .bytes = HEAD_BYTES };
  const td_rules *rules = (const td_rules *)ud;

  return td_rule_head(out, a, &rules->list[i], &limits, err);
}

/* What is wrong with the head that a worker has read; NULL if nothing. */
static const char *head_problem(td_rules *rules, size_t i,
                                const td_pool_result *r, td_err *err)
{
  td_rule *rule = &rules->list[i];
  bool is_named = !strncmp(r->error, rule->file, strlen(rule->file));

  if (r->status == TD_OK)
    return td_rule_read(rule, &rules->arena, &r->value, err) == TD_OK
               ? NULL
               : err->text;
  td_fail(err, TD_ERULE, "%s%s%s", is_named ? "" : rule->file,
          is_named ? "" : ": loading it failed: ", r->error);
  return err->text;
}

static int compare_ids(const void *a, const void *b)
{
  const td_rule *ra = (const td_rule *)a, *rb = (const td_rule *)b;
  int cmp = strcmp(ra->id, rb->id);

  return cmp ? cmp : strcmp(ra->file, rb->file);
}

static void find_doubles(loading *l)
{
  td_rules *rules = l->rules;
  char text[1200];

  for (size_t i = 1; i < rules->n; i++)
    if (!strcmp(rules->list[i].id, rules->list[i - 1].id)) {
      snprintf(text, sizeof(text), "%s: rule %s is in %s as well; rename one",
               rules->list[i].file, rules->list[i].id, rules->list[i - 1].file);
      problem(l, TD_ERULE, text);
    }
}

/* ---- rules under further names ---- */

static td_rule *find_rule(const td_rules *rules, const char *id)
{
  for (size_t i = 0; i < rules->n; i++)
    if (!strcmp(rules->list[i].id, id))
      return &rules->list[i];
  return NULL;
}

static const char *last_part(const char *id)
{
  const char *dot = strrchr(id, '.');

  return dot ? dot + 1 : id;
}

/* "; did you mean '...'?", the rule with the nearest id, else the first whose
 * last part is nearest, or "". */
static const char *nearest_id(char *buf, size_t room, const td_rules *rules,
                              const char *id)
{
  const char **ids = (const char **)calloc(rules->n + 1, sizeof(char *));
  const char *near = NULL, *part;

  buf[0] = '\0';
  for (size_t i = 0; ids && i < rules->n; i++)
    ids[i] = rules->list[i].id;
  if (ids)
    near = td_text_nearest(id, ids, rules->n);
  for (size_t i = 0; ids && i < rules->n; i++)
    ids[i] = last_part(ids[i]);
  part = ids && !near ? td_text_nearest(id, ids, rules->n) : NULL;
  for (size_t i = 0; part && !near && i < rules->n; i++)
    if (!strcmp(ids[i], part))
      near = rules->list[i].id;
  if (near)
    snprintf(buf, room, "; did you mean '%s'?", near);
  free((void *)ids);
  return buf;
}

static td_status copy_params(td_rule *rule, td_arena *a, td_err *err)
{
  td_param *params =
      (td_param *)td_arena_array(a, rule->n_params, sizeof(*params));

  if (!params)
    return td_fail_memory(err);
  if (rule->n_params)
    memcpy(params, rule->params, rule->n_params * sizeof(*params));
  rule->params = params;
  return TD_OK;
}

static td_status add_instance(td_rules *rules, const td_instance *one,
                              td_err *err)
{
  const td_rule *of = find_rule(rules, one->of);
  char near[300];
  td_rule rule;
  td_status rc;

  if (!of)
    return td_fail(err, TD_EUSAGE, "%s:%d: no rule '%.200s'%s",
                   one->origin.file, one->origin.line, one->of,
                   nearest_id(near, sizeof(near), rules, one->of));
  if (find_rule(rules, one->id))
    return td_fail(err, TD_EUSAGE,
                   "%s:%d: there is a rule '%.200s' already; a further check "
                   "needs a name of its own",
                   one->origin.file, one->origin.line, one->id);
  if (!td_rule_is_id(one->id))
    return td_fail(err, TD_EUSAGE,
                   "%s:%d: '%.200s' must be lower-case words joined by dots "
                   "and underscores",
                   one->origin.file, one->origin.line, one->id);
  rule = *of;
  rule.of = *of->of ? of->of : of->id;
  rule.id = one->id;
  if (one->title)
    td_words_read(rule.title, one->title);
  rc = copy_params(&rule, &rules->arena, err);
  if (rc == TD_OK)
    rc = td_rules__add(rules, rule.file, "", rule.text, rule.n, err);
  if (rc == TD_OK)
    rules->list[rules->n - 1] = rule;
  return rc;
}

static void add_instances(loading *l)
{
  const td_settings *s = &l->rules->settings;

  for (size_t i = 0; i < s->n_instances; i++) {
    td_err err = { TD_OK, "" };
    if (add_instance(l->rules, &s->instances[i], &err) != TD_OK)
      problem(l, err.code, err.text);
  }
}

/* ---- settings ---- */

/* Of "progress.off_track.ratio" the part that is the rule: the longest id, as
 * ids nest; else all before the last dot. */
static size_t rule_part(const td_rules *rules, const char *name)
{
  const char *dot = strrchr(name, '.');
  size_t best = 0;

  for (size_t i = 0; i < rules->n; i++) {
    size_t n = strlen(rules->list[i].id);
    if (n > best && !strncmp(rules->list[i].id, name, n) && name[n] == '.')
      best = n;
  }
  if (best)
    return best;
  return dot ? (size_t)(dot - name) : strlen(name);
}

/* The setting with its rule and its name apart. */
static td_status split_name(td_setting *s, td_rules *rules, td_err *err)
{
  size_t n;

  if (!s->text)
    return TD_OK;
  n = rule_part(rules, s->name);
  s->rule = td_arena_text(&rules->arena, s->name, n);
  s->name += n + (s->name[n] == '.');
  return s->rule ? TD_OK : td_fail_memory(err);
}

static void setting_problem(loading *l, const td_setting *s, td_status code,
                            const char *text)
{
  char line[1500];

  if (s->text)
    snprintf(line, sizeof(line), "%s", text);
  else
    snprintf(line, sizeof(line), "%s:%d: %s", s->origin.file, s->origin.line,
             text);
  problem(l, code, line);
}

/* A setting such as "progress.off_track", which has a rule's name alone. */
static bool is_whole_id(const td_rules *rules, const td_setting *s)
{
  char id[512];

  snprintf(id, sizeof(id), "%.200s.%.200s", s->rule, s->name);
  return find_rule(rules, id) != NULL;
}

static void unknown_rule(loading *l, const td_setting *s)
{
  char near[300], text[1200];

  nearest_id(near, sizeof(near), l->rules, s->rule);
  if (s->text && (!*s->name || is_whole_id(l->rules, s)))
    snprintf(text, sizeof(text),
             "setting %.200s%s%.200s: write it as RULE.PARAM=VALUE", s->rule,
             *s->name ? "." : "", s->name);
  else if (s->text)
    snprintf(text, sizeof(text), "setting %.200s.%.200s: no rule '%.200s'%s",
             s->rule, s->name, s->rule, near);
  else
    snprintf(text, sizeof(text), "no rule '%.200s'%s", s->rule, near);
  setting_problem(l, s, TD_EUSAGE, text);
}

/* Sets it for every rule that its pattern means; a parameter that only some of
 * those have is set for them. */
static void apply_setting(loading *l, const td_setting *s)
{
  td_rules *rules = l->rules;
  bool is_pattern = strchr(s->rule, '*') != NULL;
  size_t n_meant = 0, n_set = 0;
  td_err err = { TD_OK, "" };

  for (size_t i = 0; i < rules->n; i++) {
    td_rule *r = &rules->list[i];
    if (is_pattern ? fnmatch(s->rule, r->id, 0) : strcmp(s->rule, r->id))
      continue;
    n_meant++;
    n_set += td_rule_set(r, &rules->arena, s->name, s, &err) == TD_OK;
  }
  if (!n_meant)
    unknown_rule(l, s);
  else if (!n_set)
    setting_problem(l, s, err.code, err.text);
}

static void apply_settings(loading *l)
{
  td_settings *s = &l->rules->settings;

  for (size_t i = 0; i < s->n; i++) {
    td_err err = { TD_OK, "" };
    if (split_name(&s->list[i], l->rules, &err) != TD_OK)
      problem(l, err.code, err.text);
    else
      apply_setting(l, &s->list[i]);
  }
}

/* ---- loading ---- */

td_status td_rules_heads(td_rules *rules, int workers, td_head_fn on_problem,
                         void *ud, td_err *err)
{
  const td_pool_options options = { .workers = workers,
                                    .seconds = HEAD_SECONDS,
                                    .bytes = 4 * HEAD_BYTES };
  td_pool_result *results =
      (td_pool_result *)calloc(rules->n + 1, sizeof(*results));
  td_status rc;

  if (!results)
    return td_fail_memory(err);
  rc = td_pool_run(results, rules->n, &rules->arena, head_task, rules, &options,
                   err);
  for (size_t i = 0; rc == TD_OK && i < rules->n; i++) {
    td_err why = { TD_OK, "" };
    const char *text = head_problem(rules, i, &results[i], &why);
    if (text)
      on_problem(ud, i, why.code, text);
  }
  free(results);
  return rc;
}

static void head_is_wrong(void *ud, size_t i, td_status code, const char *text)
{
  (void)i;
  problem((loading *)ud, code, text);
}

td_status td_rules_load(td_rules *rules, int workers,
                        void (*on_problem)(void *ud, const char *text),
                        void *ud, td_err *err)
{
  loading l = { .rules = rules, .on_problem = on_problem, .ud = ud };
  td_status rc;

  if (rules->is_loaded)
    return TD_OK;
  if (!rules->n)
    return td_fail(err, TD_EUSAGE, "there is no rule");
  rc = td_rules_heads(rules, workers, head_is_wrong, &l, err);
  if (rc != TD_OK)
    return rc;
  if (!l.n_problems) {
    add_instances(&l);
    qsort(rules->list, rules->n, sizeof(*rules->list), compare_ids);
    find_doubles(&l);
  }
  if (!l.n_problems)
    apply_settings(&l);
  rules->is_loaded = !l.n_problems;
  if (l.n_problems > 1)
    return td_fail(err, l.first.code, "%.900s (and %zu more)", l.first.text,
                   l.n_problems - 1);
  return l.n_problems ? td_fail(err, l.first.code, "%s", l.first.text) : TD_OK;
}
