--- What waivers excuse and what a selection keeps, of the findings of a run.
-- @module tiendo.sift
local select = require "tiendo.select"
local template = require "tiendo.template"
local text = require "tiendo.text"

local M = {}

-- The fields of a finding but for those that follow from waivers.
local scope_fields = {}
for name, field in pairs(select.fields) do
  if name ~= "outcome" and name ~= "state" then scope_fields[name] = field end
end

--- Reads the scope of a waiver.
-- @tparam string source
-- @treturn function|nil  takes a record and tells whether it is meant
-- @treturn string  what is wrong with the expression
function M.scope(source)
  return select.compile(source, scope_fields)
end

-- Whether a waiver may excuse a finding if its scope meets it: not one about
-- itself; not one of a rule that runs after waivers if it excuses nothing else.
local function may_excuse(waiver, finding)
  local subject = finding.subject
  if subject.kind == "waiver" and subject.code == waiver.code then
    return false
  end
  return not (finding.is_after and waiver.is_idle)
end

--- Which findings a waiver excuses.
-- @tparam table findings  as reporters get them, with `is_after` for those of
--   rules that run after waivers
-- @tparam table waivers  list of { code, scope, row, is_idle }, those in force
--   whose scopes can be read
-- @treturn table  row of the first waiver that excuses it, by place
function M.waive(findings, waivers)
  local tests, rows = {}, {}
  for i, waiver in ipairs(waivers) do
    tests[i] = assert(M.scope(waiver.scope))
  end
  for place, finding in ipairs(findings) do
    local record = select.record(finding)
    for i, test in ipairs(tests) do
      if test(record) and may_excuse(waivers[i], finding) then
        rows[place] = waivers[i].row
        break
      end
    end
  end
  return rows
end

--- Which findings an expression selects.
-- @tparam string source
-- @tparam table findings
-- @treturn table|nil  place to true
-- @treturn string  what is wrong with the expression
function M.select(source, findings)
  local test, message = select.compile(source)
  if not test then return nil, message end
  local kept = {}
  for place, finding in ipairs(findings) do
    kept[place] = test(select.record(finding)) or nil
  end
  return kept
end

--- The id of a rule that was probably meant: a near one, one whose last part is
-- near, or one that holds the text.
-- @tparam table ids
-- @tparam string id
-- @treturn string|nil
function M.nearest(ids, id)
  local near, tails = text.nearest(id, ids), {}
  if near then return near end
  for i, known in ipairs(ids) do tails[i] = known:match "[^.]*$" end
  near = text.nearest(id, tails)
  for i, known in ipairs(ids) do
    if tails[i] == near or known:find(id, 1, true) then return known end
  end
end

-- Places of the rules that could give a finding that passes, as a set.
local function rules_for(test, rules)
  local chosen = {}
  for place, rule in ipairs(rules) do
    -- A finding may have another severity than its rule.
    local record = select.record(rule)
    record.severity = nil
    chosen[place] = test(record, true) or nil
  end
  return chosen
end

local function nearest_rule(id, rules)
  local ids = {}
  for i, rule in ipairs(rules) do ids[i] = rule.rule end
  return id and M.nearest(ids, id)
end

-- That no rule is meant, with the nearest to an expression that is an id alone.
local function none_chosen(source, rules)
  local near = nearest_rule(source:match "^%s*([%w_.]+)%s*$", rules)
  return "no rule can give such a finding; " .. (near
    and ("did you mean '%s'?"):format(near) or "tiendo rules list names them")
end

--- Why a scope can meet no finding, whatever the plan: no rule is as it says.
-- @tparam string source  a scope that can be read
-- @tparam table rules  as of choose
-- @treturn string|nil  in English; nil if a rule is
-- @treturn string|nil  in Vietnamese
function M.hint(source, rules)
  if next(rules_for(M.scope(source), rules)) ~= nil then return end
  local id = source:match "([%l%d_]+%.[%w_.]+)"
  local values = { near = nearest_rule(id, rules) }
  local is_near = values.near and values.near ~= id
  local key = is_near and "near_rule" or "no_rule"
  return template.say("waiver", key, "en", values),
    template.say("waiver", key, "vi", values)
end

--- Which rules could give a finding that an expression selects.
-- @tparam string source
-- @tparam table rules  list of { rule, title, severity, tags }
-- @treturn table|nil  place to true
-- @treturn string  what is wrong with the expression
function M.choose(source, rules)
  local test, message = select.compile(source)
  if not test then return nil, message end
  local chosen = rules_for(test, rules)
  if next(chosen) == nil then return nil, none_chosen(source, rules) end
  return chosen
end

return M
