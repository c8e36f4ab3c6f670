--- Marks and bars: what a status or a severity looks like. Each has a shape
-- besides its colour, so that a colour-blind reader and grey print can tell
-- them apart; colours are those of Okabe and Ito.
-- @module tiendo.html.marks
local M = {}

-- Drawn once, in a square of 16, and used by name. The outline keeps a pale
-- colour visible on white.
local SYMBOLS = {
  { "achieved", '<circle cx="8" cy="8" r="7"/>'
    .. '<path class="in" d="M4.5 8.5l2.5 2.5 4.5-5.5"/>' },
  { "on_track", '<circle cx="8" cy="8" r="7"/>'
    .. '<path class="in" d="M4 8h7M8 5l3 3-3 3"/>' },
  { "off_track", '<path d="M8 1.5l7 13H1z"/>'
    .. '<path class="ink" d="M8 6v4M8 12v.8"/>' },
  { "wrong_way", '<path d="M1.5 1.5h13v13h-13z"/>'
    .. '<path class="in" d="M8 4v7M5 8.5l3 3 3-3"/>' },
  { "cannot_tell", '<circle cx="8" cy="8" r="6.5"/>'
    .. '<path class="ink" d="M6.2 6.2a1.9 1.9 0 1 1 2.6 1.8q-.8.4-.8 1.3M8 '
    .. '11.4v.7"/>' },
  { "critical", '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>'
    .. '<path class="in" d="M8 4v5M8 11v1"/>' },
  { "high", '<path d="M8 1.5l7 13H1z"/>' },
  { "medium", '<path d="M8 1l7 7-7 7-7-7z"/>' },
  { "low", '<circle cx="8" cy="8" r="6"/>' },
  { "info", '<circle cx="8" cy="8" r="5.5"/>' },
}

--- Writes the symbols; once, before any is used.
function M.put_symbols(html)
  html:el("svg", { class = "symbols", ["aria-hidden"] = "true", width = 0,
    height = 0 }, function()
    for _, symbol in ipairs(SYMBOLS) do
      html:el("symbol", { id = "m-" .. symbol[1], viewBox = "0 0 16 16" },
        function() html:drawing(symbol[2]) end)
    end
  end)
end

--- Writes the mark of a class or severity; the word stands beside it.
function M.put(html, name)
  html:el("svg", { class = "m " .. name, ["aria-hidden"] = "true" }, function()
    html:el("use", { href = "#m-" .. name })
  end)
end

-- Shares of the bar in whole units; what occurs is seen.
local function widths(parts, total, room)
  local out, used, widest = {}, 0, 1
  for i, part in ipairs(parts) do
    out[i] = math.max(math.floor(part.n * room / total + 0.5), 3)
    used = used + out[i]
    if out[i] > out[widest] then widest = i end
  end
  if #out > 0 then out[widest] = out[widest] - (used - room) end
  return out
end

--- Writes a bar of parts side by side.
-- @tparam table parts  list of { name, n }; those of 0 are left out
-- @tparam string text  what it says, for who does not see it
function M.put_bar(html, parts, text)
  local list, total = {}, 0
  for _, part in ipairs(parts) do
    if part.n > 0 then
      list[#list + 1] = part
      total = total + part.n
    end
  end
  local at = 0
  html:el("svg", { class = "bar", viewBox = "0 0 400 10", role = "img",
    preserveAspectRatio = "none", ["aria-label"] = text }, function()
    for i, width in ipairs(widths(list, total, 400)) do
      html:el("rect", { class = list[i].name, x = at, y = 0, height = 10,
        width = math.max(width - (i < #list and 2 or 0), 1) })
      at = at + width
    end
  end)
end

return M
