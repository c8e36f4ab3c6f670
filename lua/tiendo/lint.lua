--- What can be seen of a rule's mistakes without running its checks.
--
-- A request is { files = list, found = function(n) }; a file is { name, text,
-- problem = what the loader says, or nil, rule, over, is_about_set, params =
-- list of { name, type, unit, min, max, of, standard } }. The syntax tree tells
-- what the code does with them. `found` is told how many problems there are.
-- @module tiendo.lint
local fields = require "tiendo.lint.fields"
local file = require "tiendo.lint.file"
local json = require "tiendo.json"
local languages = require "tiendo.lint.languages"
local params = require "tiendo.lint.params"
local places = require "tiendo.lint.places"
local reach = require "tiendo.lint.reach"
local finding = require "tiendo.report.finding"
local template = require "tiendo.template"
local units = require "tiendo.lint.units"
local words = require "tiendo.words"

local M = {}

--- Version of the JSON form.
M.SCHEMA = 1

local CHECKS = { fields.check, params.check, units.check, places.check,
  languages.check, reach.check }

local function order(a, b)
  if a.line ~= b.line then return a.line < b.line end
  if a.column ~= b.column then return a.column < b.column end
  return a.check < b.check
end

-- A problem that the loader told: "rules/x.lua:12: what", or without a line.
local function loader_problem(given)
  local text = given.problem
  local line
  if text:sub(1, #given.name + 1) == given.name .. ":" then
    line, text = text:match("^:(%d*):? (.*)$", #given.name + 1)
  end
  return { file = given.name, line = tonumber(line), rule = given.rule,
    check = "load", message = text or given.problem }
end

-- The problems of one file, in reading order.
local function look_at(given)
  if given.problem then return { loader_problem(given) } end
  local it, message = file.open(given)
  if not it then
    given.problem = message
    return { loader_problem(given) }
  end
  for _, check in ipairs(CHECKS) do check(it) end
  table.sort(it.problems, order)
  return it.problems
end

--- Looks at files.
-- @tparam table files
-- @treturn table  list of { file, line, column, rule, check, key, values,
--   advice = { key, values } or nil }, or with `message` where the loader spoke
function M.check(files)
  local all = {}
  for _, given in ipairs(files) do
    for _, problem in ipairs(look_at(given)) do
      problem.file, problem.rule = given.name, given.rule
      all[#all + 1] = problem
    end
  end
  return all
end

-- Values that are words of ours, by the group in which they are.
local GROUPS = { what = "lint_what", one = "lint_unit", other = "lint_unit",
  set = "kind" }

local function say(problem, lang)
  if problem.message then return problem.message end
  local values = {}
  for name, value in pairs(problem.values) do
    local group = GROUPS[name]
    local is_pair = type(value) == "table" and value.en
    values[name] = group and words.get(group, value, lang)
      or is_pair and words.pick(value, lang) or value
  end
  return template.say("lint", problem.key, lang, values)
end

local function advise(problem, lang)
  local advice = problem.advice
  return advice and template.say("lint", advice.key, lang, advice.values)
end

-- "rules/x.lua:12:7: what is wrong; what to do [check]"
local function write_text(all, n_files, lang, write)
  for _, problem in ipairs(all) do
    local place = problem.file
    if problem.line then place = place .. ":" .. problem.line end
    if problem.column then place = place .. ":" .. problem.column end
    local advice = advise(problem, lang)
    write(finding.clean(("%s: %s%s [%s]"):format(place, say(problem, lang),
      advice and "; " .. advice or "", problem.check)) .. "\n")
  end
  write(template.say("lint", "count", lang, { n = #all,
    files = template.say("lint", "files", lang, { n = n_files }, n_files) },
    #all) .. "\n")
end

local function write_json(all, n_files, lang, write)
  local list = {}
  for i, problem in ipairs(all) do
    list[i] = json.object { "file", finding.utf8(problem.file),
      "line", problem.line or json.null, "column", problem.column or json.null,
      "rule", problem.rule ~= "" and problem.rule or json.null,
      "check", problem.check, "message", finding.utf8(say(problem, lang)),
      "advice", advise(problem, lang) or json.null }
  end
  write(json.encode(json.object { "schema", M.SCHEMA, "files", n_files,
    "problems", json.array(list) }) .. "\n")
end

--- Writes what is found.
-- @tparam table request
-- @tparam table options  `format` "text" or "json", `lang`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(request, options, write)
  local writers = { text = write_text, json = write_json }
  local writer = writers[options.format]
  if not writer then
    return nil, ("unknown format '%s'; there are text, json"):format(
      options.format)
  end
  local all = M.check(request.files)
  request.found(#all)
  writer(all, #request.files, options.lang, write)
  return true
end

return M
