--- The first sheet: what the commitments have come to, who has reported, how
-- many findings there are, what changed, what is not known, and where in the
-- workbook more of it stands.
-- @module tiendo.workbook.summary
local brief = require "tiendo.brief"
local count = require "tiendo.report.count"
local report_summary = require "tiendo.report.summary"

local M = {}

local STATUSES = { "received", "late", "missing", "pending" }

local TALL = { title = 26, part = 19 }

local function put(b, ...)
  table.insert(b.summary.rows, { ... })
end

local function put_tall(b, s, name)
  table.insert(b.summary.rows, { b:styled(s, name), height = TALL[name] })
end

local function put_part(b, title)
  put(b)
  put_tall(b, title, "part")
end

-- Head ----------------------------------------------------------------------

local function put_document(b, plan)
  put(b, b:text(b:say "document_head"), b:styled(plan.number or plan.code,
    "line"))
  if plan.issuer then
    put(b, b:text(b:say "issuer"), b:styled(b:label(plan.issuer), "line"))
  end
  if plan.issued_on then
    put(b, b:text(b:say "issued_on"), b:day(plan.issued_on))
  end
end

-- Entities are in one order always.
local function put_notice(b)
  local names = {}
  for name in pairs(b.brief.illustrative or {}) do names[#names + 1] = name end
  if #names == 0 then return end
  table.sort(names)
  for i, name in ipairs(names) do
    names[i] = b:say("notice_item", { n = b.brief.illustrative[name],
      kind = b:word("kind", name) or name })
  end
  put(b, b:styled(b:say("notice", { list = table.concat(names, ", ") }),
    "notice"))
end

local function put_head(b)
  local plan = b.brief.plan
  local title = plan and b:label(plan.title) or ""
  put_tall(b, title ~= "" and title
    or b:say(plan and "title" or "no_plan"), "title")
  put(b, b:styled(b:say "title", "line"))
  put_notice(b)
  put(b)
  if plan then put_document(b, plan) end
  put(b, b:text(b:say "as_of_head"), b:day(b.brief.as_of))
  put(b, b:text(b:say "known_at_head"), b:day(b.brief.known_at))
  local select = b.brief.run.select
  if select then
    put(b, b:text(b:say "selection"), b:styled(select, "line"))
  end
end

-- Numbers -------------------------------------------------------------------

local function put_all(b, title, n)
  put(b, b:styled(title, "strong"), b:number(n))
end

local function put_commitments(b)
  local counts = b.brief.counts.commitments
  put_part(b, b:say "commitments")
  for _, class in ipairs(brief.CLASSES) do
    put(b, b:styled(b:say(class), class), b:number(counts[class]))
  end
  put_all(b, b:say "total", counts.all)
  for i, reason in ipairs(b.brief.cannot_tell) do
    if i == 1 then put(b, b:styled(b:say "cannot_tell_why", "note")) end
    put(b, b:text(b:label(reason.why)), b:number(reason.n))
  end
end

local function put_reports(b)
  local counts, rates = b.brief.counts.reports, b.brief.rates
  put_part(b, b:say "reports" .. (counts.illustrative > 0
    and " (" .. b:say "illustrative" .. ")" or ""))
  for _, status in ipairs(STATUSES) do
    put(b, b:text(b:say(status)), b:number(counts[status]))
  end
  put_all(b, b:say "total", counts.all)
  put(b, b:text(b:say("due_within", { days = counts.lead_days })),
    b:number(counts.due_soon))
  if not rates.completeness then
    return put(b, b:styled(b:say "no_rates", "note"))
  end
  put(b, b:text(b:say "expected_n"), b:number(rates.expected))
  put(b, b:text(b:say "completeness"), b:share(rates.completeness))
  put(b, b:text(b:say "timeliness"), b:share(rates.timeliness))
end

local function put_findings(b)
  local counts = b.brief.counts.findings
  put_part(b, b:say "findings")
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    put(b, b:styled(b:word("severity", severity), severity),
      b:number(counts[severity]))
  end
  put_all(b, b:say "total", counts.all)
  put(b, b:text(b:say "on_invented"), b:number(counts.illustrative))
  put(b, b:text(b:say "besides_waived"), b:number(counts.waived))
  put(b, b:text(b:say "resolved"), b:number(counts.resolved))
end

local function put_since(b)
  put_part(b, b:say "since_head")
  if not b.brief.since_last then
    return put(b, b:styled(b:say "no_last", "line"))
  end
  for _, line in ipairs(report_summary.run_lines(b.told, b.brief)) do
    put(b, b:styled(line.text, line.is_warning and "notice" or "line"))
  end
end

local JUDGED = { "subjects", "judged", "no_data", "not_due", "not_applicable",
  "error" }

local function put_checks(b)
  local counts = b.brief.counts.checks
  put_part(b, b:say "page_checks")
  for _, key in ipairs(JUDGED) do
    put(b, b:text(b:say("checks_" .. key)), b:number(counts[key]))
  end
  put(b, b:text(b:say "checks_all"), b:number(counts.all))
  put(b, b:text(b:say "checks_silent"), b:number(counts.silent))
end

--- Adds the sheet.
function M.add(b)
  b.summary = b:sheet("summary", {
    { width = 46, style = b:style "text" },
    { width = 16, style = b:style "text" },
    { width = 80, style = b:style "text" },
  })
  put_head(b)
  put_commitments(b)
  put_reports(b)
  put_findings(b)
  put_since(b)
  put_checks(b)
end

-- Foot ----------------------------------------------------------------------

local HASHES = { "id", "data", "rules", "settings" }

local function put_contents(b)
  put_part(b, b:say "sheets")
  for _, sheet in ipairs(b.book.sheets) do
    if sheet ~= b.summary then
      put(b, { b:text(sheet.name), sheet = sheet.name,
        style = b:style "link" }, sheet.last and b:number(sheet.last))
    end
  end
  for _, chart in ipairs(b.book.charts) do
    put(b, { b:text(chart.sheet), sheet = chart.sheet,
      style = b:style "link" })
  end
end

--- Adds what is known when the other sheets are there: which they are, and how
-- the workbook was made.
function M.finish(b)
  local run = b.brief.run
  put_contents(b)
  put_part(b, b:say "how_made")
  put(b, b:styled(b.book.comments, "line"))
  if (run.ahead or 0) > 0 then
    put(b, b:styled(b:say("ahead", { n = run.ahead }, run.ahead), "line"))
  end
  for _, name in ipairs(HASHES) do
    if run[name] then
      put(b, b:text(b:say(name == "id" and "run" or name)),
        b:styled(run[name], "line"))
    end
  end
end

return M
