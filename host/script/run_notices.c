/* Digests of a run: the Lua library decides who is written to, the caller makes
 * a message of each, the record keeps what was told. */
#include <ctype.h>
#include <lauxlib.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "duty.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "run.h"
#include "writer.h"
#include "zone.h"

/* Digests are dated at this hour of the run's day. */
enum { HOUR = 7 };

typedef struct asking {
  struct td_run *run;
  const char *lang;
  td_digest_fn take;
  void *ud;
  td_notice *before; /* every notice so far, oldest first */
  size_t n_before;
  td_err why;
} asking;

/* ---- the question ---- */

static const td_calendar *calendar_of(const struct td_snapshot *snap)
{
  static const td_calendar plain = { NULL, NULL, 0 };

  return snap->n_calendars ? &snap->calendars[0] : &plain;
}

static const td_calendar *calendar_at(lua_State *L)
{
  return calendar_of(
      (const struct td_snapshot *)lua_touserdata(L, lua_upvalueindex(1)));
}

/* is_working(day) */
static int l_is_working(lua_State *L)
{
  lua_pushboolean(L,
                  td_calendar_is_working(calendar_at(L), td_check_date(L, 1)));
  return 1;
}

/* working_days(from, to) */
static int l_working_days(lua_State *L)
{
  td_date from = td_check_date(L, 1), to = td_check_date(L, 2);

  lua_pushinteger(L, td_calendar_between(calendar_at(L), from, to));
  return 1;
}

/* said(id) -> { en, vi } */
static int l_said(lua_State *L)
{
  asking *q = (asking *)lua_touserdata(L, lua_upvalueindex(1));
  const char *message[TD_LANGS];

  if (td_ledger_last_said(message, &q->run->arena, q->run->st,
                          luaL_checkstring(L, 1), TD_LEDGER_NOW,
                          &q->why) != TD_OK)
    return luaL_error(L, "%s", q->why.text);
  lua_createtable(L, 0, 2);
  td_fill_text(L, "en", message[TD_EN]);
  td_fill_text(L, "vi", message[TD_VI]);
  return 1;
}

/* What each agency was told last. */
static void set_told(lua_State *L, const asking *q)
{
  lua_newtable(L);
  for (size_t i = 0; i < q->n_before; i++)
    td_fill_text(L, q->before[i].agency, q->before[i].told);
  lua_setfield(L, -2, "told");
}

static void set_others(lua_State *L, const struct td_run *run)
{
  lua_createtable(L, (int)run->n_others, 0);
  for (size_t i = 0; i < run->n_others; i++) {
    td_push_entry(L, run->result, &run->others[i]);
    td_fill_flag(L, "is_outside", td_run__is_outside(run, run->others[i].rule));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "others");
}

/* Findings that the run gave and its selection leaves out. */
static void set_unselected(lua_State *L, const td_result *r)
{
  lua_createtable(L, (int)(r->n_found - r->n_findings), 0);
  for (size_t i = r->n_findings; i < r->n_found; i++) {
    td_push_finding(L, r, &r->findings[i]);
    lua_rawseti(L, -2, (lua_Integer)(i - r->n_findings) + 1);
  }
  lua_setfield(L, -2, "unselected");
}

/* As tiendo.notices documents it. [-0, +1, m] */
static void push_question(lua_State *L, asking *q)
{
  struct td_run *run = q->run;

  td_plan_open(L, run->snap);
  lua_createtable(L, 0, 10);
  td_push_result(L, run->result);
  lua_setfield(L, -2, "result");
  set_unselected(L, run->result);
  set_others(L, run);
  set_told(L, q);
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
  td_fill_date(L, "as_of", run->snap->as_of);
  td_fill_text(L, "lang", q->lang);
  td_fill_function(L, "is_working", l_is_working, run->snap);
  td_fill_function(L, "working_days", l_working_days, run->snap);
  td_fill_function(L, "said", l_said, q);
}

/* ---- the answer ---- */

/* The table keeps the text. */
static const char *text_at(lua_State *L, const char *key)
{
  const char *text;

  lua_getfield(L, -1, key);
  text = luaL_checkstring(L, -1);
  lua_pop(L, 1);
  return text;
}

static const char *copy(struct td_run *run, const char *text)
{
  return td_arena_text(&run->arena, text, strlen(text));
}

/* Keeps what the caller made of a digest. */
static td_status add_notice(asking *q, const td_digest *d,
                            const td_digest_made *made, const char *told)
{
  struct td_run *run = q->run;
  td_notice *n = &run->notices[run->n_notices];
  char hash[TD_LEDGER_HASH];

  td_ledger_hash(hash, made->bytes, made->n);
  *n = (td_notice){
    .id = copy(run, d->id),
    .run = run->log.run.id,
    .agency = copy(run, d->agency),
    .day = run->log.run.as_of,
    .told = copy(run, told),
    .file = copy(run, made->file),
    .hash = copy(run, hash),
    .size = (int64_t)made->n,
  };
  if (!n->id || !n->agency || !n->told || !n->file || !n->hash)
    return td_fail_memory(&q->why);
  run->n_notices++;
  return TD_OK;
}

/* The zone of the first plan. */
static const char *zone_of(const struct td_snapshot *snap)
{
  const td_table *t = &snap->tables[TD_PLANS];
  const char *zone = "";

  if (t->n)
    zone = td_snapshot_text(
        snap, t->columns[td_entity_field(t->entity, "zone")].as.text[0]);
  return *zone ? zone : TD_ZONE_DEFAULT;
}

/* The agency's code as a part of file names and message ids, which not every
 * code can be: what may not stand there is replaced, what is too long is cut,
 * and a hash then tells it from others. */
enum { CODE_MAX = 80, CODE_ROOM = CODE_MAX + 10, CODE_DIGITS = 8 };

static void plain_code(char out[CODE_ROOM], const char *code)
{
  char hex[SHA256_DIGEST_STRING_LENGTH];
  size_t n = strlen(code), kept = n < CODE_MAX ? n : CODE_MAX;
  bool is_same = kept == n;

  for (size_t i = 0; i < kept; i++) {
    bool is_plain = isascii(code[i]) && (isalnum((unsigned char)code[i]) ||
                                         code[i] == '-' || code[i] == '_');
    out[i] = is_plain ? code[i] : '-';
    is_same = is_same && is_plain;
  }
  out[kept] = '\0';
  if (is_same)
    return;
  SHA256Data((const uint8_t *)code, n, hex);
  snprintf(out + kept, CODE_ROOM - kept, "-%.*s", (int)CODE_DIGITS, hex);
}

/* The notice at the top of the stack. */
static td_status take_notice(lua_State *L, asking *q)
{
  const struct td_run *run = q->run;
  td_digest_made made = { .n = 0 };
  char code[CODE_ROOM], id[160];
  td_digest d = {
    .id = id, .run = run->log.run.id, .day = run->log.run.as_of, .hour = HOUR
  };

  td_zone_instant(&d.ahead, zone_of(run->snap), run->snap->as_of, HOUR);
  d.agency = text_at(L, "code");
  d.name = text_at(L, "name");
  d.sender = text_at(L, "sender");
  d.subject = text_at(L, "subject");
  d.body = text_at(L, "body");
  d.reasons = text_at(L, "reasons");
  plain_code(code, d.agency);
  snprintf(id, sizeof(id), "%s.%s@tiendo.invalid", d.run, code);
  if (q->take(q->ud, &d, &made))
    return td_fail(&q->why, TD_EIO, "a digest cannot be written");
  return add_notice(q, &d, &made, text_at(L, "told"));
}

/* Argument: the asking. */
static int l_decide(lua_State *L)
{
  asking *q = (asking *)lua_touserdata(L, 1);
  lua_Integer n;

  td_push_export(L, "tiendo.notices", "decide");
  push_question(L, q);
  lua_call(L, 1, 1);
  n = luaL_len(L, -1);
  q->run->notices =
      (td_notice *)td_arena_array(&q->run->arena, (size_t)n, sizeof(td_notice));
  if (!q->run->notices)
    return luaL_error(L, "out of memory");
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, i);
    if (take_notice(L, q) != TD_OK)
      return luaL_error(L, "%s", q->why.text);
    lua_pop(L, 1);
  }
  return 0;
}

td_status td_run_digests(td_run *run, const char *lang, td_digest_fn take,
                         void *ud, td_err *err)
{
  asking q = { .run = run, .lang = lang ? lang : "vi", .take = take, .ud = ud };
  td_state *s = run->result->state;
  td_status rc;

  if (run->is_recorded)
    return TD_OK; /* who is told of it has been told */
  rc = td_ledger_notices(&q.before, &q.n_before, &run->arena, run->st, NULL,
                         err);
  if (rc != TD_OK)
    return rc;
  run->n_notices = 0;
  lua_pushcfunction(td_state_lua(s), l_decide);
  lua_pushlightuserdata(td_state_lua(s), &q);
  rc = td_state_call(s, 1, 0, err);
  if (rc != TD_OK && q.why.code != TD_OK)
    return td_fail(err, q.why.code, "%s", q.why.text);
  return rc;
}

td_status td_run_pending(td_run *run, td_pending_fn take, void *ud, td_err *err)
{
  td_notice *list;
  size_t n;
  td_status rc = td_ledger_notices(&list, &n, &run->arena, run->st, NULL, err);

  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    if (list[i].is_delivered)
      continue;
    if (take(ud, list[i].id, list[i].file))
      return td_fail(err, TD_EIO, "a digest cannot be delivered");
    rc = td_ledger_deliver(run->st, list[i].id, err);
  }
  return rc;
}
