/* What a set of rules and its settings come to, as hashes. */
#include <sha256.h>
#include <stdio.h>
#include <string.h>

#include "rules.h"

static void add_text(SHA256_CTX *sha, const char *text)
{
  SHA256Update(sha, (const uint8_t *)text, strlen(text) + 1);
}

static void add_value(SHA256_CTX *sha, const td_value *v)
{
  td_arena a = { 0 };
  const char *text = td_value_written(&a, v);

  add_text(sha, text ? text : "");
  td_arena_free(&a);
}

static void add_scope(SHA256_CTX *sha, const td_scope *scope)
{
  char day[TD_DATE_TEXT];

  add_text(sha, scope->where);
  add_text(sha, td_date_text(day, scope->from));
  add_text(sha, td_date_text(day, scope->to));
}

static const char *name_of(const td_rule *r, int what)
{
  if (what >= 0)
    return r->params[what].name;
  return what == TD_SET_SEVERITY ? "severity" : "enabled";
}

static void finish_hash(SHA256_CTX *sha, char buf[TD_RULES_HASH])
{
  char hex[SHA256_DIGEST_STRING_LENGTH];

  SHA256End(sha, hex);
  snprintf(buf, TD_RULES_HASH, "sha256:%s", hex);
}

void td_rules_hash(const td_rules *rules, char buf[TD_RULES_HASH])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (size_t i = 0; i < rules->n; i++) {
    const td_rule *r = &rules->list[i];
    SHA256Update(&sha, (const uint8_t *)r->id, strlen(r->id) + 1);
    SHA256Update(&sha, (const uint8_t *)r->text, r->n + 1);
  }
  finish_hash(&sha, buf);
}

static void add_rule(SHA256_CTX *sha, const td_rules *rules, const td_rule *r)
{
  add_text(sha, r->id);
  add_text(sha, r->severity_origin.file ? "set" : "");
  add_text(sha, td_severity_name(r->severity));
  add_text(sha, r->is_enabled ? "on" : "off");
  for (size_t i = 0; i < r->n_params; i++) {
    add_text(sha, r->params[i].name);
    add_value(sha, &r->params[i].value);
  }
  for (size_t i = 0; i < r->n_scoped; i++) {
    const td_scoped *s = &r->scoped[i];
    add_scope(sha, &rules->settings.scopes[s->scope]);
    add_text(sha, name_of(r, s->what));
    add_value(sha, &s->value);
  }
}

void td_settings_hash(const td_rules *rules, char buf[TD_RULES_HASH])
{
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (size_t i = 0; i < rules->n; i++)
    add_rule(&sha, rules, &rules->list[i]);
  finish_hash(&sha, buf);
}
