--- A grid of character cells to draw on, with two dots across and four down in
-- each cell, as Braille has them. Dots and columns count from 0, from the upper
-- left corner. A character that is put into a cell hides the cell's dots.
-- @module tiendo.picture.canvas
local M = {}

local BRAILLE = 0x2800

-- Bits of the dots of a cell, by row and column.
local BITS = { [0] = { [0] = 0x01, 0x08 }, { [0] = 0x02, 0x10 },
  { [0] = 0x04, 0x20 }, { [0] = 0x40, 0x80 } }

local canvas = {}
canvas.__index = canvas

--- An empty canvas.
-- @tparam integer columns
-- @tparam integer rows
-- @tparam[opt] table ascii  the character of each layer, in place of dots
function M.new(columns, rows, ascii)
  return setmetatable({ columns = columns, rows = rows, ascii = ascii,
    cells = {} }, canvas)
end

function canvas:cell(column, row)
  if column < 0 or column >= self.columns or row < 0 or row >= self.rows then
    return nil
  end
  local at = row * self.columns + column
  self.cells[at] = self.cells[at] or { bits = 0 }
  return self.cells[at]
end

--- Sets one dot; the layer that comes first keeps the cell's colour.
function canvas:dot(x, y, layer)
  local cell = self:cell(x // 2, y // 4)
  if not cell then return end
  cell.bits = cell.bits | BITS[y % 4][x % 2]
  cell.layer = cell.layer or layer
end

--- Puts a character into a cell that has none.
function canvas:put(column, row, char, layer)
  local cell = self:cell(column, row)
  if not cell or cell.char then return end
  cell.char, cell.mark = char, layer
end

--- Puts a character into a cell that is still empty.
function canvas:fill(column, row, char, layer)
  local cell = self:cell(column, row)
  if cell and cell.bits == 0 then self:put(column, row, char, layer) end
end

--- Draws a line of dots: all, or those of a pattern of { on, off } dots.
function canvas:line(x1, y1, x2, y2, layer, pattern)
  local n = math.max(math.abs(x2 - x1), math.abs(y2 - y1))
  local on, off = 1, 0
  if pattern then on, off = pattern[1], pattern[2] end
  for i = 0, n do
    local x = n == 0 and x1 or x1 + (x2 - x1) * i / n
    local y = n == 0 and y1 or y1 + (y2 - y1) * i / n
    if i % (on + off) < on then
      self:dot(math.floor(x + 0.5), math.floor(y + 0.5), layer)
    end
  end
end

local function shown(self, cell)
  if not cell then return " " end
  if cell.char then return cell.char, cell.mark end
  if cell.bits == 0 then return " " end
  if self.ascii then return self.ascii[cell.layer], cell.layer end
  return utf8.char(BRAILLE + cell.bits), cell.layer
end

--- The text of a row, without blanks at its end.
-- @tparam integer row
-- @tparam function paint  of a layer's name and text
function canvas:text(row, paint)
  local out, run, layer = {}, {}, nil
  local function flush()
    if #run > 0 then out[#out + 1] = paint(layer, table.concat(run)) end
    run = {}
  end
  local last = self.columns - 1
  while last >= 0 and shown(self, self.cells[row * self.columns + last])
    == " " do last = last - 1 end
  for column = 0, last do
    local char, its = shown(self, self.cells[row * self.columns + column])
    if its ~= layer then flush() end
    layer = its
    run[#run + 1] = char
  end
  flush()
  return table.concat(out)
end

return M
