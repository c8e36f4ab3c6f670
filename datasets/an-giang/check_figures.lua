-- Compares the figures of this folder with the two tables they were made from:
-- every observation and every commitment, in both directions.
--
--   lua5.4 datasets/an-giang/check_figures.lua FOLDER
--
-- FOLDER holds an-giang-indicators.csv and an-giang-targets.csv.
local here = arg[0]:match("^(.*/)") or "./"
package.path = here .. "../?.lua;" .. package.path

local csv = require "csv"

local folder = arg[1] or error("which folder holds the tables?", 0)
local problems, counts = {}, {}

local function expect(held, text, ...)
  if not held then
    problems[#problems + 1] = text:format(...)
  end
end

local function count(what)
  counts[what] = (counts[what] or 0) + 1
end

local function rows_of(path)
  local _, rows = csv.read(path)
  return rows
end

local function own(name)
  return rows_of(here .. name .. ".csv")
end

local function by_code(rows)
  local by = {}

  for _, row in ipairs(rows) do
    expect(not by[row.code], "%s: stands twice", row.code)
    by[row.code] = row
  end
  return by
end

local sources = by_code(own "sources_figures")
local indicators = by_code(own "indicators")
local areas = by_code(own "areas")

-- A row of ours and its row in the table agree on address and day.
local function check_source(row, theirs, name)
  local source = sources[row.source]

  if not source then
    return expect(false, "%s: no source %s", name, row.source)
  end
  expect(source.url == theirs.source_url, "%s: address differs", name)
  expect(not row.known_on or row.known_on == source.published_on,
         "%s: known_on is not the day of its source", name)
end

-- Day d/m/y in a title: the day of publication, written the other way round.
local function day_in(title)
  local d, m, y = title:match("(%d%d)/(%d%d)/(%d%d%d%d)")
  return d and ("%s-%s-%s"):format(y, m, d) or ""
end

local function check_observation(row, theirs, name)
  local preliminary = theirs.note:find("preliminary", 1, true) ~= nil

  expect(row.value == theirs.value, "%s: %s, the table has %s", name,
         row.value, theirs.value)
  expect((row.flag == "p") == preliminary, "%s: preliminary or not?", name)
  expect(row.known_on == day_in(theirs.source_title), "%s: known_on %s", name,
         row.known_on)
  expect(areas[row.area] and row.area == "an-giang", "%s: area", name)
  check_source(row, theirs, name)
  count("observations")
  if row.known_on ~= "" then
    count("observations with a day on which they became known")
  end
  if row.flag ~= "" then
    count("observations flagged " .. row.flag)
  end
end

local function check_indicator(theirs)
  local ours = indicators[theirs.indicator_code]
  local proposed, name = theirs.plan_target_code, theirs.indicator_code

  if not ours then
    return expect(false, "%s: no such indicator", name)
  end
  expect(ours.name_vi == theirs.name_vi, "%s: name_vi", name)
  expect(ours.name_en == theirs.name_en, "%s: name_en", name)
  expect(ours.unit == theirs.unit, "%s: unit", name)
  expect(ours.direction == theirs.desired_direction, "%s: direction", name)
  count("indicators with observations")
  if ours.target ~= "" then
    count("links " .. (ours.target == proposed and "kept" or "changed"))
  elseif proposed ~= "" then
    count("links dropped")
  else
    count("indicators without a proposed link")
  end
end

-- Every row of the table once in ours, and nothing else in ours.
local function compare(theirs, ours, key_of_theirs, key_of_ours, check)
  local open = {}

  for _, row in ipairs(ours) do
    local key = key_of_ours(row)
    expect(not open[key], "%s: stands twice", key)
    open[key] = row
  end
  for _, row in ipairs(theirs) do
    local key = key_of_theirs(row)
    if open[key] then
      check(open[key], row, key)
      open[key] = nil
    else
      expect(false, "%s: in the table, not here", key)
    end
  end
  for key in pairs(open) do
    expect(false, "%s: here, not in the table", key)
  end
end

local KINDS = { at_least = ">=", range = "range" }

local function check_commitment(row, theirs, name)
  expect(row.comparator == KINDS[theirs.kind], "%s: comparator", name)
  expect(row.value == theirs.target_low, "%s: value", name)
  expect(row.value_high == theirs.target_high, "%s: value_high", name)
  expect(row.unit == theirs.unit, "%s: unit", name)
  expect(row.direction == theirs.desired_direction, "%s: direction", name)
  expect(indicators[row.indicator], "%s: no such indicator", name)
  expect(row.target == "" and row.baseline_value == "",
         "%s: target or baseline without a word in the source", name)
  check_source(row, theirs, name)
  count("commitments")
end

local function first_rows(rows)
  local seen, first = {}, {}

  for _, row in ipairs(rows) do
    if not seen[row.indicator_code] then
      seen[row.indicator_code] = true
      first[#first + 1] = row
    end
  end
  return first
end

local function main()
  local table_rows = rows_of(folder .. "/an-giang-indicators.csv")

  compare(table_rows, own "observations", function(r)
    return r.indicator_code .. " " .. r.year
  end, function(r)
    return r.indicator .. " " .. r.period
  end, check_observation)

  for _, row in ipairs(first_rows(table_rows)) do
    check_indicator(row)
  end

  compare(rows_of(folder .. "/an-giang-targets.csv"),
          own "commitments_congress", function(r)
    return r.indicator_code .. " " .. r.target_year .. "-12-31 " .. r.target_low
  end, function(r)
    return r.indicator .. " " .. r.deadline .. " " .. r.value
  end, check_commitment)
end

main()
table.sort(problems)
for _, text in ipairs(problems) do
  print(text)
end
local names = {}
for name in pairs(counts) do
  names[#names + 1] = name
end
table.sort(names)
for _, name in ipairs(names) do
  print(("%4d %s"):format(counts[name], name))
end
print(("%4d problems"):format(#problems))
os.exit(#problems == 0)
