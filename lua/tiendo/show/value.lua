--- Values of the plan as a reader expects them.
-- @module tiendo.show.value
local bars = require "tiendo.picture.bars"
local finding = require "tiendo.report.finding"
local label = require "tiendo.show.label"

local M = {}

local clean = finding.clean

--- The name of a field or a relation for a reader.
function M.field_name(page, name)
  return page:word("field", name) or (name:gsub("_", " "))
end

--- "code · name", or the code alone.
function M.row(page, row)
  local name = clean(label.of(row, page.lang))
  local code = clean(row.code)
  return (name == "" or name == code) and code or code .. " · " .. name
end

--- What figures are counted in.
function M.unit(page, unit)
  return clean(page:word("measure", unit) or unit)
end

--- The value of a field, as of tiendo.schema.
function M.field(page, field, value)
  if field.name == "unit" then return M.unit(page, value) end
  if field.type == "reference" then return M.row(page, value) end
  if field.type == "choice" then
    return page:word("choice", value) or clean(value)
  end
  if field.type == "date" or field.type == "period" then
    return page:show(value, "date")
  end
  return type(value) == "string" and clean(value) or page:show(value)
end

--- What a commitment or a milestone binds: "≥ 43 %".
function M.promise(page, row)
  if not row.value then return "" end
  local number = page:show(row.value)
  if row.value_high then
    number = number .. "–" .. page:show(row.value_high)
  end
  local unit = row.kind_of == "commitment" and row.unit
    or row.kind_of == "milestone" and row.commitment.unit
  local bound = row.comparator ~= "range"
    and page:word("choice", row.comparator) .. " " or ""
  return bound .. number .. (unit and " " .. M.unit(page, unit) or "")
end

--- How the last day of an obligation follows from a period.
function M.due_rule(page, duty)
  local months = duty.due_months or 0
  local values = { day = duty.due_day, n = months }
  local day = page:say(duty.due_day and "due_day" or "due_last_day", values)
  local month = page:say(months == 0 and "in_period" or "after_period", values,
    months)
  local parts = { page:say("due_" .. (duty.bound or "by"),
    { day = day, month = month }) }
  if duty.roll and duty.roll ~= "none" then
    parts[#parts + 1] = page:say("roll_" .. duty.roll,
      { calendar = clean(duty.calendar or "") })
  else
    parts[#parts + 1] = page:say "roll_none"
  end
  return table.concat(parts, "; ")
end

--- A row of bars for the values of observations; "" for fewer than two.
function M.bars(points)
  if #points < 2 then return "" end
  local values = {}
  for i, point in ipairs(points) do values[i] = point.value end
  return bars.spark(values)
end

return M
