--- What was checked, what each check came to, and why it could not judge.
-- @module tiendo.html.checks
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local tables = require "tiendo.html.table"

local M = {}

local function put_name(p, check)
  local html = p.html
  html:text(p:label(check.title) .. " ")
  html:el("code", nil, check.rule)
  for _, note in ipairs(detail.check_notes(p.told, check)) do
    html:el("small", { class = note.is_warning and "warn" or nil }, note.text)
  end
end

local function columns_of(p, checks)
  local columns = {
    { head = p:say "check", is_name = true,
      put = function(check) put_name(p, check) end },
    { head = p:say "evaluated", is_number = true,
      tell = function(check) return p:count(check.evaluated) end },
  }
  for _, outcome in ipairs(count.outcomes(checks)) do
    columns[#columns + 1] = { head = p:word("outcome", outcome),
      is_number = true, tell = function(check)
        local n = check[outcome]
        return n == 0 and tables.NOTHING or p:count(n)
      end }
  end
  return columns
end

local function put_error(p, e)
  local html = p.html
  html:el("li", nil, function()
    html:el("code", nil, e.rule)
    html:text(" " .. detail.error(p.told, e))
    html:el("pre", nil, e.message)
  end)
end

local function put_errors(p)
  local html, errors = p.html, p.brief.errors
  local n_dropped = p.brief.errors_dropped
  if #errors + n_dropped == 0 then return end
  html:el("h3", nil, p:say "errors")
  html:el("ul", { class = "plain" }, function()
    for _, e in ipairs(errors) do put_error(p, e) end
  end)
  if n_dropped > 0 then
    html:el("p", nil, p:say("errors_dropped", { n = n_dropped }, n_dropped))
  end
end

--- Writes the part.
function M.put(p)
  p:section("checks", function()
    put_errors(p)
    tables.put(p, columns_of(p, p.brief.checks), p.brief.checks,
      { class = "wide checks" })
  end)
end

return M
