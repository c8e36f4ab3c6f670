--- Tables that a narrow screen shows too: there each row is a block in which
-- every cell tells its column.
-- @module tiendo.html.table
local M = {}

--- What stands in a cell that has nothing; a narrow screen leaves it out.
M.NOTHING = "–"

local function class_of(column, content)
  local names = { column.is_number and "n" or nil }
  if content == M.NOTHING then names[#names + 1] = "z" end
  return #names > 0 and table.concat(names, " ") or nil
end

--- Writes a table.
-- @param p  the page
-- @tparam table columns  list of { head = TEXT, is_number, is_name, put =
--   function(row) that writes the cell, or `tell`, which gives its text }
-- @tparam table rows
-- @tparam[opt] table attributes  of the table
-- @tparam[opt] function row_of  gives the attributes of a row
function M.put(p, columns, rows, attributes, row_of)
  local html = p.html
  html:el("table", attributes, function()
    html:el("thead", nil, function()
      html:el("tr", nil, function()
        for _, column in ipairs(columns) do
          html:el("th", { scope = "col", class = column.is_number and "n"
            or nil }, column.head)
        end
      end)
    end)
    html:el("tbody", nil, function()
      for _, row in ipairs(rows) do
        html:el("tr", row_of and row_of(row), function()
          for _, column in ipairs(columns) do
            M.put_cell(html, column, row)
          end
        end)
      end
    end)
  end)
end

--- Writes a cell.
function M.put_cell(html, column, row)
  local content = column.put and function() column.put(row) end
    or column.tell(row)
  if column.is_name then
    return html:el("th", { scope = "row" }, content)
  end
  html:el("td", { class = class_of(column, content),
    ["data-l"] = column.head }, content)
end

return M
