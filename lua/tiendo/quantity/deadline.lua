--- Which dates of a sentence are deadlines, which say what a number is
-- compared with, and which belong to the name of a programme.
-- @module tiendo.quantity.deadline
local date = require "tiendo.date"

local M = {}

-- Visions and how often or how long something is done set no time limit.
local FREE = { vision = true, frequency = true, duration = true }

local function may_limit(d)
  if FREE[d.kind] or d.bound == "from" or d.bound == "after" then
    return false
  end
  return d.kind ~= "day" or d.bound ~= nil or d.is_yearly == true
end

-- "giai đoạn 2016 - 2020", "năm 2020", "đến năm 2020": as a name has them.
local function is_name_like(d)
  return d.kind == "period" or d.kind == "year" and not d.part
    and (not d.bound or d.bound == "by")
end

local OPENERS = { join = true, hedge = true, apart = true, stop = true }

local function is_leading(tok, before)
  if tok.is_first then return true end
  if not tok.is_near then return false end
  return OPENERS[before.kind]
    or before.kind == "punct" and before.sign ~= ")"
end

local LEADS = { verb = true, reach = true, compare = true, hedge = true,
  multiply = true, hold = true, measure = true, filler = true }

-- A year without a word before it limits what it stands beside.
local function is_beside(tok, before, after)
  return tok.is_near and before and before.kind == "measure"
    or after and after.is_near and LEADS[after.kind]
end

local function role_of(tok, before, after, is_named)
  local d = tok.date
  if not may_limit(d) then return nil end
  tok.is_leading = is_leading(tok, before)
  if tok.is_leading then return "deadline" end
  if is_named and is_name_like(d) then return nil end
  local is_bare = not d.bound and (d.kind == "period" or d.kind == "year")
  if is_bare and not d.part and not is_beside(tok, before, after) then
    return nil
  end
  return "deadline"
end

-- Comparisons ---------------------------------------------------------------

-- What ends the text of "compared with ...".
local ENDS = { punct = true, verb = true, reach = true, measure = true,
  join = true, stop = true, apart = true, versus = true, multiply = true }

local function is_of_baseline(tok)
  return not tok.date.bound and not FREE[tok.date.kind]
end

-- Goes on with an open comparison; nil once it is complete.
local function extend(versus, tok)
  if not versus then return nil end
  if ENDS[tok.kind] or tok.kind == "date" and not is_of_baseline(tok) then
    versus.stop = tok.from
    return nil
  end
  if tok.kind == "date" then
    tok.role = "baseline"
    versus.year = versus.year or tok.date.kind ~= "period" and tok.date.year
      or nil
  end
  return versus
end

--- Sets `role` of each date ("deadline", "baseline" or nothing), whether it
-- leads its clause, and year and stop of each comparison.
function M.mark(tokens, stop)
  local versus, is_named
  for i, tok in ipairs(tokens) do
    versus = extend(versus, tok)
    if tok.kind == "versus" then
      versus = tok
    elseif tok.kind == "name" then
      is_named = true
    elseif tok.kind == "punct" and tok.sign ~= "," or tok.kind == "measure" then
      is_named = false
    elseif tok.kind == "date" and tok.role ~= "baseline" then
      tok.role = role_of(tok, tokens[i - 1], tokens[i + 1], is_named)
      is_named = is_named and not tok.is_leading
    end
  end
  if versus then versus.stop = stop end
end

-- Days ----------------------------------------------------------------------

local function period_code(d)
  if d.kind == "month" then return ("%d-%02d"):format(d.year, d.month) end
  if d.kind == "quarter" then return ("%d-Q%d"):format(d.year, d.quarter) end
  if d.kind == "half" then return ("%d-H%d"):format(d.year, d.half) end
  if d.part ~= "start" and d.part ~= "middle" then return tostring(d.year) end
end

-- First and last day of what is named, or nil where that cannot be told.
local function days_of(d)
  if d.kind == "day" then
    local month = date.period(("%d-%02d"):format(d.year, d.month))
    if d.day > month.last.day then return nil end
    local day = date.of(d.year, d.month, d.day)
    return day, day
  end
  local code = period_code(d)
  if not code then return nil end
  local period = date.period(code)
  return period.first, period.last
end

--- The last day on which the promise can still be kept, as text, or nil:
-- "before 2030" ends on the last day of 2029.
function M.last_day(d)
  if not d.year or d.is_yearly then return nil end
  if d.part == "end" and d.bound == "before" then return nil end
  local first, last = days_of(d)
  if not first then return nil end
  if d.bound ~= "before" then return tostring(last) end
  if first.year == 1 and first.month == 1 and first.day == 1 then
    return nil
  end
  return tostring(first - 1)
end

return M
