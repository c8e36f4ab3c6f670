--- What was checked, what each check came to, and why it could not judge; and
-- the errors of checks.
-- @module tiendo.workbook.checks
local detail = require "tiendo.report.detail"
local words = require "tiendo.words"

local M = {}

local function notes_of(b, check)
  local out = {}
  for i, note in ipairs(detail.check_notes(b.told, check)) do
    out[i] = note.text
  end
  return table.concat(out, "; ")
end

local function columns_of(b)
  local columns = { frozen = 1,
    { head = b:say "check", width = 44,
      tell = function(check) return b:label(check.title) end },
    { head = b:say "by_severity", width = 12, tell = function(check)
      return check.severity and b:word("severity", check.severity)
    end },
    { head = b:say "evaluated", width = 12,
      tell = function(check) return b:number(check.evaluated) end },
  }
  for _, outcome in ipairs(words.OUTCOMES) do
    columns[#columns + 1] = { head = b:word("outcome", outcome), width = 11,
      tell = function(check) return b:number(check[outcome]) end }
  end
  columns[#columns + 1] = { head = b:say "note", width = 70,
    tell = function(check) return notes_of(b, check) end }
  columns[#columns + 1] = { head = b:say "explain", width = 90,
    tell = function(check) return check.doc and b:label(check.doc) end }
  columns[#columns + 1] = { head = b:say "rule", width = 32,
    tell = function(check) return check.rule end }
  return columns
end

local function add_errors(b)
  local errors, n_dropped = b.brief.errors, b.brief.errors_dropped
  if #errors + n_dropped == 0 then return end
  local notes = {}
  if n_dropped > 0 then
    notes[1] = b:say("errors_dropped", { n = n_dropped }, n_dropped)
  end
  b:table("errors", {
    { head = b:say "rule", width = 34, tell = function(e) return e.rule end },
    { head = b:say "error", width = 44,
      tell = function(e) return detail.error(b.told, e) end },
    { head = b:say "message", width = 100,
      tell = function(e) return e.message end },
  }, errors, notes)
end

--- Adds the sheets.
function M.add(b)
  b:table("checks", columns_of(b), b.brief.checks)
  add_errors(b)
end

return M
