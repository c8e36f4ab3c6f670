--- Where a mistake is in what was typed, for a line with a mark below it.
-- @module tiendo.console.mistake
local layout = require "tiendo.report.layout"
local syntax = require "tiendo.syntax"
local text = require "tiendo.text"

local M = {}

local function split(source)
  local lines = {}
  for line in (source .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = line
  end
  return lines
end

-- "input:2: message" as the line and the message.
local function place_in(message, name)
  local start, stop = message:find(name .. ":", 1, true)
  if start ~= 1 then return nil, message end
  local line, rest = message:match("^(%d+):%s*(.*)$", stop + 1)
  return tonumber(line), rest or message
end

-- The line of the text that was being run, of a traceback.
local function line_in(traceback, name)
  local start = 1
  while true do
    local at, stop = traceback:find(name .. ":", start, true)
    if not at then return end
    local line = traceback:match("^(%d+)", stop + 1)
    if line and (at == 1 or traceback:sub(at - 1, at - 1) == "\n") then
      return tonumber(line)
    end
    start = stop + 1
  end
end

-- A place that belongs to the library says nothing to who typed something else.
local function without_place(message)
  return (message:gsub("^[%w_./]*lua/tiendo/[%w_/]+%.lua:%d+: ", "")
    :gsub("^tiendo%.[%w_.]+:%d+: ", ""))
end

-- Byte at which a word stands in the line, as a whole.
local function find_word(line, word)
  local start = 1
  while word ~= "" do
    local at, stop = line:find(word, start, true)
    if not at then return end
    local before, after = line:sub(at - 1, at - 1), line:sub(stop + 1, stop + 1)
    if not (before:find "[%w_]" and word:find "^[%w_]")
      and not (after:find "[%w_]" and word:find "[%w_]$") then
      return at, stop
    end
    start = stop + 1
  end
end

-- The first name in quotes in the message that stands in the line.
local function named_in(line, message)
  for word in message:gmatch "'([^']+)'" do
    local at, stop = find_word(line, word)
    if at then return at, stop end
  end
end

-- Where the parser sees a mistake; nil where only the compiler does.
local function parsed_at(source, name)
  local _, message = syntax.parse(source, name)
  local line, column = (message or ""):match ":(%d+):(%d+): "
  return tonumber(line), tonumber(column)
end

-- What broke off is marked where it ends.
local function place_end(out)
  out.at = #out.text:gsub("%s+$", "") + 1
  out.stop = out.at
end

local function place_syntax(out, lines, source, name)
  if out.message:find "near <eof>$" and out.line == #lines then
    return place_end(out)
  end
  local line, column = parsed_at(source, name)
  if not line or not lines[line] then return end
  out.line, out.text = line, lines[line]
  out.at = utf8.offset(out.text, column) or #out.text + 1
  out.stop = out.at
end

--- The mistake that a message is about.
-- @tparam string source  what was typed, or a file
-- @tparam string name  stands for it in messages
-- @tparam string message
-- @tparam string traceback
-- @treturn table  { message, line, text = of the line, at, stop = bytes that
--   are marked }; without a line where none is to blame
function M.find(source, name, message, traceback)
  local line, rest = place_in(message, name)
  local ran = line_in(traceback, name)
  local is_syntax = line ~= nil and not ran
  line = line or ran
  local out = { message = without_place(rest), line = line }
  local lines = split((source:gsub("\n+$", "")))
  out.n_lines = #lines
  -- The last call of an expression leaves no trace of its line.
  if not line and #lines == 1 then line, out.line = 1, 1 end
  if line and line > #lines then line, out.line = #lines, #lines end
  out.text = line and lines[line]
  if not out.text then return out end
  out.at, out.stop = named_in(out.text, out.message)
  if is_syntax then place_syntax(out, lines, source, name) end
  if not out.at then
    out.at = out.text:find "%S" or 1
    out.stop = #out.text:gsub("%s+$", "")
  end
  return out
end

-- What stands before the mark, in columns.
local function blanks(s)
  return (" "):rep(text.width(s))
end

-- The message behind `lead`. At a terminal its lines end between words; in a
-- file it stays whole, for other programs to look through.
local function message_text(s, lead, options)
  if not options.wraps then return s end
  local out, first = {}, math.max(options.width - text.width(lead) - 1, 1)
  for _, line in ipairs(split(s)) do
    local lines = layout.wrap(line, options.width, first)
    table.move(lines, 1, #lines, #out + 1, out)
    first = nil
  end
  return table.concat(out, "\n")
end

--- The mistake as lines: the message, the line, the mark.
-- @tparam table m  as of find
-- @tparam table options  width, paint, name = nil | of a file, `error` the
--   word, `wraps` = true for lines that end between words
-- @tparam function write
function M.write(m, options, write)
  local paint = options.paint
  local place = m.line and options.name and ("%s:%d: "):format(options.name,
    m.line) or ""
  write(paint("high", options.error) .. " "
    .. message_text(place .. m.message, options.error, options) .. "\n")
  if not m.text or m.text == "" then return end
  local shown = m.text:gsub("\t", " ")
  local lead = m.n_lines > 1 and ("%4d │ "):format(m.line) or "  "
  -- Of a long line what is around the place.
  local before = shown:sub(1, m.at - 1)
  local cut = ""
  if text.width(lead .. shown) > options.width then
    while text.width(before) > options.width // 2 do
      before = before:sub(utf8.offset(before, 2))
      cut = "…"
    end
    shown = before .. shown:sub(m.at)
    local room = options.width - text.width(lead) - 2
    while text.width(shown) > room do
      shown = shown:sub(1, utf8.offset(shown, -1) - 1)
    end
  end
  local marked = math.max(math.min(m.stop - m.at + 1, #shown - #before), 1)
  local mark = ("^"):rep(math.max(text.width(
    shown:sub(#before + 1, #before + marked)), 1))
  write(paint("dim", lead) .. cut .. shown .. "\n")
  write(blanks(lead .. cut .. before) .. paint("high", mark) .. "\n")
end

return M
