--- Rules as a list, or one of them explained. A rule is given as
--
--     { rule = id, title = TEXT, message = TEXT, doc = TEXT, severity,
--       over = "commitments", needs = { "series", ... }, tags = { ... },
--       file, is_about_set, is_after_waivers, examples = 4,
--       params = { { name, type, unit, doc = TEXT, source, min, max,
--         of = { ... }, value, standard, written, standard_written,
--         origin, scoped = SCOPED }, ... },
--       of = "progress.off_track", is_enabled, enabled_origin,
--       enabled_scoped = SCOPED, severity_origin, severity_scoped = SCOPED }
--
-- SCOPED being a list of { value, written, where, from, to, origin }, origins
-- "tiendo.lua:12" or "--set", nil where nobody set the value,
-- TEXT being { en, vi }, with severity and values after settings, `written` as
-- a command line has it, "" where there is nothing.
-- @module tiendo.report.rules
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local json = require "tiendo.json"
local report_page = require "tiendo.report.page"
local select = require "tiendo.select"
local sift = require "tiendo.sift"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

--- Version of the JSON forms.
M.SCHEMA = 1

local clean, plain = finding.clean, finding.plain

local function new_page(options, write)
  return report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "rules" }, write)
end

-- JSON ----------------------------------------------------------------------

local function texts(pair)
  return json.object { "en", plain(pair.en), "vi", plain(pair.vi) }
end

local function brief(rule)
  return { "rule", rule.rule, "severity", rule.severity, "over", rule.over,
    "title", texts(rule.title), "tags", plain(rule.tags), "file",
    plain(rule.file) }
end

--- What is set in scopes, as JSON.
function M.scoped_objects(scoped)
  local out = {}
  for i, one in ipairs(scoped) do
    out[i] = json.object { "value", plain(one.value), "where", one.where,
      "from", plain(one.from), "to", plain(one.to), "origin", one.origin }
  end
  return json.array(out)
end

local function param_object(param)
  local flat = { "name", param.name, "type", param.type,
    "unit", plain(param.unit), "doc", texts(param.doc),
    "source", plain(param.source) }
  for _, key in ipairs { "min", "max", "of" } do
    if param[key] ~= nil then
      flat[#flat + 1] = key
      flat[#flat + 1] = plain(param[key])
    end
  end
  return json.object(table.move({ "default", plain(param.standard),
    "value", plain(param.value), "set", param.origin ~= nil,
    "origin", plain(param.origin), "scoped", M.scoped_objects(param.scoped) },
    1, 10, #flat + 1, flat))
end

local function full(rule)
  local params, flat = {}, brief(rule)
  for i, param in ipairs(rule.params) do params[i] = param_object(param) end
  return table.move({ "doc", texts(rule.doc), "message", texts(rule.message),
    "needs", plain(rule.needs), "about_set", rule.is_about_set,
    "after_waivers", rule.is_after_waivers,
    "examples", rule.examples, "params", json.array(params) }, 1, 14,
    #flat + 1, flat)
end

-- One rule a line.
local function write_json(write, rules)
  write(('{"schema":%d,"rules":['):format(M.SCHEMA))
  for i, rule in ipairs(rules) do
    write(i == 1 and "\n  " or ",\n  ")
    write(json.encode(json.object(brief(rule))))
  end
  write "]}\n"
end

-- List ----------------------------------------------------------------------

local function put_list(page, rules, n_all)
  local rows = {}
  if #rules == 0 then
    return page:put(page:say("none_of", { n = n_all }), { style = "warning" })
  end
  for i, rule in ipairs(rules) do
    rows[i] = { clean(rule.rule), page:word("severity", rule.severity),
      page:word("kind", rule.over) or rule.over, page:label(rule.title),
      styles = { "bold", rule.severity, "dim" } }
  end
  grid.write(page, {
    { head = page:say "rule" },
    { head = page:say "severity" },
    { head = page:say "over" },
    { head = page:say "title", min = 20, wrap = true },
  }, rows)
  page:skip()
  page:put(page:say("rules", { n = #rules }, #rules), { style = "dim" })
end

--- The rules that a selection means: it can tell severity, names and tags; the
-- rest belongs to findings and leaves a rule in.
-- @treturn table|nil
-- @treturn string  what is wrong with the selection
function M.selected(rules, source)
  local test, message = select.compile(source)
  if not test then return nil, "--select: " .. message end
  local kept = {}
  for _, rule in ipairs(rules) do
    local record = select.record { rule = rule.rule, title = rule.title,
      severity = rule.severity, tags = rule.tags }
    if test(record, true) then kept[#kept + 1] = rule end
  end
  return kept
end

--- Writes the rules that `source` selects, or all.
-- @treturn boolean|nil  true
-- @treturn string  what is wrong with the selection
function M.list(rules, source, options, write)
  local n_all = #rules
  if source then
    local kept, message = M.selected(rules, source)
    if not kept then return nil, message end
    rules = kept
  end
  if options.format == "json" then
    write_json(write, rules)
  else
    put_list(new_page(options, write), rules, n_all)
  end
  return true
end

-- One rule ------------------------------------------------------------------

local function range_of(page, param)
  local key = param.min and param.max and "from_to" or param.min and "from"
    or param.max and "up_to"
  return key and " " .. page:say(key, param) or ""
end

--- What a parameter takes: "number from 0 to 2", "one of open-sdg, sdg-report",
-- "days"; for pages of the group "rules".
function M.type_of(page, param)
  local name = page:word("type", param.type) or param.type
  if param.of then
    return page:say("one_of", { type = name, list = param.of })
  end
  local unit = clean(page:word("unit", param.unit) or param.unit)
  return name .. range_of(page, param) .. (unit ~= "" and ", " .. unit or "")
end

--- "where goal = 3, from 2026-01-01": for what a setting holds.
function M.where(page, one)
  local parts = {}
  if one.where ~= "" then
    parts[1] = page:say("where", { where = clean(one.where) })
  end
  if one.from then parts[#parts + 1] = page:say("since", { day = one.from }) end
  if one.to then parts[#parts + 1] = page:say("till", { day = one.to }) end
  if #parts == 0 then return page:say "everywhere" end
  return table.concat(parts, ", ")
end

local function put_scoped(page, scoped, word)
  for _, one in ipairs(scoped) do
    local written = word and word(one) or clean(one.written)
    page:put(("%s %s · %s"):format(written, M.where(page, one),
      page:say("set_by", { origin = clean(one.origin) })),
      { indent = 4, hang = 2, style = "warning" })
  end
end

local function put_param(page, param)
  page:skip()
  page:put(("%s = %s"):format(clean(param.name), clean(param.written)),
    { indent = 2, hang = 2, style = "bold" })
  local kind = M.type_of(page, param) .. " · "
  if param.origin then
    kind = kind .. page:say("set", { value = clean(param.standard_written),
      origin = clean(param.origin) })
  else
    kind = kind .. page:say "standard"
  end
  page:put(kind, { indent = 4, hang = 2,
    style = param.origin and "warning" or "dim" })
  put_scoped(page, param.scoped)
  local doc = page:label(param.doc)
  if doc ~= "" then page:put(doc, { indent = 4 }) end
  if param.source ~= "" then
    local source = page:word("source", param.source) or param.source
    page:put(page:say("source", { source = clean(source) }),
      { indent = 4, style = "dim" })
  end
end

--- Paragraphs of a doc, whose lines are joined to be wrapped anew.
function M.paragraphs(doc)
  local out = {}
  for part in (doc .. "\n\n"):gmatch "(.-)\n%s*\n" do
    local joined = part:gsub("%s+", " "):gsub("^ ", "")
    if joined ~= "" then out[#out + 1] = joined end
  end
  return out
end

--- What the rule looks at, how, and when: "waivers, one by one".
function M.over(rule, lang)
  local over = words.get("kind", rule.over, lang) or rule.over
  local said = template.say("rules", rule.is_about_set and "as_set"
    or "one_by_one", lang, { over = over })
  if not rule.is_after_waivers then return said end
  return template.say("rules", "after_waivers", lang, { over = said })
end

local function facts_of(page, rule)
  local facts = {
    { page:say "severity", page:word("severity", rule.severity) },
    { page:say "over", M.over(rule, page.lang) },
  }
  local function add(key, value)
    if value ~= "" then facts[#facts + 1] = { page:say(key), clean(value) } end
  end
  if rule.of then
    facts[#facts + 1] = { "", page:say("another", { rule = clean(rule.of) }) }
  end
  add("needs", table.concat(rule.needs, ", "))
  add("tags", table.concat(rule.tags, ", "))
  add("message", page:label(rule.message))
  add("examples", page:show(rule.examples))
  add("file", rule.file)
  return facts
end

-- What is set for the rule itself: its severity, and whether it runs.
local function put_own_settings(page, rule)
  if rule.severity_origin then
    page:put(page:say("severity") .. ": " .. page:say("set_by",
      { origin = clean(rule.severity_origin) }), { indent = 2 })
  end
  put_scoped(page, rule.severity_scoped, function(one)
    return page:word("severity", one.value)
  end)
  if rule.enabled_origin then
    page:put(page:say(rule.is_enabled and "on" or "off") .. ": "
      .. page:say("set_by", { origin = clean(rule.enabled_origin) }),
      { indent = 2, style = "warning" })
  end
  put_scoped(page, rule.enabled_scoped, function(one)
    return page:say(one.value and "on" or "off")
  end)
end

local function put_rule(page, rule)
  page:put(clean(rule.rule), { style = "bold" })
  page:put(page:label(rule.title), { style = rule.severity })
  for _, paragraph in ipairs(M.paragraphs(words.pick(rule.doc, page.lang))) do
    page:skip()
    page:put(clean(paragraph))
  end
  page:skip()
  page:facts(facts_of(page, rule))
  put_own_settings(page, rule)
  if #rule.params == 0 then return end
  page:heading(page:say "params", "bold")
  for _, param in ipairs(rule.params) do put_param(page, param) end
  page:skip()
  page:put(page:say("how_to_set", { name = rule.rule .. "."
    .. rule.params[1].name, value = rule.params[1].written }),
    { style = "dim" })
end

--- The rule `id` among `rules`.
-- @treturn table|nil
-- @treturn string  that there is no such rule, with the nearest
function M.find(rules, id)
  local ids = {}
  for i, rule in ipairs(rules) do
    ids[i] = rule.rule
    if rule.rule == id then return rule end
  end
  local near = sift.nearest(ids, id)
  return nil, ("no rule '%s'%s"):format(clean(id),
    near and ("; did you mean '%s'?"):format(near)
      or "; tiendo rules list names them")
end

--- Writes all about the rule `id`.
-- @treturn boolean|nil  true
-- @treturn string  that there is no such rule, with the nearest
function M.explain(rules, id, options, write)
  local rule, message = M.find(rules, id)
  if not rule then return nil, message end
  if options.format == "json" then
    write(json.encode(json.object { "schema", M.SCHEMA,
      table.unpack(full(rule)) }, 1) .. "\n")
  else
    put_rule(new_page(options, write), rule)
  end
  return true
end

return M
