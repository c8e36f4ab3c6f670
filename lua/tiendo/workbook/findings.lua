--- The findings, a row each: what is found, about what, who answers, and the
-- evidence behind it.
-- @module tiendo.workbook.findings
local detail = require "tiendo.report.detail"
local template = require "tiendo.template"

local M = {}

-- State, period and what is invented have columns of their own.
local function message_of(b, f)
  if f.text then return b:label(f.text) end
  return detail.message(b.told, { message = f.message, evidence = f.evidence,
    fields = f.fields, subject = { kind = f.subject.kind,
      code = f.subject.code } })
end

local function evidence_of(b, f)
  local out = {}
  for i, item in ipairs(f.evidence or {}) do
    local name, value = detail.evidence(b.told, item)
    out[i] = template.say("report", "evidence", b.lang,
      { name = name, value = value })
  end
  return table.concat(out, "; ")
end

local function severity_of(b, f)
  if f.outcome == "waived" then
    return b:styled(b:word("severity", f.severity), "text")
  end
  return b:styled(b:word("severity", f.severity), f.severity)
end

local function state_of(b, f)
  local state = f.state or f.outcome == "waived" and "waived"
  return state and b:word("state", state) or false
end

--- Columns about what a finding is about, shared with those that are resolved.
function M.columns(b)
  return { frozen = 2,
    { head = b:say "id", width = 18, tell = function(f) return f.id end },
    { head = b:say "by_severity", width = 12,
      tell = function(f) return severity_of(b, f) end },
    { head = b:say "by_check", width = 34, tell = function(f)
      return f.title and b:label(f.title) or f.rule
    end },
    { head = b:say "subject", width = 40,
      tell = function(f) return b:label(f.subject.label) end },
    { head = b:say "message", width = 60,
      tell = function(f) return message_of(b, f) end },
    { head = b:say "period", width = 12,
      tell = function(f) return b:period(f.period) end },
    { head = b:say "goal", width = 8,
      tell = function(f) return b:code(f.subject.goal) end },
    { head = b:say "target", width = 8,
      tell = function(f) return f.subject.target end },
    { head = b:say "by_agency", width = 36, tell = function(f)
      return b:name("agencies", f.subject.agency)
    end },
    { head = b:say "by_state", width = 16,
      tell = function(f) return state_of(b, f) end },
    { head = b:say "since_day", width = 13,
      tell = function(f) return b:day(f.since) end },
    { head = b:say "age_days", width = 10,
      tell = function(f) return b:number(f.age_days) end },
  }
end

local function add_evidence(columns, b)
  local more = {
    { head = b:say "evidence", width = 70,
      tell = function(f) return evidence_of(b, f) end },
    { head = b:say "source", width = 26,
      tell = function(f) return b:source(f.subject.source) end },
    { head = b:say "source_line", width = 8,
      tell = function(f) return b:number(f.subject.source_line) end },
    { head = b:say "waiver", width = 18,
      tell = function(f) return f.waiver and f.waiver.code end },
    { head = b:say "waived_until", width = 13,
      tell = function(f) return f.waiver and b:day(f.waiver.valid_to) end },
    { head = b:say "is_illustrative", width = 13,
      tell = function(f) return b:mark(f.illustrative) end },
  }
  for _, column in ipairs(more) do columns[#columns + 1] = column end
end

--- Adds columns of codes.
function M.add_codes(columns, b)
  columns[#columns + 1] = { head = b:say "subject_code", width = 36,
    tell = function(f) return f.subject.code end }
  columns[#columns + 1] = { head = b:say "rule", width = 30,
    tell = function(f) return f.rule end }
end

--- Adds the sheet.
function M.add(b)
  local columns = M.columns(b)
  add_evidence(columns, b)
  M.add_codes(columns, b)
  b:table("findings", columns, b.brief.findings)
end

return M
