--- The findings: by severity and rule, each a line that opens to its evidence.
-- The page may hold ten thousand of them, so a finding takes as few signs as it
-- can: evidence that its message tells is not told again, its goal, agency and
-- state stand once, as data for the script, and its mark is shown by the style.
-- @module tiendo.html.findings
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local filter = require "tiendo.html.filter"
local marks = require "tiendo.html.marks"

local M = {}

-- One finding ---------------------------------------------------------------

-- What the script filters and sorts by.
local function data_of(p, f)
  local subject = f.subject
  return { class = "f", id = p:key("finding", f.id),
    ["data-g"] = subject.goal and p:key("goal", subject.goal) or nil,
    ["data-a"] = subject.agency and p:key("agency", subject.agency) or nil,
    ["data-s"] = f.state, ["data-d"] = f.since and tostring(f.since) or nil }
end

local function put_age(p, f)
  if f.since then
    p.html:text(" · " .. (f.age_days
      and p:say("since_age", { day = p:day(f.since), age = f.age_days })
      or p:say("since", { day = p:day(f.since) })))
  end
end

-- Who answers, since when.
local function put_line(p, f)
  local html, agency = p.html, f.subject.agency
  html:el("small", nil, function()
    html:text(agency and p:name("agencies", agency) or p:say "no_agency")
    if f.state and f.state ~= "ongoing" then -- its age says that it goes on
      html:text(" · " .. p:word("state", f.state))
    end
    put_age(p, f)
    if f.illustrative then
      html:text " · "
      html:el("i", nil, p:say "illustrative")
    end
  end)
end

-- On a page of thousands names and values stand in one line, which a browser
-- reads faster than a list.
local function put_item(p, name, content)
  local html = p.html
  if not p.is_big then
    html:el("dt", nil, name)
    html:el("dd", nil, content)
    return
  end
  html:text((p.has_item and " · " or "") .. name .. ": ")
  if type(content) == "function" then content() else html:text(content) end
  p.has_item = true
end

local function put_subject(p, f)
  local html, subject = p.html, f.subject
  put_item(p, p:say "subject", function()
    local code = subject.code or ""
    if subject.kind == "commitment" and p.commitment_at[code] then
      html:link("#" .. p:id("commitment", code), code)
    else
      html:text(code)
    end
  end)
end

local function put_evidence(p, item)
  local name, value = detail.evidence(p.told, item)
  local v = item.value
  put_item(p, name, function()
    if type(v) == "table" and v.kind == "source" and p.brief.source_of[v.code]
    then
      return p:source(v.code)
    end
    p.html:text(value)
  end)
end

local function put_rest(p, f)
  local subject, waiver = f.subject, f.waiver
  if waiver then
    put_item(p, p:say "waiver", p:say("waiver_until", { code = waiver.code,
      day = p:day(waiver.valid_to) }))
  end
  if subject.source then
    put_item(p, p:say "source", function()
      p:source(subject.source, subject.source_line)
    end)
  end
end

-- State and age stand in the line already. What is resolved is told in the
-- words of the run that found it.
local function message_of(p, f)
  if f.text then return p:label(f.subject.label) .. ": " .. p:label(f.text) end
  return detail.message(p.told, { message = f.message, evidence = f.evidence,
    fields = f.fields, subject = f.subject, period = f.period })
end

local function put_finding(p, f)
  local html = p.html
  html:line()
  html:el("details", data_of(p, f), function()
    html:el("summary", nil, function()
      html:text(message_of(p, f))
      html:text " "
      put_line(p, f)
    end)
    html:el(p.is_big and "p" or "dl", nil, function()
      p.has_item = false
      put_subject(p, f)
      for _, item in ipairs(detail.untold(p.told, f)) do
        put_evidence(p, item)
      end
      put_rest(p, f)
    end)
  end)
end

-- Groups --------------------------------------------------------------------

-- Paragraphs of a rule's explanation.
local function put_doc(p, rule)
  local html, check = p.html, p.check_at[rule]
  html:el("details", { class = "doc" }, function()
    html:el("summary", nil, p:say "explain")
    local doc = check and p:label(check.doc) or ""
    for paragraph in (doc .. "\n\n"):gmatch "%s*(.-)\n%s*\n" do
      html:el("p", nil, paragraph)
    end
    html:el("p", nil, function()
      html:text(p:say "rule" .. ": ")
      html:el("code", nil, rule)
    end)
  end)
end

local function put_group(p, list, first, last)
  local html, f = p.html, list[first]
  html:line()
  html:el("div", { class = "g " .. f.severity, ["data-v"] = f.severity },
    function()
      html:el("h4", nil, function()
        marks.put(html, f.severity)
        html:el("span", { class = "t" }, f.title and p:label(f.title) or f.rule)
        html:text " "
        html:el("span", { class = "c" }, p:count(last - first + 1))
      end)
      put_doc(p, f.rule)
      for i = first, last do put_finding(p, list[i]) end
    end)
end

local function put_groups(p, list)
  local first = 1
  while list[first] do
    local last = detail.group_end(list, first)
    put_group(p, list, first, last)
    first = last + 1
  end
end

-- Who has excused what, and why.
local function put_waivers(p)
  local html = p.html
  html:el("ul", { class = "plain" }, function()
    for _, waiver in ipairs(p.brief.waivers) do
      local parts = { p:say("waiver_until", { code = waiver.code,
        day = p:day(waiver.valid_to) }) }
      parts[#parts + 1] = waiver.signer
      parts[#parts + 1] = waiver.reason
      html:el("li", nil, function()
        html:el("b", nil, p:count(waiver.n))
        html:text(" " .. table.concat(parts, " · "))
      end)
    end
  end)
end

local function put_part(p, id, title, list)
  local html = p.html
  if #list == 0 then return end
  html:line()
  html:el("section", { class = "part", id = "part-" .. id,
    ["aria-labelledby"] = "h-part-" .. id }, function()
    html:el("h3", { id = "h-part-" .. id }, function()
      html:el("span", { class = "t" }, title)
      html:text " "
      html:el("span", { class = "c" }, p:count(#list))
    end)
    if id == "waived" then put_waivers(p) end
    put_groups(p, list)
  end)
end

-- Findings that count by severity; waived ones apart.
local function sorted(findings)
  local out = { waived = {} }
  for _, severity in ipairs(count.GRAVEST_FIRST) do out[severity] = {} end
  for _, f in ipairs(findings) do
    table.insert(out[f.outcome == "waived" and "waived" or f.severity], f)
  end
  return out
end

local function prepare(p)
  p.check_at, p.commitment_at = {}, {}
  for _, check in ipairs(p.brief.checks) do p.check_at[check.rule] = check end
  for _, c in ipairs(p.brief.commitments) do p.commitment_at[c.code] = c end
end

--- Writes the part.
function M.put(p)
  prepare(p)
  p:section("findings", function()
    local html, lists = p.html, sorted(p.brief.findings)
    if #p.brief.findings + #p.brief.resolved == 0 then
      return html:el("p", nil, p:say "no_findings")
    end
    filter.put(p)
    html:el("div", { id = "list" }, function()
      for _, severity in ipairs(count.GRAVEST_FIRST) do
        put_part(p, severity, p:word("severity", severity), lists[severity])
      end
      put_part(p, "resolved", p:say "resolved", p.brief.resolved)
      put_part(p, "waived", p:say "waived", lists.waived)
    end)
  end)
end

return M
