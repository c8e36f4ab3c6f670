/* What a run adds to its result for reporters: what changed since the last one
 * and what is resolved. */
#include <lauxlib.h>

#include "fill.h"
#include "run.h"

static void set_counts(lua_State *L, const td_run_told *told)
{
  static const td_life lives[] = {
    TD_LIFE_NEW,   TD_LIFE_REOPENED, TD_LIFE_CHANGED,  TD_LIFE_ONGOING,
    TD_LIFE_STALE, TD_LIFE_WAIVED,   TD_LIFE_RESOLVED,
  };

  lua_createtable(L, 0, 10);
  for (size_t i = 0; i < sizeof(lives) / sizeof(*lives); i++)
    td_fill_integer(L, td_life_name(lives[i]),
                    (lua_Integer)told->counts[lives[i]]);
  if (told->previous) {
    td_fill_text(L, "run", told->previous->id);
    td_fill_text(L, "as_of", told->previous->as_of);
  }
  td_fill_integer(L, "held", (lua_Integer)told->held);
  td_fill_flag(L, "suspicious", told->is_suspicious);
  lua_setfield(L, -2, "since_last");
}

/* What it was about, with the label that the row has now. */
static void set_subject(lua_State *L, const td_result *r, const td_entry *e)
{
  int table = td_schema_find(e->kind);
  int32_t row =
      table < 0 ? TD_NO_ROW : td_snapshot_find(r->snap, table, e->subject);

  lua_createtable(L, 0, 7);
  td_fill_text(L, "kind", e->kind);
  td_fill_text(L, "code", e->subject);
  if (table >= 0)
    td_fill_text(L, "kind_vi", td_schema[table].kind_vi);
  if (row != TD_NO_ROW)
    td_fill_words(L, "label",
                  td_snapshot_label(r->snap, table, (uint32_t)row, "en"),
                  td_snapshot_label(r->snap, table, (uint32_t)row, "vi"));
  td_fill_text(L, "goal", *e->goal ? e->goal : NULL);
  td_fill_text(L, "target", *e->target ? e->target : NULL);
  td_fill_text(L, "agency", *e->agency ? e->agency : NULL);
  lua_setfield(L, -2, "subject");
}

void td_push_entry(lua_State *L, const td_result *r, const td_entry *e)
{
  const td_checked *check = td_result_check(r, e->rule);
  const td_rule *rule = check ? check->rule : NULL;

  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, 0, 12);
  td_fill_text(L, "id", e->id);
  td_fill_text(L, "rule", e->rule);
  td_fill_words(L, "title", rule ? rule->title[TD_EN] : e->rule,
                rule ? rule->title[TD_VI] : e->rule);
  if (rule)
    td_fill_tags(L, rule);
  td_fill_text(L, "severity", e->severity);
  td_fill_text(L, "class", e->class_name);
  td_fill_text(L, "state", td_life_name(e->life));
  td_fill_text(L, "state_on", e->life_on);
  td_fill_text(L, "since", e->first_on);
  td_fill_text(L, "period", *e->period ? e->period : NULL);
  set_subject(L, r, e);
}

void td_fill_told(lua_State *L, const td_result *r)
{
  const td_run_told *told = r->told;

  luaL_checkstack(L, 8, NULL);
  lua_getfield(L, -1, "run");
  td_fill_text(L, "id", told->id);
  lua_pop(L, 1);
  set_counts(L, told);
  lua_createtable(L, (int)told->n_resolved, 0);
  for (size_t i = 0; i < told->n_resolved; i++) {
    td_push_entry(L, r, told->resolved[i]);
    td_fill_words(L, "text", told->said[i]->message[0],
                  told->said[i]->message[1]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "resolved");
}
