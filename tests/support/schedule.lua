--- Readers of what `tiendo schedule` writes, after the manuals of those who
-- read it: systemd.service(5), systemd.syntax(7), crontab(5).
local lpeg = require "lpeg"
local P, S = lpeg.P, lpeg.S

local M = {}

-- One word as systemd takes it: quotes, backslashes, then %% and, in command
-- lines, $$. Anything else that a percent sign or a dollar would begin is an
-- error here: nothing of ours may be expanded.
local function expand(word, has_dollars)
  word = word:gsub("%%(.?)", function(c)
    assert(c == "%", "a specifier: " .. word)
    return "%"
  end)
  if not has_dollars then return word end
  return (word:gsub("%$(.?)", function(c)
    assert(c == "$", "a variable: " .. word)
    return "$"
  end))
end

-- Quotes may stand anywhere in a word; a backslash of ours is only ever before
-- a quote or another one.
local escape = (P "\\" / "") * S '\\"'

local function quoted(sign)
  return (P(sign) / "") * (escape + (1 - S(sign .. "\\"))) ^ 0 * (P(sign) / "")
end

local word = lpeg.Cs((quoted '"' + quoted "'" + escape
  + (1 - S " \"'\\")) ^ 1)
local words_of = lpeg.Ct(word * (P " " ^ 1 * word) ^ 0) * -1

--- The words of a setting's value. The first word of a command is a path, in
-- which dollars stand for themselves.
function M.words(value, is_command)
  local words = assert(words_of:match(value), value)
  for at, w in ipairs(words) do
    words[at] = expand(w, is_command and at > 1)
  end
  return words
end

--- The settings of a unit by name; one given more than once is a list.
function M.settings(text)
  local settings, section = {}, nil
  for line in text:gmatch "([^\n]*)\n" do
    assert(not line:find "\\$", "a line that goes on: " .. line)
    local name, value = line:match "^([%w]+)=(.*)$"
    if line:find "^%[" then
      section = line
    elseif name then
      assert(section, "a setting before any section: " .. line)
      local list = settings[name] or {}
      list[#list + 1] = value
      settings[name] = list
    else
      assert(line == "" or line:find "^#", "no setting: " .. line)
    end
  end
  return settings
end

--- What cron hands to the shell for the command of a line: a percent sign ends
-- it, one behind a backslash is meant. Crons differ in what becomes of two
-- backslashes: where `folds`, they are one.
function M.cron_command(text, folds)
  local out, i = {}, 1
  while i <= #text do
    local c, after = text:sub(i, i), text:sub(i + 1, i + 1)
    if c == "%" then break end
    if c == "\\" and (after == "%" or folds and after == "\\") then
      out[#out + 1] = after
      i = i + 2
    elseif c == "\\" then
      out[#out + 1] = c .. after
      i = i + 2
    else
      out[#out + 1] = c
      i = i + 1
    end
  end
  return table.concat(out)
end

return M
