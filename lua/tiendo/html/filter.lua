--- The form by which the script filters and sorts the findings. It is hidden
-- until the script says that it works.
-- @module tiendo.html.filter
local count = require "tiendo.report.count"
local finding = require "tiendo.report.finding"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

-- Values that occur among the findings, as a list in their own order.
local function occurring(findings, of)
  local list, seen = {}, {}
  for _, f in ipairs(findings) do
    local value = of(f)
    if value and not seen[value] then
      seen[value] = true
      list[#list + 1] = value
    end
  end
  return list
end

local function all_of(brief)
  local list = table.move(brief.findings, 1, #brief.findings, 1, {})
  return table.move(brief.resolved, 1, #brief.resolved, #list + 1, list)
end

local function put_choice(p, name, label, items)
  local html = p.html
  html:el("label", nil, function()
    html:el("span", nil, label)
    html:el("select", { name = name }, function()
      for _, item in ipairs(items) do
        html:el("option", { value = item[1] }, item[2])
      end
    end)
  end)
end

local function goals(p)
  local items = { { "", p:say "any" } }
  local list = occurring(all_of(p.brief),
    function(f) return f.subject.goal end)
  table.sort(list, function(a, b) return text.compare_codes(a, b) < 0 end)
  for _, code in ipairs(list) do
    items[#items + 1] = { p:key("goal", code),
      code .. " " .. p:name("goals", code) }
  end
  items[#items + 1] = { "-", p:say "no_goal" }
  return items
end

local function agencies(p)
  local items, list = { { "", p:say "any" } }, {}
  for _, code in ipairs(occurring(all_of(p.brief),
    function(f) return f.subject.agency end)) do
    local name = p:name("agencies", code)
    list[#list + 1] = { p:key("agency", code), name,
      text.fold(finding.utf8(name)) or name }
  end
  table.sort(list, function(a, b)
    for i = 3, 1, -1 do
      if a[i] ~= b[i] then return a[i] < b[i] end
    end
    return false
  end)
  table.move(list, 1, #list, 2, items)
  items[#items + 1] = { "-", p:say "no_agency" }
  return items
end

local function named(p, group, known, list)
  local items, has = { { "", p:say "any" } }, {}
  for _, value in ipairs(list) do has[value] = true end
  for _, value in ipairs(known) do
    if has[value] then
      items[#items + 1] = { value, p:word(group, value) }
    end
  end
  return items
end

local function orders(p, has_age)
  local items = {}
  for i, name in ipairs { "severity", "goal", "agency", "check" } do
    items[i] = { name == "severity" and "" or name, p:say("by_" .. name) }
  end
  if has_age then items[#items + 1] = { "age", p:say "by_age" } end
  return items
end

--- Writes the form.
function M.put(p)
  local html, findings = p.html, all_of(p.brief)
  local states = occurring(findings, function(f) return f.state end)
  local ages = occurring(findings, function(f) return f.since end)
  local form = { id = "filter", hidden = true, role = "search",
    ["aria-label"] = p:say "filter" }
  html:el("form", form, function()
    html:el("label", { class = "grow" }, function()
      html:el("span", nil, p:say "search")
      html:el("input", { type = "search", name = "text", autocomplete = "off" })
    end)
    put_choice(p, "severity", p:say "by_severity", named(p, "severity",
      count.GRAVEST_FIRST, occurring(findings,
        function(f) return f.severity end)))
    put_choice(p, "goal", p:say "by_goal", goals(p))
    put_choice(p, "agency", p:say "by_agency", agencies(p))
    if #states > 0 then
      put_choice(p, "state", p:say "by_state",
        named(p, "state", words.STATES, states))
    end
    put_choice(p, "sort", p:say "sort", orders(p, #ages > 0))
    html:el("button", { type = "button", name = "open",
      ["data-t"] = p:say "close_all" }, p:say "open_all")
    html:el("button", { type = "reset" }, p:say "reset")
  end)
  -- On paper too: what is printed may be a part.
  html:el("div", { id = "shown", role = "status", ["data-t"] =
    p:say("shown", { shown = "#1", all = "#2" }) })
  html:el("p", { class = "paper" }, p:say("on_paper",
    { open_all = p:say "open_all" }))
end

return M
