--- What is at hand at the prompt: the plan, each of its sets, a function for
-- one row of each kind, and what asks across them. What a reader names himself
-- stands before all of it.
-- @module tiendo.console.names
local finding = require "tiendo.report.finding"
local findings = require "tiendo.console.findings"
local help = require "tiendo.help"
local lookup = require "tiendo.console.lookup"
local pictures = require "tiendo.console.pictures"
local rows = require "tiendo.console.rows"
local schema = require "tiendo.schema"
local text = require "tiendo.text"

local M = {}

local LIBRARIES = { "math", "string", "table", "utf8" }

local function global_name(kind) return (kind:gsub(" ", "_")) end

-- The plan and its sets ------------------------------------------------------

local function plan_of(c, sets)
  local plan = setmetatable({}, { __metatable = false, __name = "plan",
    __index = function(_, name)
      if sets[name] then return sets[name] end
      local names = {}
      for known in pairs(sets) do names[#names + 1] = known end
      local near = text.nearest(tostring(name), names)
      error(("the plan has no set '%s'%s"):format(tostring(name),
        near and ("; did you mean '%s'?"):format(near) or ""), 0)
    end,
    __newindex = function() error("the plan cannot be changed", 0) end })
  c.told[plan] = c.overview
  return plan
end

-- One row --------------------------------------------------------------------

local function needs_text(name, code)
  if type(code) == "number" then return tostring(code) end
  if type(code) ~= "string" then
    error(("%s: a code or a name is needed, as in %s \"...\""):format(name,
      name), 0)
  end
  return code
end

local function row_function(c, entity)
  return function(code)
    code = needs_text(global_name(entity.kind), code)
    return lookup.row(c.plan[entity.name], entity, code, c.lang)
  end
end

-- Of the series of an indicator the one that a reader means without saying
-- more: of the whole plan, without a breakdown.
local function main_series(list)
  local found
  for _, row in ipairs(list) do
    local is_whole = row.breakdown == nil
      and (row.area == nil or row.area.parent == nil)
    if is_whole and found then return nil end
    if is_whole then found = row end
  end
  return found
end

local function with_figures(indicator)
  local list = {}
  for row in indicator.series:each() do
    if row.series then list[#list + 1] = row end
  end
  return list
end

-- The row of the series that is meant.
local function series_row(c, code)
  code = needs_text("series", code)
  local row = c.plan.series:find(code)
  if row then return row end
  local indicator = lookup.row(c.plan.indicators, schema.find "indicator",
    code, c.lang)
  local list = with_figures(indicator)
  if #list == 0 then
    error(("indicator %s has no figures"):format(indicator.code), 0)
  end
  local main = #list == 1 and list[1] or main_series(list)
  if main then return main end
  local codes = {}
  for i, one in ipairs(list) do codes[i] = one.code end
  error(("indicator %s has %d series; say which: %s"):format(indicator.code,
    #list, table.concat(codes, ", ")), 0)
end

local function series_of(c, module)
  local function call(_, code) return series_row(c, code).series end
  local one = setmetatable({}, { __metatable = false, __index = module,
    __call = call, __newindex = function()
      error("'series' is a function; choose another name", 0)
    end })
  c.told[one] = function() return c:help "series" end
  return one
end

-- Across the plan ------------------------------------------------------------

local function find(c)
  return function(wanted)
    if type(wanted) ~= "string" or wanted == "" then
      error("find: words are needed, as in find \"tử vong mẹ\"", 0)
    end
    return rows.new { console = c,
      columns = { { name = "kind", tell = function(row, page)
          return page.lang == "vi" and schema.find(row.kind).kind_vi
            or row.kind
        end }, { name = "code" },
        { name = "text" }, { name = "field", tell =
          function(row, page)
            return page:word("field", row.field) or row.field
          end }, { name = "row", is_hidden = true } },
      make = function()
        return lookup.find(c.plan, c.entities, wanted)
      end }
  end
end

local function set_of_reports(c, filter)
  return rows.all(c, schema.find "report"):where(filter)
end

local function due(c)
  return function(day)
    local last = tostring(day ~= nil and c.modules.date.of(day) or c.as_of)
    if last < tostring(c.as_of) then
      error(("due: %s is over; missing_reports() has what is overdue"):format(
        last), 0)
    end
    return set_of_reports(c, ("due >= %s and due <= %s and status = pending")
      :format(tostring(c.as_of), last)):sort "due"
  end
end

local function missing_reports(c)
  return function()
    return set_of_reports(c, "status = missing"):sort "due"
  end
end

local function sql(c)
  return function(source)
    if type(source) ~= "string" then
      error("sql: a text is needed, as in sql \"select code from targets\"", 0)
    end
    local names, list = c.host.query(source)
    if not names then error(list, 0) end
    local columns, used = {}, {}
    for i, name in ipairs(names) do
      while used[name] do name = name .. "_" .. i end
      used[name], columns[i] = true, { name = name, is_own = true }
    end
    for _, row in ipairs(list) do
      for i, column in ipairs(columns) do
        local value = row[i]
        row[i] = nil
        row[column.name] = value
      end
    end
    return rows.new { console = c, columns = columns, make = function()
      return list
    end }
  end
end

local function set(c)
  return function(list)
    if type(list) ~= "table" then
      error("set: a list of rows or tables is needed", 0)
    end
    if rows.data(list) then return list end
    local of_rows = c.shown.list_of_rows(c, list)
    if of_rows then return of_rows end
    local known, columns = {}, {}
    for i = 1, #list do
      if type(list[i]) ~= "table" then
        error(("set: item %d is no table"):format(i), 0)
      end
      for key in pairs(list[i]) do
        if type(key) == "string" and not known[key] then
          known[key], columns[#columns + 1] = true, { name = key }
        end
      end
    end
    return rows.new { console = c, columns = columns,
      make = function() return list end }
  end
end

-- Lines and tabs stay; what else steers a terminal does not.
local function harmless(s)
  return (finding.utf8(s):gsub("[\1-\8\11-\31\127]", " ")
    :gsub("\xC2[\x80-\x9F]", " "))
end

local function print_to(c)
  return function(...)
    local parts = table.pack(...)
    for i = 1, parts.n do parts[i] = tostring(parts[i]) end
    c.host.write(harmless(table.concat(parts, " ")) .. "\n")
  end
end

-- Putting it together --------------------------------------------------------

local function add_sets(c, at)
  local sets = {}
  for _, entity in ipairs(c.entities) do
    if not entity.is_series then
      sets[entity.name] = rows.all(c, entity)
      at[entity.name] = sets[entity.name]
    end
  end
  at.plan = plan_of(c, sets)
  for _, entity in ipairs(c.entities) do
    local name = global_name(entity.kind)
    if not entity.is_series and not at[name] then
      at[name] = row_function(c, entity)
      c.kind_of_function[at[name]] = entity
    end
  end
end

-- Modules for rules under the last part of their name, opened when they are
-- asked for.
local function modules_of(c)
  local names = {}
  for _, page in ipairs(help.pages()) do
    if page.kind == "module" then
      names[page.name:match "[^.]+$"] = page.name
    end
  end
  local require_view = c.host.globals().require
  return setmetatable({}, { __index = function(t, name)
    if not names[name] then return nil end
    local module = require_view(names[name])
    rawset(t, name, module)
    return module
  end }), names
end

local function add_functions(c, at)
  at.find, at.due, at.missing_reports = find(c), due(c), missing_reports(c)
  at.check, at.findings = findings.check(c), findings.all(c)
  at.sql, at.set, at.print = sql(c), set(c), print_to(c)
  at.chart = function(value) return pictures.chart(c, value) end
  at.bars = function(...) return pictures.bars(c, ...) end
  at.series = series_of(c, c.modules.series)
  at.help = setmetatable({}, { __metatable = false, __call = function(_, what)
    c:help(what)
  end, __newindex = function() error("'help' is a function", 0) end })
  c.told[at.help] = function() return c:help() end
end

local function all_names(c, at, modules)
  local names = {}
  for _, list in ipairs { at, modules, c.host.globals(), c.declared } do
    for name in pairs(list) do names[#names + 1] = name end
  end
  return names
end

-- What is left out of the language, and what there is in its place.
local function advice(c, name)
  local _, message = pcall(function() return c.host.globals()[name] end)
  return type(message) == "string" and message:match "'.-' is not available.*"
end

local function no_global(c, at, modules, name)
  local told = advice(c, name)
  if told then error(told, 0) end
  if name == "observations" then
    error("'observations' is no set; series \"CODE\" has those of an "
      .. "indicator, sql \"select * from observations\" all", 0)
  end
  local near = text.nearest(name, all_names(c, at, modules))
  error(("global '%s' does not exist%s"):format(name, near
    and ("; did you mean '%s'?"):format(near) or "; help tells what there is"),
    0)
end

-- What rules can read, without the error for what is not there.
local function base_of(c)
  local globals, base = c.host.globals(), {}
  for name, value in pairs(globals) do base[name] = value end
  return base
end

--- The names, and the environment in which what is typed runs.
-- @param c  the console
-- @treturn table  { env, at = by name, modules = names of modules,
--   series_row = function, is_library = function }
function M.new(c)
  local at, base = {}, base_of(c)
  local views, modules = modules_of(c)
  c.modules = views
  add_sets(c, at)
  add_functions(c, at)
  local env = setmetatable({}, { __metatable = false,
    __index = function(_, name)
      if c.declared[name] then return c.user[name] end
      if name == "_" then return c.last end
      if name == "ctx" then return c.ctx end
      if at[name] ~= nil then return at[name] end
      if base[name] ~= nil then return base[name] end
      if modules[name] then return c.modules[name] end
      no_global(c, at, modules, tostring(name))
    end,
    __newindex = function(_, name, value)
      c.declared[name], c.user[name] = true, value
    end })
  local function is_library(value)
    for name in pairs(modules) do
      if rawget(views, name) == value then return true end
    end
    for _, name in ipairs(LIBRARIES) do
      if base[name] == value then return true end
    end
    return false
  end
  return { env = env, at = at, base = base, modules = modules,
    is_library = is_library,
    series_row = function(code) return series_row(c, code) end }
end

return M
