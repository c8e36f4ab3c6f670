--- What can be said of a decision only when all of it was read: titles side by
-- side, irregularities, agencies and how often each spelling was used.
-- @module tiendo.decree.finish
local condition = require "tiendo.decree.condition"
local readers = require "tiendo.decree.reader"
local vietnamese = require "tiendo.vietnamese"

local M = {}

-- Texts --------------------------------------------------------------------

local function complete_texts(document)
  for _, list in ipairs { document.goals, document.targets, document.groups,
    document.tasks, document.glossary } do
    readers.join_pieces(list)
  end
  for _, task in ipairs(document.tasks) do
    task.condition = condition.of(task.text)
  end
end

-- Goals ----------------------------------------------------------------------

local function same_title(a, b)
  local function plain(title)
    return (vietnamese.lower(title):gsub("\u{A0}", " "):gsub("%s+", " ")
      :gsub("[ .;]+$", ""))
  end
  return plain(a) == plain(b)
end

local function pair_titles(reader, goal, listed)
  goal.second_at = listed.at
  if same_title(goal.title, listed.title) then return end
  goal.second_title = listed.title
  reader:note("title_differs", "goal " .. goal.code,
    ("the title is another one on line %d"):format(listed.at.line),
    ("tên mục tiêu khác với dòng %d"):format(listed.at.line), goal.at)
end

-- Goals that only one of the two lists has are noted.
local function merge_goals(reader, listed)
  local goals, by_code = reader.document.goals, {}
  local has_annex = #goals > 0
  for _, goal in ipairs(goals) do
    by_code[goal.code] = by_code[goal.code] or goal
  end
  for _, one in ipairs(listed) do
    local goal = by_code[one.code]
    if goal then
      if not goal.second_at then pair_titles(reader, goal, one) end
    else
      by_code[one.code] = one
      goals[#goals + 1] = { code = one.code, title = one.title, at = one.at }
      if has_annex then
        reader:note("not_in_annex", "goal " .. one.code,
          "the annex does not have this goal",
          "phụ lục không có mục tiêu này", one.at)
      end
    end
  end
end

-- Sequences ------------------------------------------------------------------

local function last_number(code)
  return math.tointeger(code:match "%d+$")
end

local function note_gap(reader, kind, before, item, prefix)
  local from, to = last_number(before.code) + 1, last_number(item.code) - 1
  local missing = from == to and prefix .. from
    or ("%s%d–%s%d"):format(prefix, from, prefix, to)
  reader:note("gap_in_sequence", kind .. " " .. item.code,
    ("%s is missing before it"):format(missing),
    ("thiếu %s trước mục này"):format(missing), item.at)
end

local function check_order(reader, kind, before, item, prefix)
  local expected = (before and last_number(before.code) or 0) + 1
  local number = last_number(item.code)
  if number > expected then
    note_gap(reader, kind, before or { code = "0" }, item, prefix)
  elseif number < expected then
    reader:note("out_of_order", kind .. " " .. item.code,
      ("it stands after %s"):format(before.code),
      ("đứng sau %s"):format(before.code), item.at)
  end
end

local function check_codes(reader, kind, list, prefix_of)
  local seen, before = {}, {}
  for _, item in ipairs(list) do
    local prefix = prefix_of(item)
    if seen[item.code] then
      reader:note("duplicate_code", kind .. " " .. item.code,
        ("line %d has this code already"):format(seen[item.code].at.line),
        ("dòng %d đã có mã này"):format(seen[item.code].at.line), item.at)
    else
      check_order(reader, kind, before[prefix], item, prefix)
    end
    seen[item.code], before[prefix] = item, item
  end
end

local function no_prefix() return "" end

local function goal_prefix(target)
  return target.code:match "^(.-)%d+$"
end

-- Groups ---------------------------------------------------------------------

local function check_targets(reader)
  local has_group = {}
  for _, group in ipairs(reader.document.groups) do
    has_group[group.owner] = true
  end
  for _, target in ipairs(reader.document.targets) do
    if not has_group[target] then
      reader:note("no_group", "target " .. target.code,
        "it has neither tasks nor a lead",
        "không có nhiệm vụ và cơ quan chủ trì", target.at)
    end
  end
end

local ABSENT = {
  { "no_lead", function(group) return group.lead_as_printed == nil end,
    "nobody leads it", "không có cơ quan chủ trì" },
  { "no_tasks", function(group) return group.n_tasks == 0 end,
    "it has no tasks", "không có nhiệm vụ" },
  { "no_coordinators", function(group) return group.n_coordinators == 0 end,
    "nobody takes part in it", "không có cơ quan phối hợp" },
  { "no_target", function(group) return group.target == nil end,
    "it stands below a goal, not below a target",
    "thuộc mục tiêu chung, không thuộc mục tiêu cụ thể" },
}

local function check_group(reader, group)
  for _, one in ipairs(ABSENT) do
    if one[2](group) then
      reader:note(one[1], "group " .. group.code, one[3], one[4], group.at)
    end
  end
end

-- A lead printed otherwise than the first time.
local function check_spelling(reader, group, spelled)
  if not group.lead or #group.leads > 1 then return end
  local seen = spelled[group.lead]
  if not seen then
    spelled[group.lead] = { first = group, [group.lead_as_printed] = true }
  elseif not seen[group.lead_as_printed] then
    seen[group.lead_as_printed] = true
    local first = seen.first
    reader:note("lead_spelled_anew", "group " .. group.code,
      ('"%s"; on line %d it is "%s"'):format(group.lead_as_printed,
        first.at.line, first.lead_as_printed),
      ('"%s"; ở dòng %d viết là "%s"'):format(group.lead_as_printed,
        first.at.line, first.lead_as_printed), group.at)
  end
end

local function check_groups(reader)
  local spelled = {}
  for _, group in ipairs(reader.document.groups) do
    check_group(reader, group)
    check_spelling(reader, group, spelled)
    group.owner, group.has_lead = nil, nil
  end
end

-- Agencies -------------------------------------------------------------------

local function count(uses, code, name, line)
  local of = uses[code]
  if not of then
    of = { names = {} }
    uses[code] = of
  end
  local one = of[name]
  if not one then
    one = { name = name, uses = 0, line = line }
    of[name], of.names[#of.names + 1] = one, one
  end
  one.uses = one.uses + 1
end

local function by_uses(a, b)
  if a.uses ~= b.uses then return a.uses > b.uses end
  return a.line < b.line
end

local function list_agencies(reader)
  local names, uses = reader:names(), {}
  for n, line in ipairs(reader.lines) do
    for _, found in ipairs(names:scan(line)) do
      count(uses, found.code, line:sub(found.first, found.last), n)
    end
  end
  local list = reader.document.agencies
  for _, code in ipairs(names.codes) do
    local found = uses[code] and uses[code].names or reader.cited[code]
    if found then
      local entry = names:entry(code)
      table.sort(found, by_uses)
      list[#list + 1] = { code = code, name = entry.name, kind = entry.kind,
        names = found, is_new = entry.is_new or false }
    end
  end
end

--  ---------------------------------------------------------------------------

local function by_place(a, b)
  if a.at.offset ~= b.at.offset then return a.at.offset < b.at.offset end
  return a.kind < b.kind
end

--- Completes the document of a reader.
-- @param reader
-- @tparam {table,...} listed  the goals of the list in the body
function M.run(reader, listed)
  local document = reader.document
  reader:settle()
  complete_texts(document)
  merge_goals(reader, listed)
  check_codes(reader, "goal", document.goals, no_prefix)
  check_codes(reader, "target", document.targets, goal_prefix)
  check_targets(reader)
  check_groups(reader)
  list_agencies(reader)
  table.sort(document.notes, by_place)
end

return M
