--- The goals as a grid: what their commitments have come to, and how many
-- findings there are.
-- @module tiendo.html.goals
local brief = require "tiendo.brief"
local count = require "tiendo.report.count"
local marks = require "tiendo.html.marks"

local M = {}

local function put_commitments(p, counts)
  local html, parts, list = p.html, {}, {}
  if counts.all == 0 then
    return html:el("p", { class = "rest" }, p:say "no_commitments")
  end
  for i, class in ipairs(brief.CLASSES) do
    parts[i] = { name = class, n = counts[class] }
    if counts[class] > 0 then
      list[#list + 1] = p:say("bar_item", { n = counts[class],
        name = p:say(class) })
    end
  end
  local all = p:say("commitments_count", { n = counts.all }, counts.all)
  marks.put_bar(html, parts, p:say("bar", { title = all,
    list = table.concat(list, ", ") }))
  html:el("p", { class = "rest" }, all .. ": " .. table.concat(list, ", "))
end

--- Writes numbers of findings by severity, each with its mark.
function M.put_counts(p, counts)
  local html = p.html
  html:el("span", { class = "counts" }, function()
    for _, severity in ipairs(count.GRAVEST_FIRST) do
      if counts[severity] > 0 then
        html:el("span", { title = p:word("severity", severity) }, function()
          marks.put(html, severity)
          html:el("span", { class = "hid" }, p:word("severity", severity)
            .. " ")
          html:text(p:count(counts[severity]) .. " ")
        end)
      end
    end
  end)
end

local function put_findings(p, goal)
  local html, counts = p.html, goal.findings
  html:el("p", { class = "found" }, function()
    local text = p:say("findings_count", { n = counts.all }, counts.all)
    if counts.all == 0 then return html:text(text) end
    html:link("#findings", text, { ["data-f"] = "goal="
      .. (goal.code and p:key("goal", goal.code) or "-") })
    html:text " "
    M.put_counts(p, counts)
  end)
end

local function put_goal(p, goal)
  local html = p.html
  html:el("li", { class = "card", id = goal.code
    and p:id("goal", goal.code) or "g-none" }, function()
    html:el("h3", nil, function()
      if goal.code then
        html:el("span", { class = "num" }, goal.code)
        html:text " "
      end
      html:text(goal.label and p:label(goal.label) or p:say "no_goal")
    end)
    put_commitments(p, goal.commitments)
    put_findings(p, goal)
  end)
end

--- Writes the part.
function M.put(p)
  p:section("goals", function()
    p.html:el("ul", { class = "grid" }, function()
      for _, goal in ipairs(p.brief.goals) do put_goal(p, goal) end
    end)
  end)
end

return M
