--- How cells look: by name, so that a sheet says what a cell is and nothing of
-- colours. What a colour tells is always told in words beside it.
-- @module tiendo.workbook.look
local M = {}

-- Readers have their own signs for thousands and decimals; those that follow
-- the locale in the format show that of the language.
local LOCALE = { en = "[$-409]", vi = "[$-42A]" }

local DAY = { en = "yyyy-mm-dd", vi = "dd/mm/yyyy" }

--- Colours of severities and of what commitments have come to, as on the page:
-- apart for those who see few colours.
M.COLORS = { critical = 0x8C1C04, high = 0xD55E00, medium = 0xE69F00,
  low = 0x56B4E9, info = 0xE3E7EC, achieved = 0x009E73, on_track = 0x0072B2,
  off_track = 0xE69F00, wrong_way = 0xD55E00, cannot_tell = 0xB8C0CA }

-- A colour's share in the ground of a cell, so that what it says stays dark on
-- light.
local SHARE = 0.45

local function tint(color)
  local out = 0
  for shift = 16, 0, -8 do
    local part = color >> shift & 0xFF
    out = out << 8 | math.floor(255 - (255 - part) * SHARE)
  end
  return out
end

local LOOKS = {
  text = { is_wrapped = true },
  line = {}, -- on one line, whatever the width
  title = { size = 18, is_bold = true },
  part = { size = 13, is_bold = true, color = 0x0A4F8C },
  head = { is_bold = true, is_wrapped = true, is_head = true, color = 0xFFFFFF,
    background = 0x1F4E79 },
  head_right = { is_bold = true, is_wrapped = true, is_head = true,
    is_right = true, color = 0xFFFFFF, background = 0x1F4E79 },
  strong = { is_bold = true, is_wrapped = true },
  note = { is_italic = true, color = 0x505B68 },
  notice = { is_bold = true, color = 0x8C1C04 },
  link = { color = 0x0A4F8C, is_wrapped = true },
  year = { format = "0" },
  code = { format = "0", is_left = true },
}

local FORMATS = { whole = "#,##0", number = "#,##0.0###", share = "0.0%" }

--- A style by its name: one of those above, "whole", "number", "share", "day",
-- a severity or a class of commitments.
function M.of(name, lang)
  if name == "day" then return { format = LOCALE[lang] .. DAY[lang] } end
  if FORMATS[name] then return { format = LOCALE[lang] .. FORMATS[name] } end
  if M.COLORS[name] then
    return { background = tint(M.COLORS[name]), color = 0x000000,
      is_wrapped = true }
  end
  return (assert(LOOKS[name], name))
end

return M
