--- What waivers excuse and what a selection keeps, of the findings of a run.
-- @module tiendo.sift
local select = require "tiendo.select"
local text = require "tiendo.text"

local M = {}

--- Which findings a waiver excuses.
-- @tparam table findings  as reporters get them
-- @tparam table waivers  list of { code, scope, row }, those in force
-- @treturn table|nil  row of the first waiver that meets it, by place
-- @treturn string  which waiver's scope is wrong, and how
function M.waive(findings, waivers)
  local tests, rows = {}, {}
  for i, waiver in ipairs(waivers) do
    local test, message = select.compile(waiver.scope)
    if not test then
      return nil, ("waiver %s: scope: %s"):format(waiver.code, message)
    end
    tests[i] = test
  end
  for place, finding in ipairs(findings) do
    local record = select.record(finding)
    for i, test in ipairs(tests) do
      if test(record) then
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

-- That no rule is meant, with the nearest to an expression that is an id alone.
local function none_chosen(source, rules)
  local ids, near = {}, nil
  for i, rule in ipairs(rules) do ids[i] = rule.rule end
  local id = source:match "^%s*([%w_.]+)%s*$"
  if id then near = M.nearest(ids, id) end
  return "no rule can give such a finding; " .. (near
    and ("did you mean '%s'?"):format(near) or "tiendo rules list names them")
end

--- Which rules could give a finding that an expression selects.
-- @tparam string source
-- @tparam table rules  list of { rule, title, severity, tags }
-- @treturn table|nil  place to true
-- @treturn string  what is wrong with the expression
function M.choose(source, rules)
  local test, message = select.compile(source)
  if not test then return nil, message end
  local chosen = {}
  for place, rule in ipairs(rules) do
    -- A finding may have another severity than its rule.
    local record = select.record(rule)
    record.severity = nil
    chosen[place] = test(record, true) or nil
  end
  if next(chosen) == nil then return nil, none_chosen(source, rules) end
  return chosen
end

return M
