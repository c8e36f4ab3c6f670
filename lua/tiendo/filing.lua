--- Reports as they were sent: which of several counts, what days their data
-- must cover, which sections they must have.
-- @module tiendo.filing
local deadline = require "tiendo.deadline"

local M = {}

local function answers_same(a, b)
  return a.period == b.period and a.agency.code == b.agency.code
    and a.obligation.code == b.obligation.code
end

--- Of the reports for one obligation, agency and period the last one: it
-- replaces those before.
-- @param submissions  a set in reading order
-- @treturn table  list of rows
-- @treturn integer  how many were replaced
-- @usage local rows, replaced = filing.latest(ctx.plan.submissions)
function M.latest(submissions)
  local rows = {}
  for row in submissions:each() do
    local last = rows[#rows]
    local is_same = last and answers_same(last, row)
    rows[is_same and #rows or #rows + 1] = row
  end
  return rows, #submissions - #rows
end

--- The reason of what latest() leaves out.
M.REPLACED = {
  en = "a later report replaces it",
  vi = "đã có báo cáo nộp sau thay thế",
}

local function calendar_window(period) return period.first, period.last end

-- Decree 09/2019/NĐ-CP, article 12.
local function nd09_window(period)
  return deadline.months_after(period.first, -2) + 15,
    deadline.months_after(period.last, -1) + 14
end

local WINDOWS = { calendar = calendar_window, nd09 = nd09_window }

--- The days that the data of a report must cover.
-- @tparam string window  "nd09" or "calendar", as an obligation says it
-- @param period
-- @treturn date  first day
-- @treturn date  last day
-- @usage filing.window("nd09", date.period "2025")  --> 2024-12-15, 2025-12-14
function M.window(window, period)
  return WINDOWS[window](period)
end

--- The words of a text that lists short names, as a set.
-- @tparam[opt] string text
-- @usage filing.words("a b").a  --> true
function M.words(text)
  local set = {}
  for word in (text or ""):gmatch "%S+" do set[word] = true end
  return set
end

return M
