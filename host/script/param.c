/* Parameters: declared in the rule, checked. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "number.h"
#include "rule.h"
#include "text.h"

static const char *const types[] = { "number", "integer", "days", "boolean",
                                     "text",   "choice",  "list" };
enum { N_TYPES = 7 };

static const td_arg keys[] = {
  { "type", TD_A_CHOICE, "what values it takes",
    "number|integer|days|boolean|text|choice|list" },
  TD_ARG("default", TD_A_ANY, "its value where nobody sets it"),
  TD_OPT("min", TD_A_NUMBER, "least value; of days: 0 if none is given"),
  TD_OPT("max", TD_A_NUMBER, "greatest value"),
  { "of", TD_A_LIST | TD_A_OPT, "the values of a choice", "text" },
  TD_OPT("unit", TD_A_TEXT, "in what it is counted"),
  TD_OPT("doc", TD_A_WORDS, "what it means, for readers"),
  TD_OPT("source", TD_A_TEXT, "who set the value"),
  { .name = NULL },
};

const td_about td_about_param = {
  "parameter",
  TD_IS_CLASS,
  "A parameter of a rule: `params = { ratio = { ... } }`. A check reads its "
  "value as `ctx.params.ratio`.",
  keys,
  NULL,
};

static bool number_of(const td_value *v, double *out)
{
  if (!v || (v->kind != TD_V_INT && v->kind != TD_V_REAL))
    return false;
  *out = v->kind == TD_V_INT ? (double)v->as.i : v->as.r;
  return true;
}

static bool is_one_of(const td_value *of, const td_value *v)
{
  for (size_t i = 0; of && i < of->as.list.n; i++)
    if (!strcmp(td_value_text(&of->as.list.items[i], ""),
                td_value_text(v, "?")))
      return true;
  return false;
}

const char *td_param_misfit(const td_param *p, const td_value *v)
{
  double x = 0;

  switch (p->type) {
  case TD_PARAM_NUMBER:
    if (!number_of(v, &x))
      return "expected a number";
    break;
  case TD_PARAM_INTEGER:
  case TD_PARAM_DAYS:
    if (v->kind != TD_V_INT)
      return "expected a whole number";
    x = (double)v->as.i;
    break;
  case TD_PARAM_BOOLEAN:
    return v->kind == TD_V_BOOL ? NULL : "expected true or false";
  case TD_PARAM_TEXT:
    return v->kind == TD_V_TEXT ? NULL : "expected a text";
  case TD_PARAM_CHOICE:
    return is_one_of(p->of, v) ? NULL : "not one of its choices";
  case TD_PARAM_LIST:
    return v->kind == TD_V_LIST || (v->kind == TD_V_MAP && !v->as.list.n)
               ? NULL
               : "expected a list";
  }
  return x < p->min || x > p->max ? "outside its range" : NULL;
}

const char *td_param_form(const td_param *p, char *buf, size_t room)
{
  char lo[TD_NUMBER_TEXT], hi[TD_NUMBER_TEXT];
  size_t n = 0;

  buf[0] = '\0';
  if (p->type == TD_PARAM_CHOICE) {
    for (size_t i = 0; i < p->of->as.list.n && n < room; i++)
      n += (size_t)snprintf(buf + n, room - n, "%s%s", i ? ", " : "one of ",
                            td_value_text(&p->of->as.list.items[i], "?"));
    return buf;
  }
  td_number_text(lo, p->min);
  td_number_text(hi, p->max);
  if (isfinite(p->min) && isfinite(p->max))
    snprintf(buf, room, "%s, %s to %s", types[p->type], lo, hi);
  else if (isfinite(p->min))
    snprintf(buf, room, "%s, at least %s", types[p->type], lo);
  else if (isfinite(p->max))
    snprintf(buf, room, "%s, at most %s", types[p->type], hi);
  else
    snprintf(buf, room, "%s", types[p->type]);
  return buf;
}

/* ---- declarations ---- */

static td_status bad_declaration(const td_rule *rule, const char *name,
                                 td_err *err, const char *what)
{
  return td_fail(err, TD_ERULE, "%s:%d: parameter '%s': %s", rule->file,
                 td_rule_line(rule, name), name, what);
}

static td_status check_keys(const td_rule *rule, const char *name,
                            const td_value *v, td_err *err)
{
  if (v->kind != TD_V_MAP)
    return bad_declaration(
        rule, name, err,
        "declare it as { type = \"number\", default = ..., doc = \"...\" }");
  for (size_t i = 0; i < v->as.list.n; i++) {
    if (!td_arg_find(keys, v->as.list.keys[i])) {
      enum { ROOM = 16 };
      const char *names[ROOM];
      const char *near = td_text_nearest(v->as.list.keys[i], names,
                                         td_arg_names(keys, names, ROOM));
      return td_fail(
          err, TD_ERULE, "%s:%d: parameter '%s' has no key '%s'%s%s%s",
          rule->file, td_rule_line(rule, name), name, v->as.list.keys[i],
          near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
  }
  return TD_OK;
}

static td_status read_type(td_param *p, const td_rule *rule, const td_value *v,
                           td_err *err)
{
  const char *name = td_value_text(td_value_get(v, "type"), "");
  int t = 0;

  while (t < N_TYPES && strcmp(types[t], name))
    t++;
  if (t == N_TYPES)
    return bad_declaration(
        rule, p->name, err,
        "its type must be one of number, integer, days, boolean, text, "
        "choice, list");
  p->type = (td_param_type)t;
  p->min = t == TD_PARAM_DAYS ? 0 : -(double)INFINITY;
  p->max = (double)INFINITY;
  number_of(td_value_get(v, "min"), &p->min);
  number_of(td_value_get(v, "max"), &p->max);
  p->of = td_value_get(v, "of");
  if (t == TD_PARAM_CHOICE && (!p->of || p->of->kind != TD_V_LIST))
    return bad_declaration(rule, p->name, err,
                           "a choice needs of = { \"...\", ... }");
  return TD_OK;
}

static td_status read_param(td_param *p, const td_rule *rule, const td_value *v,
                            td_err *err)
{
  const td_value *standard = td_value_get(v, "default");
  const char *wrong;
  td_status rc = check_keys(rule, p->name, v, err);

  if (rc == TD_OK)
    rc = read_type(p, rule, v, err);
  if (rc != TD_OK)
    return rc;
  if (!standard)
    return bad_declaration(rule, p->name, err, "it has no default");
  p->unit = td_value_text(td_value_get(v, "unit"), "");
  p->source = td_value_text(td_value_get(v, "source"), "");
  if (!td_words_read(p->doc, td_value_get(v, "doc")))
    return bad_declaration(rule, p->name, err,
                           "its doc must be a text or { en = ..., vi = ... }");
  p->standard = p->value = *standard;
  wrong = td_param_misfit(p, standard);
  if (wrong)
    return td_fail(err, TD_ERULE, "%s:%d: parameter '%s': its default: %s",
                   rule->file, td_rule_line(rule, p->name), p->name, wrong);
  return TD_OK;
}

td_status td_rule_params(td_rule *rule, td_arena *a, const td_value *params,
                         td_err *err)
{
  rule->n_params = 0;
  if (!params)
    return TD_OK;
  if (params->kind != TD_V_MAP)
    return td_fail(err, TD_ERULE,
                   "%s:%d: params must be { name = { type = ... }, ... }",
                   rule->file, td_rule_line(rule, "params"));
  rule->params =
      (td_param *)td_arena_array(a, params->as.list.n, sizeof(td_param));
  if (!rule->params)
    return td_fail_memory(err);
  for (size_t i = 0; i < params->as.list.n; i++) {
    rule->params[i].name = params->as.list.keys[i];
    if (read_param(&rule->params[i], rule, &params->as.list.items[i], err) !=
        TD_OK)
      return err ? err->code : TD_ERULE;
    rule->n_params++;
  }
  return TD_OK;
}
