--- The annex of a plan: goals, targets, groups of tasks, who leads them and
-- who takes part.
--
-- The table's cells come as lines: a line that begins with a tab begins a cell,
-- a line with tabs inside is a whole row, every other line goes on with the
-- cell. Where a document has no tabs at all, what a line begins with decides.
-- What is read depends on what a piece says first ("Chủ trì: ..."), and only
-- where it says nothing, on the title of its column.
-- @module tiendo.decree.annex
local lpeg = require "lpeg"
local grammar = require "tiendo.decree.grammar"
local readers = require "tiendo.decree.reader"
local vietnamese = require "tiendo.vietnamese"

local place = readers.place

local M = {}

local Annex = {}
Annex.__index = Annex

local COLUMNS, HEADING = place "column titles", place "annex"
local ORNAMENT = place "ornament"

--- The part that reads the annex.
-- @param reader
-- @param[opt] heading  the place of its captions
function M.new(reader, heading)
  return setmetatable({ reader = reader, document = reader.document,
    cell = 0, roles = {}, n_groups = {}, n_captions = 0,
    heading = heading or HEADING }, Annex)
end

-- Codes ----------------------------------------------------------------------

-- A code that stands in a cell of its own waits for the text that follows.
function Annex:wait(code, at)
  self:drop_code()
  self.code = { code = code, at = at, n = self.reader.line.n }
end

function Annex:drop_code()
  local waiting = self.code
  if waiting then
    self.reader:leave(waiting.code, waiting.at)
    self.code = nil
  end
end

-- The code that was printed before, if it is of the right depth.
function Annex:take_code(depth)
  local waiting = self.code
  if not waiting or select(2, waiting.code:gsub("%.", "")) ~= depth - 1 then
    return
  end
  self.code = nil
  return waiting
end

function Annex:check_codes(kind, item, at)
  if item.second_code and item.code ~= item.second_code then
    self.reader:note("code_differs", kind .. " " .. item.code,
      ("the code is %s in its column and %s in the text"):format(item.code,
        item.second_code),
      ("mã ở cột số thứ tự là %s, trong nội dung là %s"):format(item.code,
        item.second_code), at)
  end
end

-- Goals and targets ----------------------------------------------------------

function Annex:close()
  self.group, self.list, self.last = nil, nil, nil
end

function Annex:place_code(waiting, where)
  if waiting then self.reader:put_line(waiting.n, where) end
end

function Annex:add_goal(second_code, title, at)
  local waiting = self:take_code(1)
  self:drop_code()
  local goal = { code = waiting and waiting.code or second_code,
    second_code = second_code, title = title, at = at }
  self:close()
  self.goal, self.target = goal, nil
  self.document.goals[#self.document.goals + 1] = goal
  self.last = { item = goal, field = "title", place = place("goal",
    goal.code) }
  self:place_code(waiting, self.last.place)
  self.reader:put(self.last.place)
  self:check_codes("goal", goal, at)
end

function Annex:add_target(second_code, text, at)
  local waiting = self:take_code(2)
  self:drop_code()
  local code = waiting and waiting.code or second_code
  local target = { code = code, second_code = second_code, text = text,
    goal = self.goal and self.goal.code or code:match "^%d+", at = at }
  self:close()
  self.target = target
  self.document.targets[#self.document.targets + 1] = target
  self.last = { item = target, field = "text", place = place("target", code) }
  self:place_code(waiting, self.last.place)
  self.reader:put(self.last.place)
  self:check_codes("target", target, at)
end

-- Groups ---------------------------------------------------------------------

-- A group belongs to its target; tasks above the first target of a goal, to
-- the goal.
function Annex:open_group(at)
  local owner = self.target or self.goal
  local n = (self.n_groups[owner] or 0) + 1
  self.n_groups[owner] = n
  self.group = { code = ("%s-%d"):format(owner.code, n), position = n,
    target = self.target and self.target.code,
    goal = self.target and self.target.goal or self.goal.code,
    owner = owner, at = at, leads = {}, n_tasks = 0,
    n_coordinators = 0 }
  self.document.groups[#self.document.groups + 1] = self.group
end

-- In a plan whose leads stand before their tasks, a lead begins a group; in
-- others the first task after a lead does.
function Annex:group_for_lead(at)
  local group = self.group
  if self.is_lead_first == nil then
    self.is_lead_first = group == nil or group.n_tasks == 0
  end
  local is_used = group and (group.n_tasks > 0 or group.n_coordinators > 0)
  if not group or self.is_lead_first and is_used then self:open_group(at) end
end

function Annex:group_for_task(at)
  local group = self.group
  if self.is_lead_first == nil and not group then self.is_lead_first = false end
  if not group or not self.is_lead_first and group.has_lead then
    self:open_group(at)
  end
end

-- Leads and coordinators -----------------------------------------------------

function Annex:add_lead(text, at)
  local group = self.group
  local items = self.reader:names():parse(text)
  if not group.has_lead then
    group.at, group.lead_as_printed = at, text
  else
    readers.add_piece(group, "lead_as_printed", text, at)
  end
  group.has_lead = true
  for _, item in ipairs(items) do
    self:check_agency(item, "group " .. group.code, at)
    if item.code then group.leads[#group.leads + 1] = item.code end
  end
  group.lead = group.leads[1]
end

function Annex:check_agency(item, subject, at)
  self.reader:cite(item.code, item.text, at)
  if item.is_known then return end
  self.reader:note("unknown_agency", item.code or subject,
    ('"%s" is no name that is known'):format(item.text),
    ('"%s" chưa có trong danh mục cơ quan'):format(item.text), at)
end

function Annex:add_coordinators(text, at, first)
  local group = self.group
  local items = self.reader:names():parse(text)
  local where = place("coordinators", group.code)
  for _, item in ipairs(items) do
    local is_whole = #items == 1
    local printed = is_whole and text or item.text
    group.n_coordinators = group.n_coordinators + 1
    self.document.coordinators[#self.document.coordinators + 1] = {
      group = group.code, agency = item.code, as_printed = printed,
      at = is_whole and at
        or self.reader:at(item.text, first + item.first - 1) }
    self:check_agency(item, where.place, at)
  end
  self.reader:put(where)
end

-- "Chủ trì: Sở A; phối hợp: Sở B, Sở C" in one line.
function Annex:split_lead(text, first)
  local stop, rest = grammar.inline_coordinators:match(text)
  if not stop then
    return self:add_lead(text, self.reader:at(text, first))
  end
  local lead = vietnamese.trim(text:sub(1, stop - 1))
  self:add_lead(lead, self.reader:at(lead, first))
  self.list = "coordinators"
  local others = text:sub(rest)
  if others ~= "" then
    self:add_coordinators(others, self.reader:at(others, first + rest - 1),
      first + rest - 1)
  end
end

function Annex:take_lead(text, first)
  local at = self.reader:at(text, first)
  if not (self.target or self.goal) then return self.reader:leave(text, at) end
  self:group_for_lead(at)
  self.list, self.last = "lead", nil
  if text ~= "" then self:split_lead(text, first) end
  self.reader:put(place("group", self.group.code))
end

function Annex:take_coordinators(text, first)
  local at = self.reader:at(text, first)
  if not (self.target or self.goal) then return self.reader:leave(text, at) end
  if not self.group then self:open_group(at) end
  self.list, self.last = "coordinators", nil
  if text ~= "" then return self:add_coordinators(text, at, first) end
  self.reader:put(place("coordinators", self.group.code))
end

-- Tasks ----------------------------------------------------------------------

function Annex:add_task(text, first)
  local at = self.reader:at(text, first)
  self:group_for_task(at)
  self.list = nil
  local group = self.group
  group.n_tasks = group.n_tasks + 1
  local task = { code = ("%s-%d"):format(group.code, group.n_tasks),
    group = group.code, position = group.n_tasks, text = text, at = at }
  self.document.tasks[#self.document.tasks + 1] = task
  self.last = { item = task, field = "text", place = place("task", task.code) }
  if self.code then
    self.reader:put_line(self.code.n, self.last.place)
    self.code = nil
  end
  self.reader:put(self.last.place)
end

-- A line that was broken by the width of a page goes on with the text above.
function Annex:go_on(text, first)
  local last = self.last
  readers.add_piece(last.item, last.field, text, self.reader:at(text, first))
  self.reader:put(last.place)
end

local small_letter = vietnamese.letter - vietnamese.upper_letter - lpeg.R "09"

-- A title goes on to the end of its cell, a task where its line was broken.
function Annex:is_continuation(text)
  if not self.last or self.begins or self.is_after_break
    or grammar.item:match(text) > 1 then
    return false
  end
  local is_title = self.last.place.kind ~= "task"
  return is_title and self.has_tabs or small_letter:match(text) ~= nil
end

-- Pieces ---------------------------------------------------------------------

function Annex:take_code_cell(text, at)
  local code, role = grammar.code_cell:match(text), self.roles[self.cell]
  if not code or role == "time" or role == "remark" then return false end
  self.list = nil
  self.cell = 1
  self:wait(code, at)
  return true
end

-- "Mục tiêu 3.1: ...", or "3.1. ..." without these words.
function Annex:take_title(text, first)
  local item = grammar.item:match(text)
  local body = text:sub(item)
  local code, rest = grammar.goal:match(body)
  if not code and item == 1 then
    code, rest = grammar.target_number:match(body)
    if code and self.list then code = nil end
  end
  if not code then return false end
  local title = body:sub(rest)
  local add = code:find(".", 1, true) and self.add_target or self.add_goal
  add(self, code, title, self.reader:at(title, first + item + rest - 2))
  return true
end

local NO_TITLE = { lead = true, coordinators = true, time = true,
  remark = true }

-- The text after a code cell, where the text does not repeat the code.
function Annex:take_untitled(text, first)
  local waiting = self.code
  if not waiting or grammar.item:match(text) > 1
    or NO_TITLE[self.roles[self.cell]] then
    return false
  end
  local _, dots = waiting.code:gsub("%.", "")
  local is_goal = dots == 0 and not self.group
    and (not self.goal or vietnamese.is_upper(text))
  if dots ~= 1 and not is_goal then return false end
  local add = is_goal and self.add_goal or self.add_target
  add(self, nil, text, self.reader:at(text, first))
  return true
end

function Annex:take_label(text, first)
  local rest = grammar.lead:match(text)
  if rest then
    self:take_lead(text:sub(rest), first + rest - 1)
    return true
  end
  rest = grammar.coordinators:match(text)
  if rest then
    self:take_coordinators(text:sub(rest), first + rest - 1)
    return true
  end
  return false
end

local function unmarked(text)
  local rest = grammar.item:match(text)
  return text:sub(rest), rest
end

-- Whether a line still belongs to the list of agencies above it. Within a cell
-- it does; without cells, a name does.
function Annex:is_in_list(text)
  if not self.list or self.begins then return false end
  if self.has_tabs and not self.is_after_break then return true end
  return self.reader:names():is_name_like((unmarked(text)))
end

function Annex:take_in_list(text, first)
  local name, rest = unmarked(text)
  first = first + rest - 1
  if self.list == "lead" then
    self:split_lead(name, first)
    return self.reader:put(place("group", self.group.code))
  end
  self:add_coordinators(name, self.reader:at(name, first), first)
end

-- "2021 - 2025" in the column of times is said of the task beside it.
function Annex:take_remark(role, text, first)
  local last = self.last
  if not last then
    return self.reader:leave(text, self.reader:at(text, first))
  end
  last.item[role] = text
  self.reader:put(last.place)
end

function Annex:take_by_column(text, first)
  local role = self.roles[self.cell]
  local name, rest = unmarked(text)
  if role == "lead" then
    self:take_lead(name, first + rest - 1)
  elseif role == "coordinators" then
    self:take_coordinators(name, first + rest - 1)
  elseif role == "time" or role == "remark" then
    self:take_remark(role, text, first)
  else
    return false
  end
  return true
end

-- "Số thứ tự" begins a row of titles that is printed again on a new page.
local LONGEST_CODE_TITLE = 20

function Annex:take_column_title(text)
  local is_inside = (self.goal or self.target) and not self.is_in_titles
  if is_inside and #text > LONGEST_CODE_TITLE then return false end
  local role = grammar.column_role(text)
  if not role or is_inside and role ~= "code" then return false end
  if not self.is_in_titles then self.roles = {} end
  self.is_in_titles = true
  self.roles[math.max(self.cell, #self.roles + 1)] = role
  self:close()
  self.reader:put(COLUMNS)
  self:learn_order()
  return true
end

-- Which of two columns comes first says whether leads stand before tasks.
function Annex:learn_order()
  local task, lead
  for i = 1, 20 do
    local role = self.roles[i]
    if role == "task" then task = task or i end
    if role == "lead" or role == "duty" then lead = lead or i end
  end
  if task and lead then self.is_lead_first = lead < task end
end

-- The lines below "PHỤ LỤC I": title, which decision it belongs to.
local MOST_CAPTIONS = 3

function Annex:take_caption(text, first)
  self.n_captions = self.n_captions + 1
  if self.n_captions > MOST_CAPTIONS and not vietnamese.is_upper(text)
    and text:sub(1, 1) ~= "(" then
    return self.reader:leave(text, self.reader:at(text, first))
  end
  self.reader:put(self.heading)
end

function Annex:take_other(text, first)
  if self:is_continuation(text) then return self:go_on(text, first) end
  if not (self.goal or self.target) then
    return self:take_caption(text, first)
  end
  local task, rest = unmarked(text)
  self:add_task(task, first + rest - 1)
end

local function take_piece(self, text, first)
  if text == "" then return end
  if grammar.ornament:match(text) then return self.reader:put(ORNAMENT) end
  local at = self.reader:at(text, first)
  if self:take_column_title(text) then return end
  self.is_in_titles = false
  if self:take_code_cell(text, at) or self:take_title(text, first)
    or self:take_untitled(text, first) or self:take_label(text, first) then
    return
  end
  if self:is_in_list(text) then return self:take_in_list(text, first) end
  if self:take_by_column(text, first) then return end
  self:take_other(text, first)
end

-- Cells ----------------------------------------------------------------------

-- The cells of a line: text, its first byte, number of the column.
local function cells_of(raw)
  local cells, at = {}, 1
  while at do
    local stop = raw:find("\t", at, true)
    local text, first = vietnamese.trim(raw:sub(at, (stop or #raw + 1) - 1))
    cells[#cells + 1] = { text = text, first = at + first - 1,
      column = #cells + 1 }
    at = stop and stop + 1
  end
  return cells
end

-- Tabs inside or more than one before or after the text: a row of cells.
local function is_row(line)
  return line.text:find("\t", 1, true) or line.raw:find "^\t[\t ]*\t"
    or line.raw:find "\t\t$"
end

-- A target's lead may stand to the left of its text: the text comes first.
function Annex:put_in_order(cells)
  if not grammar.code_cell:match(cells[1].text) then return end
  for i = 2, #cells do
    if self.roles[i] == "task" then
      table.insert(cells, 2, table.remove(cells, i))
      return
    end
  end
end

function Annex:take_row(line)
  local cells = cells_of(line.raw)
  self:put_in_order(cells)
  self.begins, self.has_tabs = true, true
  for _, cell in ipairs(cells) do
    self.cell, self.list = cell.column, nil
    take_piece(self, cell.text, cell.first)
  end
  self.cell, self.is_after_break = #cells, false
end

function Annex:take_cell(line)
  self.begins = line.raw:byte(1) == 0x09
  if self.begins then
    if #self.roles > 0 and self.cell >= #self.roles then self.cell = 0 end
    self.cell, self.has_tabs, self.list = self.cell + 1, true, nil
  end
  if line.is_blank then
    if line.is_break then self.is_after_break, self.cell = true, 0 end
    return
  end
  take_piece(self, line.text, line.first)
  self.is_after_break = false
end

--- Takes the line at hand.
function Annex:take(line)
  if not line.is_blank and is_row(line) then
    self:take_row(line)
  else
    self:take_cell(line)
  end
end

--- Ends the annex.
function Annex:finish()
  self:drop_code()
  self:close()
end

return M
