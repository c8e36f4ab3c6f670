--- Help at the prompt: what the prompt itself adds, and for all else the
-- descriptions that the reference is made of.
-- @module tiendo.console.about
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local help = require "tiendo.help"
local rows = require "tiendo.console.rows"
local rules_report = require "tiendo.report.rules"
local schema = require "tiendo.schema"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

--- What is at hand besides sets, rows and modules: { name, args, en, vi,
-- example }.
M.FUNCTIONS = {
  { name = "plan", en = "the plan, and every set in it: plan.goals[3]",
    vi = "kế hoạch và mọi tập hợp trong đó: plan.goals[3]",
    example = "plan.goals[3]" },
  { name = "find", args = "words",
    en = "rows in whose texts the words stand, no matter case or diacritics",
    vi = "các dòng có chứa từ ngữ, không phân biệt hoa thường, có dấu hay "
      .. "không dấu", example = 'find "tử vong mẹ"' },
  { name = "series", args = "code",
    en = "figures of an indicator, by its code or name",
    vi = "số liệu của một chỉ tiêu, theo mã hoặc tên",
    example = 'series "infant_mortality_rate"' },
  { name = "check", args = "rule, params?",
    en = "runs a rule, with other parameters if any, and gives its findings",
    vi = "chạy một quy tắc, có thể đổi tham số, và cho các phát hiện",
    example = 'check("progress.off_track", { ratio = 0.9 })' },
  { name = "findings", args = "selection?",
    en = "runs all rules and gives their findings",
    vi = "chạy tất cả quy tắc và cho các phát hiện",
    example = 'findings "goal = 3 and severity >= high"' },
  { name = "due", args = "day?",
    en = "reports not in yet whose last day lies between now and the day",
    vi = "báo cáo chưa nộp có hạn từ nay đến ngày đó",
    example = 'due "2026-12-05"' },
  { name = "missing_reports",
    args = "", en = "reports whose last day is over and that are not in",
    vi = "báo cáo đã quá hạn mà chưa nộp", example = "missing_reports()" },
  { name = "chart", args = "row",
    en = "draws figures, the path needed, the target and the projection",
    vi = "vẽ số liệu, lộ trình cần đạt, mức cam kết và dự báo",
    example = 'chart(commitment "3.1/infant-mortality")' },
  { name = "bars", args = "set, field?, label?",
    en = "draws a bar for each row, group, value or figure",
    vi = "vẽ một thanh cho mỗi dòng, nhóm, giá trị hoặc số liệu",
    example = 'bars(targets:group "goal")' },
  { name = "sql", args = "text",
    en = "asks the database itself; it can only be read",
    vi = "hỏi thẳng cơ sở dữ liệu; chỉ đọc được",
    example = 'sql "select kind, count(*) from agencies group by kind"' },
  { name = "set", args = "list",
    en = "a set of a list of rows or tables of one's own",
    vi = "tập hợp từ một danh sách dòng hoặc bảng tự tạo",
    example = 'set(rates.by(plan.reports, ctx.as_of, "agency"))' },
  { name = "ctx",
    en = "the day (as_of, known_at) and working days: "
      .. "ctx.working_days(from, to)",
    vi = "ngày đang xét (as_of, known_at) và ngày làm việc: "
      .. "ctx.working_days(từ, đến)",
    example = 'ctx.working_days(ctx.as_of, "2026-12-04")' },
  { name = "print", args = "...", en = "writes values on a line",
    vi = "in các giá trị trên một dòng", example = "print(#targets)" },
  { name = "_", en = "the last value that was shown",
    vi = "giá trị hiện ra gần nhất", example = "_" },
  { name = "help", args = "what?",
    en = "help(commitment), help \"progress.off_track\", help \"set:where\"",
    vi = "help(commitment), help \"progress.off_track\", help \"set:where\"",
    example = "help(commitment)" },
}

--- Methods of sets: { name, args, en, vi }.
M.METHODS = {
  { name = "where", args = "condition",
    en = "rows that fit: \"goal = 3 and deadline <= 2025\", { goal = \"3\" }, "
      .. "or a function",
    vi = "các dòng thỏa điều kiện: \"goal = 3 and deadline <= 2025\", "
      .. "{ goal = \"3\" } hoặc một hàm" },
  { name = "sort", args = "field, order?",
    en = "by a field or a function; \"desc\" from the greatest",
    vi = "xếp theo trường hoặc hàm; \"desc\" từ lớn nhất" },
  { name = "group", args = "field",
    en = "a set of key, n and rows", vi = "tập hợp gồm key, n và rows" },
  { name = "count", args = "condition?", en = "how many rows fit",
    vi = "bao nhiêu dòng thỏa điều kiện" },
  { name = "sum", args = "field", en = "sum, and of how many rows",
    vi = "tổng và số dòng có số" },
  { name = "pick", args = "field, ...",
    en = "values of a field as a list; of several fields as a set",
    vi = "giá trị của một trường; nhiều trường thành tập hợp" },
  { name = "first", args = "n or condition?",
    en = "the first row that fits, or the first n as a set",
    vi = "dòng đầu thỏa điều kiện, hoặc n dòng đầu" },
  { name = "each", args = "function?",
    en = "for loops; with a function, what it says of each row",
    vi = "dùng trong vòng lặp; có hàm thì cho kết quả từng dòng" },
  { name = "existing", args = "day?",
    en = "agencies or areas that exist on a day",
    vi = "cơ quan hoặc địa bàn còn tồn tại vào một ngày" },
  { name = "find", args = "code", en = "the row of that code",
    vi = "dòng có mã đó" },
}

--- "where(condition)".
function M.signature(item)
  return item.args and ("%s(%s)"):format(item.name, item.args) or item.name
end

local function write_list(c, list, lead)
  local page, out = c:page "console", {}
  for i, item in ipairs(list) do
    out[i] = { (lead or "") .. M.signature(item), item[c.lang] or item.en,
      styles = { "bold" } }
  end
  grid.write(page, { { head = "" }, { head = "", min = 30, wrap = true } },
    out)
end

local function global_names(c)
  local sets, kinds = {}, {}
  for _, entity in ipairs(c.entities) do
    if not entity.is_series then
      sets[#sets + 1] = entity.name
      kinds[#kinds + 1] = entity.kind:gsub(" ", "_")
    end
  end
  local modules = {}
  for name in pairs(c.names.modules) do modules[#modules + 1] = name end
  table.sort(modules)
  return sets, kinds, modules
end

local function overview(c)
  local page = c:page "console"
  local sets, kinds, modules = global_names(c)
  page:put(c:say "help_start")
  page:heading(c:say "help_functions", "bold")
  write_list(c, M.FUNCTIONS)
  page:heading(c:say "help_sets", "bold")
  page:put(table.concat(sets, ", "), { indent = 2 })
  write_list(c, M.METHODS, ":")
  page:heading(c:say "help_rows", "bold")
  page:put(table.concat(kinds, ", "), { indent = 2 })
  page:heading(c:say "help_modules", "bold")
  page:put(table.concat(modules, ", "), { indent = 2 })
  page:heading(c:say "help_commands", "bold")
  require("tiendo.console.command").write(c)
end

-- One thing ------------------------------------------------------------------

local function put_text(c, s)
  local page = c:page "console"
  local first = true
  for line in (s .. "\n"):gmatch "([^\n]*)\n" do
    local indent = #line:match "^ *"
    page:put(finding.clean(line:sub(indent + 1)), { indent = indent,
      hang = indent > 0 and 4 or 0, style = first and "bold" or nil })
    first = false
  end
  return true
end

local function own(c, list, name)
  for _, item in ipairs(list) do
    if item.name == name then
      put_text(c, M.signature(item) .. "\n" .. (item[c.lang] or item.en)
        .. (item.example and "\n  " .. item.example or ""))
      return true
    end
  end
end

-- A rule by its id; nil if the name is that of none.
local function rule(c, id)
  if not id:find "^[%l%d_]+%.[%l%d_.]+$" then return end
  local list, message = c.host.rules()
  if not list then error(message, 0) end
  if not rules_report.find(list, id) then return end
  local width = c.host.terminal()
  return rules_report.explain(list, id, { format = "text", lang = c.lang,
    width = width, color = c.color }, c.host.write)
end

local function kind_text(c, entity)
  local page = c:page "console"
  page:put(("%s · %s"):format(entity.kind, entity.kind_vi),
    { style = "bold" })
  page:put(entity.doc)
  page:put(c:say("help_kind", { set = entity.name,
    kind = (entity.kind:gsub(" ", "_")) }), { style = "dim" })
  local out = {}
  local function add(name, kind, doc)
    local word = words.get("field", name, c.lang)
    out[#out + 1] = { name, c.lang == "vi" and word or "", kind,
      doc or "", styles = { "bold", nil, "dim" } }
  end
  for _, one in ipairs(help.entities()) do
    if one.set == entity.name then
      for _, field in ipairs(one.fields) do
        add(field.name, help.type_text(field), field.doc)
      end
    end
  end
  grid.write(page, { { head = c:say "field" }, { head = "", min = 8,
    wrap = true }, { head = c:say "type", min = 12, wrap = true },
    { head = "", min = 16, wrap = true } }, out)
end

local function named(c, name)
  local command = require "tiendo.console.command"
  if name:sub(1, 1) == ":" then return command.tell(c, name) end
  if own(c, M.FUNCTIONS, name) then return true end
  if name:find "^set:" and own(c, M.METHODS, name:sub(5)) then return true end
  if name == "set:" or name == "sets" then
    write_list(c, M.METHODS, ":")
    return true
  end
  local entity = schema.find((name:gsub("_", " "))) or schema.find(name)
  if entity and not entity.is_series then
    kind_text(c, entity)
    return true
  end
  if rule(c, name) then return true end
  local s = help.find(name)
  return s and put_text(c, s)
end

local function candidates(c)
  local names = {}
  for _, item in ipairs(M.FUNCTIONS) do names[#names + 1] = item.name end
  for _, page in ipairs(help.pages()) do
    names[#names + 1] = page.name
    for _, f in ipairs(page.functions) do names[#names + 1] = f.name end
  end
  local sets, kinds, modules = global_names(c)
  for _, list in ipairs { sets, kinds, modules } do
    table.move(list, 1, #list, #names + 1, names)
  end
  for _, one in ipairs(c.host.rules() or {}) do names[#names + 1] = one.rule end
  return names
end

local function no_help(c, name)
  local near = text.nearest(name, candidates(c))
  error(("no help on '%s'%s"):format(name, near
    and ("; did you mean '%s'?"):format(near) or "; help names what there is"),
    0)
end

-- The name of a function of a library or of the prompt.
local function name_of_function(c, f)
  for name, value in pairs(c.names.at) do
    if value == f then return name end
  end
  for _, name in ipairs(rows.NAMES) do
    if rows.all(c, c.entities[1])[name] == f then return "set:" .. name end
  end
  for short, full in pairs(c.names.modules) do
    for key, value in pairs(c.modules[short]) do
      if value == f then return full:match "[^.]+$" .. "." .. key, full, key end
    end
  end
  for name, value in pairs(c.names.base) do
    if value == f then return name end
  end
end

local function of_function(c, f)
  if c.kind_of_function[f] then return kind_text(c, c.kind_of_function[f]) end
  local name, full, key = name_of_function(c, f)
  if not name then return put_text(c, c:say "a_function") end
  return named(c, name) or full and named(c, full .. "." .. key)
    or put_text(c, name)
end

--- Says what a function is.
M.tell_function = of_function

-- Of what kind of row a value is, or holds.
local function entity_of_value(c, what)
  local kind, data = c.host.type(what), rows.data(what)
  if data then return data.entity end
  if kind == "entity" then return schema.find(what.kind_of) end
  return kind == "set" and c:entity_of(what) or nil
end

local function of_value(c, what)
  local kind, entity = c.host.type(what), entity_of_value(c, what)
  if entity then return kind_text(c, entity) end
  if rows.data(what) then return write_list(c, M.METHODS, ":") end
  if kind then return named(c, kind) end
  if type(what) == "function" then return of_function(c, what) end
  for name, value in pairs(c.names.at) do
    if value == what then return named(c, name) end
  end
  for short, full in pairs(c.names.modules) do
    if c.modules[short] == what then return named(c, full) end
  end
  for name, value in pairs(c.names.base) do
    if value == what then return named(c, name) end
  end
  if c.records[what] then return named(c, "findings") end
  put_text(c, type(what))
end

--- Writes help about a value or a name; without one, what there is.
function M.help(c, what)
  if what == nil or what == "" then return overview(c) end
  if type(what) ~= "string" then return of_value(c, what) end
  if not named(c, what) then no_help(c, what) end
end

return M
