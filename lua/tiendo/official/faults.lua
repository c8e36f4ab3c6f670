--- Of the document: what the checks have found, the gravest by name, and what
-- they could not judge.
-- @module tiendo.official.faults
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local grid = require "tiendo.official.grid"
local layout = require "tiendo.letter.layout"
local markdown = require "tiendo.report.markdown"

local M = {}

--- Findings of one severity that are listed.
M.LISTED = 50

-- Severities that are listed one by one.
local GRAVE = { critical = true, high = true }

local function put_counts(page, counts)
  local list = {}
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    if counts[severity] > 0 then
      list[#list + 1] = page:say("fault_item", { n = counts[severity],
        name = page:word("severity", severity) })
    end
  end
  layout.paragraph(page, page:say("faults", { n = counts.all,
    list = table.concat(list, ", ") }, counts.all))
  if counts.illustrative > 0 then
    layout.paragraph(page, page:say("invented", { n = counts.illustrative },
      counts.illustrative))
  end
end

-- Findings by severity and rule, in their order; waived ones apart.
local function groups_of(findings)
  local list, at = {}, {}
  for _, f in ipairs(findings) do
    if f.outcome ~= "waived" then
      local key = f.severity .. "\0" .. f.rule
      if not at[key] then
        list[#list + 1] = { f = f, n = 0 }
        at[key] = list[#list]
      end
      at[key].n = at[key].n + 1
    end
  end
  return list
end

local function put_groups(page, findings)
  grid.put(page, {
    { head = page:say "check", share = 44, tell = function(group)
      return group.f.title and page:label(group.f.title)
        or page:label(group.f.rule)
    end },
    { head = page:say "severity", share = 14, tell = function(group)
      return page:word("severity", group.f.severity)
    end },
    { head = page:say "how_many", is_number = true,
      tell = function(group) return grid.number(page, group.n) end },
  }, groups_of(findings))
end

local function put_grave(page, told, findings, severity)
  local list = {}
  for _, f in ipairs(findings) do
    if f.outcome ~= "waived" and f.severity == severity then
      list[#list + 1] = f
    end
  end
  for i = 1, math.min(#list, M.LISTED) do
    page.write("- " .. markdown.escape(detail.message(told, list[i])) .. "\n")
  end
  if #list > M.LISTED then
    layout.paragraph(page, page:say("rest", { n = #list - M.LISTED }))
  end
end

local function put_list(page, brief)
  local told = detail.page({ plan = brief.plan, agencies = {} },
    { lang = page.lang, width = page.width }, page.write)
  local counts = brief.counts.findings
  if counts.critical + counts.high == 0 then return end
  layout.paragraph(page, page:say "grave")
  page.write "\n"
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    if GRAVE[severity] then
      put_grave(page, told, brief.findings, severity)
    end
  end
end

local function put_waivers(page, brief)
  layout.paragraph(page, page:say("waived",
    { n = brief.counts.findings.waived }))
  page.write "\n"
  for _, w in ipairs(brief.waivers) do
    page.write("- " .. markdown.escape(page:say("waiver", { code = w.code,
      n = w.n, signer = w.signer or "?", reason = w.reason or "",
      day = page:show(w.valid_to, "date") })) .. "\n")
  end
end

local function put_gaps(page, brief)
  local n_errors = #brief.errors + brief.errors_dropped
  layout.paragraph(page, page:say("gaps", brief.counts.checks))
  if n_errors > 0 then
    layout.strong(page, page:say("errors", { n = n_errors }, n_errors))
  end
end

--- Writes the part.
function M.put(page, brief)
  local counts = brief.counts.findings
  layout.heading(page, 2, page:say "part_faults")
  if counts.all == 0 then
    layout.paragraph(page, page:say "no_faults")
  else
    put_counts(page, counts)
    put_groups(page, brief.findings)
    put_list(page, brief)
  end
  if counts.waived > 0 then put_waivers(page, brief) end
  put_gaps(page, brief)
end

return M
