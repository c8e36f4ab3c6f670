--- The plan to browse: what there is, the rows of one kind, or one row.
--
-- A request is { plan, kind = nil | TEXT, code = nil | TEXT, select = nil |
-- TEXT, as_of = DAY, known_at = DAY, observations = function }, where
-- `observations` gives those of a series as { period, value, flag = nil | TEXT,
-- source = nil | row }.
-- @module tiendo.show
local chart = require "tiendo.show.chart"
local content = require "tiendo.show.content"
local find = require "tiendo.show.find"
local pick = require "tiendo.show.pick"
local rates = require "tiendo.show.rates"

local M = {}

-- What is no kind of rows, but shown like one.
local OWN = { rates = rates, chart = chart }

-- What the request asks for: a table as tiendo.show.content has them.
local function answer(request)
  local own = OWN[request.kind]
  if own then return own.content(request) end
  if request.select and (request.code or not request.kind) then
    return nil, "--select goes with the rows of a kind: tiendo show STORE "
      .. "targets --select 'goal = 3'"
  end
  if not request.kind then return content.overview(request) end
  local entity, row, message = find.what(request.plan, request.kind,
    request.code)
  if message then return nil, message end
  if row and request.select then
    return nil, "--select goes with the rows of a kind, not with one row"
  end
  if row then return content.card(request, entity, row) end
  if request.select then
    local rows, wrong = pick.rows(entity, request.plan[entity.name],
      request.select)
    if not rows then return nil, wrong end
    return content.list(entity, rows, request.plan[entity.name])
  end
  return content.list(entity, request.plan[entity.name])
end

--- Writes the answer to a request.
-- @tparam table request
-- @tparam table options  `format` "text" or "json", `lang`; for text also
--   `color` and `width`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(request, options, write)
  local format = options.format
  if format ~= "text" and format ~= "json" then
    return nil, ("unknown format '%s'; there are text, json"):format(format)
  end
  local what, message = answer(request)
  if not what then return nil, message end
  require("tiendo.show." .. format).write(what, options, write)
  return true
end

return M
