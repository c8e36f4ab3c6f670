--- The commitments: those with figures each with its chart, goal by goal, and
-- those without as a table.
-- @module tiendo.html.commitments
local markup = require "tiendo.html.markup"
local marks = require "tiendo.html.marks"
local svg = require "tiendo.picture.svg"
local tables = require "tiendo.html.table"

local M = {}

local function class_word(p, c)
  return p:say(c.is_settled and c.class == "off_track" and "missed" or c.class)
end

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

local function put_findings(p, c)
  local html = p.html
  if #c.findings == 0 then return end
  html:el("dt", nil, p:say "findings")
  html:el("dd", nil, function()
    for i, at in ipairs(c.findings) do
      local f = p.brief.findings[at]
      if i > 1 then html:text "; " end
      html:link("#f-" .. p:key("finding", f.id), p:label(f.title))
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

-- The texts of a drawing are shown as all others are.
local function put_picture(p, c)
  if not c.picture then return end
  local drawn = setmetatable({
    title = markup.plain(p:label(c.picture.title), p.lang),
    unit = c.picture.unit and markup.plain(c.picture.unit, p.lang),
  }, { __index = c.picture })
  p.html:el("figure", nil, function()
    p.html:drawing(svg.svg(drawn, { lang = p.lang,
      id_prefix = p:id("commitment", c.code) .. "-" }))
  end)
end

local function put_card(p, c)
  local html = p.html
  html:line()
  html:el("article", { class = "c " .. c.class,
    id = p:id("commitment", c.code) }, function()
    html:el("h4", nil, p:label(c.label))
    html:el("p", { class = "promise" }, promise(p, c))
    html:el("p", { class = "status" }, function()
      marks.put(html, c.class)
      html:text(class_word(p, c))
    end)
    put_picture(p, c)
    put_facts(p, c)
  end)
end

local function put_legend(p)
  p.html:el("details", { class = "key" }, function()
    p.html:el("summary", nil, p:say "key")
    p.html:drawing(svg.legend { lang = p.lang })
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
      tell = function(c) return c.deadline and p:day(c.deadline) or tables.NOTHING end },
    { head = p:say "by_agency", tell = function(c)
      return c.agency and p:name("agencies", c.agency) or tables.NOTHING
    end },
    { head = p:say "why", tell = function(c)
      return c.why and p:label(c.why) or tables.NOTHING
    end },
    { head = p:say "source", put = function(c)
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
