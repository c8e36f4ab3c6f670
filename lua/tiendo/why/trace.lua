--- What an evaluation did, as text for a terminal: the lines that ran, what
-- they called, what was read.
-- @module tiendo.why.trace
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local label = require "tiendo.show.label"
local layout = require "tiendo.report.layout"
local lines_of = require "tiendo.why.lines"
local schema = require "tiendo.schema"
local source_of = require "tiendo.why.source"
local template = require "tiendo.template"
local value = require "tiendo.show.value"

local M = {}

local SEPARATOR = detail.SEPARATOR

local clean = finding.clean

--- What a row of this kind is called.
function M.kind(page, kind)
  local entity = schema.find(kind)
  return entity and page.lang == "vi" and entity.kind_vi or kind
end

--- "commitment 3.1/x · Infant mortality"
function M.name(page, row)
  return M.kind(page, row.kind_of) .. " " .. value.row(page, row)
end

local function times(n)
  return n > 1 and (" ×%d"):format(n) or ""
end

-- Says what is not shown, and what was not even recorded.
local function put_rest(page, n, left_out)
  if n > 0 then
    page:put(page:say("more", { n = n }), { indent = 2, style = "dim" })
  end
  if left_out and left_out > 0 then
    page:put(page:say("not_kept", { n = left_out }),
      { indent = 2, style = "warning" })
  end
end

local function limit_of(page)
  return page.limit or math.huge
end

-- Lines ---------------------------------------------------------------------

-- A line that does not fit goes on below itself.
local function put_line(page, head, source, tail)
  local blanks, code = clean((source:gsub("\t", "  "))):match "^( *)(.*)$"
  local room = math.max(page.width - 2 - #head - #blanks, 20)
  local pieces = layout.wrap(code .. tail, room - 4, room)
  for i, piece in ipairs(pieces) do
    page.write("  " .. page.paint("dim", i == 1 and head or (" "):rep(#head))
      .. blanks .. (i == 1 and "" or "    ") .. piece .. "\n")
  end
end

local function put_lines(page, what)
  local list, text_of = what.trace.lines, lines_of.of(what.rule.text)
  local wide = 0
  for _, line in ipairs(list) do wide = math.max(wide, #tostring(line.line)) end
  page:heading(page:say("lines", { file = clean(what.rule.file) }), "bold",
    page:show(#list))
  for i, line in ipairs(list) do
    if i > limit_of(page) then break end
    put_line(page, layout.pad(tostring(line.line), wide, true) .. " > ",
      text_of(line.line), times(line.n))
  end
  put_rest(page, math.max(#list - limit_of(page), 0))
end

-- Calls ---------------------------------------------------------------------

local shown

local function fields_text(page, v)
  if not v.n then return "{ … }" end -- within another
  local names, parts = {}, {}
  for name in pairs(v.fields or {}) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do
    parts[i] = clean(name) .. " = " .. shown(page, v.fields[name])
  end
  if #parts < v.n then parts[#parts + 1] = "…" end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

local function list_text(page, v)
  local parts = {}
  for i, item in ipairs(v.items) do parts[i] = shown(page, item) end
  if v.n > #parts then parts[#parts + 1] = "…" end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

-- As code has it; see host/script/trace.h.
local SHOWN = {
  ["nil"] = function() return "nil" end,
  table = fields_text,
  list = list_text,
  series = function(page, v)
    local s = page:say("values_n", { n = v.n }, v.n)
    return v.first and ("<%s, %s–%s>"):format(s, v.first, v.last)
      or "<" .. s .. ">"
  end,
  set = function(page, v)
    return ("<%s: %s>"):format(v.of, page:say("rows_n", { n = v.n }, v.n))
  end,
}

function shown(page, v)
  if type(v) == "string" then return '"' .. clean(v) .. '"' end
  if type(v) == "userdata" then return clean(tostring(v)) end
  if math.type(v) == "float" then return ("%.6g"):format(v) end
  if type(v) ~= "table" then return template.format(v, "plain", page.lang) end
  local how = SHOWN[v.is]
  return how and how(page, v) or "<" .. clean(v.is) .. ">"
end

local function list_of(page, list)
  local parts = {}
  for i, v in ipairs(list) do parts[i] = shown(page, v) end
  return table.concat(parts, ", ")
end

local function call_text(page, call)
  local results = not call.results and page:say "raised"
    or #call.results > 0 and list_of(page, call.results)
  return ("%s(%s)%s%s"):format(clean(call.name), list_of(page, call.args),
    results and " → " .. results or "", times(call.n))
end

local function put_calls(page, what)
  local list = what.trace.calls
  page:heading(page:say "calls", "bold", page:show(#list))
  if #list == 0 then page:put(page:say "nothing", { indent = 2 }) end
  for i, call in ipairs(list) do
    if i > limit_of(page) then break end
    local line = call.line > 0 and ("%d: "):format(call.line) or ""
    page:put(line .. call_text(page, call), { indent = 2, hang = 4 })
  end
  put_rest(page, math.max(#list - limit_of(page), 0), what.trace.left_out.calls)
end

-- Reads, a row at a time ------------------------------------------------------

-- What is asked about, and rows in the evidence, as a set.
local function concerned(what)
  local rows = { [tostring(what.subject)] = true }
  for _, item in ipairs(what.finding and what.finding.evidence or {}) do
    local v = item.value
    if type(v) == "table" and v.kind then
      rows[v.kind .. " " .. v.code] = true
    end
  end
  return rows
end

-- Lists of what belongs together by `row_of`, those that concern the finding
-- first, else in the order in which they came.
local function grouped(what, list, row_of)
  local first, rest, by_row, is_first = {}, {}, {}, concerned(what)
  for _, item in ipairs(list) do
    local name = tostring(row_of(item))
    local group = by_row[name]
    if not group then
      group = { row = row_of(item) }
      by_row[name] = group
      local into = is_first[name] and first or rest
      into[#into + 1] = group
    end
    group[#group + 1] = item
  end
  return table.move(rest, 1, #rest, #first + 1, first)
end

local function note_source(page, source)
  if not source or page.sources[source.code] then return end
  page.sources[source.code] = source
  page.sources[#page.sources + 1] = source
end

local function group_head(page, row)
  local source, line, is_invented = source_of.of(row)
  local parts = { M.name(page, row) }
  if source then
    note_source(page, source)
    parts[2] = line and page:say("source_line",
      { title = clean(source.code), line = line }) or clean(source.code)
  end
  if is_invented then parts[#parts + 1] = page:say "invented" end
  return table.concat(parts, SEPARATOR)
end

local READ = {
  missing = function(page) return page:say "missing" end,
  plain = function(page, v)
    return type(v) == "userdata" and page:show(v, "date")
      or type(v) == "string" and clean(v) or page:show(v)
  end,
  row = value.row,
  set = function(page, v) return page:say("rows_n", { n = #v }, #v) end,
  series = function(page, v) return page:say("values_n", { n = #v }, #v) end,
}

local function read_fact(page, read)
  return { read.field, READ[read.is](page, read.row[read.field])
    .. times(read.n) }
end

local function point_fact(page, point)
  local parts = { page:show(point.value) .. times(point.n) }
  if point.flag then parts[2] = clean(point.flag) end
  if point.source then
    note_source(page, point.source)
    parts[#parts + 1] = clean(point.source.code)
    if point.source.illustrative then
      parts[#parts + 1] = page:say "invented"
    end
  end
  if point.known_on then
    parts[#parts + 1] = page:say("known_on",
      { day = page:show(point.known_on, "date") })
  end
  return { page:show(point.period, "date"), table.concat(parts, SEPARATOR) }
end

-- Writes groups with a fact for each of their items.
local function put_groups(page, groups, n, fact_of, left_out)
  local put = 0
  for _, group in ipairs(groups) do
    if put >= limit_of(page) then break end
    local facts = {}
    for _, item in ipairs(group) do
      facts[#facts + 1] = fact_of(page, item)
    end
    page:put(group_head(page, group.row), { indent = 2, hang = 2,
      style = "bold" })
    page:facts(facts, 4)
    put = put + #group
  end
  if n == 0 then page:put(page:say "nothing", { indent = 2 }) end
  put_rest(page, math.max(n - put, 0), left_out)
end

local function put_sources(page)
  if #page.sources == 0 then return end
  page:heading(page:say "sources", "bold", page:show(#page.sources))
  local facts = {}
  for i, source in ipairs(page.sources) do
    local parts = { clean(label.of(source, page.lang)) }
    if source.url then parts[2] = clean(source.url) end
    if source.illustrative then parts[#parts + 1] = page:say "invented" end
    facts[i] = { clean(source.code), table.concat(parts, SEPARATOR) }
  end
  page:facts(facts)
end

--- Writes what the evaluation did.
function M.put(page, what)
  local t = what.trace
  page.sources = {}
  if what.rule.is_about_set then
    page:skip()
    page:put(page:say "whole_set", { style = "dim" })
  end
  put_lines(page, what)
  put_calls(page, what)
  page:heading(page:say "reads", "bold", page:show(#t.reads))
  put_groups(page, grouped(what, t.reads, function(r) return r.row end),
    #t.reads, read_fact, t.left_out.reads)
  page:heading(page:say "points", "bold", page:show(#t.points))
  put_groups(page, grouped(what, t.points, function(p) return p.series end),
    #t.points, point_fact, t.left_out.points)
  put_sources(page)
end

return M
