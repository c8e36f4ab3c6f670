--- What a sentence of a plan promises, for somebody who tries one: the text
-- with the promises underlined, and what is read in each.
-- @module tiendo.extract
local date = require "tiendo.date"
local json = require "tiendo.json"
local page_of = require "tiendo.report.page"
local finding = require "tiendo.report.finding"
local quantity = require "tiendo.quantity"
local text = require "tiendo.text"

local M = {}

--- Version of the JSON form.
M.SCHEMA = 1

local clean = finding.clean

-- JSON ----------------------------------------------------------------------

local PLACE = { "text", "line", "column", "first", "last" }
local FIELDS = { "kind", "comparator", "value", "value_high", "scale", "unit",
  "unit_en", "per", "of", "criterion", "direction", "subject",
  "is_subject_carried", "hedge", "is_relative", "baseline_year",
  "baseline_value", "baseline_text", "note", "year", "from_year", "month",
  "day", "quarter", "half", "part", "months", "bound", "is_yearly",
  "last_day", "deadline" }

local as_json

local function add_fields(flat, item, names)
  for _, name in ipairs(names) do
    local value = item[name]
    if value ~= nil then
      flat[#flat + 1] = name
      flat[#flat + 1] = type(value) == "table" and as_json(value) or value
    end
  end
end

function as_json(item)
  if #item > 0 or next(item) == nil then return json.array(item) end
  local flat = {}
  add_fields(flat, item, FIELDS)
  add_fields(flat, item, PLACE)
  return json.object(flat)
end

local function list_of(items)
  local out = {}
  for i, item in ipairs(items) do out[i] = as_json(item) end
  return json.array(out)
end

local function write_json(read, write)
  write(json.encode(json.object { "schema", M.SCHEMA,
    "commitments", list_of(read.commitments), "dated", list_of(read.dated),
    "dates", list_of(read.dates), "numbers", list_of(read.numbers) }, 1)
    .. "\n")
end

-- The text, underlined ------------------------------------------------------

-- What stands below each character: a promise's number and signs.
local function marks_of(read)
  local marks = {}
  local function mark(item, sign, label)
    for at = item.first, item.last do marks[at] = marks[at] or sign end
    for i = 1, #label do
      local at = item.first + i - 1
      if at <= item.last and marks[at] == sign then
        marks[at] = label:sub(i, i)
      end
    end
  end
  for i, c in ipairs(read.commitments) do mark(c, "^", tostring(i)) end
  for i, d in ipairs(read.dated) do
    mark(d, "~", tostring(#read.commitments + i))
  end
  return marks
end

-- Characters as they are shown, with their widths; control signs are blanks.
local function cells_of(given)
  local cells = {}
  for _, code in utf8.codes(given) do
    local char = utf8.char(code)
    local shown = code == 10 and char or clean(char)
    cells[#cells + 1] = { char = shown, wide = text.width(shown),
      is_blank = shown == " " or shown == "\u{A0}" }
  end
  return cells
end

-- Where the line that begins at cell `from` ends: after its last blank that
-- fits, or where the given line ends.
local function line_end(cells, from, width)
  local used, blank = 0, nil
  for at = from, #cells do
    local cell = cells[at]
    if cell.char == "\n" then return at end
    used = used + cell.wide
    if used > width then return blank or math.max(at - 1, from) end
    if cell.is_blank then blank = at end
  end
  return #cells
end

local function put_line(page, cells, marks, from, to)
  local shown, below = {}, {}
  for at = from, to do
    local cell = cells[at]
    if cell.char ~= "\n" then
      shown[#shown + 1] = cell.char
      below[#below + 1] = cell.wide > 0
        and (marks[at] or " ") .. (" "):rep(cell.wide - 1) or ""
    end
  end
  page.write("  " .. table.concat(shown):gsub(" +$", "") .. "\n")
  local signs = table.concat(below):gsub(" +$", "")
  if signs ~= "" then
    page.write("  " .. page.paint("high", signs) .. "\n")
  end
end

local function put_text(page, given, read)
  local cells, marks, from = cells_of(given), marks_of(read), 1
  while from <= #cells do
    local to = line_end(cells, from, page.width - 2)
    put_line(page, cells, marks, from, to)
    from = to + 1
  end
end

-- What is read --------------------------------------------------------------

local SIGNS = { ["<"] = "< ", ["<="] = "≤ ", [">"] = "> ", [">="] = "≥ ",
  ["="] = "", range = "" }

-- "≥ 20", "20 – 25", with the unit as printed.
local function amount_of(page, c)
  local shown = SIGNS[c.comparator] .. page:show(c.value)
  if c.value_high then shown = shown .. " – " .. page:show(c.value_high) end
  if not c.unit or c.kind == "factor" then return shown end
  local is_joined = c.unit:find "^[/%%]"
  return shown .. (is_joined and "" or " ") .. clean(c.unit)
end

local function what_of(page, c)
  local amount = amount_of(page, c)
  if c.kind == "factor" then return page:say("times", { amount = amount }) end
  if c.kind ~= "level" and c.direction then
    return page:say(c.direction .. "_by", { amount = amount })
  end
  return amount
end

local function deadline_text(page, d)
  if not d then return page:say "no_deadline" end
  if not d.last_day then return clean(d.text) end
  return page:say("by", { day = date.of(d.last_day), text = clean(d.text) })
end

local function baseline_text(page, c)
  if c.baseline_text then return clean(c.baseline_text) end
  return c.is_relative and page:say "no_baseline" or nil
end

local function subject_text(page, c)
  local subject = c.subject and clean(c.subject)
  if not c.is_subject_carried then return subject end
  return page:say("carried", { subject = subject })
end

local function place_of(page, item)
  return page:say("columns", { line = item.line, first = item.first,
    last = item.last })
end

-- The unit in English, where it says more than the one printed.
local function unit_text(c)
  local unit = c.unit_en or c.criterion and c.criterion.unit_en
  if c.kind ~= "factor" and unit ~= c.unit then return unit end
end

local function facts_of(page, c)
  local facts = {}
  local function add(key, value)
    if value and value ~= "" then
      facts[#facts + 1] = { page:say(key), value }
    end
  end
  add(c.kind, what_of(page, c))
  add("criterion", c.criterion and amount_of(page, c.criterion))
  add("unit", unit_text(c))
  add("subject", subject_text(page, c))
  add("direction", c.kind == "level" and c.direction and page:say(c.direction))
  add("deadline", deadline_text(page, c.deadline))
  add("baseline", baseline_text(page, c))
  add("hedge", clean(table.concat(c.hedge, ", ")))
  add("place", place_of(page, c))
  return facts
end

local function put_item(page, i, item, facts)
  page:skip()
  page:put(("%d. %s"):format(i, clean(item.text)),
    { style = "bold", hang = 3 })
  page:facts(facts)
end

local function put_all(page, given, read)
  put_text(page, given, read)
  for i, c in ipairs(read.commitments) do
    put_item(page, i, c, facts_of(page, c))
  end
  for i, d in ipairs(read.dated) do
    put_item(page, #read.commitments + i, d, {
      { page:say "dated", deadline_text(page, d.deadline) },
      { page:say "place", place_of(page, d) },
    })
  end
  if #read.commitments + #read.dated == 0 then
    page:skip()
    page:put(page:say "nothing", { style = "dim" })
  end
end

--- Writes what a text promises.
-- @tparam string given
-- @tparam table options  `format` "text" or "json", `lang`; for text also
--   `color` and `width`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(given, options, write)
  local read, message = quantity.read(given)
  if not read then return nil, message end
  if options.format == "json" then
    write_json(read, write)
  else
    put_all(page_of.new({ lang = options.lang, width = options.width,
      color = options.color, group = "extract" }, write), given, read)
  end
  return true
end

return M
