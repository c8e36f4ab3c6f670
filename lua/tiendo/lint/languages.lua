--- Checks that what readers see is there in both languages, and that both have
-- the same places.
-- @module tiendo.lint.languages
local flow = require "tiendo.lint.flow"
local messages = require "tiendo.lint.messages"
local scope = require "tiendo.lint.scope"
local template = require "tiendo.template"

local M = {}

local LANGS = { "en", "vi" }

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
  for _, text in ipairs(node and messages.texts(node) or {}) do
    check_text(file, text, what, is_plain_fine)
  end
end

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
function M.check(file)
  file.judged = {}
  check_node(file, file:head_entry "title", "title")
  check_node(file, file:head_entry "message", "message")
  check_node(file, file:head_entry "doc", "doc", true)
  check_params(file)
  local found = file.check and messages.findings(file)
  for _, node in ipairs(found and found.messages or {}) do
    check_node(file, node, "message")
  end
  check_reasons(file)
end

return M
