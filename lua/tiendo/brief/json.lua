--- The brief as one JSON object, for programs and for whoever wants to compare:
-- a field a line, rows of a list a line each. Texts are in one language, days
-- in ISO form; charts are left out, as they repeat what `tiendo show` has.
-- @module tiendo.brief.json
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local report_json = require "tiendo.report.json"
local words = require "tiendo.words"

local M = {}

--- Version of the form; it grows when a field is dropped or changes meaning.
M.SCHEMA = 1

-- In the order in which they are written; docs/report.md has them too.
local FIELDS = { "as_of", "known_at", "until_day", "plan", "counts",
  "cannot_tell", "rates", "since_last", "resolved",
  "gaps", "goals", "agencies",
  "quiet_agencies", "calendar", "due", "commitments", "waivers" }

local LEFT_OUT = { picture = true }

local plain

local function is_text(t)
  return type(t.en) == "string" or type(t.vi) == "string"
end

local function object(t, lang)
  local keys, flat = {}, {}
  for key in pairs(t) do
    if not LEFT_OUT[key] then keys[#keys + 1] = key end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do
    flat[#flat + 1] = key
    flat[#flat + 1] = plain(t[key], lang)
  end
  return json.object(flat)
end

-- A table without anything in it is a list.
function plain(v, lang)
  if type(v) ~= "table" then return finding.plain(v) end
  if is_text(v) then return finding.utf8(words.pick(v, lang)) end
  if #v == 0 and next(v) ~= nil then return object(v, lang) end
  local out = {}
  for i, item in ipairs(v) do out[i] = plain(item, lang) end
  return json.array(out)
end

local function write_field(write, name, value, lang)
  write((',\n "%s":'):format(name))
  if type(value) ~= "table" or #value == 0 then
    write(json.encode(plain(value, lang)))
    return
  end
  write "["
  report_json.write_items(write, value,
    function(item) return plain(item, lang) end)
  write "]"
end

--- Writes the brief; options: `lang`.
function M.write(brief, options, write)
  local message_of = finding.messages(options.lang)
  write(('{"schema":%d,"tiendo":%s'):format(M.SCHEMA,
    json.encode(brief.tiendo)))
  write_field(write, "run", brief.run, options.lang)
  for _, name in ipairs(FIELDS) do
    write_field(write, name, brief[name], options.lang)
  end
  write ',\n "findings":['
  report_json.write_items(write, brief.findings, function(f)
    return json.object(report_json.finding(f, message_of))
  end)
  write "]}\n"
end

return M
