--- The calendar vn-admin of the data package, read without the program.
require "tiendo"
local csv = require "tests.support.csv"
local date = require "tiendo.date"

local M = {}

local kinds = {}
for _, row in ipairs(csv.rows "datasets/an-giang/holidays.csv") do
  if row.calendar == "vn-admin" then kinds[row.day] = row.kind end
end

--- Whether a day is worked.
function M.is_working(day)
  local kind = kinds[tostring(day)]
  if kind then return kind == "working" end
  return day.weekday <= 5
end

--- Working days after one day, up to and with another that is not before it.
function M.working_days(a, b)
  local n = 0
  for k = 1, b - a do
    if M.is_working(a + k) then n = n + 1 end
  end
  return n
end

--- Days from one to another as dates.
function M.days(from, to)
  local day, last = date.of(from) - 1, date.of(to)
  return function()
    day = day + 1
    if day <= last then return day end
  end
end

return M
