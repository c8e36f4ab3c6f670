/* Waivers through the Lua library, in the result's state. */
#include "waiving.h"

#include <lauxlib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "fill.h"
#include "writer.h"

typedef struct asking {
  td_waiving *w;
  td_result *r;
  const td_rules *rules;
  td_arena *arena; /* for what is kept */
  bool is_short;   /* of memory */
} asking;

static uint32_t count(const td_result *r)
{
  return r->snap->tables[TD_WAIVERS].n;
}

static const char *scope_of(const td_result *r, uint32_t row)
{
  const td_table *t = &r->snap->tables[TD_WAIVERS];
  int field = td_entity_field(t->entity, "scope");

  return td_snapshot_text(r->snap, t->columns[field].as.text[row]);
}

static bool is_active(const td_waiving *w, const td_result *r, uint32_t row)
{
  return td_snapshot_term(r->snap, TD_WAIVERS, row) == TD_IN_FORCE &&
         !w->problems[row];
}

/* { code, scope, row, is_idle }: idle is one that is known to excuse nothing.
 * [-0, +1, m] */
static void push_waiver(lua_State *L, const td_waiving *w, const td_result *r,
                        uint32_t row)
{
  lua_createtable(L, 0, 4);
  td_fill_text(L, "code", td_snapshot_code(r->snap, TD_WAIVERS, row));
  td_fill_text(L, "scope", scope_of(r, row));
  td_fill_integer(L, "row", row);
  td_fill_flag(L, "is_idle", w->excused && !w->excused[row]);
}

/* List of those in force whose scopes can be read. [-0, +1, m] */
static void push_active(lua_State *L, const td_waiving *w, const td_result *r)
{
  lua_Integer n = 0;

  lua_newtable(L);
  for (uint32_t row = 0; row < count(r); row++) {
    if (!is_active(w, r, row))
      continue;
    push_waiver(L, w, r, row);
    lua_rawseti(L, -2, ++n);
  }
}

/* A text at the top of the stack as one of ours; NULL where there is none.
 * [-0, +0, -] */
static const char *keep_text(lua_State *L, asking *q)
{
  size_t n;
  const char *text = lua_tolstring(L, -1, &n);
  const char *copy = text ? td_arena_text(q->arena, text, n) : NULL;

  q->is_short = q->is_short || (text && !copy);
  return copy;
}

static td_status ask(asking *q, lua_CFunction f, td_err *err)
{
  lua_State *L = td_state_lua(q->r->state);
  td_status rc;

  lua_pushcfunction(L, f);
  lua_pushlightuserdata(L, q);
  rc = td_state_call(q->r->state, 1, 0, err);
  return rc == TD_OK && q->is_short ? td_fail_memory(err) : rc;
}

/* ---- reading scopes ---- */

static int l_read(lua_State *L)
{
  asking *q = (asking *)lua_touserdata(L, 1);

  for (uint32_t row = 0; row < count(q->r); row++) {
    td_push_export(L, "tiendo.sift", "scope");
    lua_pushstring(L, scope_of(q->r, row));
    lua_call(L, 1, 2);
    if (lua_isnil(L, -2))
      q->w->problems[row] = keep_text(L, q);
    lua_pop(L, 2);
  }
  return 0;
}

/* Only of those that would excuse something today. */
static void tell_problems(const td_waiving *w, const td_result *r,
                          void (*on_note)(void *ud, const char *text), void *ud)
{
  for (uint32_t row = 0; on_note && row < count(r); row++) {
    char text[600];
    if (!w->problems[row] ||
        td_snapshot_term(r->snap, TD_WAIVERS, row) != TD_IN_FORCE)
      continue;
    snprintf(text, sizeof(text), "waiver %.100s excuses nothing: scope: %.400s",
             td_snapshot_code(r->snap, TD_WAIVERS, row), w->problems[row]);
    on_note(ud, text);
  }
}

td_status td_waiving_read(td_waiving *w, td_result *r,
                          void (*on_note)(void *ud, const char *text), void *ud,
                          td_err *err)
{
  asking q = { .w = w, .r = r, .arena = &r->arena };
  td_status rc;

  *w = (td_waiving){ 0 };
  if (!count(r))
    return TD_OK;
  w->problems =
      (const char **)td_arena_array(&r->arena, count(r), sizeof(char *));
  if (!w->problems)
    return td_fail_memory(err);
  rc = ask(&q, l_read, err);
  if (rc == TD_OK)
    tell_problems(w, r, on_note, ud);
  return rc;
}

/* ---- applying ---- */

/* Moves findings from failed to waived. Stack: ..., { [i] = row }. */
static void mark_waived(lua_State *L, td_result *r)
{
  for (size_t i = 0; i < r->n_findings; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TNUMBER) {
      td_finding *f = &r->findings[i];
      td_checked *c = td_result_check(r, f->rule->id);
      f->waiver = (int32_t)lua_tointeger(L, -1);
      f->outcome = TD_WAIVED;
      c->counts[TD_FAIL]--;
      c->counts[TD_WAIVED]++;
    }
    lua_pop(L, 1);
  }
}

/* As reporters get them, with is_after for those of rules that run after
 * waivers. [-0, +1, m] */
static void push_findings(lua_State *L, const td_result *r)
{
  lua_createtable(L, (int)r->n_findings, 0);
  for (size_t i = 0; i < r->n_findings; i++) {
    td_push_finding(L, r, &r->findings[i]);
    td_fill_flag(L, "is_after", r->findings[i].rule->is_after_waivers);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static int l_apply(lua_State *L)
{
  asking *q = (asking *)lua_touserdata(L, 1);

  td_push_export(L, "tiendo.sift", "waive");
  push_findings(L, q->r);
  push_active(L, q->w, q->r);
  lua_call(L, 2, 1);
  mark_waived(L, q->r);
  return 0;
}

td_status td_waiving_apply(const td_waiving *w, td_result *r, td_err *err)
{
  asking q = { .w = (td_waiving *)(uintptr_t)w, .r = r, .arena = &r->arena };

  return r->n_findings && count(r) ? ask(&q, l_apply, err) : TD_OK;
}

/* ---- counting ---- */

/* Of those that excuse nothing. */
static int l_hint(lua_State *L)
{
  asking *q = (asking *)lua_touserdata(L, 1);
  td_waiving *w = q->w;

  td_push_export(L, "tiendo.sift", "hint");
  lua_createtable(L, (int)q->rules->n, 0);
  for (size_t i = 0; i < q->rules->n; i++) {
    td_push_rule(L, &q->rules->list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  for (uint32_t row = 0; row < count(q->r); row++) {
    if (w->excused[row] || !is_active(w, q->r, row))
      continue;
    lua_pushvalue(L, -2);
    lua_pushstring(L, scope_of(q->r, row));
    lua_pushvalue(L, -3);
    lua_call(L, 2, 2);
    w->hints[row][TD_VI] = keep_text(L, q);
    lua_pop(L, 1);
    w->hints[row][TD_EN] = keep_text(L, q);
    lua_pop(L, 1);
  }
  return 0;
}

/* Says why nobody knows what a waiver might have excused besides. */
static td_status tell_unknown(asking *q, size_t n, td_err *err)
{
  td_waiving *w = q->w;

  if (n < q->rules->n) {
    w->unknown[TD_EN] = td_arena_printf(
        q->arena, "only %zu of %zu rules were run", n, q->rules->n);
    w->unknown[TD_VI] = td_arena_printf(
        q->arena, "chỉ chạy %zu trong %zu quy tắc", n, q->rules->n);
    return w->unknown[TD_EN] && w->unknown[TD_VI] ? TD_OK : td_fail_memory(err);
  }
  if (td_result_errors(q->r)) {
    w->unknown[TD_EN] = "checks ended in errors";
    w->unknown[TD_VI] = "có kiểm tra bị lỗi";
  }
  return TD_OK;
}

td_status td_waiving_count(td_waiving *w, td_result *r, const td_rules *rules,
                           size_t n, td_arena *a, td_err *err)
{
  asking q = { .w = w, .r = r, .rules = rules, .arena = a };
  td_status rc = td_waiving_apply(w, r, err);

  if (rc != TD_OK)
    return rc;
  w->excused = (int64_t *)td_arena_array(a, count(r), sizeof(int64_t));
  w->hints =
      (const char *(*)[TD_LANGS])td_arena_array(a, count(r), sizeof(*w->hints));
  if (!w->excused || !w->hints)
    return td_fail_memory(err);
  for (size_t i = 0; i < r->n_findings; i++)
    if (r->findings[i].waiver != TD_NO_ROW)
      w->excused[r->findings[i].waiver]++;
  rc = tell_unknown(&q, n, err);
  return rc == TD_OK ? ask(&q, l_hint, err) : rc;
}
