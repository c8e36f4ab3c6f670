--- The baseline in force: what was accepted, what is left of it.
-- @module tiendo.ledger.baseline
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local json = require "tiendo.json"
local list = require "tiendo.ledger.list"

local M = {}

local clean = finding.clean

-- { rule, n } by rule.
local function by_rule(findings)
  local n, out = {}, {}
  for _, f in ipairs(findings) do
    if not n[f.rule] then out[#out + 1] = { rule = f.rule } end
    n[f.rule] = (n[f.rule] or 0) + 1
  end
  table.sort(out, function(a, b) return a.rule < b.rule end)
  for _, one in ipairs(out) do one.n = n[one.rule] end
  return out
end

local FIELDS = { "number", "run", "accepted_on", "valid_to", "signer",
  "reason" }

local function object(b)
  local flat, rules, ids = finding.pick(b, FIELDS), {}, {}
  for i, one in ipairs(by_rule(b.findings)) do
    rules[i] = json.object { "rule", one.rule, "left", one.n }
  end
  for i, f in ipairs(b.findings) do ids[i] = f.id end
  return json.object(table.move({ "accepted", #b.findings + b.ended,
    "left", #b.findings, "by_rule", json.array(rules),
    "findings", json.array(ids) }, 1, 8, #flat + 1, flat))
end

local function write_json(request, write)
  local b = request.baseline
  write(json.encode(json.object { "schema", list.SCHEMA,
    "run", list.run_object(request.run),
    "baseline", b and object(b) or json.null }) .. "\n")
end

local function put_left(page, b)
  local rows = {}
  page:put(page:say("left", { n = #b.findings, ended = b.ended,
    all = #b.findings + b.ended }, #b.findings))
  for i, one in ipairs(by_rule(b.findings)) do
    rows[i] = { clean(one.rule), page:show(one.n) }
  end
  if #rows == 0 then return end
  page:skip()
  grid.write(page, { { head = page:say "rule" },
    { head = page:say "left_head", is_right = true } }, rows)
end

local function write_text(request, options, write)
  local page, b = list.page(options, write), request.baseline
  local nothing = list.nothing(page, request)
  if nothing then return page:put(nothing) end
  if not b then
    return page:put(page:say("no_baseline",
      { day = page:show(request.run.as_of, "date") }))
  end
  page:put(page:say("baseline", { n = b.number,
    day = page:show(b.valid_to, "date") }), { style = "bold" })
  page:put(page:say("accepted_on", { day = page:show(b.accepted_on, "date"),
    run = clean(b.run), signer = clean(b.signer), reason = clean(b.reason) }))
  put_left(page, b)
end

--- See tiendo.ledger.
function M.write(request, options, write)
  if options.format == "json" then
    write_json(request, write)
  else
    write_text(request, options, write)
  end
  return true
end

return M
