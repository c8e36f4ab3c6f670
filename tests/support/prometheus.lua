--- A strict reader of Prometheus' text format, version 0.0.4, written after its
-- description: what a scraper would refuse is an error with its line.
local M = {}

local NAME = "[%a_:][%w_:]*"
local TYPES = { counter = true, gauge = true, histogram = true, summary = true,
  untyped = true }

local UNESCAPED = { ["\\"] = "\\", ['"'] = '"', n = "\n" }

-- A quoted value that begins at `at`, and the position after it.
local function read_value(line, at)
  local out = {}
  assert(line:sub(at, at) == '"', "a value in quotes expected")
  at = at + 1
  while true do
    local c = line:sub(at, at)
    assert(c ~= "", "the value does not end")
    if c == '"' then return table.concat(out), at + 1 end
    if c == "\\" then
      at = at + 1
      c = assert(UNESCAPED[line:sub(at, at)], "an escape that is none")
    end
    out[#out + 1] = c
    at = at + 1
  end
end

local function read_labels(line, at)
  local labels = {}
  if line:sub(at, at) ~= "{" then return labels, at end
  at = at + 1
  while line:sub(at, at) ~= "}" do
    local name, stop = line:match("^([%a_][%w_]*)=()", at)
    assert(name, "a label expected")
    assert(labels[name] == nil, "a label twice")
    labels[name], at = read_value(line, stop)
    local sign = line:sub(at, at)
    assert(sign == "," or sign == "}", "a comma or brace expected")
    if sign == "," then at = at + 1 end
  end
  return labels, at + 1
end

local function key_of(name, labels)
  local names, out = {}, { name }
  for label in pairs(labels) do names[#names + 1] = label end
  table.sort(names)
  for _, label in ipairs(names) do
    out[#out + 1] = ("%s=%q"):format(label, labels[label])
  end
  return table.concat(out, " ")
end

local function read_sample(state, line)
  local name, at = line:match("^(" .. NAME .. ")()")
  assert(name, "the name of a metric expected")
  assert(state.types[name], "no TYPE before the first sample")
  assert(name == state.current, "lines of a metric do not stand together")
  local labels
  labels, at = read_labels(line, at)
  local number = line:match("^ (%-?%d+%.?%d*)$", at)
  assert(number, "a number expected")
  local key = key_of(name, labels)
  assert(state.samples[key] == nil, "a sample twice")
  state.samples[key] = tonumber(number)
  state.n = state.n + 1
end

local function read_comment(state, line)
  local what, name, rest = line:match("^# (%u+) (" .. NAME .. ") (.+)$")
  assert(what == "HELP" or what == "TYPE", "HELP or TYPE expected")
  if what == "HELP" then
    assert(not state.helps[name], "HELP twice")
    state.helps[name] = rest
    return
  end
  assert(state.helps[name] and not state.types[name], "TYPE out of place")
  assert(TYPES[rest], "a type that is none")
  state.types[name], state.current = rest, name
end

--- Reads a text.
-- @treturn table  values by key, such as `tiendo_errors` or `m a="x" b="y"`,
--   labels by name
-- @treturn integer  how many there are
-- @treturn table  types by name
function M.parse(text)
  local state = { samples = {}, types = {}, helps = {}, n = 0 }
  assert(utf8.len(text), "not UTF-8")
  assert(text == "" or text:sub(-1) == "\n", "the last line does not end")
  local at = 0
  for line in text:gmatch "([^\n]*)\n" do
    at = at + 1
    local read = line:sub(1, 1) == "#" and read_comment or read_sample
    local ok, message = pcall(read, state, line)
    if not ok then error(("line %d: %s: %s"):format(at, message, line), 0) end
  end
  return state.samples, state.n, state.types
end

return M
