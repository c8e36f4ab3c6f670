--- Reads small CSV files: a header, quoted fields, UTF-8. For the scripts that
-- check data sets; the program itself has a reader of its own.
-- @module csv
local M = {}

-- One field of `text` from `at`; gives it, its end mark and what follows.
local function field(text, at)
  if text:sub(at, at) ~= '"' then
    local value, mark, after = text:match("^([^,\n]*)([,\n]?)()", at)
    return value, mark, after
  end
  local stop = at
  repeat
    stop = text:find('"', stop + 1, true)
    if not stop then
      error("quoted field without an end")
    end
    local doubled = text:sub(stop + 1, stop + 1) == '"'
    if doubled then
      stop = stop + 1
    end
  until not doubled
  return text:sub(at + 1, stop - 1):gsub('""', '"'),
    text:sub(stop + 1, stop + 1), stop + 2
end

local function record(text, at)
  local fields = {}

  repeat
    local value, mark
    value, mark, at = field(text, at)
    fields[#fields + 1] = value
  until mark ~= ","
  return fields, at
end

--- Rows of a file as tables by column name; `line` counts records from 1, the
-- header included.
-- @tparam string path
function M.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a"):gsub("^\u{FEFF}", ""):gsub("\r\n", "\n")
  local rows, names, at = {}, nil, 1

  file:close()
  while at <= #text do
    local fields
    fields, at = record(text, at)
    if names then
      local row = { line = #rows + 2 }
      for i, name in ipairs(names) do
        row[name] = fields[i] or ""
      end
      rows[#rows + 1] = row
    else
      names = fields
    end
  end
  return rows
end

--- Rows by the value of one column; raises where two rows share one.
function M.index(rows, column)
  local by = {}

  for _, row in ipairs(rows) do
    if by[row[column]] then
      error(("%s %s stands twice"):format(column, row[column]))
    end
    by[row[column]] = row
  end
  return by
end

return M
