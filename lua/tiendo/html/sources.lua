--- The documents and tables that the page rests on, each with its address.
-- @module tiendo.html.sources
local M = {}

local function put_source(p, source)
  local html = p.html
  html:el("li", { id = p:id("source", source.code) }, function()
    html:text((source.title ~= "" and source.title or source.code) .. " ")
    if source.url ~= "" then
      html:link(source.url, source.url, { class = "url" })
    end
  end)
end

--- Writes the part.
function M.put(p)
  p:section("sources", function()
    local html = p.html
    if #p.brief.sources == 0 then
      return html:el("p", nil, p:say "no_sources")
    end
    html:el("ul", { class = "plain sources" }, function()
      for _, source in ipairs(p.brief.sources) do put_source(p, source) end
    end)
  end)
end

return M
