--- Progress methods over a plain table: one row a series, as CSV or JSON for
-- other programs.
-- @module tiendo.assess
local csv = require "tiendo.csv"
local json = require "tiendo.json"
local progress = require "tiendo.progress"
local text = require "tiendo.text"
local trend = require "tiendo.progress.trend"

local M = {}

--- Version of the JSON form.
M.SCHEMA = 1

local TREND = "trend"

local COLUMNS = { "series", "method", "status", "class", "value", "score",
  "base_year", "base_value", "last_year", "last_value", "needed", "achieved",
  "expected", "projection", "reason" }

local TREND_COLUMNS = { "series", "n", "mk_s", "mk_var", "mk_z",
  "mk_p_normal", "mk_p_exact", "theil_sen_slope", "theil_sen_intercept",
  "ols_slope", "ols_intercept", "ols_r2", "log_slope", "aarr_percent" }

-- Which settings a method looks at.
local function words(list)
  local set = {}
  for word in list:gmatch "%S+" do set[word] = true end
  return set
end

local PACE = "direction base_year target target_year "
local USES = {
  ["open-sdg"] = words(PACE .. "limit high med low"),
  unsd = words(PACE .. "high med"),
  eurostat = words(PACE .. "high med low"),
  ["eurostat-short"] = words "direction target target_year high med low",
  ["eurostat-long"] = words "direction target target_year high med low",
  sdsn = words(PACE .. "high med optimum lower_bound green"),
  escap = words(PACE .. "high low"),
  german = words "direction target target_year high med",
  linear = words(PACE .. "high low"),
  milestone = words(PACE .. "high low"),
  aarr = words(PACE .. "high low"),
  [TREND] = {},
}

-- ---- methods ----------------------------------------------------------

local function methods()
  local names = table.move(progress.methods, 1, #progress.methods, 1, {})
  names[#names + 1] = TREND
  return names
end

--- Whether there is such a method.
-- @treturn boolean|nil  true
-- @treturn string  that there is none, with the nearest and all there are
function M.check(method)
  if USES[method] then return true end
  local names = methods()
  local near = text.nearest(method, names)
  return nil, ("no method '%s'; %sthere are: %s"):format(method,
    near and ("did you mean '%s'? "):format(near) or "",
    table.concat(names, ", "))
end

local function tell_unused(request)
  local unused = {}
  for _, name in ipairs(request.given) do
    if not USES[request.method][name] then unused[#unused + 1] = name end
  end
  if #unused > 0 then
    request.note(("not used by method %s: %s"):format(request.method,
      table.concat(unused, ", ")))
  end
end

-- ---- rows -------------------------------------------------------------

-- Numbers as text, 17 significant digits; what is none or not finite is "".
local function number_text(x)
  if math.type(x) == "integer" then return ("%d"):format(x) end
  return csv.digits17(x)
end

local function csv_cell(value)
  if value == nil then return "" end
  if type(value) == "number" then return number_text(value) end
  if value:find '[",\r\n]' then return '"' .. value:gsub('"', '""') .. '"' end
  return value
end

local function json_value(value)
  if type(value) == "string" then return json.encode(value) end
  local shown = value and number_text(value) or ""
  return shown == "" and "null" or shown
end

-- Each form: what comes first, between rows and last, and a row.
local function csv_form(columns)
  local cells = {}
  return {
    head = table.concat(columns, ",") .. "\n", between = "", tail = "",
    row = function(row)
      for i, name in ipairs(columns) do cells[i] = csv_cell(row[name]) end
      return table.concat(cells, ",") .. "\n"
    end,
  }
end

local function json_form(columns, method)
  local parts, keys = {}, {}
  for i, name in ipairs(columns) do keys[i] = ('"%s":'):format(name) end
  return {
    head = ('{"schema":%d,"method":%s,\n "series":['):format(M.SCHEMA,
      json.encode(method)),
    between = ",", tail = "\n ]}\n",
    row = function(row)
      for i, name in ipairs(columns) do
        parts[i] = keys[i] .. json_value(row[name])
      end
      return "\n  {" .. table.concat(parts, ",") .. "}"
    end,
  }
end

-- "text" is what a caller gets who asks for nothing.
local FORMS = { csv = csv_form, text = csv_form, json = json_form }

-- ---- judging ----------------------------------------------------------

-- What is told of a method's series, by number: when, given inputs and result.
local REMARKS = {
  ["open-sdg"] = {
    { "a base value or target of 0 counts as 0.001",
      function(p, r) return r.base_value == 0 or p.target == 0 end },
    { "the limit is not used, as there is a target",
      function(p) return p.limit and p.target end },
  },
  [TREND] = {
    { ("less than %d values, too few for any trend to be significant at 5 %%")
        :format(trend.POINTS_MIN),
      function(_, r) return r.note end },
  },
}

-- A function that looks at each series, and one that tells in the end.
local function observer(request)
  local remarks, counts = REMARKS[request.method] or {}, {}
  return function(p, r)
    for i, remark in ipairs(remarks) do
      if remark[2](p, r) then counts[i] = (counts[i] or 0) + 1 end
    end
  end, function()
    for i, remark in ipairs(remarks) do
      if counts[i] then
        request.note(("%d series: %s"):format(counts[i], remark[1]))
      end
    end
  end
end

-- The function from inputs to the fields of a row.
local function judge_of(request, options)
  if request.method == TREND then
    return function(p) return trend.plain(p.series) end
  end
  return function(p)
    local r = progress.judge(request.method, p)
    if r.reason then r.reason = progress.why(r)[options.lang] end
    return r
  end
end

local function write_all(request, form, judge, write)
  local look, tell = observer(request)
  local between = ""
  write(form.head)
  for name, p in request.next do
    local r = judge(p)
    look(p, r)
    r.series = name
    write(between .. form.row(r))
    between = form.between
  end
  write(form.tail)
  tell()
end

--- Writes a row for each series.
-- @tparam table request  `method`; `next`, an iterator of names and inputs;
--   `given`, names of settings that are set; `note`, receives a line of text.
--   M.check knows the method
-- @tparam table options  `format` "csv" or "json", `lang`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(request, options, write)
  local form = FORMS[options.format]
  if not form then
    return nil, ("no format '%s'; there are: csv, json"):format(options.format)
  end
  tell_unused(request)
  local columns = request.method == TREND and TREND_COLUMNS or COLUMNS
  write_all(request, form(columns, request.method),
    judge_of(request, options), write)
  return true
end

return M
