--- One finding of the record: all about it, or all that happened to it.
-- @module tiendo.ledger.one
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local list = require "tiendo.ledger.list"
local words = require "tiendo.words"

local M = {}

local SHOWN = 3 -- events that show ends with

local clean, plain = finding.clean, finding.plain

-- JSON ----------------------------------------------------------------------

local function decoded(s)
  return s and json.decode(s) or json.null
end

local function texts(pair)
  if not pair then return json.null end
  return json.object { "en", plain(pair.en), "vi", plain(pair.vi) }
end

local function event_object(e, lang)
  return json.object { "run", e.run, "as_of", e.as_of, "state", e.state,
    "severity", e.severity, "class", plain(e.class), "waiver", plain(e.waiver),
    "why", plain(e.why), "message", plain(words.pick(e.text, lang)),
    "evidence", decoded(e.evidence), "went_on", e.between,
    "not_evaluated", e.apart }
end

local function events_of(f, lang)
  local out = {}
  for i, e in ipairs(f.events) do out[i] = event_object(e, lang) end
  return json.array(out)
end

local function write_object(request, flat, write)
  write(json.encode(json.object(table.move(flat, 1, #flat, 5, { "schema",
    list.SCHEMA, "run", list.run_object(request.run) }))) .. "\n")
end

local function show_json(request, options, write)
  local f = request.finding
  local flat = list.object(f, options.lang)
  local more = { "title", texts(f.title), "doc", texts(f.doc),
    "evidence", decoded(f.evidence), "source", plain(f.subject.source),
    "source_line", plain(f.subject.source_line),
    "excuse", f.excuse and json.object(finding.pick(f.excuse,
      { "signer", "valid_to", "reason" })) or json.null,
    "events", events_of(f, options.lang) }
  write_object(request, table.move(more, 1, #more, #flat + 1, flat), write)
end

local function history_json(request, options, write)
  local f = request.finding
  write_object(request, { "id", f.id, "rule", f.rule, "state", f.state,
    "events", events_of(f, options.lang) }, write)
end

-- Events --------------------------------------------------------------------

local function why_of(page, e)
  if not e.why then return end
  if e.state == "reopened" and e.why == "waived" then
    return page:word("event_why", "waiver")
  end
  return page:word("event_why", e.why) or clean(e.why)
end

-- The state with what made it so, and by what it is excused.
local function put_event(page, e, is_told)
  local why = why_of(page, e) or e.waiver and clean(e.waiver)
  page:put(page:say(why and "event_why" or "event", {
    day = page:show(e.as_of, "date"), state = page:word("state", e.state),
    why = why }), { indent = 2, hang = 2 })
  page:put(page:say("event_run", { run = clean(e.run),
    severity = page:word("severity", e.severity) }),
    { indent = 4, style = "dim" })
  if not is_told then page:put(page:label(e.text), { indent = 4, hang = 2 }) end
end

local STAYS = { resolved = true, stale = true, waived = true }

local function put_between(page, e)
  if e.between > 0 then
    page:put(page:say(STAYS[e.state] and "stayed" or "went_on",
      { n = e.between }, e.between), { indent = 2, style = "dim" })
  end
  if e.apart > 0 then
    page:put(page:say("apart", { n = e.apart }, e.apart),
      { indent = 2, style = "dim" })
  end
end

-- Events from the first one shown on; a message that was said just before is
-- not repeated.
local function put_events(page, events, first)
  local before
  for i = first, #events do
    local message = page:label(events[i].text)
    put_event(page, events[i], message == before)
    put_between(page, events[i])
    before = message
  end
end

-- Text ----------------------------------------------------------------------

local function put_title(page, f)
  page:put(page:say("title", { id = f.id }), { style = "bold" })
end

local function source_of(page, s)
  local title = page:label(s.source_title)
  if not s.source then return end
  if title == "" then title = clean(s.source) end
  if not s.source_line then return title end
  return page:say("source_line", { title = title, line = s.source_line })
end

local function subject_of(page, s)
  local name = page:label(s.label)
  local kind = page.lang == "vi" and s.kind_vi or s.kind
  return clean(kind) .. " " .. clean(s.code)
    .. (name ~= "" and " · " .. name or "")
end

local function waiver_of(page, f)
  local code, e = f.waiver and clean(f.waiver), f.excuse
  if not e then return code end
  return page:say("excused", { code = code, signer = clean(e.signer),
    day = page:show(e.valid_to, "date"), reason = clean(e.reason) })
end

local function seen(page, run, day, ago)
  return page:say(ago and "seen_ago" or "seen_in",
    { run = clean(run), day = page:show(day, "date"), n = ago })
end

local function facts_of(page, f)
  local s, out = f.subject, {}
  local function add(key, value, style)
    if value and value ~= "" then
      out[#out + 1] = { page:say(key), value, style = style }
    end
  end
  add("state", page:say("in_state", { state = page:word("state", f.state),
    day = page:show(f.state_on, "date"), run = clean(f.state_run) }))
  add("severity", page:word("severity", f.severity), f.severity)
  add("first", seen(page, f.first_run, f.since, f.age_days))
  add("last", seen(page, f.last_run, f.last_on))
  add("class", f.class and (page:word("choice", f.class) or clean(f.class)))
  add("rule", clean(f.rule))
  add("subject", subject_of(page, s))
  add("period", f.period and page:show(f.period, "date"))
  add("key", f.key and clean(f.key))
  add("agency", s.agency and (page:label(s.agency_label) ~= ""
    and page:label(s.agency_label) or clean(s.agency)))
  add("source", source_of(page, s))
  add("waiver", waiver_of(page, f))
  return out
end

-- A value of the evidence as JSON has it.
local function shown(page, name, value)
  if value == json.null then return page:show(nil) end
  if type(value) == "string" and value:find "^%d%d%d%d%-%d%d%-%d%d$" then
    return page:show(value, "date")
  end
  return select(2, detail.evidence(page, { name = name, value = value }))
end

local function put_evidence(page, f)
  local evidence, names, facts = json.decode(f.evidence), {}, {}
  for name in pairs(evidence or {}) do names[#names + 1] = name end
  if #names == 0 then return end
  table.sort(names)
  for i, name in ipairs(names) do
    facts[i] = { (detail.evidence(page, { name = name, value = "" })),
      shown(page, name, evidence[name]) }
  end
  page:heading(page:say "evidence", "bold")
  page:facts(facts)
end

local function put_rule(page, f, problem)
  if problem then
    return page:put(page:say("no_past", { why = clean(problem) }),
      { style = "warning" })
  end
  if not f.title then return end
  page:heading(page:say "rule_head", "bold")
  page:put(page:label(f.title), { indent = 2, style = "bold" })
  local doc = words.pick(f.doc, page.lang) or ""
  for part in (doc .. "\n\n"):gmatch "(.-)\n%s*\n" do
    part = clean((part:gsub("%s+", " ")))
    if part:find "[^ ]" then page:put(part, { indent = 2 }) end
  end
end

local ADVICE = { stale = "do_stale", waived = "do_waived",
  resolved = "do_resolved" }

local function put_advice(page, f)
  local id = f.id:sub(1, 8)
  page:heading(page:say "to_do", "bold")
  page:put(page:say(ADVICE[f.state] or "do_open",
    { why = why_of(page, f.events[#f.events]) }), { indent = 2 })
  page:put(page:say("ask_why", { id = id }), { indent = 2, style = "dim" })
  page:put(page:say("ask_history", { id = id }), { indent = 2, style = "dim" })
end

local function put_last_events(page, f)
  local first = math.max(#f.events - SHOWN + 1, 1)
  page:heading(page:say "events", "bold",
    page:say("events_count", { n = #f.events }, #f.events))
  if first > 1 then
    page:put(page:say("earlier", { n = first - 1 }, first - 1),
      { indent = 2, style = "dim" })
  end
  put_events(page, f.events, first)
end

local function show_text(request, options, write)
  local page, f = list.page(options, write), request.finding
  put_title(page, f)
  page:put(list.message(page, f), { indent = 2, hang = 2 })
  page:put(page:say("said", { day = page:show(f.said_on, "date") }),
    { indent = 2, style = "dim" })
  page:skip()
  page:facts(facts_of(page, f))
  put_evidence(page, f)
  put_rule(page, f, request.problem)
  put_last_events(page, f)
  put_advice(page, f)
end

local function history_text(request, options, write)
  local page, f = list.page(options, write), request.finding
  put_title(page, f)
  page:put(clean(f.rule) .. " · " .. subject_of(page, f.subject)
    .. (f.period and " · " .. page:show(f.period, "date") or ""))
  page:skip()
  put_events(page, f.events, 1)
end

-- ---------------------------------------------------------------------------

--- See tiendo.ledger.
function M.show(request, options, write)
  local show = options.format == "json" and show_json or show_text
  show(request, options, write)
  return true
end

--- See tiendo.ledger.
function M.history(request, options, write)
  local history = options.format == "json" and history_json or history_text
  history(request, options, write)
  return true
end

return M
