--- Addresses that every reader of URIs takes, made from what a store has.
-- @module tiendo.report.uri
local M = {}

local function encode(byte)
  return ("%%%02X"):format(byte:byte())
end

-- An address as it stands, with what may not be in one encoded; %41 is kept.
local function repair(url)
  local head, fragment = url:match "^([^#]*)#(.*)$"
  local function fix(s)
    return (s:gsub("%%(%x?%x?)", function(digits)
      return #digits < 2 and "%25" .. digits or nil
    end):gsub("[^%w%-._~:/?@!$&'()*+,;=%%]", encode))
  end
  if not head then return fix(url) end
  return fix(head) .. "#" .. fix(fragment)
end

--- The address of a source: its url if that leads into the web, else a relative
-- one made from its code.
-- @tparam string code
-- @tparam[opt] string url
-- @usage uri.of("qd 1015", "")  --> "sources/qd%201015"
function M.of(code, url)
  if url and url:find "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]" then
    return repair(url)
  end
  return "sources/" .. code:gsub("[^%w%-._~]", encode)
end

return M
