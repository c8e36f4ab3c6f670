--- Text for XML 1.0. What it cannot hold at all, such as control characters
-- other than tab and the ends of lines, becomes U+FFFD.
-- @module tiendo.report.xml
local finding = require "tiendo.report.finding"

local M = {}

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
  ['"'] = "&quot;", ["'"] = "&apos;", ["\r"] = "&#13;" }

-- A reader would turn these into blanks in an attribute.
local BLANKS = { ["\t"] = "&#9;", ["\n"] = "&#10;" }

--- Text between tags. Every ">" is written as an entity, so that no "]]>" can
-- end anything.
function M.text(s)
  s = finding.utf8(s):gsub("[\1-\8\11\12\14-\31]", "\u{FFFD}")
    :gsub("\xEF\xBF[\xBE\xBF]", "\u{FFFD}")
  return (s:gsub("[&<>\"'\r]", ENTITIES))
end

--- Attributes of a tag, from a flat list of names and values; each begins with
-- a blank. A value is text or a whole number.
function M.attributes(list)
  local out = {}
  for i = 1, #list, 2 do
    out[#out + 1] = (' %s="%s"'):format(list[i],
      (M.text(tostring(list[i + 1])):gsub("[\t\n]", BLANKS)))
  end
  return table.concat(out)
end

return M
