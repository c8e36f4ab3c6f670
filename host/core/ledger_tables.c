/* The ledger's tables as statements. */
#include "ledger_tables.h"

#include <stddef.h>

/* Nobody changes what is recorded: neither this program nor another one. */
#define KEEP(table)                                                            \
  "CREATE TRIGGER " table "_update BEFORE UPDATE ON " table                    \
  " BEGIN SELECT raise(ABORT, 'the record of runs is only added to'); END;"    \
  "CREATE TRIGGER " table "_delete BEFORE DELETE ON " table                    \
  " BEGIN SELECT raise(ABORT, 'the record of runs is only added to'); END;"

#define COUNTS                                                                 \
  "  pass INTEGER NOT NULL, fail INTEGER NOT NULL, no_data INTEGER NOT NULL,"  \
  "  not_due INTEGER NOT NULL, not_applicable INTEGER NOT NULL,"               \
  "  waived INTEGER NOT NULL, error INTEGER NOT NULL,"

const char *const td_ledger_tables[] = {
  "CREATE TABLE texts ("
  "  hash TEXT PRIMARY KEY, text TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE runs ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  key TEXT NOT NULL UNIQUE,"
  "  plan TEXT NOT NULL,"
  "  as_of TEXT NOT NULL, known_at TEXT NOT NULL,"
  "  selection TEXT NOT NULL,"
  "  edition INTEGER NOT NULL,"
  "  data TEXT NOT NULL, calendar TEXT NOT NULL, rules TEXT NOT NULL,"
  "  settings TEXT NOT NULL, baseline TEXT NOT NULL,"
  "  program TEXT NOT NULL, versions TEXT NOT NULL,"
  "  judged INTEGER NOT NULL, errors INTEGER NOT NULL,"
  "  compared_with TEXT REFERENCES runs (id),"
  "  judged_before INTEGER, judged_again INTEGER,"
  "  is_suspicious INTEGER NOT NULL CHECK (is_suspicious IN (0, 1)),"
  "  accepts_drop INTEGER NOT NULL CHECK (accepts_drop IN (0, 1)),"
  "  result TEXT NOT NULL,"
  "  chain TEXT NOT NULL"
  ") STRICT;",
  "CREATE INDEX runs_as_of ON runs (as_of);",
  "CREATE TABLE run_tables ("
  "  run TEXT NOT NULL REFERENCES runs (id), entity TEXT NOT NULL,"
  "  n INTEGER NOT NULL, hash TEXT NOT NULL,"
  "  PRIMARY KEY (run, entity)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE run_rules ("
  "  run TEXT NOT NULL REFERENCES runs (id), rule TEXT NOT NULL,"
  "  file TEXT NOT NULL, hash TEXT NOT NULL REFERENCES texts (hash),"
  "  PRIMARY KEY (run, rule)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE run_settings ("
  "  run TEXT NOT NULL REFERENCES runs (id), position INTEGER NOT NULL,"
  "  kind TEXT NOT NULL CHECK (kind IN ('file', 'set')),"
  "  name TEXT NOT NULL, value TEXT NOT NULL,"
  "  PRIMARY KEY (run, position)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE evaluations ("
  "  run TEXT NOT NULL REFERENCES runs (id), rule TEXT NOT NULL,"
  "  agency TEXT NOT NULL," COUNTS "  PRIMARY KEY (run, rule, agency)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE evaluation_reasons ("
  "  run TEXT NOT NULL REFERENCES runs (id), rule TEXT NOT NULL,"
  "  outcome TEXT NOT NULL, why_en TEXT NOT NULL, why_vi TEXT NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  PRIMARY KEY (run, rule, outcome, why_en)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE findings ("
  "  id TEXT PRIMARY KEY,"
  "  rule TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,"
  "  period TEXT NOT NULL, key TEXT NOT NULL,"
  "  goal TEXT NOT NULL, target TEXT NOT NULL, agency TEXT NOT NULL,"
  "  first_run TEXT NOT NULL REFERENCES runs (id), first_on TEXT NOT NULL,"
  "  last_run TEXT NOT NULL REFERENCES runs (id), last_on TEXT NOT NULL,"
  "  state TEXT NOT NULL, state_run TEXT NOT NULL REFERENCES runs (id),"
  "  state_on TEXT NOT NULL,"
  "  severity TEXT NOT NULL, class TEXT NOT NULL, waiver TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE finding_events ("
  "  number INTEGER PRIMARY KEY,"
  "  run TEXT NOT NULL REFERENCES runs (id),"
  "  finding TEXT NOT NULL,"
  "  state TEXT NOT NULL CHECK (state IN ('new', 'ongoing', 'changed',"
  "    'resolved', 'reopened', 'stale', 'waived')),"
  "  severity TEXT NOT NULL, class TEXT NOT NULL, waiver TEXT NOT NULL,"
  "  message_en TEXT NOT NULL, message_vi TEXT NOT NULL,"
  "  evidence TEXT NOT NULL, why TEXT NOT NULL,"
  "  UNIQUE (run, finding)"
  ") STRICT;",
  "CREATE INDEX finding_events_finding ON finding_events (finding, number);",
  "CREATE TABLE outputs ("
  "  run TEXT NOT NULL REFERENCES runs (id), name TEXT NOT NULL,"
  "  format TEXT NOT NULL, options TEXT NOT NULL,"
  "  size INTEGER NOT NULL, hash TEXT NOT NULL,"
  "  PRIMARY KEY (run, name)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE notices ("
  "  id TEXT PRIMARY KEY,"
  "  run TEXT NOT NULL REFERENCES runs (id), agency TEXT NOT NULL,"
  "  day TEXT NOT NULL, told TEXT NOT NULL,"
  "  file TEXT NOT NULL, size INTEGER NOT NULL, hash TEXT NOT NULL,"
  "  is_delivered INTEGER NOT NULL CHECK (is_delivered IN (0, 1))"
  ") STRICT, WITHOUT ROWID;",
  "CREATE INDEX notices_agency ON notices (agency, day);",
  "CREATE TABLE baselines ("
  "  number INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs (id),"
  "  accepted_on TEXT NOT NULL, valid_to TEXT NOT NULL,"
  "  signer TEXT NOT NULL, reason TEXT NOT NULL"
  ") STRICT;",
  "CREATE TABLE baseline_findings ("
  "  baseline INTEGER NOT NULL REFERENCES baselines (number),"
  "  finding TEXT NOT NULL, ended_run TEXT REFERENCES runs (id),"
  "  PRIMARY KEY (baseline, finding)"
  ") STRICT, WITHOUT ROWID;",
  "CREATE TABLE checkpoints ("
  "  key TEXT NOT NULL, as_of TEXT NOT NULL, rule TEXT NOT NULL,"
  "  value BLOB NOT NULL,"
  "  PRIMARY KEY (key, rule)"
  ") STRICT, WITHOUT ROWID;",
  KEEP("texts"),
  KEEP("runs"),
  KEEP("run_tables"),
  KEEP("run_rules"),
  KEEP("run_settings"),
  KEEP("evaluations"),
  KEEP("evaluation_reasons"),
  KEEP("finding_events"),
  KEEP("outputs"),
  NULL,
};
