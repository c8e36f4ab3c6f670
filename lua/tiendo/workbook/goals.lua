--- The goals: what their commitments have come to and their findings, and two
-- charts of these.
-- @module tiendo.workbook.goals
local brief = require "tiendo.brief"
local builder = require "tiendo.workbook.builder"
local count = require "tiendo.report.count"
local look = require "tiendo.workbook.look"

local M = {}

-- Columns before those of the classes.
local BEFORE = 4

local function counted(b, head, of)
  return { head = head, width = 13,
    tell = function(row) return b:number(of(row)) end }
end

local function columns_of(b)
  local columns = { frozen = 2,
    { head = b:say "goal", width = 8,
      tell = function(row) return b:code(row.code) end },
    { head = b:say "name", width = 44, tell = function(row)
      return row.label and b:label(row.label) or b:say "no_goal"
    end },
    counted(b, b:say "targets", function(row) return row.targets end),
    counted(b, b:say "task_groups", function(row) return row.task_groups end),
  }
  for _, class in ipairs(brief.CLASSES) do
    columns[#columns + 1] = counted(b, b:say(class),
      function(row) return row.commitments[class] end)
  end
  columns[#columns + 1] = counted(b, b:say "commitments",
    function(row) return row.commitments.all end)
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    columns[#columns + 1] = counted(b, b:word("severity", severity),
      function(row) return row.findings[severity] end)
  end
  columns[#columns + 1] = counted(b, b:say "findings",
    function(row) return row.findings.all end)
  columns[#columns + 1] = counted(b, b:say "waived",
    function(row) return row.findings.waived end)
  return columns
end

-- A chart on a sheet of its own: a bar for each goal, a part for each key.
local function add_chart(b, sheet, id, keys, first, name_of)
  local series = {}
  for i, key in ipairs(keys) do
    series[i] = { name = b:text(name_of(key)), names = builder.range(sheet, 1),
      values = builder.range(sheet, first + i - 1), color = look.COLORS[key] }
  end
  local title = b:say("chart_" .. id)
  table.insert(b.book.charts, { kind = "bars", title = title, text = title,
    sheet = b:sheet_name("chart_" .. id), series = series })
end

--- Adds the sheet, and the charts.
function M.add(b)
  local goals = b.brief.goals
  local sheet = b:table("goals", columns_of(b), goals)
  if #goals == 0 then return end
  local n_classes = #brief.CLASSES
  add_chart(b, sheet, "findings", count.GRAVEST_FIRST, BEFORE + n_classes + 1,
    function(key) return b:word("severity", key) end)
  add_chart(b, sheet, "commitments", brief.CLASSES, BEFORE,
    function(key) return b:say(key) end)
end

return M
