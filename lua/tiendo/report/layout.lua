--- Text on a terminal: colours, wrapped paragraphs, tables of counts. Widths
-- are columns as the terminal counts them, so that Vietnamese lines up.
-- @module tiendo.report.layout
local text = require "tiendo.text"

local M = {}

local width_of = text.width

local STYLES = { bold = "1", dim = "2", critical = "1;31", high = "31",
  medium = "33", low = "36", info = "34", good = "32", warning = "33" }

--- A function that colours text by the name of a style, or leaves it.
function M.painter(is_on)
  return function(style, s)
    if not is_on or not style or s == "" then return s end
    return "\27[" .. STYLES[style] .. "m" .. s .. "\27[0m"
  end
end

--- `s` with blanks after it to fill n columns, or before it with `to_right`.
function M.pad(s, n, to_right)
  local blanks = (" "):rep(n - width_of(s))
  return to_right and blanks .. s or s .. blanks
end

local FIXED = "\u{A0}" -- a blank at which no line is broken

--- A phrase to be kept on one line if it fits there.
function M.keep(s)
  return (s:gsub(" ", FIXED))
end

-- What must not begin a line stays with the word before.
local function with_fixed_blanks(s)
  return (s:gsub(" ([%%·‰])", FIXED .. "%1"))
end

-- The longest beginning of `s` that fits, at least one character; the rest.
local function split_word(s, width)
  local used, at = 0, 1
  for start, code in utf8.codes(s) do
    used = used + width_of(utf8.char(code))
    if used > width and start > 1 then
      at = start
      break
    end
    at = #s + 1
  end
  return s:sub(1, at - 1), s:sub(at)
end

--- `s` in at most `width` columns, and whether it had to be cut.
function M.cut(s, width)
  if width_of(s) <= width then return s, false end
  return split_word(s, width - 1) .. "…", true
end

--- Lines of at most `width` columns, the first of at most `first`; but for a
-- single character wider than that.
function M.wrap(s, width, first)
  local lines, line, used, room = {}, "", 0, first or width
  local function add(word, wide)
    if used > 0 and used + 1 + wide > room then
      lines[#lines + 1], line, used, room = line, "", 0, width
    end
    line = used > 0 and line .. " " .. word or word
    used = used + wide + (used > 0 and 1 or 0)
  end
  for word in with_fixed_blanks(s):gmatch "[^ ]+" do
    while width_of(word) > width do
      local piece
      piece, word = split_word(word, width)
      add(piece, width_of(piece))
    end
    if word ~= "" then add(word, width_of(word)) end
  end
  lines[#lines + 1] = line
  for i = 1, #lines do lines[i] = lines[i]:gsub(FIXED, " ") end
  return lines
end

--- Writes a paragraph: `indent` columns before each line, and `hang` more from
-- the second on.
function M.paragraph(write, s, options)
  local indent, hang = options.indent or 0, options.hang or 0
  local paint = options.paint
  local room = math.max(options.width - indent - hang, 10)
  for i, line in ipairs(M.wrap(s, room, room + hang)) do
    write((" "):rep(indent + (i > 1 and hang or 0)))
    write(paint and paint(options.style, line) or line)
    write "\n"
  end
end

-- Tables --------------------------------------------------------------------

local GAP = 2
local NARROW = 1 -- where names would have to be cut otherwise
local NAME_MIN = 16

-- A heading on two lines, cut where both are shortest.
local function fold_heading(s)
  local best, first, second = math.huge, "", s
  for at in s:gmatch "() " do
    local wide = math.max(width_of(s:sub(1, at - 1)), width_of(s:sub(at + 1)))
    if wide < best then
      best, first, second = wide, s:sub(1, at - 1), s:sub(at + 1)
    end
  end
  return { first, second }
end

local function column_width(heading, rows, column)
  local wide = math.max(width_of(heading[1]), width_of(heading[2]))
  for _, row in ipairs(rows) do
    wide = math.max(wide, width_of(row[column]))
  end
  return wide
end

-- Headings and widths of the columns of counts, the gap before each, and the
-- sum of all.
local function measure(head, rows, fold, gap)
  local columns, sum = { gap = (" "):rep(gap) }, 0
  for i = 2, #head do
    local heading = fold and fold_heading(head[i]) or { "", head[i] }
    columns[i] = { heading = heading, wide = column_width(heading, rows, i) }
    sum = sum + gap + columns[i].wide
  end
  return columns, sum
end

local function name_width(head, rows)
  local wide = math.max(width_of(head[1]), NAME_MIN)
  for _, row in ipairs(rows) do wide = math.max(wide, width_of(row[1])) end
  return wide
end

local function write_heading(write, paint, head, columns, wide, line)
  local cells = {}
  for i = 2, #head do
    cells[#cells + 1] = columns.gap
      .. M.pad(columns[i].heading[line], columns[i].wide, true)
  end
  local name = M.pad(line == 2 and head[1] or "", wide)
  local rest = table.concat(cells)
  if line == 1 and not rest:find "[^ ]" then return end
  write(((paint("bold", name) .. paint("dim", rest)):gsub("[ ]+$", "")) .. "\n")
end

local function write_row(write, paint, row, columns, wide)
  local hang = row.hang or 2
  local names = M.wrap(row[1], wide - hang, wide)
  write(M.pad(names[1], wide))
  for i = 2, #row do
    local style = row.styles and row.styles[i] or row[i] == "·" and "dim"
    write(columns.gap)
    write(paint(style, M.pad(row[i], columns[i].wide, true)))
  end
  write "\n"
  for i = 2, #names do write((" "):rep(hang) .. names[i] .. "\n") end
  for _, note in ipairs(row.notes or {}) do
    M.paragraph(write, note.text, { indent = 2, hang = 2,
      width = note.width, paint = paint, style = note.style })
  end
end

--- Writes a table: names on the left, right-aligned cells beside them.
-- @tparam function write
-- @tparam table t  `head` of texts; `is_uncut` where names had better not be
--   cut; `rows` of texts, each with `styles` by column and `notes` below it
--   ({ text, style, width }) if it has any
-- @tparam number width
-- @tparam function paint
function M.table(write, t, width, paint)
  local wide = name_width(t.head, t.rows)
  local columns, sum = measure(t.head, t.rows, false, GAP)
  if wide + sum > width then
    columns, sum = measure(t.head, t.rows, true, GAP)
  end
  if wide + sum > width and t.is_uncut then
    columns, sum = measure(t.head, t.rows, true, NARROW)
  end
  wide = math.max(math.min(wide, width - sum), NAME_MIN)
  write_heading(write, paint, t.head, columns, wide, 1)
  write_heading(write, paint, t.head, columns, wide, 2)
  for _, row in ipairs(t.rows) do
    write_row(write, paint, row, columns, wide)
  end
end

return M
