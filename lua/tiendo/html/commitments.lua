--- The commitments: those with figures each with its chart, goal by goal, and
-- those without as a table.
-- @module tiendo.html.commitments
local drawing = require "tiendo.html.drawing"
local marks = require "tiendo.html.marks"
local tables = require "tiendo.html.table"

local M = {}

local function promise(p, c)
  if not c.deadline then return p:promise(c) end
  return p:say("promised_by", { promise = p:promise(c),
    day = p:day(c.deadline) })
end

-- Cards ---------------------------------------------------------------------

local function put_item(p, name, content)
  if content == nil or content == "" then return end
  p.html:el("dt", nil, p:say(name))
  p.html:el("dd", nil, content)
end

local function latest(p, c)
  local is_year = c.latest.period:find "^%d+$"
  return p:say(is_year and "latest_of" or "latest_in", {
    value = p:show(c.latest.value, "number"), period = p:day(c.latest.period) })
end

local function baseline(p, c)
  local value = c.baseline_value and p:show(c.baseline_value, "number")
  if value and c.baseline_year then
    return p:say("latest_of", { value = value, period = c.baseline_year })
  end
  return value or c.baseline_year and ("%d"):format(c.baseline_year)
end

-- Each rule once, with a link to its first finding.
local function put_findings(p, c)
  local html, list, at = p.html, {}, {}
  for _, i in ipairs(c.findings) do
    local f = p.brief.findings[i]
    if not at[f.rule] then
      at[f.rule] = { f = f, n = 0 }
      list[#list + 1] = at[f.rule]
    end
    at[f.rule].n = at[f.rule].n + 1
  end
  if #list == 0 then return end
  html:el("dt", nil, p:say "findings")
  html:el("dd", nil, function()
    for i, item in ipairs(list) do
      if i > 1 then html:text "; " end
      html:link("#" .. p:key("finding", item.f.id), p:label(item.f.title))
      if item.n > 1 then html:text(" (" .. p:count(item.n) .. ")") end
    end
  end)
end

local function put_facts(p, c)
  local html = p.html
  html:el("dl", nil, function()
    put_item(p, "latest", c.latest and latest(p, c))
    put_item(p, "ratio", c.ratio and p:say("ratio_of", { ratio = c.ratio }))
    put_item(p, "expected_now", c.expected and p:show(c.expected, "2"))
    put_item(p, "baseline", baseline(p, c))
    put_item(p, "why", c.why and p:label(c.why))
    put_item(p, "goal", c.goal and c.goal .. " " .. p:name("goals", c.goal))
    put_item(p, "agency", c.agency and p:name("agencies", c.agency))
    put_item(p, "method", c.method)
    put_item(p, "text", c.text)
    put_item(p, "source", c.source and function()
      p:source(c.source, c.source_line)
    end)
    put_findings(p, c)
  end)
end

local function put_card(p, c)
  local html = p.html
  html:line()
  html:el("article", { class = "c " .. c.class,
    id = p:id("commitment", c.code) }, function()
    html:el("h4", nil, p:label(c.label))
    html:el("p", { class = "promise" }, promise(p, c))
    if c.is_settled and c.class == "off_track" then
      html:el("p", { class = "status" }, p:say "missed")
    end
    if c.picture then html:drawing(drawing.chart(p, c)) end
    put_facts(p, c)
  end)
end

local function put_legend(p)
  p.html:el("details", { class = "key" }, function()
    p.html:el("summary", nil, p:say "key")
    p.html:drawing(drawing.legend(p))
  end)
end

-- Those that need somebody come first.
local ORDER = { "wrong_way", "off_track", "on_track", "achieved",
  "cannot_tell" }

local function put_cards(p, list)
  local html = p.html
  for _, class in ipairs(ORDER) do
    local of_class = {}
    for _, c in ipairs(list) do
      if c.class == class then of_class[#of_class + 1] = c end
    end
    if #of_class > 0 then
      html:el("h3", { id = "k-" .. class }, function()
        marks.put(html, class)
        html:el("span", { class = "t" }, p:say(class))
        html:text " "
        html:el("span", { class = "c" }, p:count(#of_class))
      end)
      html:el("div", { class = "charts" }, function()
        for _, c in ipairs(of_class) do put_card(p, c) end
      end)
    end
  end
end

-- Without figures -----------------------------------------------------------

local function columns_of(p)
  return {
    { head = p:say "name", is_name = true,
      put = function(c) p.html:text(p:label(c.label)) end },
    { head = p:say "promised", tell = function(c) return p:promise(c) end },
    { head = p:say "deadline", is_number = true,
      tell = function(c)
        return c.deadline and p:day(c.deadline) or tables.NOTHING
      end },
    { head = p:say "by_agency", tell = function(c)
      return c.agency and p:name("agencies", c.agency) or tables.NOTHING
    end },
    { head = p:say "why", tell = function(c)
      return c.why and p:label(c.why) or tables.NOTHING
    end },
    { head = p:say "by_source", put = function(c)
      if c.source then p:source(c.source, c.source_line) end
    end },
  }
end

--- Writes the part.
function M.put(p)
  p:section("commitments", function()
    local html, with, without = p.html, {}, {}
    for _, c in ipairs(p.brief.commitments) do
      table.insert(c.points > 0 and with or without, c)
    end
    if #p.brief.commitments == 0 then
      return html:el("p", nil, p:say "no_commitments")
    end
    if #with > 0 then put_legend(p) end
    put_cards(p, with)
    if #without == 0 then return end
    html:el("h3", nil, p:say "without_figures")
    html:el("p", { class = "rest" }, p:say "without_note")
    tables.put(p, columns_of(p), without, { class = "wide" },
      function(c) return { id = p:id("commitment", c.code) } end)
  end)
end

return M
