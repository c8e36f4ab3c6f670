--- CSV files as specs need them.
local M = {}

-- The values of a line; a quoted one may hold commas.
local function split(line)
  local values, at = {}, 1
  line = line:gsub("\r$", "") .. ","
  while at <= #line do
    local quoted = line:sub(at, at) == '"'
    values[#values + 1], at = line:match(quoted and '^"([^"]*)",()'
      or "^([^,]*),()", at)
  end
  return values
end

--- Rows as tables by the names in the first line; empty values are missing.
function M.rows(path)
  local rows, head = {}, nil
  for line in io.lines(path) do
    local row = {}
    for i, value in ipairs(split(line)) do
      if head and value ~= "" then row[head[i]] = value end
    end
    if head then rows[#rows + 1] = row else head = split(line) end
  end
  return rows
end

return M
