--- The first screen: what the commitments have come to, who has reported, how
-- many findings there are, what changed, and what is not known.
-- @module tiendo.html.summary
local brief = require "tiendo.brief"
local count = require "tiendo.report.count"
local marks = require "tiendo.html.marks"
local report_summary = require "tiendo.report.summary"

local M = {}

local STATUSES = { "received", "late", "missing", "pending" }
local GAPS = 6 -- that the first screen names

-- "6 achieved, 2 on track": what the bar shows.
local function in_words(p, title, parts)
  local list = {}
  for i, part in ipairs(parts) do
    list[i] = p:say("bar_item", { n = part.n, name = part.word })
  end
  return p:say("bar", { title = title, list = table.concat(list, ", ") })
end

-- Linked to what is counted, where the page has a place for it.
local function put_name(html, part)
  if part.n == 0 or not part.link then return html:text(part.word) end
  html:link(part.link, part.word, { ["data-f"] = part.filter })
end

-- Name, number and mark of each part, one below the other.
local function put_legend(p, parts)
  local html = p.html
  html:el("ul", { class = "legend" }, function()
    for _, part in ipairs(parts) do
      html:el("li", { class = part.n == 0 and "zero" or nil }, function()
        marks.put(html, part.name)
        html:el("b", { ["data-n"] = part.key or part.name }, p:count(part.n))
        html:text " "
        put_name(html, part)
      end)
    end
  end)
end

local function put_card(p, id, head, parts, rest)
  local html = p.html
  html:el("div", { class = "card", id = "sum-" .. id }, function()
    html:el("h3", nil, head)
    marks.put_bar(html, parts, in_words(p, head, parts))
    put_legend(p, parts)
    rest()
  end)
end

-- Commitments ---------------------------------------------------------------

local function put_reasons(p)
  local html, reasons = p.html, p.brief.cannot_tell
  if #reasons == 0 then return end
  html:el("details", nil, function()
    html:el("summary", nil, p:say "cannot_tell_why")
    html:el("ul", { class = "plain" }, function()
      for _, reason in ipairs(reasons) do
        html:el("li", nil, function()
          html:el("b", nil, p:count(reason.n))
          html:text(" " .. p:label(reason.why))
        end)
      end
    end)
  end)
end

local function put_commitments(p)
  local counts, parts, has_chart = p.brief.counts.commitments, {}, {}
  for _, c in ipairs(p.brief.commitments) do
    if c.points > 0 then has_chart[c.class] = true end
  end
  for i, class in ipairs(brief.CLASSES) do
    parts[i] = { name = class, n = counts[class], word = p:say(class),
      link = has_chart[class] and "#k-" .. class or "#commitments" }
  end
  put_card(p, "commitments",
    p:say("commitments_count", { n = counts.all }, counts.all), parts,
    function() put_reasons(p) end)
end

-- Reports -------------------------------------------------------------------

-- Reports have the marks of the classes they are like.
local MARK = { received = "achieved", late = "off_track", missing = "wrong_way",
  pending = "cannot_tell" }

local LINK = { missing = "#overdue", pending = "#calendar" }

local function put_rates(p)
  local html, rates, counts = p.html, p.brief.rates, p.brief.counts.reports
  if counts.all > 0 then
    html:el("p", { class = "rest" }, p:say("due_soon", { n = counts.due_soon,
      days = counts.lead_days }))
  end
  html:el("p", { class = "rest" }, rates.completeness
    and p:say("rates", rates) or p:say "no_rates")
end

local function put_reports(p)
  local counts, parts = p.brief.counts.reports, {}
  for i, status in ipairs(STATUSES) do
    parts[i] = { name = MARK[status], key = status, n = counts[status],
      word = p:say(status), link = LINK[status] }
  end
  local head = p:say("reports_count", { n = counts.all }, counts.all)
  if counts.illustrative > 0 then
    head = head .. " (" .. p:say "illustrative" .. ")"
  end
  put_card(p, "reports", head, parts, function() put_rates(p) end)
end

-- Findings ------------------------------------------------------------------

local function put_besides(p, counts)
  local html, list = p.html, {}
  if counts.illustrative > 0 then
    list[#list + 1] = p:say("illustrative_of", { n = counts.illustrative },
      counts.illustrative)
  end
  if counts.waived > 0 then
    list[#list + 1] = p:say("waived_count", { n = counts.waived })
  end
  if counts.resolved > 0 then
    list[#list + 1] = p:say("resolved_count", { n = counts.resolved })
  end
  for _, text in ipairs(list) do html:el("p", { class = "rest" }, text) end
end

local function put_findings(p)
  local counts, parts = p.brief.counts.findings, {}
  for i, severity in ipairs(count.GRAVEST_FIRST) do
    parts[i] = { name = severity, n = counts[severity],
      word = p:word("severity", severity), link = "#findings",
      filter = "severity=" .. severity }
  end
  put_card(p, "findings",
    p:say("findings_count", { n = counts.all }, counts.all), parts,
    function() put_besides(p, counts) end)
end

-- What changed, what is not known -------------------------------------------

-- States that the page lists findings of are linked to them.
local function put_changes(p, lead)
  local html, since, is_listed = p.html, p.brief.since_last, {}
  for _, list in ipairs { p.brief.findings, p.brief.resolved } do
    for _, f in ipairs(list) do is_listed[f.state or ""] = true end
  end
  html:text(lead)
  for i, state in ipairs(report_summary.changed(since)) do
    if i > 1 then html:text ", " end
    local text = report_summary.change(p.told, since, state)
    if is_listed[state] then
      html:link("#findings", text, { ["data-f"] = "state=" .. state })
    else
      html:text(text)
    end
  end
end

local function put_run_line(p, line)
  local has_changes = line.lead
    and #report_summary.changed(p.brief.since_last) > 0
  p.html:el("p", { class = line.is_warning and "warn" }, has_changes
    and function() put_changes(p, line.lead) end or line.text)
end

local function put_since(p)
  local html = p.html
  html:el("div", { class = "wide", id = "sum-since" }, function()
    if not p.brief.since_last then
      return html:el("p", nil, p:say "no_last")
    end
    for _, line in ipairs(report_summary.run_lines(p.told, p.brief)) do
      put_run_line(p, line)
    end
  end)
end

local function put_gap(p, gap)
  local html = p.html
  local kind = p:word("kind", gap.over) or gap.over
  html:el("li", nil, function()
    html:el("b", nil, p:count(gap.n))
    html:text((" %s: %s – %s"):format(kind, p:label(gap.title),
      gap.why and p:label(gap.why) or p:word("outcome", gap.outcome)))
  end)
end

local function put_gaps(p)
  local html, counts = p.html, p.brief.counts.checks
  html:el("div", { class = "wide", id = "sum-gaps" }, function()
    html:el("p", nil, function()
      html:el("strong", nil, p:say "gaps")
      html:text(": " .. p:say("gaps_line", counts))
      if counts.error > 0 then
        html:text " "
        html:el("strong", nil, p:say("gaps_errors", { n = #p.brief.errors
          + p.brief.errors_dropped }, #p.brief.errors))
      end
    end)
    if #p.brief.gaps == 0 then return end
    html:el("details", nil, function()
      html:el("summary", nil, p:say "gaps_most")
      html:el("ul", { class = "plain" }, function()
        for i = 1, math.min(GAPS, #p.brief.gaps) do
          put_gap(p, p.brief.gaps[i])
        end
      end)
      html:el("p", nil, function() html:link("#checks", p:say "gaps_all") end)
    end)
  end)
end

--- Writes the part.
function M.put(p)
  p:section("summary", function()
    p.html:el("div", { class = "cards" }, function()
      put_commitments(p)
      put_reports(p)
      put_findings(p)
    end)
    put_since(p)
    put_gaps(p)
  end)
end

return M
