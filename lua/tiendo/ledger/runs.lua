--- Recorded runs as a list.
-- @module tiendo.ledger.runs
local csv = require "tiendo.report.csv"
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local json = require "tiendo.json"
local list = require "tiendo.ledger.list"

local M = {}

local clean, plain = finding.clean, finding.plain

--- States whose events are counted, in the order of columns.
M.STATES = { "new", "reopened", "changed", "ongoing", "stale", "waived",
  "resolved" }

-- An event of this state is a stale finding that came back; a column for it
-- would be read as all that go on.
local SHOWN = { "new", "reopened", "changed", "stale", "waived", "resolved" }

M.COLUMNS = { "id", "as_of", "known_at", "judged", "open", "new", "reopened",
  "changed", "ongoing", "stale", "waived", "resolved", "errors", "suspicious",
  "accepts_drop", "select", "baseline" }

local function flag(is_set)
  return is_set == true
end

local function object(run)
  local events = {}
  for _, state in ipairs(M.STATES) do
    events[#events + 1] = state
    events[#events + 1] = run.events[state]
  end
  return json.object { "id", run.id, "number", run.number,
    "as_of", run.as_of, "known_at", run.known_at, "judged", run.judged,
    "open", run.open, "events", json.object(events), "errors", run.errors,
    "suspicious", flag(run.suspicious),
    "accepts_drop", flag(run.accepts_drop), "select", plain(run.select),
    "baseline", plain(run.baseline) }
end

local function write_json(request, write)
  write(('{"schema":%d,"runs":['):format(list.SCHEMA))
  for i, run in ipairs(request.runs) do
    write((i == 1 and "\n  " or ",\n  ") .. json.encode(object(run)))
  end
  write "]}\n"
end

local function write_csv(request, options, write)
  if options.bom then write "\u{FEFF}" end
  write(csv.row({ table.unpack(M.COLUMNS) }, options.separator))
  for _, run in ipairs(request.runs) do
    local row = {}
    for i, name in ipairs(M.COLUMNS) do
      local value = run[name]
      if value == nil then value = run.events[name] end
      if value == nil or value == false then value = "" end
      row[i] = value == true and "yes" or tostring(value)
    end
    write(csv.row(row, options.separator))
  end
end

local function notes_of(page, run)
  local out = {}
  if flag(run.suspicious) then
    out[1] = page:say "suspicious"
    if flag(run.accepts_drop) then out[2] = page:say "accepted" end
  end
  if run.select then
    out[#out + 1] = page:say("selected", { select = clean(run.select) })
  end
  return table.concat(out, ", ")
end

local function row_of(page, run)
  local row = { clean(run.id), page:show(run.as_of, "date"),
    page:show(run.judged), page:show(run.open),
    styles = { "bold", [3] = "dim" } }
  for _, state in ipairs(SHOWN) do
    row[#row + 1] = page:count(run.events[state])
  end
  row[#row + 1] = page:count(run.errors)
  row[#row + 1] = notes_of(page, run)
  if run.errors > 0 then row.styles[#row - 1] = "high" end
  if flag(run.suspicious) then row.styles[#row] = "warning" end
  return row
end

-- Ids begin with the day, which has a column where there is room.
local function columns_of(page, runs)
  local columns = { { head = page:say "run" }, { head = page:say "day" } }
  for _, head in ipairs { "judged", "open" } do
    columns[#columns + 1] = { head = page:say(head), is_right = true }
  end
  for _, state in ipairs(SHOWN) do
    columns[#columns + 1] = { head = page:word("state", state),
      is_right = true }
  end
  columns[#columns + 1] = { head = page:say "errors", is_right = true }
  for _, run in ipairs(runs) do
    if notes_of(page, run) ~= "" then
      columns[#columns + 1] = { head = page:say "notes", min = 10,
        wrap = true }
      break
    end
  end
  return columns
end

-- What only zeros would stand in is not a column.
local function without_empty(columns, rows)
  local kept, cut = {}, {}
  for i = 1, #rows do cut[i] = { styles = {} } end
  for c, column in ipairs(columns) do
    local is_used = c <= 4
    for _, row in ipairs(rows) do
      is_used = is_used or row[c] ~= "·" and row[c] ~= ""
    end
    if is_used then
      kept[#kept + 1] = column
      for i, row in ipairs(rows) do
        cut[i][#kept], cut[i].styles[#kept] = row[c], row.styles[c]
      end
    end
  end
  return kept, cut
end

local function write_text(request, options, write)
  local page, rows = list.page(options, write), {}
  if not request.is_kept then return page:put(page:say "not_kept") end
  if #request.runs == 0 then return page:put(page:say "no_runs") end
  for i, run in ipairs(request.runs) do rows[i] = row_of(page, run) end
  local columns, cut = without_empty(columns_of(page, request.runs), rows)
  local _, left_out = grid.write(page, columns, cut)
  page:skip()
  page:put(page:say("runs", { n = #rows }, #rows), { style = "dim" })
  if #left_out > 0 then
    page:put(page:say("columns_out", { list = table.concat(left_out, ", ") }),
      { style = "warning" })
  end
end

--- See tiendo.ledger.
function M.write(request, options, write)
  if options.format == "json" then
    write_json(request, write)
  elseif options.format == "csv" then
    write_csv(request, options, write)
  else
    write_text(request, options, write)
  end
  return true
end

return M
