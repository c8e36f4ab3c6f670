--- Checks the texts that readers see: each in both languages, and places in a
-- message only for what a finding brings along.
-- @module tiendo.lint.messages
local flow = require "tiendo.lint.flow"
local model = require "tiendo.lint.model"
local scope = require "tiendo.lint.scope"
local template = require "tiendo.template"

local M = {}

local LANGS = { "en", "vi" }

-- What every message can name: the subject as reporters know it.
local RESERVED = { subject = true, period = true, kind = true, kind_vi = true,
  code = true, label = true, target = true, goal = true, agency = true,
  source = true, source_line = true }

-- What the table of a finding says about it, and what is no evidence.
local NO_EVIDENCE = { message = true, severity = true, key = true,
  outcome = true, why = true }

-- Texts ---------------------------------------------------------------------

-- A text in both languages: { node, en, vi } of each that a node may be.
local function texts_of(node)
  local out = {}
  for _, value in ipairs(flow.values(node)) do
    if value.tag == "Table" then
      local en, vi = scope.entry(value, "en"), scope.entry(value, "vi")
      if en or vi or #value == 0 then
        out[#out + 1] = { node = value, en = en and flow.constant(en),
          vi = vi and flow.constant(vi), has_en = en ~= nil, has_vi = vi ~= nil }
      end
    elseif flow.constant(value) then
      out[#out + 1] = { node = value, plain = flow.constant(value) }
    end
  end
  return out
end

local function names_in(file, node, source)
  local names, message = template.names(source)
  if names then return names end
  file:report(node, "placeholder", "template", { message = message })
  return {}
end

local function set_of(list)
  local set = {}
  for _, name in ipairs(list) do set[name] = true end
  return set
end

local function compare_places(file, text, what)
  local places = { en = template.names(text.en), vi = template.names(text.vi) }
  if not places.en or not places.vi then return end
  for i, lang in ipairs(LANGS) do
    local other = set_of(places[LANGS[3 - i]])
    for _, name in ipairs(places[lang]) do
      if not other[name] then
        file:report(text.node, "language", "place_only_" .. lang,
          { name = name, what = what }, file:advice "places")
      end
    end
  end
end

-- Judges a text; `is_plain_fine` for what need not be in both languages.
local function check_text(file, text, what, is_plain_fine)
  if file.judged[text.node] then return end
  file.judged[text.node] = true
  if text.plain then
    if is_plain_fine then return end
    file:report(text.node, "language", "plain", { what = what },
      file:advice "both")
  elseif not text.has_en or text.en == "" then
    file:report(text.node, "language", "no_en", { what = what })
  elseif not text.has_vi or text.vi == "" then
    file:report(text.node, "language", "no_vi", { what = what })
  elseif text.en and text.vi then
    compare_places(file, text, what)
  end
end

local function check_node(file, node, what, is_plain_fine)
  for _, text in ipairs(node and texts_of(node) or {}) do
    check_text(file, text, what, is_plain_fine)
  end
end

-- Findings ------------------------------------------------------------------

-- The nodes that give findings: what check returns, what is emitted.
local function finding_nodes(file)
  local nodes = {}
  for _, node in ipairs(file.check and file.check.returns or {}) do
    if node[1] then nodes[#nodes + 1] = node[1] end
  end
  for _, node in ipairs(file.world.nodes) do
    local callee = node.tag == "Call" and node[1]
    local t = callee and callee.tag == "Index"
      and scope.text(callee[2]) == "emit" and file.infer:certain(callee[1])
    if t and t.kind == "context" and node[2] then
      nodes[#nodes + 1] = node[2]
    end
  end
  return nodes
end

-- Whether a reference to a table leaves it as it is, or adds what is seen.
local function is_harmless(file, ref)
  local parent = ref.parent
  if parent.tag == "Return" or parent.tag == "Op" then return true end
  if parent.tag == "Index" then return parent[1] == ref end
  if parent.tag ~= "Call" then return false end
  local callee = parent[1]
  local t = callee.tag == "Index" and file.infer:certain(callee[1])
  return t and t.kind == "context"
end

-- Adds names that are set on a variable; false where it may get others.
local function add_names_set(file, var, names)
  for _, ref in ipairs(var.refs) do
    if not is_harmless(file, ref) then return false end
    local index = ref.parent
    local is_set = index.tag == "Index" and index.parent.tag == "Set"
      and index.parent[2][1] ~= index
    local name = is_set and scope.text(index[2])
    if is_set and not name then return false end
    if name then names[name] = true end
  end
  return true
end

-- Adds the names in a finding's table and its messages and subjects.
local function add_table(node, found)
  for _, pair in ipairs(node) do
    local name = pair.tag == "Pair" and scope.text(pair[1])
    if not name then
      found.is_open = found.is_open or pair.tag == "Pair"
    elseif name == "message" then
      table.insert(found.messages, pair[2])
    elseif name == "subject" then
      table.insert(found.subjects, pair[2])
    elseif not NO_EVIDENCE[name] then
      found.names[name] = true
    end
  end
end

-- What has a type is no table of a finding.
local function add_value(file, value, found)
  if value.tag == "Table" then return add_table(value, found) end
  found.is_open = found.is_open or not file.infer:type(value)
end

-- Variables on the way from a table to where it is given.
local function add_variables(file, found)
  for _, node in ipairs(file.world.nodes) do
    if node.tag == "Id" and node.var and found.seen[node]
        and not add_names_set(file, node.var, found.names) then
      found.is_open = true
    end
  end
end

-- All that findings bring: names of evidence, messages, subjects; is_open where
-- there may be more.
local function evidence_of(file)
  local found = { names = {}, messages = {}, subjects = {}, seen = {} }
  for _, node in ipairs(finding_nodes(file)) do
    local values = flow.values(node)
    found.is_open = found.is_open or values.is_open
    for seen in pairs(values.seen) do found.seen[seen] = true end
    for _, value in ipairs(values) do add_value(file, value, found) end
  end
  add_variables(file, found)
  return found
end

local function add_columns(names, of)
  for _, field in ipairs(model.entity(of).fields) do names[field.name] = true end
end

-- Fields of the rows that findings are about; of any row where that is not
-- certain.
local function add_subjects(file, found)
  add_columns(found.names, file.rule.over)
  for _, node in ipairs(found.subjects) do
    local t = file.infer:certain(node)
    local is_row = t and t.kind == "row"
    for _, of in ipairs(is_row and { t.of } or model.entities()) do
      add_columns(found.names, of)
    end
  end
end

local function check_places(file, text, names)
  for _, lang in ipairs(text.plain and { "plain" } or LANGS) do
    for _, name in ipairs(text[lang]
        and names_in(file, text.node, text[lang]) or {}) do
      if not (names[name] or RESERVED[name]) then
        file:report(text.node, "placeholder", "no_evidence", { name = name,
          lang = lang ~= "plain" and lang or nil }, file:near(name,
          model.names(names)))
      end
    end
  end
end

--- Finds places in messages that nothing fills.
function M.placeholders(file)
  if not file.check then return end
  local found = evidence_of(file)
  add_subjects(file, found)
  if found.is_open then found.names = setmetatable({},
    { __index = function() return true end }) end
  local messages = found.messages
  messages[#messages + 1] = file:head_entry "message"
  local seen = {}
  for _, node in ipairs(messages) do
    for _, text in ipairs(texts_of(node)) do
      if not seen[text.node] then
        seen[text.node] = true
        check_places(file, text, found.names)
      end
    end
  end
end

-- Languages -----------------------------------------------------------------

local REASON_AT = { not_due = 2, not_applicable = 2, no_data = 2, skipped = 4 }

local function check_reasons(file)
  for _, node in ipairs(file.world.nodes) do
    local callee = node.tag == "Call" and node[1].tag == "Index" and node[1]
    local at = callee and REASON_AT[scope.text(callee[2])]
    local t = at and node[at] and file.infer:certain(callee[1])
    if t and t.kind == "context" then
      check_node(file, node[at], "reason")
    end
  end
end

local function check_params(file)
  for _, pair in ipairs(file:head_table "params" or {}) do
    for _, value in ipairs(pair.tag == "Pair" and flow.values(pair[2]) or {}) do
      local doc = value.tag == "Table" and scope.entry(value, "doc")
      check_node(file, doc, "doc", true)
    end
  end
end

--- Finds texts that lack a language, or say other things in it.
function M.languages(file)
  file.judged = {}
  check_node(file, file:head_entry "title", "title")
  check_node(file, file:head_entry "message", "message")
  check_node(file, file:head_entry "doc", "doc", true)
  check_params(file)
  for _, node in ipairs(file.check and evidence_of(file).messages or {}) do
    check_node(file, node, "message")
  end
  check_reasons(file)
end

return M
