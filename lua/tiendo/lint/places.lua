--- Checks that something fills each place in a message: evidence of a finding,
-- a field of its subject, or what reporters know of it.
-- @module tiendo.lint.places
local messages = require "tiendo.lint.messages"
local model = require "tiendo.lint.model"
local template = require "tiendo.template"

local M = {}

-- The subject as reporters know it.
local RESERVED = { subject = true, period = true, kind = true, kind_vi = true,
  code = true, label = true, target = true, goal = true, agency = true,
  source = true, source_line = true }

local function add_columns(names, of)
  for _, field in ipairs(model.entity(of).fields) do
    names[field.name] = true
  end
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

-- The names of places in a text, of all its languages, each once.
local function names_in(file, text)
  local list, seen = {}, {}
  for _, lang in ipairs { "plain", "en", "vi" } do
    local names, message = template.names(text[lang] or "")
    if not names then
      file:report(text.node, "placeholder", "template", { message = message })
      return {}
    end
    for _, name in ipairs(names) do
      if not seen[name] then list[#list + 1] = name end
      seen[name] = true
    end
  end
  return list
end

local function check_places(file, text, found)
  for _, name in ipairs(names_in(file, text)) do
    if not (found.is_open or found.names[name] or RESERVED[name]) then
      file:report(text.node, "placeholder", "no_evidence", { name = name },
        file:near(name, model.names(found.names)))
    end
  end
end

--- Finds places in messages that nothing fills.
function M.check(file)
  if not file.check then return end
  local found = messages.findings(file)
  add_subjects(file, found)
  local nodes, seen = found.messages, {}
  nodes[#nodes + 1] = file:head_entry "message"
  for _, node in ipairs(nodes) do
    for _, text in ipairs(messages.texts(node)) do
      if not seen[text.node] then check_places(file, text, found) end
      seen[text.node] = true
    end
  end
end

return M
