--- Tables of text that fit the width: columns give way, the widest first, then
-- whole columns are left out, and the caller is told.
-- @module tiendo.report.grid
local layout = require "tiendo.report.layout"
local text = require "tiendo.text"

local M = {}

local GAP = 2

local width_of = text.width

-- How wide each column would like to be.
local function natural_widths(columns, rows)
  local wide = {}
  for i, column in ipairs(columns) do
    wide[i] = width_of(column.head)
    for _, row in ipairs(rows) do
      wide[i] = math.max(wide[i], width_of(row[i] or ""))
    end
  end
  return wide
end

local function total(wide, n)
  local sum = (n - 1) * GAP
  for i = 1, n do sum = sum + wide[i] end
  return sum
end

-- The widest of the first n columns that may still give way.
local function widest(least, wide, n)
  local best
  for i = 1, n do
    local min = least[i]
    if min and wide[i] > min and (not best or wide[i] > wide[best]) then
      best = i
    end
  end
  return best
end

-- Whether the first n columns can be made to fit; narrows them in place.
local function narrow(least, wide, n, width)
  local excess = total(wide, n) - width
  while excess > 0 do
    local i = widest(least, wide, n)
    if not i then return false end
    wide[i], excess = wide[i] - 1, excess - 1
  end
  return true
end

-- The longest line that break_at must make.
local function longest_part(s, sign)
  local wide = 0
  for part in s:gmatch("[^" .. sign .. "]*[" .. sign .. "]?") do
    wide = math.max(wide, width_of(part))
  end
  return wide
end

-- How narrow each column may become; nil: not at all.
local function least_widths(columns, rows)
  local least = {}
  for i, column in ipairs(columns) do
    least[i] = column.min
    for _, row in ipairs(column.at and rows or {}) do
      least[i] = math.max(least[i], longest_part(row[i] or "", column.at))
    end
  end
  return least
end

-- How many columns are shown, and how wide each is.
local function fit(columns, rows, width)
  local natural = natural_widths(columns, rows)
  local least = least_widths(columns, rows)
  for n = #columns, 1, -1 do
    local wide = table.move(natural, 1, n, 1, {})
    if narrow(least, wide, n, width) or n == 1 or columns[n].is_kept then
      return n, wide
    end
  end
end

-- Lines that end after `sign`, so that a code stays what it is.
local function break_at(s, sign, wide)
  local lines, line = {}, ""
  for part in s:gmatch("[^" .. sign .. "]*[" .. sign .. "]?") do
    if line ~= "" and width_of(line .. part) > wide then
      lines[#lines + 1], line = line, ""
    end
    line = line .. part
  end
  lines[#lines + 1] = line
  return lines
end

-- The lines of one cell, and whether something is missing from them.
local function cell_lines(column, s, wide)
  if width_of(s) <= wide then return { s }, false end
  if column.at then return break_at(s, column.at, wide), false end
  if column.wrap then return layout.wrap(s, wide), false end
  local cut, is_cut = layout.cut(s, wide)
  return { cut }, is_cut
end

-- Writes a row of cells, each a list of lines.
local function write_lines(page, columns, cells, wide, styles)
  local height = 1
  for _, lines in ipairs(cells) do height = math.max(height, #lines) end
  for line = 1, height do
    local out = {}
    for i, lines in ipairs(cells) do
      local s = layout.pad(lines[line] or "", wide[i], columns[i].is_right)
      if i == #cells and not columns[i].is_right then
        s = s:gsub(" +$", "")
      end
      out[i] = page.paint(styles[i], s)
    end
    page.write((table.concat(out, (" "):rep(GAP)):gsub(" +$", "")) .. "\n")
  end
end

-- No line where no column has a name.
local function write_heads(page, columns, n, wide)
  local heads, styles, is_named = {}, {}, false
  for i = 1, n do
    heads[i], styles[i] = { (layout.cut(columns[i].head, wide[i])) }, "dim"
    is_named = is_named or columns[i].head ~= ""
  end
  if is_named then write_lines(page, columns, heads, wide, styles) end
end

--- Writes a table.
-- @param page  see tiendo.report.page
-- @tparam table columns  list of { head = TEXT, min = width to which it may be
--   narrowed (never if nil), wrap = true for lines instead of a cut, at = signs
--   after which alone lines end, as a pattern's set has them, is_right,
--   is_kept = true if it and those before it are never left out }
-- @tparam table rows  lists of texts, each with `styles` by column if any
-- @treturn number  how many cells were cut
-- @treturn table  heads of the columns that were left out
function M.write(page, columns, rows)
  local n, wide = fit(columns, rows, page.width)
  local n_cut, left_out = 0, {}
  for i = n + 1, #columns do left_out[#left_out + 1] = columns[i].head end
  write_heads(page, columns, n, wide)
  for _, row in ipairs(rows) do
    local cells = {}
    for i = 1, n do
      local is_cut
      cells[i], is_cut = cell_lines(columns[i], row[i] or "", wide[i])
      if is_cut then n_cut = n_cut + 1 end
    end
    write_lines(page, columns, cells, wide, row.styles or {})
  end
  return n_cut, left_out
end

return M
