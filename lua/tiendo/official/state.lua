--- Of the document: what all commitments have come to.
-- @module tiendo.official.state
local brief_module = require "tiendo.brief"
local detail = require "tiendo.report.detail"
local grid = require "tiendo.official.grid"
local layout = require "tiendo.letter.layout"
local markdown = require "tiendo.report.markdown"
local report_summary = require "tiendo.report.summary"

local M = {}

local function put_classes(page, counts)
  local items = {}
  for i, class in ipairs(brief_module.CLASSES) do
    items[i] = { name = page:say_of("brief", class), n = counts[class] }
  end
  grid.put(page, {
    { head = page:say "class", share = 36,
      tell = function(item) return item.name end },
    { head = page:say "how_many", is_number = true,
      tell = function(item) return grid.number(page, item.n) end },
    { head = page:say "share", is_number = true,
      tell = function(item)
        return page:show(item.n / counts.all, "percent")
      end },
  }, items, { page:say "total", grid.number(page, counts.all) })
end

local function put_reasons(page, brief)
  if #brief.cannot_tell == 0 then return end
  layout.paragraph(page, page:say("why",
    { n = brief.counts.commitments.cannot_tell }))
  page.write "\n"
  for _, reason in ipairs(brief.cannot_tell) do
    page.write("- " .. markdown.escape(page:say("why_item",
      { n = reason.n, why = page:label(reason.why) })) .. "\n")
  end
end

local function put_since(page, brief)
  if not brief.since_last then return end
  local told = detail.page({ plan = brief.plan, agencies = {} },
    { lang = page.lang, width = page.width }, page.write)
  layout.paragraph(page, page:say "since")
  page.write "\n"
  for _, line in ipairs(report_summary.run_lines(told, brief)) do
    page.write("- " .. markdown.escape(line.text) .. "\n")
  end
end

--- Writes the part.
function M.put(page, brief)
  local counts, n_goals = brief.counts.commitments, 0
  for _, goal in ipairs(brief.goals) do
    if goal.code then n_goals = n_goals + 1 end
  end
  layout.heading(page, 2, page:say "part_state")
  if counts.all == 0 then
    layout.paragraph(page, page:say "no_commitments")
  else
    layout.paragraph(page, page:say("state", { n = counts.all,
      goals = n_goals }, counts.all))
    put_classes(page, counts)
    put_reasons(page, brief)
  end
  put_since(page, brief)
end

return M
