--- What begins with a colon: it is about the session, not about the plan.
-- @module tiendo.console.command
local date = require "tiendo.date"
local grid = require "tiendo.report.grid"
local rows = require "tiendo.console.rows"
local rules_report = require "tiendo.report.rules"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local HISTORY_MAX = 50

local commands = {}

-- Time -----------------------------------------------------------------------

local function day_of(word)
  local ok, day = pcall(date.of, word)
  if not ok then
    error(("'%s' is no day; write 2020-12-31"):format(word), 0)
  end
  return tostring(day)
end

commands.asof = { args = "DAY [KNOWN]",
  en = "the plan as of a day, with what was known on another; without one, "
    .. "the day of the start",
  vi = "kế hoạch tính đến một ngày, theo số liệu đã biết vào một ngày khác; "
    .. "để trống thì về ngày ban đầu",
  run = function(c, rest)
    local day, known = rest:match "^(%S+)%s*(%S*)$"
    day = day and day_of(day) or c.first_day
    known = known and known ~= "" and day_of(known) or nil
    local lost, message = c:look_at(day, known)
    if not lost then error(message, 0) end
    local page = c:page "show"
    page:put(page:say("clocks", { as_of = page:show(c.as_of, "date"),
      known_at = page:show(c.known_at, "date") }))
    if #lost > 0 then
      page:put(c:say("lost", { list = table.concat(lost, ", ") }),
        { style = "warning" })
    end
  end }

-- A number with as many digits as the form says.
local function decimal(c, form, n)
  local s = form:format(n)
  return c.lang == "vi" and s:gsub("%.", ",") or s
end

commands.time = { args = "EXPR", en = "how long an expression takes",
  vi = "đo thời gian thực hiện",
  run = function(c, rest)
    if rest == "" then error(":time needs an expression", 0) end
    local bytes, start = c.host.bytes(), c.host.clock()
    local ok, message = c:run_text(rest)
    if not ok then error(message, 0) end
    local seconds = c.host.clock() - start
    c:page "console":put(c:say("took", {
      seconds = decimal(c, "%.3f", seconds),
      mib = decimal(c, "%.1f", (c.host.bytes() - bytes) / 1048576),
      all = decimal(c, "%.1f", c.host.bytes() / 1048576) }),
      { style = "dim" })
  end }

-- Rules ----------------------------------------------------------------------

local function rules_of(c)
  local list, message = c.host.rules()
  if not list then error(message, 0) end
  return list
end

commands.reload = { args = "", en = "reads the rule files again",
  vi = "đọc lại các tệp quy tắc",
  run = function(c)
    local ok, message = c.host.reload()
    if not ok then error(message, 0) end
    c.stamp = c.stamp + 1
    local n = #rules_of(c)
    c:page "console":put(c:say("reloaded", { n = n }, n))
  end }

commands.rules = { args = "[SELECTION]",
  en = "the rules there are: :rules progress.* and severity >= high",
  vi = "các quy tắc hiện có: :rules progress.* and severity >= high",
  run = function(c, rest)
    local width = c.host.terminal()
    local list = rules_of(c)
    if rest ~= "" then
      local message
      list, message = rules_report.selected(list, rest)
      if not list then error((message:gsub("^%-%-select: ", "")), 0) end
    end
    rules_report.list(list, nil, { format = "text", lang = c.lang,
      width = width, color = c.color }, c.host.write)
  end }

-- The rule of a finding that was shown.
local function rule_of(c, id)
  local data = rows.data(c.last_findings)
  for _, row in ipairs(data and rows.list(c.last_findings) or {}) do
    if row.id and row.id:sub(1, #id) == id then return row.rule end
  end
end

commands.why = { args = "FINDING",
  en = "why a finding is there: what its rule did and read; by its id",
  vi = "vì sao có phát hiện: quy tắc đã làm gì, đọc gì; theo mã phát hiện",
  run = function(c, rest)
    local last = c.last
    if rest == "" and c.records[last] and last.id then rest = last.id end
    if rest == "" then
      error(":why needs the id of a finding, or a finding that was just shown: "
        .. "findings()[1]", 0)
    end
    local told, message = c.host.why(rest, rule_of(c, rest), c.lang, c.color)
    if not told then error(message, 0) end
    c.host.write(told)
  end }

-- The last value --------------------------------------------------------------

commands.more = { args = "", en = "more of the table that was cut",
  vi = "xem tiếp bảng đang xem dở",
  run = function(c)
    local pending = c.pending
    if not pending then error("nothing was cut", 0) end
    c.shown.set(c, pending.set, pending.from)
  end }

commands.save = { args = "FILE",
  en = "the last value as FILE.csv, FILE.json or FILE.md",
  vi = "ghi giá trị gần nhất ra tệp .csv, .json hoặc .md",
  run = function(c, rest)
    require("tiendo.console.save").run(c, rest)
  end }

commands.keep = { args = "RULE_ID",
  en = "a rule of the last set, with examples from the plan that pass",
  vi = "biến tập hợp gần nhất thành quy tắc, kèm ví dụ lấy từ kế hoạch",
  run = function(c, rest)
    require("tiendo.console.keep").run(c, rest)
  end }

-- The session -----------------------------------------------------------------

local SETTINGS = {
  lang = function(c, value)
    if not words.has(value) then
      error(("'%s' is no language; there are %s"):format(value,
        table.concat(words.LANGS, ", ")), 0)
    end
    c.lang, c.stamp = value, c.stamp + 1
  end,
  rows = function(c, value)
    local n = tonumber(value)
    if value ~= "all" and value ~= "auto"
      and not (n and n >= 1 and n % 1 == 0) then
      error("rows is a number, all, or auto for the height of the terminal", 0)
    end
    c.settings.rows = value == "all" and value or n and math.tointeger(n)
  end,
  color = function(c, value)
    if value ~= "on" and value ~= "off" then
      error("color is on or off", 0)
    end
    c.color = value == "on"
  end,
}

--- Names of what `:set` sets, and their values.
M.SETTINGS = { lang = words.LANGS, rows = { "auto", "all" },
  color = { "on", "off" } }

commands.set = { args = "lang|rows|color VALUE",
  en = "language en or vi; rows of a table: N, all, auto; color on or off",
  vi = "ngôn ngữ en hoặc vi; số dòng của bảng: N, all, auto; màu on hoặc off",
  run = function(c, rest)
    local name, value = rest:match "^(%S+)[%s=]+(%S+)$"
    if not name then
      error(":set needs a name and a value: :set lang vi, :set rows 50", 0)
    end
    if not SETTINGS[name] then
      local names = { "color", "lang", "rows" }
      local near = text.nearest(name, names)
      error(("nothing is called '%s' here; %s"):format(name, near
        and ("did you mean '%s'?"):format(near)
        or "there are " .. table.concat(names, ", ")), 0)
    end
    SETTINGS[name](c, value)
  end }

commands.history = { args = "[WORDS]",
  en = "what was typed, all that has the words",
  vi = "những gì đã nhập, có chứa từ ngữ",
  run = function(c, rest)
    local found = {}
    for i, source in ipairs(c.history) do
      if rest == "" or text.contains(source, rest) then
        found[#found + 1] = { i, source }
      end
    end
    local page = c:page "console"
    local first = math.max(#found - HISTORY_MAX + 1, 1)
    if first > 1 then
      page:put(c:say("earlier_lines", { n = first - 1 }, first - 1),
        { style = "dim" })
    end
    for i = first, #found do
      local lead = ("%5d  "):format(found[i][1])
      local source = found[i][2]:gsub("\n*$", ""):gsub("\n",
        "\n" .. (" "):rep(#lead))
      c.host.write(lead .. source .. "\n")
    end
  end }

local HEALTH = { fine = "good", doubtful = "warning", broken = "critical" }

commands.doctor = { args = "", en = "what is wrong with the store",
  vi = "kiểm tra tình trạng cơ sở dữ liệu",
  run = function(c)
    local list, message = c.host.diagnose()
    if not list then error(message, 0) end
    local page, out = c:page "console", {}
    for _, sign in ipairs(list) do
      out[#out + 1] = { c:say(sign.health), sign.name, sign.text,
        styles = { HEALTH[sign.health], "bold" } }
      if sign.advice and sign.advice ~= "" then
        out[#out + 1] = { "", "", sign.advice, styles = { nil, nil, "dim" } }
      end
    end
    grid.write(page, { { head = "" }, { head = "" },
      { head = "", min = 30, wrap = true } }, out)
  end }

commands.forget = { args = "[NAME]",
  en = "lets go of a variable, or of all of them",
  vi = "bỏ một biến, hoặc tất cả các biến",
  run = function(c, rest)
    if rest == "" then
      c.user, c.declared = {}, {}
      c.last, c.last_rows, c.pending = nil, nil, nil
    elseif c.declared[rest] then
      c.user[rest], c.declared[rest] = nil, nil
    else
      error(("there is no variable '%s'"):format(rest), 0)
    end
  end }

commands.help = { args = "[NAME]", en = "help, as the function",
  vi = "trợ giúp, như hàm help",
  run = function(c, rest)
    if rest ~= "" then
      c:help(rest)
    else
      c:help()
    end
  end }

commands.quit = { args = "", en = "leaves; so does Ctrl-D",
  vi = "thoát; Ctrl-D cũng vậy", run = function() return "leave" end }

-- In the order of help.
local ORDER = { "asof", "time", "set", "more", "save", "keep", "why",
  "rules", "reload", "history", "doctor", "forget", "help", "quit" }

--- Names of the commands, in the order of help.
M.NAMES = ORDER

--- "asof DAY [KNOWN]", and what the command does.
function M.about(name, lang)
  local command = commands[name]
  local signature = ":" .. name
    .. (command.args ~= "" and " " .. command.args or "")
  return signature, command[lang] or command.en
end

--- Writes a table of the commands.
function M.write(c)
  local page, out = c:page "console", {}
  for i, name in ipairs(ORDER) do
    local signature, doc = M.about(name, c.lang)
    out[i] = { signature, doc, styles = { "bold" } }
  end
  grid.write(page, { { head = "" }, { head = "", min = 30, wrap = true } },
    out)
end

--- Writes what the command ":name" does; nil if there is none.
function M.tell(c, name)
  if not commands[name:sub(2)] then return end
  local signature, doc = M.about(name:sub(2), c.lang)
  local page = c:page "console"
  page:put(signature, { style = "bold" })
  page:put(doc)
  return true
end

--- Runs ":name rest".
-- @treturn string  "leave", or "done"
function M.run(c, line)
  local name, rest = line:match "^:%s*([%w_]*)%s*(.-)$"
  local command = commands[name]
  if not command then
    local near = text.nearest(name, ORDER)
    error(("no command ':%s'%s"):format(name, near
      and ("; did you mean ':%s'?"):format(near) or "; :help names them"), 0)
  end
  return command.run(c, rest) == "leave" and "leave" or "done"
end

--- Adds a command that another part of the program brings.
function M.add(name, command)
  commands[name] = command
  table.insert(ORDER, #ORDER - 3, name)
end

return M
