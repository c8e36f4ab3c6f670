/* The letter to agencies that have not reported: the Lua library finds what is
 * missing in the plan and drafts it. */
#include <lauxlib.h>
#include <string.h>

#include "days.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "snapshot.h"
#include "writer.h"

typedef struct request {
  struct td_snapshot *snap;
  const td_letter_options *o;
  td_date by;
} request;

/* note(text) */
static int l_note(lua_State *L)
{
  const td_letter_options *o =
      (const td_letter_options *)lua_touserdata(L, lua_upvalueindex(1));

  o->on_note(o->ud, luaL_checkstring(L, 1));
  return 0;
}

static int l_silent(lua_State *L)
{
  (void)L;
  return 0;
}

static void set_note(lua_State *L, const td_letter_options *o)
{
  if (!o->on_note) {
    lua_pushcfunction(L, l_silent);
  } else {
    lua_pushlightuserdata(L, (void *)(uintptr_t)o);
    lua_pushcclosure(L, l_note, 1);
  }
  lua_setfield(L, -2, "note");
}

/* { plan, obligation, period, sender, by, as_of, working_days, is_working,
 * note }; see tiendo.letter.draft. */
static int push_request(lua_State *L, const void *ud)
{
  const request *r = (const request *)ud;

  td_plan_open(L, r->snap);
  lua_createtable(L, 0, 9);
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
  td_fill_text(L, "obligation", r->o->obligation);
  td_fill_text(L, "period", r->o->period);
  td_fill_text(L, "sender", r->o->sender);
  td_fill_date(L, "by", r->by);
  td_fill_date(L, "as_of", r->snap->as_of);
  td_fill_days(L, r->snap);
  set_note(L, r->o);
  return 1;
}

td_status td_snapshot_letter(td_snapshot *snap, const td_letter_options *letter,
                             const td_write_options *options, td_write_fn write,
                             void *ud, td_err *err)
{
  request r = { .snap = snap, .o = letter };
  const td_writing writing = { "tiendo.letter.draft", "write", push_request,
                               &r };

  if (letter->size < sizeof(*letter))
    return td_fail(err, TD_EUSAGE, "letter options are too old");
  if (!td_date_parse(&r.by, letter->by, strlen(letter->by)))
    return td_fail(err, TD_EUSAGE, "'%s' is no day; write it as 2026-12-18",
                   letter->by);
  return td_writer_once(&writing, options, write, ud, err);
}
