--- Of the document: results by goal, and the commitments with figures.
-- @module tiendo.official.goals
local document = require "tiendo.digest.document"
local finding = require "tiendo.report.finding"
local grid = require "tiendo.official.grid"
local layout = require "tiendo.letter.layout"

local M = {}

local NARROW = "\u{00A0}" -- keeps a sign and its number on one line

local function counted(page, head, of)
  return { head = page:say(head), is_number = true, share = 9,
    tell = function(goal) return grid.number(page, of(goal)) end }
end

local function put_goals(page, brief)
  layout.heading(page, 3, page:say "by_goal")
  grid.put(page, {
    { head = page:say "goal", share = 30, tell = function(goal)
      if not goal.code then return page:say_of("brief", "no_goal") end
      return page:say("goal_named", { code = page:label(goal.code),
        name = page:label(goal.label) })
    end },
    counted(page, "commitments", function(g) return g.commitments.all end),
    counted(page, "in_hand", function(g)
      return g.commitments.achieved + g.commitments.on_track
    end),
    counted(page, "behind", function(g)
      return g.commitments.off_track + g.commitments.wrong_way
    end),
    counted(page, "untold", function(g) return g.commitments.cannot_tell end),
    counted(page, "findings", function(g) return g.findings.all end),
  }, brief.goals)
end

local function promise(page, c)
  if not c.value then return page:say_of("brief", "no_number") end
  local s = page:show(c.value, "number")
  if c.value_high then s = s .. "–" .. page:show(c.value_high, "number") end
  if c.comparator and c.comparator ~= "range" then
    s = page:word("choice", c.comparator) .. NARROW .. s
  end
  if not c.unit then return s end
  return s .. " " .. (page:word("measure", c.unit) or finding.clean(c.unit))
end

local function latest(page, c)
  return c.latest and page:say("latest_of", {
    value = page:show(c.latest.value, "number"),
    period = document.period(c.latest.period, page.lang) })
end

local function class(page, c)
  local is_missed = c.is_settled and c.class == "off_track"
  return page:say_of("brief", is_missed and "missed" or c.class)
end

local function name_of(page, brief, code)
  return code and page:label(brief.names.agencies[code] or code)
end

local function put_commitments(page, brief)
  local list = {}
  for _, c in ipairs(brief.commitments) do
    if c.points > 0 then list[#list + 1] = c end
  end
  layout.heading(page, 3, page:say "measured")
  if #list == 0 then
    layout.paragraph(page, page:say "no_figures")
  else
    grid.put(page, {
      { head = page:say "commitment", share = 17,
        tell = function(c) return page:label(c.label) end },
      { head = page:say "promised", share = 14,
        tell = function(c) return promise(page, c) end },
      { head = page:say "deadline", share = 14, tell = function(c)
        return c.deadline and page:show(c.deadline, "date")
      end },
      { head = page:say "latest", share = 12,
        tell = function(c) return latest(page, c) end },
      { head = page:say "class", share = 11,
        tell = function(c) return class(page, c) end },
      { head = page:say "agency", share = 15,
        tell = function(c) return name_of(page, brief, c.agency) end },
    }, list)
  end
  local n = #brief.commitments - #list
  if n > 0 then
    layout.paragraph(page, page:say("unmeasured", { n = n }, n))
  end
end

--- Writes the part.
function M.put(page, brief)
  layout.heading(page, 2, page:say "part_goals")
  if #brief.goals > 0 then put_goals(page, brief) end
  put_commitments(page, brief)
end

return M
