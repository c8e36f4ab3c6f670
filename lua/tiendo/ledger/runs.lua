--- Recorded runs as a list.
-- @module tiendo.ledger.runs
local csv = require "tiendo.report.csv"
local finding = require "tiendo.report.finding"
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

-- Counts by column; what only zeros would stand in is not a column.
local function columns_of(page, runs)
  local columns = {
    { head = page:say "judged", of = function(run) return run.judged end },
    { head = page:say "open", of = function(run) return run.open end },
  }
  local function add(head, of)
    for _, run in ipairs(runs) do
      if of(run) > 0 then
        columns[#columns + 1] = { head = head, of = of }
        return
      end
    end
  end
  for _, state in ipairs(SHOWN) do
    add(page:word("state", state),
      function(run) return run.events[state] end)
  end
  add(page:say "errors", function(run) return run.errors end)
  return columns
end

-- The id begins with the day.
local function row_of(page, run, columns)
  local row, notes = { clean(run.id), hang = 0 }, notes_of(page, run)
  for i, column in ipairs(columns) do
    row[i + 1] = page:count(column.of(run))
  end
  row.notes = notes ~= "" and { { text = notes, width = page.width,
    style = flag(run.suspicious) and "warning" or "dim" } } or nil
  return row
end

local function write_text(request, options, write)
  local page, head, rows = list.page(options, write), {}, {}
  if not request.is_kept then return page:put(page:say "not_kept") end
  if #request.runs == 0 then return page:put(page:say "no_runs") end
  local columns = columns_of(page, request.runs)
  head[1] = page:say "run"
  for i, column in ipairs(columns) do head[i + 1] = column.head end
  for i, run in ipairs(request.runs) do rows[i] = row_of(page, run, columns) end
  page:table(head, rows, true) -- an id is copied in one piece
  page:skip()
  page:put(page:say("runs", { n = #rows }, #rows), { style = "dim" })
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
