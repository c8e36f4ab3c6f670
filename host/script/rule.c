/* Reading the head of a rule and telling its author what is wrong with it. */
#include "rule.h"

#include <ctype.h>
#include <lauxlib.h>
#include <string.h>

#include "convert.h"
#include "describe.h"
#include "plan.h"
#include "text.h"

static const td_arg keys[] = {
  TD_ARG("id", TD_A_TEXT,
         "lower-case words joined by dots and underscores; the file's path "
         "below its folder"),
  TD_ARG("title", TD_A_WORDS, "what it finds, in a few words"),
  TD_ARG("over", TD_A_TEXT, "the set whose rows it looks at"),
  TD_OPT("check", TD_A_FUNCTION,
         "`function(row, ctx)`, called for each row; this or `check_all`"),
  TD_OPT("check_all", TD_A_FUNCTION,
         "`function(set, ctx)`, called once; for what is absent and for "
         "totals"),
  { "severity", TD_A_CHOICE | TD_A_OPT, "of its findings; default: medium",
    "info|low|medium|high|critical" },
  TD_OPT("message", TD_A_WORDS,
         "template over the evidence and the row's fields"),
  { "after", TD_A_CHOICE | TD_A_OPT,
    "evaluated when the findings of the other rules are there and waivers have "
    "been applied to them, see `ctx.excused`",
    "waivers" },
  { "needs", TD_A_LIST | TD_A_OPT,
    "fields without which a row cannot be judged: it is counted as no data",
    "name of a field" },
  { "params", TD_A_TABLE | TD_A_OPT, "parameters by name",
    "table<string, parameter>" },
  { "tags", TD_A_LIST | TD_A_OPT, "words to select it by", "text" },
  TD_OPT("doc", TD_A_WORDS, "what it does and why, for readers"),
  { "examples", TD_A_LIST | TD_A_OPT,
    "small plans with the outcome each must give", "example" },
  { .name = NULL },
};

const td_about td_about_rule = {
  "rule", TD_IS_CLASS, "The table that a rule file returns.", keys, NULL,
};

int td_rule_line(const td_rule *rule, const char *key)
{
  size_t len = strlen(key);
  int line = 1;

  for (const char *p = rule->text; p < rule->text + rule->n; p++) {
    const char *end = p + len;
    if (*p == '\n')
      line++;
    if (end > rule->text + rule->n || memcmp(p, key, len) ||
        (p > rule->text && (isalnum((unsigned char)p[-1]) || p[-1] == '_')))
      continue;
    while (end < rule->text + rule->n && (*end == ' ' || *end == '\t'))
      end++;
    if (end < rule->text + rule->n && *end == '=')
      return line;
  }
  return 1;
}

/* ---- running the file ---- */

/* Calls the chunk and leaves its one table. */
static td_status call_chunk(td_state *s, const td_rule *rule, td_err *err)
{
  lua_State *L = td_state_lua(s);
  td_status rc = td_state_load(s, rule->file, rule->text, rule->n, err);

  if (rc == TD_OK)
    rc = td_state_call(s, 0, 1, err);
  if (rc != TD_OK)
    return rc;
  if (lua_istable(L, -1))
    return TD_OK;
  return td_fail(err, TD_ERULE,
                 "%s: the file returns %s%s; a rule file returns one table",
                 rule->file, lua_isnil(L, -1) ? "" : "a ",
                 lua_isnil(L, -1) ? "nothing" : luaL_typename(L, -1));
}

/* Arguments: the rule's table, the arena, where the value goes, err. Copies key
 * by key so that functions and examples need no conversion. */
static int l_copy_head(lua_State *L)
{
  td_arena *a = (td_arena *)lua_touserdata(L, 2);
  td_value *out = (td_value *)lua_touserdata(L, 3);
  td_err *err = (td_err *)lua_touserdata(L, 4);
  td_err why;

  lua_settop(L, 1);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    if (lua_isfunction(L, -2)) {
      lua_pushliteral(L, "function");
    } else if (lua_type(L, -3) == LUA_TSTRING &&
               !strcmp(lua_tostring(L, -3), "examples")) {
      lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -2));
    } else {
      lua_pushvalue(L, -2);
    }
    lua_rawset(L, 2);
  }
  if (td_value_from_lua(out, a, L, 2, &why) != TD_OK)
    td_fail(err, TD_ERULE, "the rule's head: %s", why.text);
  return 0;
}

td_status td_rule_head(td_value *out, td_arena *a, const td_rule *rule,
                       const td_limits *limits, td_err *err)
{
  td_state *s = NULL;
  lua_State *L;
  td_err why = { TD_OK, "" };
  td_status rc = td_state_new(&s, TD_STATE_RULE, limits, err);

  if (rc == TD_OK)
    rc = td_state_start(s, err);
  if (rc == TD_OK)
    rc = call_chunk(s, rule, err);
  if (rc != TD_OK)
    goto done;
  L = td_state_lua(s);
  lua_pushcfunction(L, l_copy_head);
  lua_insert(L, -2);
  lua_pushlightuserdata(L, a);
  lua_pushlightuserdata(L, out);
  lua_pushlightuserdata(L, &why);
  rc = td_state_call(s, 4, 0, err);
  if (rc == TD_OK && why.code != TD_OK)
    rc = td_fail(err, TD_ERULE, "%s: %s", rule->file, why.text);

done:
  if (s)
    td_state_finish(s);
  td_state_free(s);
  return rc;
}

/* Arguments: the rule's table, the rule. Returns its check. */
static int l_pick_check(lua_State *L)
{
  const td_rule *rule = (const td_rule *)lua_touserdata(L, 2);

  lua_pushstring(L, rule->is_about_set ? "check_all" : "check");
  lua_rawget(L, 1);
  return 1;
}

td_status td_rule_push(td_state *s, const td_rule *rule, td_err *err)
{
  lua_State *L = td_state_lua(s);
  td_status rc = call_chunk(s, rule, err);

  if (rc != TD_OK)
    return rc;
  lua_pushcfunction(L, l_pick_check);
  lua_insert(L, -2);
  lua_pushlightuserdata(L, (void *)(uintptr_t)rule);
  rc = td_state_call(s, 2, 1, err);
  if (rc != TD_OK)
    return rc;
  if (!lua_isfunction(L, -1))
    return td_fail(err, TD_ERULE,
                   "%s: its check is gone: a rule must return "
                   "the same table each time",
                   rule->file);
  return TD_OK;
}

/* ---- checking the head ---- */

static td_status complain(const td_rule *rule, const char *key, td_err *err,
                          const char *what, const char *advice)
{
  return td_fail(err, TD_ERULE, "%s:%d: %s%s%s", rule->file,
                 td_rule_line(rule, key), what, advice ? "; " : "",
                 advice ? advice : "");
}

static td_status check_keys(const td_rule *rule, const td_value *head,
                            td_err *err)
{
  enum { ROOM = 32 };
  const char *names[ROOM];

  for (size_t i = 0; i < head->as.list.n; i++) {
    const char *key = head->as.list.keys[i];
    const char *near;
    if (td_arg_find(keys, key))
      continue;
    near = td_text_nearest(key, names, td_arg_names(keys, names, ROOM));
    return td_fail(err, TD_ERULE, "%s:%d: a rule has no key '%s'%s%s%s",
                   rule->file, td_rule_line(rule, key), key,
                   near ? "; did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
  }
  return TD_OK;
}

bool td_words_read(const char *out[TD_LANGS], const td_value *v)
{
  out[TD_EN] = out[TD_VI] = td_value_text(v, "");
  if (!v || v->kind == TD_V_TEXT)
    return true;
  out[TD_EN] = td_value_text(td_value_get(v, "en"), "");
  out[TD_VI] = td_value_text(td_value_get(v, "vi"), out[TD_EN]);
  if (!*out[TD_EN])
    out[TD_EN] = out[TD_VI];
  return *out[TD_EN] != '\0';
}

static td_status read_words(const char *out[TD_LANGS], const td_rule *rule,
                            const td_value *head, const char *key, td_err *err)
{
  if (td_words_read(out, td_value_get(head, key)))
    return TD_OK;
  return td_fail(err, TD_ERULE,
                 "%s:%d: '%s' must be a text or { en = ..., vi = ... }",
                 rule->file, td_rule_line(rule, key), key);
}

static td_status read_severity(td_rule *rule, const td_value *head, td_err *err)
{
  const char *name = td_value_text(td_value_get(head, "severity"), "medium");

  for (int s = TD_INFO; s <= TD_CRITICAL; s++)
    if (!strcmp(td_severity_name((td_severity)s), name)) {
      rule->severity = (td_severity)s;
      return TD_OK;
    }
  return complain(rule, "severity", err, "unknown severity",
                  "use info, low, medium, high or critical");
}

static td_status read_over(td_rule *rule, const td_value *head, td_err *err)
{
  const char *name = td_value_text(td_value_get(head, "over"), "");
  const char *names[TD_ENTITIES], *near;
  size_t n = 0;

  rule->over = td_schema_find(name);
  if (rule->over >= 0 && rule->over != TD_OBSERVATIONS)
    return TD_OK;
  if (!*name)
    return complain(rule, "id", err, "'over' is missing",
                    "say which set it checks, such as over = \"targets\"");
  for (int id = 0; id < TD_ENTITIES; id++)
    if (id != TD_OBSERVATIONS)
      names[n++] = td_schema[id].name;
  near = td_text_nearest(name, names, n);
  return td_fail(err, TD_ERULE, "%s:%d: the plan has no set '%s'%s%s%s",
                 rule->file, td_rule_line(rule, "over"), name,
                 near ? "; did you mean '" : "", near ? near : "",
                 near ? "'?" : "");
}

static td_status read_names(const char ***out, size_t *n, const td_rule *rule,
                            td_arena *a, const td_value *head, const char *key,
                            td_err *err)
{
  const td_value *v = td_value_get(head, key);

  *n = 0;
  if (!v || (v->kind == TD_V_MAP && !v->as.list.n))
    return TD_OK;
  if (v->kind != TD_V_LIST)
    return td_fail(err, TD_ERULE, "%s:%d: '%s' must be a list of names",
                   rule->file, td_rule_line(rule, key), key);
  *out = (const char **)td_arena_array(a, v->as.list.n, sizeof(char *));
  if (!*out)
    return td_fail_memory(err);
  for (size_t i = 0; i < v->as.list.n; i++) {
    (*out)[i] = td_value_text(&v->as.list.items[i], "");
    if (!*(*out)[i])
      return td_fail(err, TD_ERULE, "%s:%d: '%s' must be a list of names",
                     rule->file, td_rule_line(rule, key), key);
  }
  *n = v->as.list.n;
  return TD_OK;
}

static td_status read_needs(td_rule *rule, td_arena *a, const td_value *head,
                            td_err *err)
{
  td_status rc = read_names(&rule->need_names, &rule->n_needs, rule, a, head,
                            "needs", err);

  if (rc != TD_OK)
    return rc;
  rule->needs = (int *)td_arena_array(a, rule->n_needs, sizeof(int));
  if (!rule->needs)
    return td_fail_memory(err);
  for (size_t i = 0; i < rule->n_needs; i++) {
    const char *names[TD_PLAN_FIELDS], *near;
    rule->needs[i] = td_plan_field(rule->over, rule->need_names[i]);
    if (rule->needs[i] >= 0)
      continue;
    near = td_text_nearest(rule->need_names[i], names,
                           td_plan_fields(rule->over, names));
    return td_fail(err, TD_ERULE, "%s:%d: %s has no field '%s'%s%s%s",
                   rule->file, td_rule_line(rule, "needs"),
                   td_schema[rule->over].kind, rule->need_names[i],
                   near ? "; did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
  }
  return TD_OK;
}

bool td_rule_is_id(const char *id)
{
  bool is_start = true;

  for (; *id; id++) {
    if (is_start ? !islower((unsigned char)*id)
                 : !(islower((unsigned char)*id) ||
                     isdigit((unsigned char)*id) || *id == '_' || *id == '.'))
      return false;
    is_start = *id == '.';
  }
  return !is_start;
}

static td_status read_id(td_rule *rule, const td_value *head, td_err *err)
{
  rule->id = td_value_text(td_value_get(head, "id"), "");
  if (!*rule->id)
    return complain(rule, "id", err, "'id' is missing",
                    "such as id = \"progress.my_rule\"");
  if (!td_rule_is_id(rule->id))
    return complain(rule, "id", err,
                    "'id' must be lower-case words joined by "
                    "dots and underscores",
                    "such as progress.my_rule");
  if (*rule->expected && strcmp(rule->expected, rule->id))
    return td_fail(err, TD_ERULE,
                   "%s:%d: id is '%s' but the file's place asks for '%s'; "
                   "rename one of them",
                   rule->file, td_rule_line(rule, "id"), rule->id,
                   rule->expected);
  return TD_OK;
}

static td_status read_after(td_rule *rule, const td_value *head, td_err *err)
{
  const td_value *after = td_value_get(head, "after");

  rule->is_after_waivers = after != NULL;
  if (!after || !strcmp(td_value_text(after, ""), "waivers"))
    return TD_OK;
  return complain(rule, "after", err, "unknown 'after'",
                  "the only one there is: after = \"waivers\"");
}

static td_status read_body(td_rule *rule, const td_value *head, td_err *err)
{
  bool has_one =
      !strcmp(td_value_text(td_value_get(head, "check"), ""), "function");
  bool has_all =
      !strcmp(td_value_text(td_value_get(head, "check_all"), ""), "function");
  const td_value *examples = td_value_get(head, "examples");

  rule->is_about_set = has_all;
  rule->is_enabled = true;
  rule->of = "";
  rule->n_examples =
      examples && examples->kind == TD_V_INT ? examples->as.i : 0;
  if (has_one != has_all)
    return TD_OK;
  return complain(rule, "check", err,
                  has_one ? "both 'check' and 'check_all' are there"
                          : "no function 'check' or 'check_all'",
                  "check(entity, ctx) looks at one row, "
                  "check_all(set, ctx) at all");
}

td_status td_rule_read(td_rule *rule, td_arena *a, const td_value *head,
                       td_err *err)
{
  td_status rc = check_keys(rule, head, err);

  if (rc == TD_OK)
    rc = read_words(rule->doc, rule, head, "doc", err);
  if (rc == TD_OK)
    rc = read_id(rule, head, err);
  if (rc == TD_OK)
    rc = read_words(rule->title, rule, head, "title", err);
  if (rc == TD_OK && !*rule->title[TD_EN])
    rc = complain(rule, "id", err, "'title' is missing", "one text will do");
  if (rc == TD_OK)
    rc = read_words(rule->message, rule, head, "message", err);
  if (rc == TD_OK)
    rc = read_severity(rule, head, err);
  if (rc == TD_OK)
    rc = read_over(rule, head, err);
  if (rc == TD_OK)
    rc = read_needs(rule, a, head, err);
  if (rc == TD_OK)
    rc = read_names(&rule->tags, &rule->n_tags, rule, a, head, "tags", err);
  if (rc == TD_OK)
    rc = read_after(rule, head, err);
  if (rc == TD_OK)
    rc = read_body(rule, head, err);
  if (rc == TD_OK)
    rc = td_rule_params(rule, a, td_value_get(head, "params"), err);
  return rc;
}
