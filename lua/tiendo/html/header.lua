--- What plan the page is about and what day it tells of; and at its end how it
-- was made.
-- @module tiendo.html.header
local M = {}

local function document(p, plan)
  local number = plan.number or plan.code
  if not plan.issued_on then return p:say("document", { number = number }) end
  return p:say("document_of", { number = number, day = p:day(plan.issued_on) })
end

local function put_plan(p, plan)
  local html = p.html
  local above = { p:say "title" }
  if plan and plan.issuer then above[2] = p:label(plan.issuer) end
  html:el("p", { class = "over" }, table.concat(above, " · "))
  local title = plan and p:label(plan.title) or ""
  html:el("h1", nil, title ~= "" and title
    or p:say(plan and "title" or "no_plan"))
end

local function put_days(p)
  local html, brief = p.html, p.brief
  html:el("p", { class = "days" }, function()
    html:el("strong", nil, p:say("as_of", { day = p:day(brief.as_of) }))
    if brief.known_at ~= brief.as_of then
      html:text(", " .. p:say("known_at", { day = p:day(brief.known_at) }))
    end
    if brief.plan then html:text(" · " .. document(p, brief.plan)) end
    if brief.run.select then
      html:el("br")
      html:text(p:say("selected", { select = brief.run.select }))
    end
  end)
end

-- Entities are in one order always.
local function put_notice(p)
  local names = {}
  for name in pairs(p.brief.illustrative or {}) do names[#names + 1] = name end
  if #names == 0 then return end
  table.sort(names)
  for i, name in ipairs(names) do
    names[i] = p:say("notice_item", { n = p.brief.illustrative[name],
      kind = p:word("kind", name) or name })
  end
  p.html:el("p", { class = "notice" },
    p:say("notice", { list = table.concat(names, ", ") }))
end

--- Writes the head of the page.
function M.put(p)
  p.html:el("header", nil, function()
    put_plan(p, p.brief.plan)
    put_days(p)
    put_notice(p)
  end)
end

local HASHES = { "data", "rules", "settings" }

--- Writes its foot.
function M.put_foot(p)
  local html, run = p.html, p.brief.run
  html:el("footer", nil, function()
    html:el("p", nil, p:say("made", { version = p.brief.tiendo }))
    if (run.ahead or 0) > 0 then
      html:el("p", nil, p:say("ahead", { n = run.ahead }, run.ahead))
    end
    html:el("dl", nil, function()
      if run.id then
        html:el("dt", nil, p:say "run")
        html:el("dd", nil, run.id)
      end
      for _, name in ipairs(HASHES) do
        html:el("dt", nil, p:say(name))
        html:el("dd", nil, run[name] or "")
      end
    end)
  end)
end

return M
