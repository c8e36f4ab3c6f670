--- An assay of rules: which faults they catch. It is given as a result of
-- tiendo.report, of the store as it was, with
--
--     kinds = { { kind = "drop_report", entity = "submissions",
--       field = "" | "value", type = of `before` and `after` as
--       "number", "date", "choice" ..., places = 206 }, ... },
--     faults = { { kind, place = 17, code, period, before, after,
--       caught = { RULE, ... }, noticed = { ... }, hid = { ... },
--       failed = { ... } } | { kind, place, error = MESSAGE }, ... }
--
-- The parts of a fault are texts as the store has them, "" where there is
-- nothing.
-- @module tiendo.report.assay
local csv = require "tiendo.report.csv"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local tally = require "tiendo.report.assay.tally"
local terminal = require "tiendo.report.assay.text"

local M = {}

--- Version of the JSON form.
M.SCHEMA = 1

M.COLUMNS = { "fault", "entity", "place", "code", "period", "field", "before",
  "after", "end", "caught_by", "noticed_by", "hid_from", "failed", "error" }

local pick, plain = finding.pick, finding.plain

-- JSON ----------------------------------------------------------------------

local COUNTS = { "places", "tried", "caught", "noticed", "escaped", "error",
  "share" }
local RULE = { "rule", "caught", "alone", "noticed", "hid", "failed", "share" }
local LISTS = { "caught", "noticed", "hid", "failed" }

-- Nothing is null, a number a number.
local function json_value(kind, s)
  if s == "" then return json.null end
  return tally.number_of(kind, s) or plain(s)
end

local function kind_object(kind)
  local by = {}
  for i, entry in ipairs(kind.by) do
    by[i] = json.object { "rule", entry.rule, "caught", entry.n }
  end
  return table.move({ "by", json.array(by) }, 1, 2, 2 * (3 + #COUNTS) + 1,
    pick(kind, { "kind", "entity", "field", table.unpack(COUNTS) }))
end

local function fault_object(kind, fault)
  local flat = { "kind", fault.kind, "place", fault.place,
    "end", tally.end_of(fault) }
  local function add(name, value)
    flat[#flat + 1] = name
    flat[#flat + 1] = value
  end
  if fault.error then
    add("error", plain(fault.error))
    return flat
  end
  add("code", plain(fault.code))
  add("period", fault.period ~= "" and plain(fault.period) or json.null)
  add("before", json_value(kind, fault.before))
  add("after", json_value(kind, fault.after))
  for _, name in ipairs(LISTS) do add(name, plain(fault[name])) end
  return flat
end

local function rule_object(rule)
  local flat = pick(rule, RULE)
  flat[#flat + 1] = "judged"
  flat[#flat + 1] = rule.is_judged
  return flat
end

local function write_list(write, name, list, object_of)
  write((',\n "%s":['):format(name))
  for i, item in ipairs(list) do
    write(i == 1 and "\n  " or ",\n  ")
    write(json.encode(json.object(object_of(item))))
  end
  write "]"
end

local RUN = { "as_of", "known_at", "data", "rules", "settings" }

local function write_json(assay, all, write)
  write(('{"schema":%d,"tiendo":%s,\n "run":%s,\n "total":%s'):format(M.SCHEMA,
    json.encode(assay.tiendo), json.encode(json.object(pick(assay.run, RUN))),
    json.encode(json.object(pick(all, COUNTS)))))
  write_list(write, "kinds", all.kinds, kind_object)
  write_list(write, "rules", all.rules, rule_object)
  local kind_of = {}
  for _, kind in ipairs(all.kinds) do kind_of[kind.kind] = kind end
  write_list(write, "faults", assay.faults,
    function(fault) return fault_object(kind_of[fault.kind], fault) end)
  write((',\n "errors":%d,\n "illustrative":%s}\n'):format(
    #assay.errors + assay.errors_dropped, json.encode(assay.illustrative)))
end

-- CSV -----------------------------------------------------------------------

local function csv_row(kind, fault)
  local function list(name) return table.concat(fault[name] or {}, " ") end
  return csv.row { fault.kind, kind.entity, tostring(fault.place),
    fault.code or "", fault.period or "", kind.field, fault.before or "",
    fault.after or "", tally.end_of(fault), list "caught", list "noticed",
    list "hid", list "failed", fault.error or "" }
end

local function write_csv(all, write)
  write(csv.row { table.unpack(M.COLUMNS) })
  for _, kind in ipairs(all.kinds) do
    for _, fault in ipairs(kind.faults) do write(csv_row(kind, fault)) end
  end
end

--- Writes an assay; options as of tiendo.report.write, with `format`.
-- @treturn boolean|nil  true
-- @treturn string  that there is no such format
function M.write(assay, options, write)
  local all = tally.count(assay)
  if options.format == "json" then
    write_json(assay, all, write)
  elseif options.format == "csv" then
    write_csv(all, write)
  elseif options.format == "text" then
    terminal.write(assay, all, options, write)
  else
    return nil, ("unknown format '%s'; there are text, json, csv"):format(
      options.format)
  end
  return true
end

return M
