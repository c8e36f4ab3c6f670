--- A plan document as rows of the plan model, ready to be imported.
-- @module tiendo.decree.rows
local agency_list = require "tiendo.agency_list"
local decree = require "tiendo.decree"

local M = {}

local ZONE = "Asia/Ho_Chi_Minh"

-- Where an item stands, as every row says it.
local function placed(row, at, source)
  row.source = source
  if at then
    row.source_line, row.source_column = at.line, at.column
    row.source_chars = at.chars
  end
  return row
end

-- Codes ---------------------------------------------------------------------

--- The code of a document: number and year, "1015-qd-ubnd-2018".
function M.code_of(head)
  local year = head.issued_on and head.issued_on:match "^%d%d%d%d"
  return agency_list.slug((head.number or head.title or "document")
    .. (year and " " .. year or ""))
end

--- What a document tells of its rows. Where it does not tell it, nothing holds:
-- a later version that drops every deadline leaves none. Agencies are not its
-- own, and keep what others say of them.
M.FIELDS = {
  plans = { "number", "title", "issuer", "issued_on", "starts_on", "ends_on" },
  legal_bases = { "number", "issued_on", "title" },
  articles = { "text", "agencies" },
  phases = { "last_year" },
  goals = { "title", "second_title", "title_differs" },
  targets = { "second_code", "text", "deadline" },
  task_groups = { "lead", "lead_as_printed" },
  coordinators = { "as_printed" },
  tasks = { "text", "condition", "due_on" },
  programmes = { "task", "title", "first_year", "last_year" },
  commitments = { "kind", "comparator", "value", "value_high", "unit",
    "direction", "hedge", "baseline_year", "baseline_value", "deadline",
    "text" },
  obligations = { "agency", "recipient", "copy_to", "recurrence", "bound",
    "due_months", "due_day", "first_period", "last_period", "text" },
}

-- The document --------------------------------------------------------------

local BUILD = {}

function BUILD.sources(d, code)
  local title = d.head.number
  if title and d.head.kind then title = d.head.kind .. " " .. title end
  return { { code = code, title = title or d.head.title or code,
    number = d.head.number, published_on = d.head.issued_on,
    publisher = d.head.issuer_as_printed } }
end

function BUILD.plans(d, code)
  local first, last
  for _, phase in ipairs(d.phases) do
    first = math.min(first or phase.first, phase.first)
    last = math.max(last or phase.last, phase.last)
  end
  return { placed({ code = code, number = d.head.number, title = d.head.title,
    issuer = d.head.issuer, issued_on = d.head.issued_on, zone = ZONE,
    starts_on = first and ("%d-01-01"):format(first),
    ends_on = last and ("%d-12-31"):format(last) },
    d.head.at and d.head.at.title, code) }
end

-- The rows of a list, each made of one item.
local function each(list, code, make)
  local rows = {}
  for i, item in ipairs(list) do
    rows[i] = placed(make(item, i), item.at, code)
  end
  return rows
end

function BUILD.legal_bases(d, code)
  return each(d.legal_basis, code, function(basis, i)
    return { plan = code, position = i, number = basis.number,
      issued_on = basis.issued_on, title = basis.text }
  end)
end

function BUILD.articles(d, code)
  return each(d.articles, code, function(article)
    local agencies = table.concat(article.agencies or {}, " ")
    return { plan = code, number = article.number, text = article.text,
      agencies = agencies ~= "" and agencies or nil }
  end)
end

function BUILD.phases(d, code)
  return each(d.phases, code, function(phase)
    return { plan = code, first_year = phase.first, last_year = phase.last }
  end)
end

function BUILD.glossary(d, code)
  return each(d.glossary, code, function(entry)
    return { plan = code, term = entry.term, text = entry.text }
  end)
end

-- The plan tree -------------------------------------------------------------

function BUILD.goals(d, code)
  return each(d.goals, code, function(goal)
    return { code = goal.code, plan = code, title = goal.title,
      second_title = goal.second_title,
      title_differs = goal.second_title ~= nil }
  end)
end

-- The last day that each target and task names as the end of something.
local function last_days(d)
  local days = {}
  for _, list in ipairs { d.commitments, d.dated } do
    for _, item in ipairs(list) do
      local deadline = item.promise.deadline
      local key, day = item.target or item.task, deadline and deadline.last_day
      if day and day > (days[key] or "") then days[key] = day end
    end
  end
  return days
end

function BUILD.targets(d, code)
  local days = last_days(d)
  return each(d.targets, code, function(target)
    return { code = target.code, goal = target.goal,
      second_code = target.second_code, text = target.text,
      deadline = days[target.code] }
  end)
end

function BUILD.task_groups(d, code)
  return each(d.groups, code, function(group)
    return { code = group.code, target = group.target,
      position = group.position, lead = group.lead,
      lead_as_printed = group.lead_as_printed }
  end)
end

function BUILD.coordinators(d, code)
  local rows, seen = {}, {}
  for _, c in ipairs(d.coordinators) do
    local key = c.group .. "\0" .. c.agency
    if not seen[key] then
      seen[key] = true
      rows[#rows + 1] = placed({ task_group = c.group, agency = c.agency,
        as_printed = c.as_printed }, c.at, code)
    end
  end
  return rows
end

function BUILD.tasks(d, code)
  local days = last_days(d)
  return each(d.tasks, code, function(task)
    return { code = task.code, task_group = task.group,
      position = task.position, text = task.text, condition = task.condition,
      due_on = days[task.code] }
  end)
end

function BUILD.programmes(d, code)
  local n = {}
  return each(d.programmes, code, function(programme)
    local where = programme.task or programme.section or "plan"
    n[where] = (n[where] or 0) + 1
    return { code = ("%s/p%d"):format(where, n[where]), task = programme.task,
      title = programme.title, first_year = programme.first_year,
      last_year = programme.last_year }
  end)
end

-- Agencies ------------------------------------------------------------------

-- Those that the store has keep the names they have there.
function BUILD.agencies(d, code, known)
  local rows = {}
  for _, agency in ipairs(d.agencies) do
    if not known[agency.code] then
      local first = agency.names[1]
      rows[#rows + 1] = placed({ code = agency.code, name_vi = agency.name,
        kind = agency.kind }, first and { line = first.line }, code)
    end
  end
  return rows
end

function BUILD.agency_names(d, code)
  local rows = {}
  for _, agency in ipairs(d.agencies) do
    for _, name in ipairs(agency.names) do
      rows[#rows + 1] = placed({ agency = agency.code, name = name.name,
        kind = "printed", uses = name.uses }, { line = name.line }, code)
    end
  end
  return rows
end

-- Promises ------------------------------------------------------------------

local function promise_row(c, key, target)
  return { code = key, target = target, kind = c.kind,
    comparator = c.comparator, value = c.value, value_high = c.value_high,
    unit = c.unit_en or c.unit, direction = c.direction,
    hedge = c.hedge and c.hedge[1] and table.concat(c.hedge, ", ") or nil,
    baseline_year = c.baseline_year, baseline_value = c.baseline_value,
    deadline = c.deadline and c.deadline.last_day,
    label_vi = c.subject, text = c.text, note = c.note }
end

function BUILD.commitments(d, code)
  local target_of, n = {}, {}
  for _, group in ipairs(d.groups) do target_of[group.code] = group.target end
  for _, task in ipairs(d.tasks) do
    target_of[task.code] = target_of[task.group]
  end
  return each(d.commitments, code, function(item)
    local stem = item.target or item.task
    n[stem] = (n[stem] or 0) + 1
    return promise_row(item.promise, ("%s/%d"):format(stem, n[stem]),
      item.target or target_of[stem])
  end)
end

-- Duties --------------------------------------------------------------------

-- The first and the last year for which a duty is owed: the one it names, or
-- those of the phase it stands in; of the first phase on where it stands in
-- none.
local function years_of(duty, d)
  if duty.year then return duty.year, duty.year end
  local phase = duty.phase
  if phase then return phase.first, phase.last end
  return d.phases[1] and d.phases[1].first
end

-- What a document says of a duty, for one of those who owe it; what it does not
-- say stays open, and then nothing can be due.
local function obligation_of(duty, agency, d, code)
  local first, last = years_of(duty, d)
  local has_years = duty.phase or duty.year
    or duty.recurrence and duty.recurrence ~= "on_demand"
  return { plan = code, kind = duty.kind, agency = agency,
    recipient = duty.to, copy_to = duty.copy_to,
    recurrence = duty.recurrence, bound = duty.bound,
    due_months = duty.month and duty.month - 12, due_day = duty.day,
    first_period = has_years and first and tostring(first) or nil,
    last_period = has_years and last and tostring(last) or nil,
    text = duty.what }
end

function BUILD.obligations(d, code)
  local rows, n = {}, {}
  for _, duty in ipairs(d.duties) do
    local stem = ("%s-%d"):format(duty.kind, duty.at.line)
    for i = 1, math.max(#duty.agencies, 1) do
      local row = obligation_of(duty, duty.agencies[i], d, code)
      n[stem] = (n[stem] or 0) + 1
      row.code = n[stem] > 1 and ("%s-%d"):format(stem, n[stem]) or stem
      rows[#rows + 1] = placed(row, duty.at, code)
    end
  end
  return rows
end

-- Irregularities ------------------------------------------------------------

-- Notes are known by kind and what they are about, else by line.
local function add_note(rows, n, code, kind, about, text, at)
  local key = ("%s/%s"):format(kind, about and about:match "%S+$" or at.line)
  n[key] = (n[key] or 0) + 1
  rows[#rows + 1] = placed({ plan = code, kind = kind, about = about,
    code = n[key] > 1 and ("%s-%d"):format(key, n[key]) or key,
    text_en = text.en, text_vi = text.vi }, at, code)
end

local OPEN = { en = "a duty that leaves open who owes it, or how often",
  vi = "nhiệm vụ không nêu rõ cơ quan thực hiện hoặc kỳ báo cáo" }
local UNPLACED = { en = "a line that fits nowhere",
  vi = "dòng chưa xếp được" }

function BUILD.notes(d, code)
  local rows, n = {}, {}
  for _, note in ipairs(d.notes) do
    add_note(rows, n, code, note.kind, note.subject, note.text, note.at)
  end
  for _, duty in ipairs(d.duties) do
    if not (duty.recurrence and duty.agencies[1]) then
      add_note(rows, n, code, "open_duty", nil, OPEN, duty.at)
    end
  end
  for _, place in ipairs(d.unplaced) do
    add_note(rows, n, code, "unplaced", nil, UNPLACED, place)
  end
  return rows
end

-- All of it -----------------------------------------------------------------

-- Spellings that the store knows, by agency.
local function known_agencies(plan)
  local list = {}
  for agency in plan.agencies:each() do
    local names = agency.names:pick "name"
    names[#names + 1] = agency.name_vi
    list[#list + 1] = { code = agency.code, names = names }
  end
  return list
end

--- The rows of a document.
-- @tparam table document  as tiendo.decree reads it
-- @tparam[opt] table known  codes of agencies that are there already, to true
-- @treturn table  { set = { row, ... }, ... }
-- @treturn string  the code of its plan and source
function M.of(document, known)
  local tables, code = {}, M.code_of(document.head)
  for name, build in pairs(BUILD) do
    tables[name] = build(document, code, known or {})
  end
  return tables, code
end

--- Reads a document for an import.
-- @tparam string text
-- @tparam plan plan  the store so far; its agencies are recognised
-- @treturn table|nil  { tables, fields = FIELDS, source, account }
-- @treturn string  line:column: what is wrong
function M.read(text, plan)
  local agencies, known = known_agencies(plan), {}
  for _, agency in ipairs(agencies) do known[agency.code] = true end
  local document, message = decree.read(text, { agencies = agencies })
  if not document then return nil, message end
  local tables, code = M.of(document, known)
  return { tables = tables, fields = M.FIELDS, source = code,
    account = decree.account(document) }
end

--- Prints a document with what each of its lines became.
-- @tparam string text
-- @tparam table _  options of the output; none matters here
-- @tparam function write
-- @treturn boolean|nil  true
-- @treturn string  line:column: why it cannot be read
function M.explain(text, _, write)
  local document, message = decree.read(text)
  if not document then return nil, message end
  decree.explain(document, text, function(...)
    write(table.concat { ... })
  end)
  return true
end

return M
