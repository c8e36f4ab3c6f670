/* The tables of the ledger: what runs found, on what, and what became of it.
 *
 *   texts               rule files and files of settings as they were, by hash
 *   runs                one row a recorded run, in order; what went into it
 *   run_tables, run_rules, run_settings
 *                       the same in parts, so that a difference has a name
 *   evaluations         subjects by outcome, for each rule and agency
 *   evaluation_reasons  why subjects were not judged
 *   finding_events      what happened to findings: added to, never changed
 *   findings            each finding with its state; follows from the events
 *   outputs             what a run wrote, with size and hash
 *   notices             digests of a run; is_delivered 0 until it is in the
 *                       outbox under its name
 *   baselines, baseline_findings
 *                       findings that were accepted, and until when
 *   checkpoints         of a run that has not ended: what each rule gave
 *
 * Days are ISO texts, hashes "sha256:...". Days come from the run's two clocks
 * and never from the computer's. */
#ifndef TD_LEDGER_TABLES_H
#define TD_LEDGER_TABLES_H

/* Statements that make them, up to NULL. */
extern const char *const td_ledger_tables[];

#endif
