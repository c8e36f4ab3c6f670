--- A session at the prompt, behind td_session: reads what is typed, runs it,
-- shows its value, and says what was wrong. What Lua cannot do itself is done
-- by the functions of `host` (host/script/session_host.c, session_rules.c).
-- @module tiendo.console
local about = require "tiendo.console.about"
local command = require "tiendo.console.command"
local finding = require "tiendo.report.finding"
local input = require "tiendo.console.input"
local label = require "tiendo.show.label"
local layout = require "tiendo.report.layout"
local mistake = require "tiendo.console.mistake"
local names = require "tiendo.console.names"
local report_page = require "tiendo.report.page"
local rows = require "tiendo.console.rows"
local schema = require "tiendo.schema"
local show_content = require "tiendo.show.content"
local show_text = require "tiendo.show.text"
local shown = require "tiendo.console.shown"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

local NAME = "input" -- stands for what was typed in messages
local WIDTH_MIN = 20 -- of a page, whatever the terminal

local console = {}
console.__index = console

-- What the parts share --------------------------------------------------------

--- A page of the terminal for phrases of a group of tiendo.words.
function console:page(group)
  local width = self.host.terminal()
  return report_page.new({ lang = self.lang, width = width, least = WIDTH_MIN,
    color = self.color, group = group }, self.host.write)
end

--- A phrase for the prompt; see template.say.
function console:say(key, values, n)
  return template.say("console", key, self.lang, values, n)
end

function console.say_in(_, lang, key, values, n)
  return template.say("console", key, lang, values, n)
end

--- A word for the prompt, or nil.
function console:word(key)
  local word = words.get("console_field", key, self.lang)
  return word
end

function console:word_of(group, key)
  return words.get(group, key, self.lang) or key
end

--- A value as a reader has it.
function console:show(value)
  return template.format(value, nil, self.lang)
end

--- What the rows of a kind are called, in the plural.
function console.name_of(_, lang, entity)
  return words.get("kind", entity.name, lang)
    or (entity.name:gsub("_", " "))
end

--- "3 targets", "1 target".
function console:count_of(lang, entity, n)
  local name = n ~= 1 and self:name_of(lang, entity)
    or lang == "vi" and entity.kind_vi or entity.kind
  return ("%s %s"):format(template.format(n, nil, lang), name)
end

--- What tiendo.schema has of the rows of a set in C.
function console.entity_of(_, native)
  return schema.find(tostring(native):match "^%d+ (.+)$")
end

--- A set as the prompt has them, of one in C.
function console:wrap(native)
  return rows.of_native(self, native, self:entity_of(native))
end

function console:help(what)
  return about.help(self, what)
end

function console:tell_function(f)
  return about.tell_function(self, f)
end

--- The plan and what it holds.
function console:overview()
  local what = show_content.overview { plan = self.plan, as_of = self.as_of,
    known_at = self.known_at, observations = self.host.points }
  what.example = nil
  local width = self.host.terminal()
  show_text.write(what, { lang = self.lang, width = width,
    color = self.color }, self.host.write)
end

-- Time -----------------------------------------------------------------------

-- The plan as of the day that the host has taken.
local function look(c)
  c.ctx = c.host.days()
  c.plan, c.as_of, c.known_at = c.ctx.plan, c.ctx.as_of, c.ctx.known_at
  c.stamp = c.stamp + 1
end

-- Rows that variables hold, by kind and code: they end with their day.
local function held_rows(c)
  local held = {}
  for name, value in pairs(c.user) do
    if c.host.type(value) == "entity" then
      held[name] = { set = schema.find(value.kind_of).name, code = value.code }
    end
  end
  return held
end

--- Looks at the plan as of another day. Variables that hold rows get those of
-- the same codes; where there is none any more, nothing.
-- @treturn table|nil  names of variables that are empty now
-- @treturn string  why the plan cannot be seen as of that day
function console:look_at(as_of, known_at)
  local held = held_rows(self)
  local ok, message = self.host.reopen(as_of, known_at)
  if not ok then return nil, message end
  look(self)
  local lost = {}
  for name, row in pairs(held) do
    self.user[name] = self.plan[row.set]:find(row.code)
    if self.user[name] == nil then lost[#lost + 1] = name end
  end
  return lost
end

-- Running --------------------------------------------------------------------

-- Shows what an expression gave and remembers it.
local function take(self, read, ...)
  local n = select("#", ...)
  if n == 0 then return end
  self.pending = nil
  local first, owner = ...
  if first == nil and read.field then n = 1 end
  self.last = first
  if read.field then
    shown.value(self, first, owner, read.field)
  elseif n == 1 then
    shown.value(self, first)
  else
    shown.values(self, table.pack(...))
  end
end

--- Runs a text; true if it was whole.
function console:run_text(source)
  local read, message = input.read(source, function(code)
    return self.host.compile(code, NAME, self.names.env)
  end)
  if not read and input.is_beginning(message, source) then
    return false, message
  end
  if not read then error(message, 0) end
  local before = self.last
  take(self, read, read.run())
  local data = rows.data(self.last)
  if data and data.is_findings then self.last_findings = self.last end
  local set = self.host.type(self.last) == "set" and self:wrap(self.last)
    or rows.data(self.last) and self.last
  if set and self.last ~= before then
    self.last_rows = set
  end
  return true
end

local function eval(self, source)
  local text = source:match "^%s*(.-)%s*$"
  if text == "" then return "done" end
  self.source, self.source_name = source, nil
  if text:sub(1, 1) == ":" then return command.run(self, text) end
  if text:sub(1, 1) == "?" then
    self:help(text:sub(2):match "^%s*(.-)%s*$")
    return "done"
  end
  local ok = self:run_text(source)
  return ok and "done" or "more"
end

-- What is not whole and never will be.
local function run_whole(self, source)
  local ok, message = self:run_text(source)
  if not ok then error(message, 0) end
end

local function run(self, name, source)
  self.source = source
  self.source_name = name ~= NAME and name or nil
  if source:sub(1, 1) == "#" then source = source:gsub("^[^\n]*", "", 1) end
  if name == NAME then return run_whole(self, source) end
  local f, message = self.host.compile(source, name, self.names.env)
  if not f then error(message, 0) end
  f()
end

-- What the host calls ---------------------------------------------------------

local function greet(self)
  local page = self:page "console"
  local plan = self.plan.plans[1]
  page:put(self:say("greeting", { version = self.host.version }),
    { style = "bold" })
  if plan then
    page:put(("%s · %s"):format(finding.clean(label.of(plan, self.lang)),
      self:say("as_of", { day = self:show(self.as_of) })))
  end
  page:put(self:say "greeting_help", { style = "dim" })
end

local function tell(self)
  local m = self.mistake
  if not m then return end
  if m.message:find "stopped: interrupted$" then
    return self:page "console":put(self:say "interrupted",
      { style = "warning" })
  end
  local width, height = self.host.terminal()
  mistake.write(m, { width = width, paint = layout.painter(self.color),
    name = self.source_name, error = self:say "error", wraps = height > 0 },
    self.host.write)
end

local function note_error(self, message, traceback)
  self.mistake = mistake.find(self.source or "", self.source_name or NAME,
    message, traceback)
end

--- Makes a session.
-- @tparam table host
-- @treturn table  the functions that the host calls
function M.new(host)
  local c = setmetatable({ host = host, lang = host.lang, color = host.color,
    settings = {}, stamp = 0, user = {}, declared = {}, history = {},
    told = setmetatable({}, { __mode = "k" }),
    records = setmetatable({}, { __mode = "k" }), kind_of_function = {},
    entities = schema.entities(), shown = shown }, console)
  look(c)
  c.first_day = tostring(c.as_of)
  c.names = names.new(c)
  c.host.set_methods(function(theirs)
    return rows.extend(theirs, function(native) return c:wrap(native) end)
  end)
  return {
    greet = function() return greet(c) end,
    eval = function(source)
      local answer = eval(c, source)
      if answer ~= "more" then c.history[#c.history + 1] = source end
      return answer
    end,
    run = function(name, source) return run(c, name, source) end,
    remember = function(source) c.history[#c.history + 1] = source end,
    tell = function() return tell(c) end,
    note_error = function(...) return note_error(c, ...) end,
    complete = function(source)
      return require("tiendo.console.complete").at(c, source)
    end,
  }
end

return M
