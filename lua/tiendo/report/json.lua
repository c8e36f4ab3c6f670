--- Findings as one JSON object, a check and a finding on a line each.
-- @module tiendo.report.json
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local words = require "tiendo.words"

local M = {}

--- Version of the form; it grows when a field is dropped or changes meaning.
M.SCHEMA = 1

local pick, plain = finding.pick, finding.plain

local RUN = { "id", "as_of", "known_at", "data", "rules", "settings" }
local CHECK = { "rule", "evaluated", table.unpack(words.OUTCOMES) }
local SUBJECT = { "kind", "code", "target", "goal", "agency" }
local ERROR = { "rule", "message", "traceback", "subject", "reason",
  "params" }

--- Evidence as an object by name, ready for json.encode.
function M.evidence(f)
  local flat = {}
  for _, item in ipairs(f.evidence or {}) do
    flat[#flat + 1] = item.name
    flat[#flat + 1] = plain(item.value)
  end
  return json.object(flat)
end

--- The same as text, for the record.
function M.evidence_text(f)
  return json.encode(M.evidence(f))
end

local function append(flat, ...)
  for _, item in ipairs { ... } do flat[#flat + 1] = item end
end

--- The flat list of a finding's fields, ready for json.object.
-- @tparam table f
-- @tparam function message_of  see finding.messages
function M.finding(f, message_of)
  local flat = pick(f, { "id", "rule", "severity", "outcome", "state" })
  if f.since then
    append(flat, "since", plain(f.since), "age_days", f.age_days)
  end
  append(flat, "subject", json.object(pick(f.subject or {}, SUBJECT)),
    "period", plain(f.period),
    "message", finding.utf8(message_of(f)),
    "evidence", M.evidence(f))
  if f.illustrative then append(flat, "illustrative", true) end
  if f.waiver then
    append(flat, "waiver", json.object(pick(f.waiver, { "code", "valid_to" })))
  end
  return flat
end

--- Writes what `value_of` makes of each item, one a line.
function M.write_items(write, list, value_of)
  for i, item in ipairs(list) do
    write(i == 1 and "\n  " or ",\n  ")
    write(json.encode(value_of(item)))
  end
end

--- What changed since the run before, ready for json.encode.
function M.since_last(since)
  return json.object(pick(since, finding.SINCE_LAST))
end

local function write_list(write, name, list, flat_of)
  write((',\n "%s":['):format(name))
  M.write_items(write, list,
    function(item) return json.object(flat_of(item)) end)
  write "]"
end

function M.write(result, options, write)
  local message_of = finding.messages(options.lang)
  write(('{"schema":%d,"tiendo":%s,\n "run":%s'):format(M.SCHEMA,
    json.encode(result.tiendo),
    json.encode(json.object(pick(result.run, RUN)))))
  if result.since_last then
    write(',\n "since_last":'
      .. json.encode(M.since_last(result.since_last)))
  end
  write_list(write, "checks", result.checks,
    function(check) return pick(check, CHECK) end)
  write_list(write, "findings", result.findings,
    function(f) return M.finding(f, message_of) end)
  if result.resolved then
    write_list(write, "resolved", finding.resolved(result),
      function(f) return M.finding(f, message_of) end)
  end
  write_list(write, "errors", result.errors,
    function(e) return pick(e, ERROR) end)
  if (result.errors_dropped or 0) > 0 then
    write((',\n "errors_dropped":%d'):format(result.errors_dropped))
  end
  write(',\n "illustrative":' .. json.encode(result.illustrative or {})
    .. "}\n")
end

return M
