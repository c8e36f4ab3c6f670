--- The report as one page: nothing beside it is needed, and what it holds can
-- be read with scripts off and on paper. What a department head asks comes
-- first; each part after it tells more.
-- @module tiendo.html
local page = require "tiendo.html.page"
local policy = require "tiendo.html.policy"
local script = require "tiendo.html.script"
local style = require "tiendo.html.style"

local M = {}

-- In the order of the page; each module has a function `put`.
local PARTS = { "summary", "goals", "agencies", "calendar", "findings",
  "commitments", "checks", "sources" }

local function title_of(p)
  local plan = p.brief.plan
  local title = plan and p:label(plan.title) or ""
  if title == "" then return p:say "title" end
  return p:say("titled", { plan = title })
end

local function put_head(p, options)
  local html = p.html
  html:el("head", nil, function()
    html:el("meta", { charset = "utf-8" })
    html:el("meta", { ["http-equiv"] = "Content-Security-Policy",
      content = policy.content(options.sha256, style.CSS, script.JS) })
    html:el("meta", { name = "viewport",
      content = "width=device-width, initial-scale=1" })
    html:el("meta", { name = "generator",
      content = "tiendo " .. p.brief.tiendo })
    html:el("title", nil, title_of(p))
    html:code("style", style.CSS)
  end)
end

local function put_contents(p)
  local html = p.html
  html:el("nav", { ["aria-label"] = p:say "contents" }, function()
    html:el("ul", nil, function()
      for _, part in ipairs(PARTS) do
        html:el("li", nil, function()
          html:link("#" .. part, p:say("page_" .. part))
        end)
      end
    end)
  end)
end

local function put_body(p)
  local html = p.html
  html:el("body", { class = p.is_big and "big" }, function()
    html:link("#main", p:say "skip", { class = "skip" })
    require("tiendo.html.marks").put_symbols(html)
    require("tiendo.html.header").put(p)
    put_contents(p)
    html:el("main", { id = "main" }, function()
      for _, part in ipairs(PARTS) do
        require("tiendo.html." .. part).put(p)
      end
    end)
    require("tiendo.html.header").put_foot(p)
    html:code("script", script.JS)
  end)
end

--- Writes the page.
-- @tparam table brief  as of tiendo.brief
-- @tparam table options  `lang`, and `sha256` as of tiendo.brief.write
-- @tparam function write  receives the page piece by piece
function M.write(brief, options, write)
  local p = page.new(brief, options, write)
  write "<!doctype html>\n"
  p.html:el("html", { lang = options.lang }, function()
    put_head(p, options)
    put_body(p)
  end)
  write "\n"
end

return M
