--- Why a finding is there, as text for a terminal: what came of it first, then
-- the parameters, the way through the rule, and what was read.
-- @module tiendo.why.text
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local label = require "tiendo.show.label"
local report_page = require "tiendo.report.page"
local report_rules = require "tiendo.report.rules"
local source_of = require "tiendo.why.source"
local trace = require "tiendo.why.trace"
local words = require "tiendo.words"

local M = {}

local SEPARATOR = detail.SEPARATOR

local clean = finding.clean

local function source_text(page, row)
  local source, line, is_invented = source_of.of(row)
  local text = page:say "no_source"
  if source then
    local title = clean(label.of(source, page.lang))
    text = line and page:say("source_line", { title = title, line = line })
      or title
  end
  return is_invented and text .. SEPARATOR .. page:say "invented" or text
end

-- What came of it -----------------------------------------------------------

local function where_text(page, one)
  return report_rules.where(page.rules, { where = one.where or "",
    from = one.from, to = one.to })
end

local function severity_text(page, what)
  local s = what.severity
  return page:say("by_" .. s.by, {
    severity = page:word("severity", what.finding.severity),
    standard = page:word("severity", s.standard),
    origin = s.origin and clean(s.origin), where = where_text(page, s) })
end

local function evidence_text(page, f)
  local parts = {}
  for i, item in ipairs(f.evidence) do
    local name, shown = detail.evidence(page, item)
    parts[i] = name .. " " .. shown
  end
  return table.concat(parts, SEPARATOR)
end

local function waiver_text(page, row)
  return page:say("waived", { code = clean(row.code),
    signer = clean(row.signer), reason = clean(row.reason),
    first = page:show(row.valid_from, "date"),
    last = page:show(row.valid_to, "date") })
    .. SEPARATOR .. page:say("scope", { scope = clean(row.scope) })
end

local function put_finding(page, what)
  local f, facts = what.finding, {}
  local function add(key, text, style)
    if text and text ~= "" then
      facts[#facts + 1] = { page:say(key), text, style = style }
    end
  end
  page:put(clean(finding.message(f, page.lang)), { style = f.severity })
  page:skip()
  add("subject", trace.name(page, what.subject))
  add("period", f.period and page:show(f.period, "date"))
  add("key", f.key and clean(f.key))
  add("severity", severity_text(page, what))
  add("outcome", page:word("outcome", f.outcome))
  add("waiver", what.waiver and waiver_text(page, what.waiver), "warning")
  add("evidence", evidence_text(page, f))
  add("source", source_text(page, what.subject))
  page:facts(facts)
end

-- What became of one that is gone ---------------------------------------------

local function gone_text(page, what)
  if what.error and not what.outcome then return end
  if what.rule.is_about_set then return page:say "gone_set" end
  if what.outcome == "pass" or what.outcome == "fail" then
    return page:say("gone_" .. what.outcome)
  end
  local text = page:say("gone_outcome", {
    outcome = page:word("outcome", what.outcome) })
  local why = what.why and page:label(what.why) or ""
  return why ~= "" and text .. " " .. page:say("gone_why", { why = why })
    or text
end

local function put_others(page, what)
  if not what.others or #what.others == 0 then return end
  page:heading(page:say "others", "bold", page:show(#what.others))
  for _, f in ipairs(what.others) do
    page:put(page:say("other", { id = f.id,
      message = clean(finding.message(f, page.lang)) }),
      { indent = 2, hang = 2 })
  end
end

local function put_gone(page, what)
  page:put(page:say("gone", { day = page:show(what.run.as_of, "date") }),
    { style = "bold" })
  local text = gone_text(page, what)
  if text then page:put(text) end
  page:skip()
  local facts = { { page:say "subject", trace.name(page, what.subject) },
    { page:say "source", source_text(page, what.subject) } }
  if what.asked.period then
    table.insert(facts, 2, { page:say "period", clean(what.asked.period) })
  end
  page:facts(facts)
end

-- Parameters ----------------------------------------------------------------

local function param_text(page, param)
  local unit = clean(page:word("unit", param.unit) or param.unit)
  local parts = { clean(param.written) .. (unit ~= "" and " " .. unit or "") }
  parts[2] = param.origin and page:say("set_by", {
    origin = clean(param.origin), where = where_text(page, param),
    standard = clean(param.standard_written) }) or page:say "default"
  local doc = page:label(param.doc)
  if doc ~= "" then parts[3] = doc end
  return table.concat(parts, SEPARATOR)
end

local function put_params(page, params)
  if #params == 0 then return end
  page:heading(page:say "params", "bold", page:show(#params))
  local facts = {}
  for i, param in ipairs(params) do
    facts[i] = { clean(param.name), param_text(page, param),
      style = param.origin and "warning" or nil }
  end
  page:facts(facts)
end

-- The rule and the run --------------------------------------------------------

local function put_rule(page, rule)
  page:heading(page:say "rule", "bold", clean(rule.rule))
  for i, paragraph in ipairs(report_rules.paragraphs(
      words.pick(rule.doc, page.lang))) do
    if i > 1 then page:skip() end
    page:put(clean(paragraph), { indent = 2 })
  end
  if #rule.needs == 0 then return end
  page:skip()
  page:facts { { page:say "needs", table.concat(rule.needs, ", ") } }
end

-- As much of a hash as tells it apart; JSON has all of it.
local function brief(hash)
  return hash:sub(1, 23) .. "…"
end

local function put_proof(page, what)
  local run, facts = what.run, {}
  page:heading(page:say "proof", "bold")
  facts[1] = { page:say "day", page:show(run.as_of, "date") }
  if run.known_at ~= run.as_of then
    facts[2] = { page:say "known_at", page:show(run.known_at, "date") }
  end
  local function add(key, text) facts[#facts + 1] = { page:say(key), text } end
  if what.rule then
    add("file", clean(what.rule.file))
    add("hash", brief(what.rule.hash))
  end
  add("data", brief(run.data))
  add("rules", brief(run.rules))
  add("settings", brief(run.settings))
  page:facts(facts)
end

local function put_evaluation(page, what)
  if what.error then
    page:put(page:say("ended", { why = clean(what.error) }),
      { style = "warning" })
  end
  if what.run_error then
    page:put(page:say("run_error", { why = clean(what.run_error) }),
      { style = "warning" })
  elseif what.finding and not what.is_same and not what.error then
    page:put(page:say "not_same", { style = "warning" })
  end
  put_others(page, what)
  put_params(page, what.params)
  if what.trace then trace.put(page, what) end
end

local function new_page(options, write)
  local page = report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "why" }, write)
  page.rules = report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "rules" }, write)
  page.limit = options.limit
  return page
end

-- The finding and its rule, as far as there is one.
local function put_title(page, what)
  local title = page:say("title", { id = what.id ~= "" and what.id
    or clean(what.asked.subject) })
  if what.rule then
    title = ("%s · %s · %s"):format(title, clean(what.rule.rule),
      page:label(what.rule.title))
  end
  page:put(title, { style = "bold", hang = 2 })
end

local PUT = {
  found = function(page, what)
    put_finding(page, what)
    put_evaluation(page, what)
  end,
  gone = function(page, what)
    put_gone(page, what)
    put_evaluation(page, what)
  end,
  no_subject = function(page, what)
    page:put(page:say("no_subject", { code = clean(what.asked.subject),
      kind = trace.kind(page, what.asked.kind),
      day = page:show(what.run.as_of, "date") }))
  end,
  no_rule = function(page, what)
    page:put(page:say("no_rule", { rule = clean(what.asked.rule) }))
  end,
}

--- Writes what is told; options as of tiendo.why.write.
function M.write(what, options, write)
  local page = new_page(options, write)
  put_title(page, what)
  PUT[what.status](page, what)
  if what.rule then put_rule(page, what.rule) end
  put_proof(page, what)
end

return M
