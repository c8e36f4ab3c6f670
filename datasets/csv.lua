--- Reads a comma-separated file with a header row, as RFC 4180 has it.
local M = {}

local function next_field(text, at)
  if text:sub(at, at) ~= '"' then
    local last = text:find("[,\n]", at) or #text + 1
    return text:sub(at, last - 1), last
  end
  local parts = {}
  repeat
    local close = assert(text:find('"', at + 1, true), "open quote")
    parts[#parts + 1] = text:sub(at + 1, close - 1)
    at = close + 1
  until text:sub(at, at) ~= '"'
  return table.concat(parts, '"'), at
end

local function next_record(text, at)
  local record = {}
  while true do
    record[#record + 1], at = next_field(text, at)
    if text:sub(at, at) ~= "," then return record, at + 1 end
    at = at + 1
  end
end

--- Header and rows; a row maps column names to text and knows its `line`,
-- counted in records from the header's 1.
function M.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a"):gsub("\r\n", "\n")
  file:close()
  local header, at = next_record(text, 1)
  local rows = {}
  while at <= #text do
    local record
    record, at = next_record(text, at)
    local row = { line = #rows + 2 }
    for i, name in ipairs(header) do row[name] = record[i] or "" end
    rows[#rows + 1] = row
  end
  return header, rows
end

return M
