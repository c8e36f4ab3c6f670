--- Tables of the document: columns with heads, texts on the left and numbers on
-- the right, each with its share of the page.
-- @module tiendo.official.grid
local layout = require "tiendo.letter.layout"
local markdown = require "tiendo.report.markdown"

local M = {}

local function rule_of(column)
  local dashes = ("-"):rep(column.share or 10)
  return column.is_number and dashes .. ":" or ":" .. dashes
end

--- Writes a table with numbered rows.
-- @tparam table page
-- @tparam table columns  { head, share, is_number, tell = function that gives
--   the text of an item }
-- @tparam table items
-- @tparam[opt] table last  texts of a row without a number
function M.put(page, columns, items, last)
  local head, rules, rows = { page:say "number" }, { "-----:" }, {}
  for k, column in ipairs(columns) do
    head[k + 1], rules[k + 1] = markdown.escape(column.head), rule_of(column)
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
  layout.put_table(page, head, rules, rows)
end

--- A number as the page shows it, "" where there is none.
function M.number(page, n)
  return n and page:show(n, "number") or ""
end

return M
