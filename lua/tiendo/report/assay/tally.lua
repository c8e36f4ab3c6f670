--- Counts of an assay, by kind of fault and by rule.
-- @module tiendo.report.assay.tally
local finding = require "tiendo.report.finding"

local M = {}

--- What became of a fault, best first; `error` is one that was not tried.
M.ENDS = { "caught", "noticed", "escaped", "error" }

--- One of ENDS.
function M.end_of(fault)
  if fault.error then return "error" end
  if #fault.caught > 0 then return "caught" end
  return #fault.noticed > 0 and "noticed" or "escaped"
end

--- What a fault of the kind had before or after as a number, if it is one.
function M.number_of(kind, s)
  if kind.type == "number" or kind.type == "integer" then
    return tonumber(s)
  end
end

-- Adds the count of each end, and `tried` and `share`, to `to`.
local function count_ends(to, faults)
  for _, name in ipairs(M.ENDS) do to[name] = 0 end
  for _, fault in ipairs(faults) do
    local name = M.end_of(fault)
    to[name] = to[name] + 1
  end
  to.tried = #faults - to.error
  to.share = to.tried > 0 and to.caught / to.tried or nil
end

-- { { rule, n }, ... }, those that caught most first.
local function catchers(faults)
  local list, by_rule = {}, {}
  for _, fault in ipairs(faults) do
    for _, rule in ipairs(fault.caught or {}) do
      local entry = by_rule[rule]
      if not entry then
        entry = { rule = rule, n = 0 }
        by_rule[rule], list[#list + 1] = entry, entry
      end
      entry.n = entry.n + 1
    end
  end
  table.sort(list, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    return a.rule < b.rule
  end)
  return list
end

local function kinds_of(assay)
  local kinds, by_kind = {}, {}
  for i, kind in ipairs(assay.kinds) do
    kinds[i] = { kind = kind.kind, entity = kind.entity, field = kind.field,
      type = kind.type, places = kind.places, faults = {} }
    by_kind[kind.kind] = kinds[i]
  end
  for _, fault in ipairs(assay.faults) do
    table.insert(by_kind[fault.kind].faults, fault)
  end
  for _, kind in ipairs(kinds) do
    count_ends(kind, kind.faults)
    kind.by = catchers(kind.faults)
  end
  return kinds
end

local function rules_of(assay, tried)
  local rules, by_rule = {}, {}
  for i, check in ipairs(assay.checks) do
    rules[i] = { rule = check.rule, title = check.title, caught = 0, alone = 0,
      noticed = 0, hid = 0, failed = 0, is_judged = finding.is_judged(check) }
    by_rule[check.rule] = rules[i]
  end
  for _, fault in ipairs(assay.faults) do
    for _, name in ipairs { "caught", "noticed", "hid", "failed" } do
      for _, rule in ipairs(fault[name] or {}) do
        by_rule[rule][name] = by_rule[rule][name] + 1
      end
    end
    local caught = fault.caught or {}
    if #caught == 1 then
      by_rule[caught[1]].alone = by_rule[caught[1]].alone + 1
    end
  end
  for _, rule in ipairs(rules) do
    rule.share = tried > 0 and rule.caught / tried or nil
  end
  return rules
end

--- Counts what became of the faults.
-- @tparam table assay  see tiendo.report.assay
-- @treturn table  { places, tried, caught, noticed, escaped, error, share,
--   kinds = { { kind, entity, field, type, places, faults = { ... },
--   by = { { rule, n }, ... }, and the same counts }, ... },
--   rules = { { rule, title, caught, alone, noticed, hid, failed, share,
--   is_judged }, ... } }
function M.count(assay)
  local all = { places = 0, kinds = kinds_of(assay) }
  count_ends(all, assay.faults)
  for _, kind in ipairs(all.kinds) do all.places = all.places + kind.places end
  all.rules = rules_of(assay, all.tried)
  return all
end

return M
