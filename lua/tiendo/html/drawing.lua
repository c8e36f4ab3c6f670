--- Charts as the page has them, a thousand of them if need be: with whole units
-- of the view box, of which half a one cannot be seen, and without what the
-- page's style says once for all.
-- @module tiendo.html.drawing
local markup = require "tiendo.html.markup"
local svg = require "tiendo.picture.svg"

local M = {}

local STYLED = ' font%-family="[^"]*" font%-size="12" fill="#222"'

local function rounded(whole, tenth)
  return ("%d"):format(tonumber(whole) + (tenth >= "5" and 1 or 0))
end

local function round(name, value)
  return (" %s=\"%s\""):format(name, (value:gsub("(%d+)%.(%d)", rounded)))
end

--- A drawing with less in it, which looks the same on the page.
function M.squeeze(drawing)
  drawing = drawing:gsub(STYLED, "", 1)
  for _, name in ipairs { "d", "x", "y" } do
    drawing = drawing:gsub(" (" .. name .. ')="([-MhvlHVzc%d .]*)"', round)
  end
  return drawing
end

--- The chart of a commitment of the brief.
-- @param p  the page
-- @tparam table c
function M.chart(p, c)
  -- The texts of a drawing are shown as all others are.
  local picture = setmetatable({
    title = markup.plain(p:label(c.label), p.lang),
    unit = c.picture.unit and markup.plain(c.picture.unit, p.lang),
  }, { __index = c.picture })
  return M.squeeze(svg.svg(picture, { lang = p.lang,
    id_prefix = p:id("commitment", c.code) .. "-" }))
end

--- What the parts of a chart are.
function M.legend(p)
  return svg.legend { lang = p.lang }
end

return M
