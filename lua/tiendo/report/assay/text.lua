--- An assay for a person at a terminal: the shares by kind of fault, what
-- escaped, and what each rule caught.
-- @module tiendo.report.assay.text
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local layout = require "tiendo.report.layout"
local report_page = require "tiendo.report.page"
local summary = require "tiendo.report.summary"
local tally = require "tiendo.report.assay.tally"
local text = require "tiendo.text"

local M = {}

local SEPARATOR = " · "
local SHOWN = 3 -- faults of a kind that were not caught
local KEPT = 36 -- columns up to which a part is kept on one line

local clean = finding.clean

-- Head ----------------------------------------------------------------------

local function put_invented(page, illustrative)
  local names = {}
  for name in pairs(illustrative) do names[#names + 1] = name end
  if #names == 0 then return end
  table.sort(names)
  for i, name in ipairs(names) do
    local n = illustrative[name]
    names[i] = page:say("rows", { n = n, kind = page:word("kind", name) }, n)
  end
  page:skip()
  page:put(page:say("invented", { list = table.concat(names, ", ") }),
    { style = "warning" })
end

local function put_total(page, all)
  page:skip()
  if all.tried == 0 then
    return page:put(page:say "nothing", { style = "warning" })
  end
  page:put(page:say("total", { n = all.tried, caught = all.caught,
    share = all.share, noticed = all.noticed, escaped = all.escaped },
    all.tried), { style = "bold" })
end

-- Kinds ---------------------------------------------------------------------

local function share_of(page, counts)
  return counts.share and page:show(counts.share, "percent") or page:count(0)
end

local COUNTS = { "places", "tried", "caught", "noticed", "escaped" }

local function put_kinds(page, all)
  local columns = { { head = page:say "fault", min = 20, wrap = true } }
  for _, name in ipairs(COUNTS) do
    columns[#columns + 1] = { head = page:say(name), is_right = true }
  end
  columns[#columns + 1] = { head = page:say "share", is_right = true }
  local rows = {}
  for i, kind in ipairs(all.kinds) do
    rows[i] = { page:word("fault", kind.kind) }
    for _, name in ipairs(COUNTS) do
      table.insert(rows[i], page:count(kind[name]))
    end
    table.insert(rows[i], share_of(page, kind))
  end
  page:skip()
  grid.write(page, columns, rows)
  if all.tried + all.error < all.places then
    page:put(page:say("sampled", { tried = all.tried + all.error,
      places = all.places }), { style = "dim" })
  end
end

-- What was not caught -------------------------------------------------------

local function value_of(page, kind, s)
  if s == "" then return page:say "none" end
  if kind.type == "choice" then return page:word("choice", s) or clean(s) end
  if kind.type == "date" then return page:show(s, "date") end
  local number = tally.number_of(kind, s)
  return number and page:show(number) or clean(s)
end

local function change_of(page, kind, fault)
  local before = value_of(page, kind, fault.before)
  if kind.field == "" then return page:say("removed", { before = before }) end
  return page:say("changed", { before = before,
    field = page:word("field", kind.field) or kind.field:gsub("_", " "),
    after = value_of(page, kind, fault.after) })
end

local function put_fault(page, kind, fault)
  local parts = { clean(fault.code) }
  if fault.period ~= "" then
    parts[#parts + 1] = page:show(clean(fault.period), "date")
  end
  parts[#parts + 1] = change_of(page, kind, fault)
  if #fault.noticed > 0 then
    parts[#parts + 1] = page:say("only_noticed", { list = fault.noticed })
  end
  if #fault.hid > 0 then
    parts[#parts + 1] = page:say("hid_from", { list = fault.hid })
  end
  for i, part in ipairs(parts) do
    if text.width(part) <= KEPT then parts[i] = layout.keep(part) end
  end
  page:put(table.concat(parts, SEPARATOR), { indent = 4, hang = 2 })
end

-- Those that escaped unseen before those that something noticed.
local function not_caught(kind)
  local list = {}
  for _, name in ipairs { "escaped", "noticed" } do
    for _, fault in ipairs(kind.faults) do
      if tally.end_of(fault) == name then list[#list + 1] = fault end
    end
  end
  return list
end

local function put_catchers(page, kind)
  local list = {}
  for i, entry in ipairs(kind.by) do
    list[i] = ("%s (%s)"):format(clean(entry.rule), page:show(entry.n))
  end
  if #list > 0 then
    page:put(page:say("by", { list = list }), { indent = 2, hang = 2,
      style = "dim" })
  end
end

local function put_kind(page, kind, illustrative)
  local title = page:word("fault", kind.kind)
  if illustrative[kind.entity] then
    title = title .. SEPARATOR .. page:say "on_invented"
  end
  page:heading(title, "bold", page:say("n_of", { n = kind.caught,
    all = kind.tried }))
  page:put(page:word("fault_doc", kind.kind), { indent = 2 })
  put_catchers(page, kind)
  local list = not_caught(kind)
  for i = 1, math.min(#list, SHOWN) do put_fault(page, kind, list[i]) end
  if #list > SHOWN then
    page:put(page:say("more", { n = #list - SHOWN }), { indent = 4,
      style = "dim" })
  end
end

-- Rules ---------------------------------------------------------------------

local RULE_COUNTS = { "caught", "alone", "noticed", "hid" }

local function put_caught(page, rules)
  local columns = { { head = page:say "rule", min = 20, at = "." } }
  for _, name in ipairs(RULE_COUNTS) do
    columns[#columns + 1] = { head = page:say(name), is_right = true }
  end
  columns[#columns + 1] = { head = page:say "share", is_right = true }
  local rows = {}
  for _, rule in ipairs(rules) do
    local row = { clean(rule.rule) }
    for _, name in ipairs(RULE_COUNTS) do
      row[#row + 1] = page:count(rule[name])
    end
    row[#row + 1] = share_of(page, rule)
    rows[#rows + 1] = row
  end
  grid.write(page, columns, rows)
  page:put(page:say "rules_note", { style = "dim" })
end

local function put_names(page, key, rules)
  if #rules == 0 then return end
  local list = {}
  for i, rule in ipairs(rules) do list[i] = clean(rule.rule) end
  page:skip()
  page:put(page:say(key, { list = list }), { hang = 2 })
end

local function put_rules(page, rules)
  local caught, idle, blind = {}, {}, {}
  for _, rule in ipairs(rules) do
    local list = rule.caught > 0 and caught or rule.is_judged and idle or blind
    list[#list + 1] = rule
  end
  table.sort(caught, function(a, b)
    if a.caught ~= b.caught then return a.caught > b.caught end
    return a.rule < b.rule
  end)
  page:heading(page:say "rules", "bold")
  if #caught > 0 then put_caught(page, caught) end
  put_names(page, "idle", idle)
  put_names(page, "blind", blind)
end

-- Errors --------------------------------------------------------------------

local function put_error(page, fault)
  local what = page:word("fault", fault.kind) .. SEPARATOR
  if fault.error then
    what = what .. page:show(fault.place) .. SEPARATOR
      .. page:say("untried", { message = clean(fault.error) })
  else
    what = what .. clean(fault.code) .. SEPARATOR
      .. page:say("broke", { list = fault.failed })
  end
  page:put(what, { indent = 2, hang = 2, style = "critical" })
end

local function put_errors(page, assay)
  local list, n_base = {}, #assay.errors + assay.errors_dropped
  for _, fault in ipairs(assay.faults) do
    if fault.error or #fault.failed > 0 then list[#list + 1] = fault end
  end
  if #list + n_base == 0 then return end
  page:heading(page:say "errors", "critical")
  if n_base > 0 then
    page:put(page:say("base_errors", { n = n_base }, n_base), { indent = 2,
      style = "critical" })
  end
  for _, fault in ipairs(list) do put_error(page, fault) end
end

--- Writes an assay and its counts.
function M.write(assay, all, options, write)
  local style = { lang = options.lang, width = options.width,
    color = options.color, group = "assay" }
  local page = report_page.new(style, write)
  style.group = nil
  summary.put_plan(report_page.new(style, write), assay)
  put_invented(page, assay.illustrative)
  page:skip()
  page:put(page:say "how")
  put_total(page, all)
  put_kinds(page, all)
  for _, kind in ipairs(all.kinds) do
    if kind.tried > 0 then put_kind(page, kind, assay.illustrative) end
  end
  put_rules(page, all.rules)
  put_errors(page, assay)
end

return M
