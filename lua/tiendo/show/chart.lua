--- The chart of a commitment or a series: `tiendo show STORE chart CODE`.
-- @module tiendo.show.chart
local find = require "tiendo.show.find"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local picture = require "tiendo.picture"
local terminal = require "tiendo.picture.terminal"

local M = {}

local HEIGHT = 24

--- What is shown for a request, as of tiendo.show: { what = "chart", picture }.
-- @treturn table|nil
-- @treturn string  what is wrong with the request
function M.content(request)
  if not request.code then
    return nil, "a chart needs a code: tiendo show STORE chart CODE; tiendo "
      .. "show STORE commitments names them"
  end
  if request.select then
    return nil, "--select goes with the rows of a kind, not with one row"
  end
  local row = request.plan.series:find(request.code)
  if not row then
    local _, found, message = find.what(request.plan, "commitment",
      request.code)
    if message then return nil, message end
    row = found
  end
  return { what = "chart", picture = picture.of(row, request.as_of,
    request.observations) }
end

--- Writes the chart on a page.
function M.put(page, what)
  for _, line in ipairs(terminal.draw(what.picture, { width = page.width,
    height = HEIGHT, lang = page.lang, color = page.color })) do
    page.write(line .. "\n")
  end
end

-- JSON ----------------------------------------------------------------------

local function plain(value)
  if type(value) == "string" then return finding.utf8(value) end
  if type(value) ~= "table" then return value end
  local out = {}
  for name, item in pairs(value) do out[name] = plain(item) end
  return out
end

--- The flat list of what is shown, for json.object.
function M.flat(what)
  local of = plain(what.picture)
  for _, name in ipairs { "observations", "milestones", "left_out" } do
    json.array(of[name]) -- also when it is empty
  end
  return { "picture", of }
end

return M
