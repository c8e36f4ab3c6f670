--- The made-up plan of tests/data/small as tables for tiendo.plan.
local M = {}

local function read(name)
  local rows, header = {}, nil
  for line in io.lines("tests/data/small/" .. name .. ".csv") do
    local values = {}
    for value in (line .. ","):gmatch "([^,]*)," do
      values[#values + 1] = value
    end
    if not header then
      header = values
    else
      local row = {}
      for i, field in ipairs(header) do
        if values[i] ~= "" then row[field] = values[i] end
      end
      rows[#rows + 1] = row
    end
  end
  return rows
end

local NAMES = { "sources", "areas", "agencies", "plans", "goals", "targets",
  "task_groups", "indicators", "observations", "commitments", "obligations",
  "submissions" }

--- A fresh copy each time.
function M.tables()
  local tables = {}
  for _, name in ipairs(NAMES) do tables[name] = read(name) end
  return tables
end

return M
