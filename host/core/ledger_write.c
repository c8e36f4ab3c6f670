/* Recording a run: everything in one transaction. */
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger_parts.h"

td_status td_ledger_read_begin(struct td_store *st, td_err *err)
{
  return td_store_exec(st, "BEGIN", err);
}

td_status td_ledger_begin(struct td_store *st, td_err *err)
{
  return td_store_exec(st, "BEGIN IMMEDIATE", err);
}

td_status td_ledger_commit(struct td_store *st, td_err *err)
{
  return td_store_exec(st, "COMMIT", err);
}

void td_ledger_rollback(struct td_store *st)
{
  if (!sqlite3_get_autocommit(st->db))
    td_store_exec(st, "ROLLBACK", NULL);
}

/* ---- rows ---- */

/* A statement that is run once for each row: texts first, then numbers. */
typedef struct writer {
  struct td_store *st;
  sqlite3_stmt *stmt;
} writer;

static td_status prepare(writer *w, struct td_store *st, const char *sql,
                         td_err *err)
{
  w->st = st;
  return td_store_prepare(&w->stmt, st, sql, err);
}

static td_status put(writer *w, const char *const *texts, size_t n_texts,
                     const int64_t *numbers, size_t n_numbers, td_err *err)
{
  td_status rc;

  for (size_t i = 0; i < n_texts; i++)
    td_ledger__bind(w->stmt, (int)i + 1, texts[i]);
  for (size_t i = 0; i < n_numbers; i++)
    sqlite3_bind_int64(w->stmt, (int)(n_texts + i) + 1, numbers[i]);
  rc = td_store_step(w->st, w->stmt, err);
  sqlite3_reset(w->stmt);
  return rc;
}

/* One row of a statement that is run once. */
static td_status put_once(struct td_store *st, const char *sql,
                          const char *const *texts, size_t n_texts,
                          const int64_t *numbers, size_t n_numbers, td_err *err)
{
  writer w = { NULL, NULL };
  td_status rc = prepare(&w, st, sql, err);

  if (rc == TD_OK)
    rc = put(&w, texts, n_texts, numbers, n_numbers, err);
  sqlite3_finalize(w.stmt);
  return rc;
}

#define LENGTH(list) (sizeof(list) / sizeof(*(list)))

/* ---- the chain ---- */

static void chain_text(SHA256_CTX *sha, const char *text)
{
  SHA256Update(sha, (const uint8_t *)text, strlen(text) + 1);
}

static void chain_event(SHA256_CTX *sha, const td_event *e)
{
  const char *const texts[] = {
    e->finding,    td_life_name(e->life), e->severity, e->class_name, e->waiver,
    e->message[0], e->message[1],         e->evidence, e->why,
  };

  for (size_t i = 0; i < LENGTH(texts); i++)
    chain_text(sha, texts[i]);
}

void td_ledger__chain(char chain[TD_CHAIN_TEXT], const char *before,
                      const td_logged *run, const td_event *events, size_t n)
{
  char hex[SHA256_DIGEST_STRING_LENGTH];
  SHA256_CTX sha;

  SHA256Init(&sha);
  chain_text(&sha, before);
  chain_text(&sha, run->key);
  chain_text(&sha, run->result);
  for (size_t i = 0; i < n; i++)
    chain_event(&sha, &events[i]);
  SHA256End(&sha, hex);
  snprintf(chain, TD_CHAIN_TEXT, "sha256:%s", hex);
}

static td_status make_chain(td_run_log *log, char chain[TD_CHAIN_TEXT],
                            struct td_store *st, td_err *err)
{
  td_arena a = { 0 };
  td_logged before;
  td_status rc = td_ledger_run(&before, &a, st, "latest", false, err);

  if (rc >= TD_OK) {
    td_ledger__chain(chain, rc == TD_ROW ? before.chain : "", &log->run,
                     log->events, log->n_events);
    rc = TD_OK;
  }
  td_arena_free(&a);
  return rc;
}

/* ---- the run ---- */

static td_status next_number(int64_t *out, struct td_store *st, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st, "SELECT coalesce(max(number), 0) + 1 FROM runs", err);

  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    *out = sqlite3_column_int64(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

static td_status write_run(td_run_log *log, struct td_store *st, td_err *err)
{
  td_logged *r = &log->run;
  const char *const texts[] = {
    r->id,       r->key,       r->plan,     r->as_of,
    r->known_at, r->selection, r->data,     r->calendar,
    r->rules,    r->settings,  r->baseline, r->program,
    r->versions, r->result,    r->chain,    r->compared_with,
  };
  const int64_t numbers[] = {
    r->number,        r->edition,      r->judged,        r->errors,
    r->judged_before, r->judged_again, r->is_suspicious, r->accepts_drop,
  };

  return put_once(
      st,
      "INSERT INTO runs (id, key, plan, as_of, known_at, selection, data,"
      " calendar, rules, settings, baseline, program, versions, result, chain,"
      " compared_with, number, edition, judged, errors, judged_before,"
      " judged_again, is_suspicious, accepts_drop) VALUES (?1, ?2, ?3, ?4, ?5,"
      " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
      " ?21, ?22, ?23, ?24)",
      texts, LENGTH(texts), numbers, LENGTH(numbers), err);
}

/* ---- lists ---- */

/* Writes item i of a list of the log. */
typedef td_status (*put_fn)(writer *w, const td_run_log *log, size_t i,
                            td_err *err);

static td_status put_list(struct td_store *st, const char *sql, put_fn put_item,
                          const td_run_log *log, size_t n, td_err *err)
{
  writer w = { NULL, NULL };
  td_status rc = prepare(&w, st, sql, err);

  for (size_t i = 0; rc == TD_OK && i < n; i++)
    rc = put_item(&w, log, i, err);
  sqlite3_finalize(w.stmt);
  return rc;
}

static td_status put_table(writer *w, const td_run_log *log, size_t i,
                           td_err *err)
{
  const td_run_part *p = &log->tables[i];
  const char *const texts[] = { log->run.id, p->name, p->hash };

  return put(w, texts, LENGTH(texts), &p->n, 1, err);
}

void td_ledger_hash(char buf[TD_LEDGER_HASH], const void *bytes, size_t n)
{
  char hex[SHA256_DIGEST_STRING_LENGTH];

  SHA256Data((const uint8_t *)bytes, n, hex);
  snprintf(buf, TD_LEDGER_HASH, "sha256:%s", hex);
}

/* Under its hash, once. */
static td_status put_text(writer *w, const char *text, td_err *err)
{
  char hash[TD_LEDGER_HASH];
  const char *const texts[] = { hash, text };

  td_ledger_hash(hash, text, strlen(text));
  return put(w, texts, LENGTH(texts), NULL, 0, err);
}

static td_status put_rule_text(writer *w, const td_run_log *log, size_t i,
                               td_err *err)
{
  return put_text(w, log->rules[i].text, err);
}

static bool is_file(const td_run_part *setting)
{
  return !strcmp(setting->kind, "file");
}

static td_status put_file_text(writer *w, const td_run_log *log, size_t i,
                               td_err *err)
{
  const td_run_part *p = &log->settings[i];

  return is_file(p) ? put_text(w, p->text, err) : TD_OK;
}

static td_status put_rule(writer *w, const td_run_log *log, size_t i,
                          td_err *err)
{
  const td_run_part *p = &log->rules[i];
  char hash[TD_LEDGER_HASH];
  const char *const texts[] = { log->run.id, p->name, p->kind, hash };

  td_ledger_hash(hash, p->text, strlen(p->text));
  return put(w, texts, LENGTH(texts), NULL, 0, err);
}

static td_status put_setting(writer *w, const td_run_log *log, size_t i,
                             td_err *err)
{
  const td_run_part *p = &log->settings[i];
  const int64_t position = (int64_t)i + 1;
  char hash[TD_LEDGER_HASH];
  const char *const texts[] = { log->run.id, p->kind, p->name,
                                is_file(p) ? hash : p->text };

  td_ledger_hash(hash, p->text, strlen(p->text));
  return put(w, texts, LENGTH(texts), &position, 1, err);
}

static td_status put_evaluation(writer *w, const td_run_log *log, size_t i,
                                td_err *err)
{
  const td_evaluation *e = &log->evaluations[i];
  const char *const texts[] = { log->run.id, e->rule, e->agency };

  return put(w, texts, LENGTH(texts), e->counts, TD_OUTCOMES, err);
}

static td_status put_reason(writer *w, const td_run_log *log, size_t i,
                            td_err *err)
{
  const td_run_reason *r = &log->reasons[i];
  const char *const texts[] = { log->run.id, r->rule, r->outcome, r->why[0],
                                r->why[1] };

  return put(w, texts, LENGTH(texts), &r->n, 1, err);
}

static td_status put_entry(writer *w, const td_run_log *log, size_t i,
                           td_err *err)
{
  const td_entry *e = &log->entries[i];
  const char *const texts[] = {
    e->id,
    e->rule,
    e->kind,
    e->subject,
    e->period,
    e->key,
    e->goal,
    e->target,
    e->agency,
    e->severity,
    e->class_name,
    e->waiver,
    e->first_run,
    e->first_on,
    e->last_run,
    e->last_on,
    e->life_run,
    e->life_on,
    td_life_name(e->life),
  };

  return put(w, texts, LENGTH(texts), NULL, 0, err);
}

static td_status put_event(writer *w, const td_run_log *log, size_t i,
                           td_err *err)
{
  const td_event *e = &log->events[i];
  const char *const texts[] = {
    log->run.id,   e->finding, td_life_name(e->life), e->severity,
    e->class_name, e->waiver,  e->message[0],         e->message[1],
    e->evidence,   e->why,
  };

  return put(w, texts, LENGTH(texts), NULL, 0, err);
}

#define KEEP_TEXT                                                              \
  "INSERT INTO texts (hash, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING"

/* In this order, as rows name those of tables before. */
static td_status write_lists(const td_run_log *log, struct td_store *st,
                             td_err *err)
{
  const struct {
    const char *sql;
    put_fn put_item;
    size_t n;
  } lists[] = {
    { KEEP_TEXT, put_rule_text, log->n_rules },
    { KEEP_TEXT, put_file_text, log->n_settings },
    { "INSERT INTO run_tables (run, entity, hash, n) VALUES (?1, ?2, ?3, ?4)",
      put_table, log->n_tables },
    { "INSERT INTO run_rules (run, rule, file, hash) VALUES (?1, ?2, ?3, ?4)",
      put_rule, log->n_rules },
    { "INSERT INTO run_settings (run, kind, name, value, position)"
      " VALUES (?1, ?2, ?3, ?4, ?5)",
      put_setting, log->n_settings },
    { "INSERT INTO evaluations (run, rule, agency, pass, fail, no_data,"
      " not_due, not_applicable, waived, error) VALUES (?1, ?2, ?3, ?4, ?5,"
      " ?6, ?7, ?8, ?9, ?10)",
      put_evaluation, log->n_evaluations },
    { "INSERT INTO evaluation_reasons (run, rule, outcome, why_en, why_vi, n)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      put_reason, log->n_reasons },
    { "INSERT OR REPLACE INTO findings (id, rule, kind, subject, period, key,"
      " goal, target, agency, severity, class, waiver, first_run, first_on,"
      " last_run, last_on, state_run, state_on, state) VALUES (?1, ?2, ?3, ?4,"
      " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
      put_entry, log->n_entries },
    { "INSERT INTO finding_events (run, finding, state, severity, class,"
      " waiver, message_en, message_vi, evidence, why) VALUES (?1, ?2, ?3, ?4,"
      " ?5, ?6, ?7, ?8, ?9, ?10)",
      put_event, log->n_events },
  };
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < LENGTH(lists); i++)
    rc = put_list(st, lists[i].sql, lists[i].put_item, log, lists[i].n, err);
  return rc;
}

td_status td_ledger_record(td_run_log *log, struct td_store *st, td_err *err)
{
  char chain[TD_CHAIN_TEXT];
  td_status rc = make_chain(log, chain, st, err);

  log->run.chain = chain;
  if (rc == TD_OK)
    rc = next_number(&log->run.number, st, err);
  if (rc == TD_OK)
    rc = write_run(log, st, err);
  if (rc == TD_OK)
    rc = write_lists(log, st, err);
  if (rc == TD_OK)
    rc = td_ledger_forget(st, err);
  log->run.chain = "";
  return rc;
}

td_status td_ledger_add_output(struct td_store *st, const char *run,
                               const td_run_output *o, td_err *err)
{
  const char *const texts[] = { run, o->name, o->format, o->options, o->hash };

  return put_once(st,
                  "INSERT INTO outputs (run, name, format, options, hash, size)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                  texts, LENGTH(texts), &o->size, 1, err);
}

/* ---- baselines ---- */

td_status td_ledger_add_baseline(const td_baseline *b, struct td_store *st,
                                 td_err *err)
{
  const char *const texts[] = { b->run, b->accepted_on, b->valid_to, b->signer,
                                b->reason };
  writer w = { NULL, NULL };
  int64_t number;
  td_status rc = put_once(
      st,
      "INSERT INTO baselines (run, accepted_on, valid_to, signer, reason)"
      " VALUES (?1, ?2, ?3, ?4, ?5)",
      texts, LENGTH(texts), NULL, 0, err);

  number = sqlite3_last_insert_rowid(st->db);
  if (rc == TD_OK)
    rc = prepare(&w, st,
                 "INSERT INTO baseline_findings (finding, baseline)"
                 " VALUES (?1, ?2)",
                 err);
  for (size_t i = 0; rc == TD_OK && i < b->n_findings; i++)
    rc = put(&w, &b->findings[i], 1, &number, 1, err);
  sqlite3_finalize(w.stmt);
  return rc;
}

td_status td_ledger_end_baselined(struct td_store *st, const char *finding,
                                  const char *run, td_err *err)
{
  const char *const texts[] = { finding, run };

  return put_once(st,
                  "UPDATE baseline_findings SET ended_run = ?2"
                  " WHERE finding = ?1 AND ended_run IS NULL",
                  texts, LENGTH(texts), NULL, 0, err);
}

/* ---- notices ---- */

td_status td_ledger_add_notice(struct td_store *st, const td_notice *n,
                               td_err *err)
{
  const char *const texts[] = { n->id,   n->run,  n->agency, n->day,
                                n->told, n->file, n->hash };

  return put_once(st,
                  "INSERT INTO notices (id, run, agency, day, told, file, hash,"
                  " size, is_delivered) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
                  " 0) ON CONFLICT DO NOTHING",
                  texts, LENGTH(texts), &n->size, 1, err);
}

td_status td_ledger_deliver(struct td_store *st, const char *id, td_err *err)
{
  return put_once(st, "UPDATE notices SET is_delivered = 1 WHERE id = ?1", &id,
                  1, NULL, 0, err);
}
