--- What the page may do, for the browser to hold it to: nothing but its own
-- style and script, which it knows by their digests. So a text of the plan
-- could not act even if it got out of its place.
-- @module tiendo.html.policy
local M = {}

local SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  .. "0123456789+/"

--- Bytes as base64.
-- @tparam string bytes
-- @usage policy.base64 "hi"  --> "aGk="
function M.base64(bytes)
  local out = {}
  for at = 1, #bytes, 3 do
    local a, b, c = bytes:byte(at, at + 2)
    local n = a << 16 | (b or 0) << 8 | (c or 0)
    for i = 0, 3 do
      local is_there = i < 2 or i == 2 and b or i == 3 and c
      local sign = (n >> 18 - 6 * i & 63) + 1
      out[#out + 1] = is_there and SIGNS:sub(sign, sign) or "="
    end
  end
  return table.concat(out)
end

--- The content of the meta element.
-- @tparam function sha256  gives the digest of a text as bytes
-- @tparam string style
-- @tparam string script
function M.content(sha256, style, script)
  return ("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; "
    .. "base-uri 'none'; form-action 'none'"):format(
    M.base64(sha256(style)), M.base64(sha256(script)))
end

return M
