--- How high a row must be for what is in it, and how many pages wide a sheet
-- is: readers of spreadsheets do not agree on finding out for themselves.
-- @module tiendo.workbook.size
local text = require "tiendo.text"

local M = {}

local LINE = 15      -- points
local LINES = 12     -- of a row; what is longer is read in the cell
local ON_PAGE = 240  -- characters beside each other that can be read on A4
local ROOM = 1.05    -- letters that a width of one holds, as they are narrow

local function lines_of(s, width)
  local n = 0
  for line in (s .. "\n"):gmatch "(.-)\n" do
    n = n + math.max(math.ceil(text.width(line) / (width * ROOM)), 1)
  end
  return n
end

--- The height of a row in points.
function M.row(row, columns)
  local most = 1
  for i, cell in ipairs(row) do
    local s = type(cell) == "table" and cell[1] or cell
    if type(s) == "string" and #s > (columns[i].width or 12) * ROOM then
      most = math.max(most, lines_of(s, columns[i].width or 12))
    end
  end
  return LINE * math.min(most, LINES)
end

--- Pages beside each other.
function M.pages(columns)
  local sum = 0
  for _, column in ipairs(columns) do sum = sum + (column.width or 12) end
  return math.max(math.ceil(sum / ON_PAGE), 1)
end

return M
