--- The lines of a rule's file.
-- @module tiendo.why.lines
local M = {}

--- A function that gives the text of a line, "" past the last.
function M.of(source)
  local lines = {}
  for line in (source:gsub("\r\n", "\n") .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = line
  end
  return function(n) return lines[n] or "" end
end

return M
