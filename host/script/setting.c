/* Applying one setting to a rule: reading its value, holding it against the
 * declaration, remembering who set it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "rule.h"
#include "text.h"

/* ---- values ---- */

/* Reads one word as the kind of value it looks like. */
static td_status word_value(td_value *out, td_arena *a, const char *text,
                            size_t n, td_err *err)
{
  if (td_number_parse_int(&out->as.i, text, n)) {
    out->kind = TD_V_INT;
  } else if (td_number_parse(&out->as.r, text, n, '.', '\0')) {
    out->kind = TD_V_REAL;
  } else {
    out->kind = TD_V_TEXT;
    out->as.text.n = n;
    out->as.text.s = td_arena_text(a, text, n);
    if (!out->as.text.s)
      return td_fail_memory(err);
  }
  return TD_OK;
}

static td_status list_value(td_value *out, td_arena *a, const char *text,
                            td_err *err)
{
  size_t n = 0, room = 1;

  for (const char *p = text; *p; p++)
    room += *p == ',';
  out->kind = TD_V_LIST;
  out->as.list.keys = NULL;
  out->as.list.items = (td_value *)td_arena_array(a, room, sizeof(td_value));
  if (!out->as.list.items)
    return td_fail_memory(err);
  while (*text) {
    size_t len = strcspn(text, ",");
    if (word_value(&out->as.list.items[n++], a, text, len, err) != TD_OK)
      return TD_ENOMEM;
    text += len + (text[len] == ',');
  }
  out->as.list.n = n;
  return TD_OK;
}

static bool read_bool(td_value *out, const char *text)
{
  bool is_true = !strcmp(text, "true");

  if (!is_true && strcmp(text, "false") != 0)
    return false;
  out->kind = TD_V_BOOL;
  out->as.b = is_true;
  return true;
}

static td_status parse_value(td_value *out, const td_param *p, td_arena *a,
                             const char *text, td_err *err)
{
  if (p->type == TD_PARAM_LIST)
    return list_value(out, a, text, err);
  if (p->type == TD_PARAM_BOOLEAN && read_bool(out, text))
    return TD_OK;
  if (p->type == TD_PARAM_TEXT || p->type == TD_PARAM_CHOICE) {
    *out = (td_value){ .kind = TD_V_TEXT };
    out->as.text.n = strlen(text);
    out->as.text.s = td_arena_text(a, text, strlen(text));
    return out->as.text.s ? TD_OK : td_fail_memory(err);
  }
  return word_value(out, a, text, strlen(text), err);
}

/* 3.0 where a whole number is asked for is 3. */
static void make_whole(td_value *v, const td_param *p)
{
  bool is_whole = p->type == TD_PARAM_INTEGER || p->type == TD_PARAM_DAYS;

  if (!is_whole || v->kind != TD_V_REAL || !(fabs(v->as.r) < 9e15) ||
      v->as.r != (double)(int64_t)v->as.r)
    return;
  v->as.i = (int64_t)v->as.r;
  v->kind = TD_V_INT;
}

/* The value of the setting as the parameter takes it. */
static td_status param_value(td_value *out, const td_rule *rule,
                             const td_param *p, td_arena *a,
                             const td_setting *s, td_err *err)
{
  char form[256];
  const char *wrong, *written, *near = NULL;

  *out = s->value;
  if (s->text && parse_value(out, p, a, s->text, err) != TD_OK)
    return TD_ENOMEM;
  make_whole(out, p);
  wrong = td_param_misfit(p, out);
  if (!wrong)
    return TD_OK;
  written = s->text ? s->text : td_value_written(a, out);
  if (p->type == TD_PARAM_CHOICE && written) {
    const char *names[64];
    size_t n = p->of->as.list.n < 64 ? p->of->as.list.n : 64;
    for (size_t i = 0; i < n; i++)
      names[i] = td_value_text(&p->of->as.list.items[i], "");
    near = td_text_nearest(written, names, n);
  }
  return td_fail(
      err, TD_EUSAGE, "%s.%s: '%.200s': %s (%s)%s%s%s", rule->id, p->name,
      written ? written : "", wrong, td_param_form(p, form, sizeof(form)),
      near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* A severity as its number. */
static td_status severity_value(td_value *out, const td_rule *rule,
                                const td_setting *s, td_err *err)
{
  const char *name = s->text ? s->text : td_value_text(&s->value, "?");

  for (int i = TD_INFO; i <= TD_CRITICAL; i++)
    if (!strcmp(td_severity_name((td_severity)i), name)) {
      *out = (td_value){ .kind = TD_V_INT, .as.i = i };
      return TD_OK;
    }
  return td_fail(err, TD_EUSAGE,
                 "%s.severity: '%.200s' is none of info, low, medium, high, "
                 "critical",
                 rule->id, name);
}

static td_status enabled_value(td_value *out, const td_rule *rule,
                               const td_setting *s, td_err *err)
{
  *out = s->value;
  if (s->text ? read_bool(out, s->text) : s->value.kind == TD_V_BOOL)
    return TD_OK;
  return td_fail(err, TD_EUSAGE, "%s.enabled: expected true or false",
                 rule->id);
}

/* ---- names ---- */

static td_status unknown_name(const td_rule *rule, td_arena *a,
                              const char *name, td_err *err)
{
  size_t n = rule->n_params;
  const char **names = (const char **)td_arena_array(a, n + 2, sizeof(char *));
  const char *near;

  if (!names)
    return td_fail_memory(err);
  for (size_t i = 0; i < n; i++)
    names[i] = rule->params[i].name;
  names[n] = "severity";
  names[n + 1] = "enabled";
  near = td_text_nearest(name, names, n + 2);
  return td_fail(err, TD_EUSAGE, "rule %s has no parameter '%s'%s%s%s",
                 rule->id, name, near ? "; did you mean '" : "",
                 near ? near : "", near ? "'?" : "");
}

static td_status find_name(int *what, const td_rule *rule, td_arena *a,
                           const char *name, td_err *err)
{
  for (size_t i = 0; i < rule->n_params; i++)
    if (!strcmp(rule->params[i].name, name)) {
      *what = (int)i;
      return TD_OK;
    }
  *what = !strcmp(name, "severity") ? TD_SET_SEVERITY : TD_SET_ENABLED;
  if (*what == TD_SET_SEVERITY || !strcmp(name, "enabled"))
    return TD_OK;
  return unknown_name(rule, a, name, err);
}

/* ---- setting ---- */

static void set_everywhere(td_rule *rule, int what, td_value value,
                           td_origin origin)
{
  size_t n = 0;

  for (size_t i = 0; i < rule->n_scoped; i++)
    if (rule->scoped[i].what != what)
      rule->scoped[n++] = rule->scoped[i];
  rule->n_scoped = n;
  if (what == TD_SET_SEVERITY) {
    rule->severity = (td_severity)value.as.i;
    rule->severity_origin = origin;
  } else if (what == TD_SET_ENABLED) {
    rule->is_enabled = value.as.b;
    rule->enabled_origin = origin;
  } else {
    rule->params[what].value = value;
    rule->params[what].origin = origin;
  }
}

static td_status bit_of(unsigned *bit, td_rule *rule, int scope, td_err *err)
{
  for (*bit = 0; *bit < rule->n_scopes; ++*bit)
    if (rule->scopes[*bit] == scope)
      return TD_OK;
  if (rule->n_scopes == TD_RULE_SCOPES)
    return td_fail(err, TD_EUSAGE, "more than %d scopes set rule %s",
                   TD_RULE_SCOPES, rule->id);
  rule->scopes[rule->n_scopes++] = scope;
  return TD_OK;
}

/* A rule about its whole set gives parameters to single rows only where it asks
 * for them. */
static bool takes_scoped(const td_rule *rule, int what)
{
  return what < 0 || !rule->is_about_set ||
         memmem(rule->text, rule->n, "params_of", strlen("params_of"));
}

static td_status set_in_scope(td_rule *rule, td_arena *a, int what,
                              td_value value, const td_setting *s, td_err *err)
{
  td_scoped *one;
  unsigned bit;

  if (!takes_scoped(rule, what))
    return td_fail(err, TD_EUSAGE,
                   "rule %s looks at its rows all at once: in a scope only its "
                   "severity can be set, or enabled",
                   rule->id);
  if (bit_of(&bit, rule, s->scope, err) != TD_OK)
    return TD_EUSAGE;
  if (rule->n_scoped == rule->scoped_room) {
    size_t room = rule->scoped_room ? rule->scoped_room * 2 : 8;
    one = (td_scoped *)td_arena_array(a, room, sizeof(*one));
    if (!one)
      return td_fail_memory(err);
    if (rule->n_scoped)
      memcpy(one, rule->scoped, rule->n_scoped * sizeof(*one));
    rule->scoped = one;
    rule->scoped_room = room;
  }
  rule->scoped[rule->n_scoped++] = (td_scoped){
    .what = what,
    .scope = s->scope,
    .bit = bit,
    .value = value,
    .origin = s->origin,
  };
  return TD_OK;
}

td_status td_rule_set(td_rule *rule, td_arena *a, const char *name,
                      const td_setting *s, td_err *err)
{
  td_value v;
  int what;
  td_status rc = find_name(&what, rule, a, name, err);

  if (rc == TD_OK && what == TD_SET_SEVERITY)
    rc = severity_value(&v, rule, s, err);
  else if (rc == TD_OK && what == TD_SET_ENABLED)
    rc = enabled_value(&v, rule, s, err);
  else if (rc == TD_OK)
    rc = param_value(&v, rule, &rule->params[what], a, s, err);
  if (rc != TD_OK)
    return rc;
  if (s->scope >= 0)
    return set_in_scope(rule, a, what, v, s, err);
  set_everywhere(rule, what, v, s->origin);
  return TD_OK;
}
