--- A rule file under the eyes of the checks: its tree with names linked, the
-- table it returns, the types of what the host gives it, and the list of its
-- problems.
-- @module tiendo.lint.file
local flow = require "tiendo.lint.flow"
local infer = require "tiendo.lint.infer"
local model = require "tiendo.lint.model"
local scope = require "tiendo.lint.scope"
local syntax = require "tiendo.syntax"
local text = require "tiendo.text"

local M = {}

local SHOWN = 50 -- characters of code that a message repeats

local File = {}
File.__index = File

--- Notes a problem at a node.
-- @param node
-- @tparam string check  its short name, "unknown-field"
-- @tparam string key  the phrase of tiendo.words, and its values
-- @tparam table values
-- @tparam[opt] table advice  { key, values }
function File:report(node, check, key, values, advice)
  table.insert(self.problems, { line = node.line, column = node.column,
    check = check, key = key, values = values, advice = advice })
end

--- Advice for a problem: a phrase of tiendo.words.
function File.advice(_, key, values)
  return { key = "advice_" .. key, values = values }
end

--- Advice that names the nearest of some names, nil if none is near.
function File:near(name, names)
  local near = text.nearest(name, names)
  return near and self:advice("near", { near = near })
end

--- The code of a node on one line, cut where it is long.
function File:text(node)
  local code = self.source:sub(self:byte(node.offset),
    self:byte(node.end_offset + 1) - 1):gsub("%s+", " ")
  if (utf8.len(code) or #code) <= SHOWN then return code end
  return code:sub(1, (utf8.offset(code, SHOWN) or SHOWN) - 1) .. "…"
end

--- Where the n-th character begins.
function File:byte(n)
  return self.is_utf8 and utf8.offset(self.source, n) or n
end

--- A number for a variable, the same each time.
function File:number_of(var)
  if not self.numbers[var] then
    self.n_vars = self.n_vars + 1
    self.numbers[var] = self.n_vars
  end
  return self.numbers[var]
end

--- The value of a key of the rule's head, nil if it is not to be seen.
function File:head_entry(key)
  return self.head and (scope.entry(self.head, key))
end

--- The same where it is a table constructor.
function File:head_table(key)
  local node = self:head_entry(key)
  for _, value in ipairs(node and flow.values(node) or {}) do
    if value.tag == "Table" then return value end
  end
end

local function head_of(world)
  local node = world.returns[1] and world.returns[1][1]
  for _, value in ipairs(node and flow.values(node) or {}) do
    if value.tag == "Table" then return value end
  end
end

-- The function of the file that the host calls.
local function check_of(file)
  local node = file:head_entry(file.rule.is_about_set and "check_all"
    or "check")
  local values = node and flow.values(node) or { is_open = true }
  local value = values[1]
  return not values.is_open and #values == 1 and value.tag == "Function"
    and value or nil
end

local function seeds_of(rule)
  return { { kind = rule.is_about_set and "set" or "row", of = rule.over },
    { kind = "context" } }
end

--- Reads a file.
-- @tparam table given  see tiendo.lint
-- @treturn table|nil  { name, source, tree, world, head, check, rule, infer,
--   problems }; `check` is the function that the host calls, nil if it is not
--   certain
-- @treturn string  the first mistake in its syntax
function M.open(given)
  local source = given.text:gsub("^\xef\xbb\xbf", "")
  local tree, message = syntax.parse(source, given.name)
  if not tree then return nil, message end
  local rule = { over = given.over, is_about_set = given.is_about_set,
    params = given.params, types = {} }
  for _, param in ipairs(given.params) do
    rule.types[param.name] = model.param(param)
  end
  local self = setmetatable({ name = given.name, source = source, tree = tree,
    world = scope.link(tree), rule = rule, infer = infer.new(rule),
    problems = {}, numbers = {}, n_vars = 0,
    is_utf8 = utf8.len(source) ~= nil }, File)
  self.head = head_of(self.world)
  self.check = check_of(self)
  if self.check then self.infer.seeds[self.check] = seeds_of(rule) end
  return self
end

return M
