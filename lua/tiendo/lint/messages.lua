--- What a rule says to its readers: texts in one language or both, and what its
-- findings bring along.
-- @module tiendo.lint.messages
local flow = require "tiendo.lint.flow"
local scope = require "tiendo.lint.scope"

local M = {}

-- What the table of a finding says about it, and what is no evidence.
local NO_EVIDENCE = { message = true, severity = true, key = true,
  outcome = true, why = true }

-- Texts ---------------------------------------------------------------------

--- The texts that a node may be: { node, plain } or { node, en, vi, has_en,
-- has_vi }; en, vi and plain are nil where they are not known.
function M.texts(node)
  local out = {}
  for _, value in ipairs(flow.values(node)) do
    if value.tag == "Table" then
      local en, vi = scope.entry(value, "en"), scope.entry(value, "vi")
      if en or vi or #value == 0 then
        out[#out + 1] = { node = value,
          en = en and flow.constant(en), has_en = en ~= nil,
          vi = vi and flow.constant(vi), has_vi = vi ~= nil }
      end
    elseif flow.constant(value) then
      out[#out + 1] = { node = value, plain = flow.constant(value) }
    end
  end
  return out
end

-- Findings ------------------------------------------------------------------

-- Whether a node is a call of ctx.emit.
local function is_emit(file, node)
  local callee = node.tag == "Call" and node[1]
  local t = callee and callee.tag == "Index"
    and scope.text(callee[2]) == "emit" and file.infer:certain(callee[1])
  return t and t.kind == "context"
end

-- The nodes that give findings: what check returns, what is emitted.
local function finding_nodes(file)
  local nodes = {}
  for _, node in ipairs(file.check and file.check.returns or {}) do
    if node[1] then nodes[#nodes + 1] = node[1] end
  end
  for _, node in ipairs(file.world.nodes) do
    if is_emit(file, node) and node[2] then nodes[#nodes + 1] = node[2] end
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

--- All that findings bring: names of evidence, nodes of messages and subjects;
-- is_open where there may be more.
function M.findings(file)
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

return M
