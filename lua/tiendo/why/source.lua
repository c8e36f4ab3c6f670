--- Where a value that was read stands in print.
-- @module tiendo.why.source
local schema = require "tiendo.schema"

local M = {}

-- By kind, which of the fields below its rows have.
local kinds = {}

local function fields_of(kind)
  if not kinds[kind] then
    kinds[kind] = {}
    for _, field in ipairs(schema.find(kind).fields) do
      kinds[kind][field.name] = true
    end
  end
  return kinds[kind]
end

--- The source of a row; of a report, which is derived, that of its duty.
-- @treturn ROW|nil  the source
-- @treturn number|nil  its line
-- @treturn boolean  whether the row is invented for illustration
function M.of(row)
  local has = fields_of(row.kind_of)
  local is_invented = has.illustrative and row.illustrative == true
  if row.kind_of == "source" then return row, nil, is_invented end
  local stands = has.source and row or has.obligation and row.obligation
  local source = stands and stands.source
  if not source then return nil, nil, is_invented end
  return source, stands.source_line, is_invented or source.illustrative == true
end

return M
