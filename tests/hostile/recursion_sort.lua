-- Sorting within a comparison.
-- expect: error overflow
local function less()
  table.sort({ 2, 1 }, less)
  return true
end
less()
