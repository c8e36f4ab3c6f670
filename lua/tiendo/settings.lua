--- Files of settings: what holds for rules, everywhere or in a scope.
--
--     return {
--       rules = {
--         ["progress.off_track"] = { ratio = 0.9, severity = "medium" },
--         ["quality.jump"] = false,                     -- switched off
--         ["progress.strict"] = { rule = "progress.off_track", ratio = 1 },
--       },
--       scopes = {
--         { goal = "3", rules = { ["quality.*"] = { severity = "low" } } },
--         { where = "agency = so-y-te and kind = commitment",
--           from = "2026-01-01", rules = { ... } },
--       },
--     }
--
-- The same as JSON. What stands later wins: first `rules`, then the scopes in
-- order. docs/settings.md tells the whole.
-- @module tiendo.settings
local data = require "tiendo.settings.data"
local date = require "tiendo.date"
local select = require "tiendo.select"
local text = require "tiendo.text"

local M = {}

local TOP = { "rules", "scopes" }
local NARROW = { "goal", "target", "agency", "area", "tag" }
local SCOPE = { "where", "goal", "target", "agency", "area", "tag", "from",
  "to", "rules" }

local function refuse(reader, node, what)
  error({ message = ("%s:%d: %s"):format(reader.name, node.line, what) }, 0)
end

local function one_of(list, wanted)
  for _, item in ipairs(list) do
    if item == wanted then return true end
  end
  return false
end

-- The pairs of a table, whose keys must be among `allowed`, if given.
local function pairs_of(reader, node, what, allowed)
  if node.kind ~= "table" or #node.items > 0 then
    refuse(reader, node, what .. " must be a table with names")
  end
  for _, pair in ipairs(node.pairs) do
    if allowed and not one_of(allowed, pair.key) then
      local near = text.nearest(pair.key, allowed)
      refuse(reader, pair, ("%s has no '%s'%s"):format(what, pair.key,
        near and ("; did you mean '%s'?"):format(near)
          or "; there are " .. table.concat(allowed, ", ")))
    end
  end
  return node.pairs
end

local function text_of(reader, node, what)
  if node.kind == "number" and math.type(node.value) == "integer" then
    return tostring(node.value)
  end
  if node.kind ~= "string" then
    refuse(reader, node, what .. " must be a text")
  end
  return node.value
end

-- Rules ---------------------------------------------------------------------

-- A value may be named elsewhere; the setting stands where its key does.
local function add_setting(reader, rule, name, pair, scope)
  local value, problem = data.plain(pair.node)
  if problem then refuse(reader, pair, ("%s: %s"):format(name, problem)) end
  table.insert(reader.settings, { rule = rule, name = name, value = value,
    scope = scope, line = pair.line })
end

local function title_of(reader, node)
  if node.kind ~= "table" then
    local one = text_of(reader, node, "title")
    return { en = one, vi = one }
  end
  local title = {}
  for _, pair in ipairs(pairs_of(reader, node, "title", { "en", "vi" })) do
    title[pair.key] = text_of(reader, pair.node, "title")
  end
  return { en = title.en or title.vi, vi = title.vi or title.en }
end

-- A further check by another rule's code: { rule = "...", title = ... }.
local function add_instance(reader, id, pair, entry, scope)
  if scope > 0 then
    refuse(reader, pair, "a rule is named anew under 'rules', not in a scope")
  end
  local instance = { id = id, of = text_of(reader, pair.node, "rule"),
    line = pair.line }
  for _, other in ipairs(entry) do
    if other.key == "title" then
      instance.title = title_of(reader, other.node)
    end
  end
  table.insert(reader.instances, instance)
end

-- Without `rule` beside it a title would change nothing.
local function check_title(reader, id, pair, entry)
  for _, other in ipairs(entry) do
    if other.key == "rule" then return end
  end
  refuse(reader, pair, ("'%s' has a title of its own; one is set beside "
    .. "'rule', for a further check"):format(id))
end

local function read_entry(reader, id, node, scope)
  local entry = pairs_of(reader, node, ("what is set for '%s'"):format(id))
  for _, pair in ipairs(entry) do
    if pair.key == "rule" then
      add_instance(reader, id, pair, entry, scope)
    elseif pair.key == "params" then
      for _, inner in ipairs(pairs_of(reader, pair.node, "params")) do
        add_setting(reader, id, inner.key, inner, scope)
      end
    elseif pair.key == "title" then
      check_title(reader, id, pair, entry)
    else
      add_setting(reader, id, pair.key, pair, scope)
    end
  end
end

local function read_rules(reader, node, scope)
  for _, pair in ipairs(pairs_of(reader, node, "rules")) do
    if pair.node.kind == "boolean" then
      add_setting(reader, pair.key, "enabled", pair, scope)
    elseif pair.node.kind == "table" then
      read_entry(reader, pair.key, pair.node, scope)
    else
      refuse(reader, pair, ("what is set for '%s' must be a table of "
        .. "parameters, or false to switch it off"):format(pair.key))
    end
  end
end

-- Scopes --------------------------------------------------------------------

local function quoted(s)
  return '"' .. s:gsub('[\\"]', "\\%0") .. '"'
end

-- `goal = "3"` or `goal in ("3", "4")`.
local function condition(reader, name, node)
  if node.kind ~= "table" then
    return name .. " = " .. quoted(text_of(reader, node, name))
  end
  local list = {}
  for i, item in ipairs(node.items) do
    list[i] = quoted(text_of(reader, item, name))
  end
  if #list == 0 then refuse(reader, node, name .. " has no values") end
  return ("%s in (%s)"):format(name, table.concat(list, ", "))
end

local function checked(reader, node, expression)
  local test, message = select.compile(expression, select.subject_fields)
  if not test then refuse(reader, node, "where: " .. message) end
  return expression
end

local function day_of(reader, node, name)
  local ok, day = pcall(date.of, text_of(reader, node, name))
  if not ok or not day then
    refuse(reader, node, name .. " must be a day such as \"2026-01-01\"")
  end
  return tostring(day)
end

-- The conditions of a scope joined, "" for none.
local function where_of(reader, entry)
  local parts = {}
  for _, pair in ipairs(entry) do
    if one_of(NARROW, pair.key) then
      parts[#parts + 1] = condition(reader, pair.key, pair.node)
    elseif pair.key == "where" then
      local source = text_of(reader, pair.node, "where")
      parts[#parts + 1] = checked(reader, pair.node, source)
    end
  end
  if #parts < 2 then return parts[1] or "" end
  return "(" .. table.concat(parts, ") and (") .. ")"
end

local function read_scope(reader, node)
  local entry = pairs_of(reader, node, "a scope", SCOPE)
  local scope = { where = where_of(reader, entry), line = node.line }
  local rules
  for _, pair in ipairs(entry) do
    if pair.key == "from" or pair.key == "to" then
      scope[pair.key] = day_of(reader, pair.node, pair.key)
    elseif pair.key == "rules" then
      rules = pair.node
    end
  end
  if scope.from and scope.to and scope.from > scope.to then
    refuse(reader, node, "the scope ends before it begins")
  end
  if not rules then refuse(reader, node, "the scope has no 'rules'") end
  table.insert(reader.scopes, scope)
  read_rules(reader, rules, #reader.scopes)
end

local function read_scopes(reader, node)
  if node.kind ~= "table" or #node.pairs > 0 then
    refuse(reader, node,
      "scopes must be a list of { where = ..., rules = ... }")
  end
  for _, item in ipairs(node.items) do read_scope(reader, item) end
end

-- The whole -----------------------------------------------------------------

local function read_all(reader, root)
  local parts = {}
  for _, pair in ipairs(pairs_of(reader, root, "a file of settings", TOP)) do
    parts[pair.key] = pair.node
  end
  if parts.rules then read_rules(reader, parts.rules, 0) end
  if parts.scopes then read_scopes(reader, parts.scopes) end
end

--- Reads a file of settings; whether its rules and parameters exist is for
-- others to say.
-- @tparam string source
-- @tparam string name  of the file; one that ends in ".json" is JSON
-- @treturn table|nil  { settings = list of { rule, name, value, scope = place
--   in scopes or 0, line }, scopes = list of { where, from, to, line },
--   instances = list of { id, of, title, line } }
-- @treturn string  what is wrong, with file and line
function M.read(source, name)
  local read = name:lower():find "%.json$" and data.json or data.lua
  local root, message = read(source, name)
  if not root then return nil, message end
  local reader = { name = name, settings = {}, scopes = {}, instances = {} }
  local ok, wrong = pcall(read_all, reader, root)
  if ok then
    return { settings = reader.settings, scopes = reader.scopes,
      instances = reader.instances }
  end
  if type(wrong) ~= "table" then error(wrong, 0) end
  return nil, wrong.message
end

--- What tells whether a scope meets a subject, a record of
-- select.subject_fields.
-- @tparam string where  as `read` gives it
-- @treturn function
function M.scope(where)
  return assert(select.compile(where, select.subject_fields))
end

return M
