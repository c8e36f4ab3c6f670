--- Tables of the document: columns with heads, texts on the left and numbers on
-- the right, each with its share of the page.
-- @module tiendo.official.grid
local layout = require "tiendo.letter.layout"
local markdown = require "tiendo.report.markdown"

local M = {}

-- Dashes of all columns: pandoc takes their shares for widths where the line
-- is longer than 72, and then the table is as wide as the text.
local WIDE = 96

local NUMBER = { is_number = true, share = 8 } -- of the row

local function share_of(column)
  return column.share or 10
end

local function rules_of(columns)
  local sum, out = share_of(NUMBER), {}
  for _, column in ipairs(columns) do sum = sum + share_of(column) end
  local function add(column)
    local dashes = ("-"):rep(math.floor(share_of(column) * WIDE / sum + 0.5))
    out[#out + 1] = column.is_number and dashes .. ":" or ":" .. dashes
  end
  add(NUMBER)
  for _, column in ipairs(columns) do add(column) end
  return out
end

--- Writes a table with numbered rows.
-- @tparam table page
-- @tparam table columns  { head, share, is_number, tell = function that gives
--   the text of an item }
-- @tparam table items
-- @tparam[opt] table last  texts of a row without a number
function M.put(page, columns, items, last)
  local head, rows = { page:say "number" }, {}
  for k, column in ipairs(columns) do
    head[k + 1] = markdown.escape(column.head)
  end
  for i, item in ipairs(items) do
    rows[i] = { page:show(i, "number") }
    for k, column in ipairs(columns) do
      rows[i][k + 1] = markdown.escape(column.tell(item) or "")
    end
  end
  if last then
    local row = { "" }
    for k in ipairs(columns) do row[k + 1] = layout.bold(last[k] or "") end
    rows[#rows + 1] = row
  end
  layout.put_table(page, head, rules_of(columns), rows)
end

--- A number as the page shows it, "" where there is none.
function M.number(page, n)
  return n and page:show(n, "number") or ""
end

return M
