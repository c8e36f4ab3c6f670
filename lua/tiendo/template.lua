--- Messages with places for values: "{indicator}: {ratio:percent} of {needed}".
-- A place is `{name}` or `{name:format}`; `{{` and `}}` stand for braces.
-- Without a format the kind of value decides. Values are shown in the reader's
-- language: numbers, dates, plurals and the labels of plan rows differ.
--
--     number      1,234.5        vi 1.234,5     digits always grouped
--     0 ... 4     12.10          vi 12,10       so many decimals
--     percent     0.71 as 71 %
--     date        2026-12-05     vi 05/12/2026  also periods: Q4 2025
--     days        3 days         vi 3 ngày
--     list        a, b, c, d, e and 2 more
--     code        the code of a plan row instead of its label
--     plain       as machines read it
-- @module tiendo.template
local lpeg = require "lpeg"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local LIST_MAX = 5      -- items of a list that are shown
local FRACTION = 4      -- significant digits after the decimal sign
local GROUP_FROM = 5    -- digits from which thousands are set apart, so that
                        -- a year is not

--- Names of the formats.
M.FORMATS = { "number", "0", "1", "2", "3", "4", "percent", "date", "days",
  "list", "code", "plain" }

-- Numbers -------------------------------------------------------------------

-- Digits before and after the decimal sign, whatever the locale writes there.
local function split_fixed(x, decimals)
  local whole, fraction = ("%." .. decimals .. "f"):format(x)
    :match "^-?(%d+)%D*(%d*)$"
  return whole, fraction
end

local function set_groups(digits, lang, from)
  if #digits < from then return digits end
  local head = (#digits - 1) % 3 + 1
  local sign = lang == "vi" and "." or ","
  return digits:sub(1, head)
    .. digits:sub(head + 1):gsub("%d%d%d", sign .. "%0")
end

local function join_number(is_negative, whole, fraction, lang, from)
  local out = set_groups(whole, lang, from)
  if fraction ~= "" then
    out = out .. (lang == "vi" and "," or ".") .. fraction
  end
  local is_zero = not (whole .. fraction):find "[1-9]"
  return (is_negative and not is_zero) and "-" .. out or out
end

local function show_special(x, lang)
  if x ~= x then return words.get("value", "missing", lang) end
  if x == math.huge then return "∞" end
  if x == -math.huge then return "-∞" end
end

local function fixed(x, decimals, lang, from)
  local whole, fraction = split_fixed(x, decimals)
  return join_number(x < 0, whole, fraction, lang, from)
end

local function trimmed(x, decimals, lang, from)
  local whole, fraction = split_fixed(x, decimals)
  return join_number(x < 0, whole, fraction:gsub("0+$", ""), lang, from)
end

local function with_exponent(x, lang)
  local whole, fraction, exponent = ("%." .. FRACTION .. "e"):format(x)
    :match "^-?(%d)%D*(%d*)e(.*)$"
  fraction = fraction:gsub("0+$", "")
  return join_number(x < 0, whole, fraction, lang, GROUP_FROM)
    .. "e" .. exponent
end

-- Decimals that show `significant` digits of the fraction.
local function decimals_for(x, significant)
  local a = math.abs(x)
  if a >= 1 or a == 0 then return significant end
  return significant + math.floor(-math.log(a, 10))
end

local function show_number(x, lang, from)
  if math.type(x) == "integer" then
    local digits = ("%d"):format(x):gsub("^-", "")
    return join_number(x < 0, digits, "", lang, from)
  end
  local a = math.abs(x)
  if a ~= 0 and (a < 1e-4 or a >= 1e15) then return with_exponent(x, lang) end
  return trimmed(x, decimals_for(x, FRACTION), lang, from)
end

local function plain_number(x)
  if math.type(x) == "integer" then return ("%d"):format(x) end
  if x == math.floor(x) and math.abs(x) < 2^53 then
    return ("%d"):format(x)
  end
  for digits = 15, 17 do
    local s = ("%." .. digits .. "g"):format(x)
    if tonumber(s) == x or digits == 17 then return (s:gsub(",", ".")) end
  end
end

-- Days and periods ----------------------------------------------------------

-- The ISO form of a date, a period, or text that holds one; else nil.
local function iso_of(v)
  local s = (type(v) == "userdata" or type(v) == "string") and tostring(v) or ""
  if s:find "^%d%d%d%d%-%d%d%-%d%d$" or s:find "^%d%d%d%d$"
      or s:find "^%d%d%d%d%-[HQ]%d$" or s:find "^%d%d%d%d%-%d%d$" then
    return s
  end
end

local ROMAN = { "I", "II", "III", "IV" }

local function show_part(year, sort, part, lang)
  if sort == "H" then
    return M.say("value", "half_" .. part, lang, { year = year })
  end
  if sort == "Q" then
    return M.say("value", "quarter", lang,
      { year = year, part = part, roman = ROMAN[tonumber(part)] or part })
  end
  return M.say("value", "month", lang, { year = year, part = part,
    name = words.get("month", tonumber(part), "en") or part })
end

local function show_date(v, lang)
  local iso = iso_of(v)
  if not iso then return end
  local year, month, day = iso:match "^(%d+)-(%d+)-(%d+)$"
  if day then
    return lang == "vi" and day .. "/" .. month .. "/" .. year or iso
  end
  local sort, part
  year, sort, part = iso:match "^(%d+)-([HQ]?)(%d+)$"
  return year and show_part(year, sort, part, lang) or iso
end

-- Formats -------------------------------------------------------------------

local function is_entity(v)
  return type(v) == "table" and v.kind ~= nil and v.code ~= nil
end

local function show_entity(v, lang, format)
  local label = words.pick(v.label, lang)
  if format == "code" or format == "plain" or not label or label == "" then
    return tostring(v.code)
  end
  return label
end

local function show_map(v, lang, format)
  local keys, out = {}, {}
  for key in pairs(v) do keys[#keys + 1] = tostring(key) end
  table.sort(keys)
  for i, key in ipairs(keys) do
    out[i] = key .. "=" .. M.format(v[key], format, lang)
  end
  return table.concat(out, ", ")
end

-- Items that hold commas are told apart by semicolons.
local function join(items)
  local joined = table.concat(items, ", ")
  local _, commas = joined:gsub(",", "")
  return commas < #items and joined or table.concat(items, "; ")
end

local function show_list(v, lang, format)
  if #v == 0 then
    return next(v) == nil and words.get("value", "none", lang)
      or show_map(v, lang, format)
  end
  local is_cut = format ~= "plain" and #v > LIST_MAX
  local item_format = format ~= "list" and format or nil
  local out = {}
  for i = 1, is_cut and LIST_MAX or #v do
    out[i] = M.format(v[i], item_format, lang)
  end
  local joined = join(out)
  if not is_cut then return joined end
  return M.say("value", "more", lang, { list = joined, n = #v - LIST_MAX })
end

local function show_percent(x, lang)
  local percent = x * 100.0
  local digits = math.abs(percent) >= 1 and 1 or decimals_for(percent, 2)
  return M.say("value", "percent", lang,
    { n = trimmed(percent, math.min(digits, 15), lang, GROUP_FROM) })
end

local function show_days(x, lang)
  return M.say("value", "days", lang, { n = show_number(x, lang, GROUP_FROM) },
    x)
end

local NUMBER_FORMATS = {
  number = function(x, lang) return show_number(x, lang, 4) end,
  percent = show_percent,
  days = show_days,
  plain = plain_number,
}
for decimals = 0, 4 do
  NUMBER_FORMATS[tostring(decimals)] = function(x, lang)
    return fixed(x, decimals, lang, GROUP_FROM)
  end
end

local function format_number(x, format, lang)
  local special = show_special(x, lang)
  if special then return special end
  local show = NUMBER_FORMATS[format]
  if show then return show(x, lang) end
  return show_number(x, lang, GROUP_FROM)
end

local function format_text(v, format, lang)
  local is_date = type(v) == "userdata" and format ~= "plain"
    or format == "date"
  return is_date and show_date(v, lang) or tostring(v)
end

--- One value as the reader of `lang` expects it.
-- A format that does not suit the value gives way to the value's own.
-- @param value  number, text, boolean, date, period, plan row, list or nil
-- @tparam[opt] string format  one of FORMATS
-- @tparam string lang
-- @usage template.format(1234.5, "number", "vi")  --> "1.234,5"
function M.format(value, format, lang)
  local kind = type(value)
  if kind == "nil" then return words.get("value", "missing", lang) end
  if kind == "number" then return format_number(value, format, lang) end
  if kind == "boolean" then
    if format == "plain" then return tostring(value) end
    return words.get("value", value and "yes" or "no", lang)
  end
  if is_entity(value) then return show_entity(value, lang, format) end
  if kind == "table" then return show_list(value, lang, format) end
  return format_text(value, format, lang)
end

-- Grammar -------------------------------------------------------------------

local P, R, S, C, Cg, Cp, Cs, Ct =
  lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cg, lpeg.Cp, lpeg.Cs, lpeg.Ct

local letter = R("az", "AZ", "__")
local name = letter * (letter + R "09")^0
local format_name = (letter + R "09")^1
local place = Ct(P "{" * Cg(name, "name")
  * (P ":" * Cg(Cp(), "at") * Cg(format_name, "format"))^-1 * P "}")
local literal = Cs((P "{{" / "{" + P "}}" / "}" + (1 - S "{}"))^1)
local whole = Ct((literal + place)^0) * Cp()

-- Where a place that did not match goes wrong, and what was read until there.
local half_place = P "{" * (C(name) * (C ":" * C(format_name)^-1)^-1)^-1 * Cp()

local is_format = {}
for _, known in ipairs(M.FORMATS) do is_format[known] = true end

local function at_line(source, at)
  local line, start = 1, 1
  for stop in source:sub(1, at - 1):gmatch "()\n" do
    line, start = line + 1, stop + 1
  end
  local column = utf8.len(source, start, at - 1, true) or at - start
  return ("line %d, column %d: "):format(line, column + 1)
end

local function diagnose(source, at)
  if source:sub(at, at) == "}" then
    return at_line(source, at) .. "a single '}'; write '}}' for a brace"
  end
  local captures = table.pack(half_place:match(source, at))
  local stop = captures[captures.n]
  local expected = {
    "a name after '{'; write '{{' for a brace",
    "':' or '}'",
    "a format after ':'",
    "'}'",
  }
  return at_line(source, stop) .. "expected " .. expected[captures.n]
end

local function unknown_format(source, part)
  local near = text.nearest(part.format, M.FORMATS)
  return at_line(source, part.at) .. ("unknown format '%s'; %s"):format(
    part.format, near and ("did you mean '%s'?"):format(near)
      or "there are " .. table.concat(M.FORMATS, ", "))
end

--- Reads a template once, for many renderings.
-- @treturn table|nil  what `render` takes
-- @treturn string  what is wrong, with line and column
function M.compile(source)
  local parts, stop = whole:match(source)
  if stop <= #source then return nil, diagnose(source, stop) end
  for _, part in ipairs(parts) do
    if type(part) == "table" and part.format
        and not is_format[part.format] then
      return nil, unknown_format(source, part)
    end
  end
  return parts
end

--- True, or nil and what is wrong with the template.
function M.check(source)
  local parts, message = M.compile(source)
  if not parts then return nil, message end
  return true
end

--- The names a template uses, each once, in their order.
-- @treturn table|nil
-- @treturn string  what is wrong with the template
function M.names(source)
  local parts, message = M.compile(source)
  if not parts then return nil, message end
  local list, seen = {}, {}
  for _, part in ipairs(parts) do
    if type(part) == "table" and not seen[part.name] then
      seen[part.name] = true
      list[#list + 1] = part.name
    end
  end
  return list
end

-- Whether there is such a value, and the value.
local function look_up(values, key)
  if type(values) == "function" then return values(key) end
  return values[key] ~= nil, values[key]
end

--- Fills a template.
-- @param source  the text, or what `compile` gave
-- @param values  a table by name, or a function that takes a name and returns
--   whether there is such a value (so that it can be missing) and the value;
--   a name that is not there stands as "{name?}"
-- @tparam string lang
-- @treturn string|nil
-- @treturn string  what is wrong with the template
-- @usage template.render("{n:days} late", { n = 1 }, "en")  --> "1 day late"
function M.render(source, values, lang)
  local parts, message = source, nil
  if type(source) == "string" then parts, message = M.compile(source) end
  if not parts then return nil, message end
  local out = {}
  for i, part in ipairs(parts) do
    if type(part) == "string" then
      out[i] = part
    else
      local is_known, value = look_up(values, part.name)
      out[i] = is_known and M.format(value, part.format, lang)
        or "{" .. part.name .. "?}"
    end
  end
  return table.concat(out)
end

local phrases = {} -- compiled words; as many as tiendo.words has

--- A phrase of tiendo.words, filled.
-- @tparam string group
-- @param key
-- @tparam string lang
-- @tparam[opt] table values
-- @tparam[opt] number n  how many, for phrases that count
function M.say(group, key, lang, values, n)
  local phrase = words.get(group, key, lang, n)
  phrases[phrase] = phrases[phrase] or assert(M.compile(phrase))
  return M.render(phrases[phrase], values or {}, lang)
end

return M
