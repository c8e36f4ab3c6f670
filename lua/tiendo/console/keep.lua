--- A question that proved good as a rule: the conditions of the last set become
-- its check, and two rows of the plan, one that fits and one that does not, its
-- examples. Nothing is written that does not pass `tiendo rules test`.
-- @module tiendo.console.keep
local code = require "tiendo.console.keep.code"
local frozen = require "tiendo.console.keep.frozen"
local label = require "tiendo.show.label"
local rows = require "tiendo.console.rows"
local syntax = require "tiendo.syntax"
local words = require "tiendo.words"

local M = {}

local FORM = [[
-- Kept from a session, as of $day:
--   $source
-- Say in the title and the message what is wrong, and how grave it is.
--   tiendo rules test $folder
--   tiendo check STORE --rules $folder --select '$id'
$modules
---@type rule.$over
return {
  id       = "$id",
  title    = {
    en = $title_en,
    vi = $title_vi,
  },
  severity = "medium",
  tags     = { "$tag" },
  over     = "$over",
  message  = {
    en = $message_en,
    vi = $message_vi,
  },
  check = function($arguments)
$functions    if $condition then
      return { $evidence }
    end
  end,
  examples = {
$examples
  },
}
]]

-- The expression --------------------------------------------------------------

local function collect(node, out)
  if type(node) ~= "table" then return end
  if node.tag == "Invoke" and node[2].tag == "String"
    and node[2][1] == "where" then
    collect(node[1], out)
    out[#out + 1] = node[3]
    return
  end
  for _, part in ipairs(node) do collect(part, out) end
end

-- The text of a function in the source: up to the `end` with which it compiles.
local function function_text(c, source, node)
  local start = utf8.offset(source, node.offset)
  local stop = start
  while true do
    local _, last = source:find("%f[%w_]end%f[^%w_]", stop)
    if not last then return end
    local text = source:sub(start, last)
    if c.host.compile("return " .. text, "input", {}) then return text end
    stop = last + 1
  end
end

-- What was typed as a chunk: an expression needs a word before it.
local function chunk_of(source)
  local tree = syntax.parse("return " .. source, "input")
  if tree then return tree, "return " .. source end
  return syntax.parse(source, "input"), source
end

-- The functions that the conditions of a text are, in their order, nil for the
-- others; and how many conditions there are.
local function functions_in(c, source)
  local tree, whole = chunk_of(source)
  local out, arguments = {}, {}
  collect(tree, arguments)
  for i, node in ipairs(arguments) do
    if node.tag == "Function" then out[i] = function_text(c, whole, node) end
  end
  return out, #arguments
end

-- The text of each condition of a set that is a function, by its step; and what
-- was typed to make the set.
local function functions_of(c, steps)
  local by_source, sources, texts = {}, {}, {}
  for i, step in ipairs(steps) do
    local source = step.source or ""
    local seen = by_source[source]
    if not seen then
      seen = { at = 0 }
      seen.texts, seen.n = functions_in(c, source)
      by_source[source], sources[#sources + 1] = seen, source
    end
    if step.what == "where" then
      seen.at = seen.at + 1
      -- Two sets in one line cannot be told apart.
      texts[i] = seen.at <= seen.n and seen.texts[seen.at] or nil
    end
  end
  return texts, sources
end

-- The rule --------------------------------------------------------------------

local RESERVED = { message = true, severity = true, period = true, key = true,
  subject = true, outcome = true, why = true, label = true, code = true }

local function has_field(entity, name)
  for _, field in ipairs(entity.fields) do
    if field.name == name then return true end
  end
  return false
end

-- Fields that a finding shows: those that were asked for, each once.
local function shown_fields(state)
  local out, seen = {}, {}
  for _, name in ipairs(state.used) do
    if not seen[name] and not RESERVED[name] then out[#out + 1] = name end
    seen[name] = true
  end
  return out
end

local function evidence_text(entity, names)
  local out = {}
  for i, name in ipairs(names) do
    out[i] = ("%s = row.%s"):format(name, name)
  end
  if has_field(entity, "period") then
    table.insert(out, 1, "period = row.period")
  end
  return table.concat(out, ", ")
end

local function message_text(names, lang, title)
  if #names == 0 then return code.quote(title) end
  local out = {}
  for i, name in ipairs(names) do
    out[i] = ("%s: {%s}"):format(words.get("field", name, lang)
      or name:gsub("_", " "), name)
  end
  return code.quote(table.concat(out, ", "))
end

-- A module's name that a function uses becomes a module that is required.
local function note_modules(c, state, text)
  for name in pairs(c.names.modules) do
    if text:find("%f[%w_]" .. name .. "%f[^%w_]%s*[.:]") then
      state.modules[name] = true
    end
  end
end

local function modules_text(c, state)
  local names, out = {}, {}
  for name in pairs(state.modules) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do
    out[i] = ("local %s = require %q"):format(name, c.names.modules[name])
  end
  return #out > 0 and table.concat(out, "\n") .. "\n" or ""
end

local function add_function(c, state, text)
  if not text then
    error("a condition is a function that stands elsewhere; write it into the "
      .. "expression: set:where(function(row) ... end)", 0)
  end
  local name = ("fits_%d"):format(#state.functions + 1)
  if #state.functions == 0 then name = "fits" end
  state.functions[#state.functions + 1] = ("    local %s = %s\n"):format(name,
    (text:gsub("\n", "\n    ")))
  state.is_all = true
  note_modules(c, state, text)
  return name .. "(row)"
end

-- One condition of the rule for each `where` of the set.
local function conditions_of(c, state, origin, row)
  local out = {}
  for i, step in ipairs(origin.steps) do
    if step.what == "where" then
      local filter = step.filter
      if type(filter) == "string" then
        out[#out + 1] = code.of_text(state, origin.entity, row, filter)
      elseif type(filter) == "table" then
        out[#out + 1] = code.of_table(state, origin.entity, row, filter)
      else
        out[#out + 1] = add_function(c, state, state.texts[i])
      end
    elseif step.what ~= "sort" then
      error((":keep takes where and sort; a rule looks at every row, so %s "
        .. "means nothing in it"):format(step.what), 0)
    end
  end
  if #out == 0 then
    error("the set has no condition: a rule needs one, such as :where \"...\"",
      0)
  end
  return table.concat(out, "\n        and ")
end

-- Examples --------------------------------------------------------------------

local function example(c, state, row, name, expect)
  return ("    { name = %s, as_of = %q,\n      plan = {\n%s\n      },\n"
    .. "      expect = { %s } },"):format(code.quote(name), tostring(c.as_of),
    frozen.plan(c, row, state.is_used, state.is_all), expect)
end

-- A row that the conditions do not mean, if there is one.
local function other_row(c, origin, list)
  local is_in = {}
  for _, row in ipairs(list) do is_in[row.code] = true end
  for row in c.plan[origin.entity.name]:each() do
    if not is_in[row.code] then return row end
  end
end

local function name_of(row, lang)
  local name = label.of(row, lang)
  return name ~= "" and name or row.code
end

local function examples_of(c, state, origin, list)
  local out = { example(c, state, list[1], "it finds " .. name_of(list[1],
    "en"), ("fail = 1, findings = { { subject = %s } }"):format(
    code.quote(list[1].code))) }
  local other = other_row(c, origin, list)
  if other then
    out[2] = example(c, state, other, "it leaves " .. name_of(other, "en"),
      "fail = 0")
  end
  return table.concat(out, "\n")
end

-- Putting it together ---------------------------------------------------------

-- Who asks of labels looks at the fields that hold the names.
local function set_of(used, names)
  local out = {}
  for _, name in ipairs(used) do out[name] = true end
  for _, name in ipairs(out.label and names or {}) do out[name] = true end
  return out
end

-- What the rule is about, as far as the conditions say it in words.
local function title_of(origin, source, lang)
  local parts = {}
  for _, step in ipairs(origin.steps) do
    if step.what == "where" and type(step.filter) ~= "string" then
      return source
    elseif step.what == "where" then
      parts[#parts + 1] = step.filter
    end
  end
  return ("%s: %s"):format(words.get("kind", origin.entity.name, lang)
    or origin.entity.name, table.concat(parts, " and "))
end

local function text_of(c, id, set)
  local data, list = rows.data(set), rows.list(set)
  local origin = data.origin
  local state = { modules = {}, used = {}, functions = {}, names = {} }
  local texts, sources = functions_of(c, origin.steps)
  state.texts = texts
  for name in pairs(label.fields(origin.entity.kind)) do
    state.names[#state.names + 1] = name
  end
  table.sort(state.names)
  local condition = conditions_of(c, state, origin, list[1])
  state.is_used = set_of(state.used, state.names)
  local shown = shown_fields(state)
  local source = table.concat(sources, "\n"):match "^%s*(.-)%s*$"
  local short = source:gsub("%s+", " ")
  local title = { en = title_of(origin, short, "en"),
    vi = title_of(origin, short, "vi") }
  local values = { id = id, over = origin.entity.name, day = tostring(c.as_of),
    source = (source:gsub("\n", "\n--   ")), folder = c.host.folder,
    tag = id:match "^[^.]+", modules = modules_text(c, state),
    title_en = code.quote(title.en), title_vi = code.quote(title.vi),
    message_en = message_text(shown, "en", title.en),
    message_vi = message_text(shown, "vi", title.vi),
    arguments = #state.functions > 0 and "row, ctx" or "row",
    functions = table.concat(state.functions), condition = condition,
    evidence = evidence_text(origin.entity, shown),
    examples = examples_of(c, state, origin, list) }
  if #state.functions > 0 and not table.concat(state.functions)
    :find "%f[%w_]ctx%f[^%w_]" then values.arguments = "row" end
  return (FORM:gsub("%$([%l_]+)", values):gsub("return {  }", "return {}"))
end

local function check_id(id)
  for part in (id .. "."):gmatch "([^.]*)%." do
    if not part:find "^%l[%l%d_]*$" then
      error(("'%s' is no id: lower-case words joined by dots and underscores, "
        .. "such as 'my.late_targets'"):format(id), 0)
    end
  end
  if not id:find(".", 1, true) then
    error(("'%s' needs a topic before it, such as 'my.%s'"):format(id, id), 0)
  end
end

local function check_new(c, id)
  for _, rule in ipairs(c.host.rules() or {}) do
    if rule.rule == id then
      error(("there is a rule '%s' already"):format(id), 0)
    end
  end
end

local function last_set(c)
  local set = c.last_rows
  if not set then
    error("nothing was shown yet that a rule could be made of", 0)
  end
  local data = rows.data(set)
  if not data.origin then
    error(data.entity and (":keep needs to know how the rows are found; choose "
      .. "them from all, as in %s:where \"...\""):format(data.entity.name)
      or "a rule is made of rows of the plan; the last set is something else",
      0)
  end
  if #set == 0 then
    error("the last set has no rows, so there is nothing to freeze into an "
      .. "example", 0)
  end
  return set
end

--- Writes the rule of the last set.
-- @param c  the console
-- @tparam string id
function M.run(c, id)
  check_id(id)
  local set = last_set(c)
  check_new(c, id)
  local text = text_of(c, id, set)
  local path = ("%s/%s.lua"):format(c.host.folder, (id:gsub("%.", "/")))
  local failed, message = c.host.try(path, text)
  if not failed then error(message, 0) end
  if failed ~= "" then
    error(("the rule was not written, for it does not pass its examples: %s")
      :format((failed:gsub("\n+$", ""):gsub("\n", " "))), 0)
  end
  local ok
  ok, message = c.host.save(path, text, false)
  if not ok then error(message, 0) end
  local page = c:page "console"
  page:put(path, { style = "bold" })
  page:put(c:say("kept", { folder = c.host.folder, id = id }))
end

return M
