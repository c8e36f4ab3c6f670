--- Around the answer to why a recorded finding was there: which run, which day,
-- and whether the record says what comes out.
-- @module tiendo.ledger.why
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local list = require "tiendo.ledger.list"

local M = {}

local clean, plain = finding.clean, finding.plain

local function recorded_object(r)
  if not r then return json.null end
  return json.object { "run", r.run, "as_of", r.as_of,
    "own", r.own == true, "same", r.same == true,
    "evidence", json.decode(r.evidence) or json.null }
end

-- What the record says against what comes out.
local function verdict(page, request)
  local r = request.recorded
  if not request.is_there then return page:say "why_absent", "warning" end
  if not r then return end
  local key = r.own and "why_own" or "why_before"
  return page:say(r.same and key or key .. "_not",
    { day = page:show(r.as_of, "date") }),
    r.same and "good" or r.own and "warning" or nil
end

--- See tiendo.ledger.
function M.head(request, options, write)
  local run = request.run
  if options.format == "json" then
    write(('{"schema":%d,"run":%s,\n "recorded":%s,"evaluated":%s,\n "why":')
      :format(list.SCHEMA, json.encode(list.run_object(run)),
        json.encode(recorded_object(request.recorded)),
        json.encode(request.evidence and json.decode(request.evidence)
          or plain(nil))))
    return true
  end
  local page = list.page(options, write)
  page:put(page:say("why_head", { id = clean(run.id),
    day = page:show(run.as_of, "date"),
    known = page:show(run.known_at, "date") }), { style = "bold" })
  local text, style = verdict(page, request)
  if text then page:put(text, { style = style }) end
  page:skip()
  return true
end

--- See tiendo.ledger.
function M.foot(_, options, write)
  if options.format == "json" then write "}\n" end
  return true
end

return M
