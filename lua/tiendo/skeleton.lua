--- The file of a new rule: complete, commented, with examples that pass, for a
-- reader who replaces one part after the other.
-- @module tiendo.skeleton
local bodies = require "tiendo.skeleton.bodies"
local schema = require "tiendo.schema"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local ROW_NAMES = { commitments = "c", targets = "target", reports = "report",
  series = "s", agencies = "agency" }

local COMMENTS = {
  head = {
    en = [[
-- A new rule: replace what it asks, then its texts and its examples.
--   tiendo rules test %s
--   tiendo check STORE --rules %s --select '%s'
-- docs/rules.md says all that a rule can see and say.]],
    vi = [[
-- Quy tắc mới: thay nội dung kiểm tra, sau đó thay lời văn và các ví dụ.
--   tiendo rules test %s
--   tiendo check STORE --rules %s --select '%s'
-- docs/rules.md nêu mọi thứ mà quy tắc đọc được và trả lời được.]],
  },
  doc = { en = "for readers of a finding",
    vi = "dành cho người đọc phát hiện" },
  severity = { en = "info, low, medium, high or critical",
    vi = "info, low, medium, high hoặc critical" },
  over = { en = "check is called for each of its rows",
    vi = "check được gọi cho từng dòng" },
  needs = { en = "without these a row counts as no data",
    vi = "thiếu các trường này thì tính là thiếu số liệu" },
  params = { en = "what a reader may set: --set %s=...",
    vi = "điều người dùng đặt được: --set %s=..." },
  message = { en = "{name} is evidence or a field of the row",
    vi = "{name} là bằng chứng hoặc trường của dòng" },
  check = { en = "nothing: pass; a table: fail, and it is the evidence",
    vi = "không trả gì: đạt; trả về bảng: không đạt, bảng là bằng chứng" },
  examples = { en = "small plans with what the rule must say; rows that are "
      .. "named are made up",
    vi = "kế hoạch nhỏ và kết quả cần có; dòng được nhắc đến tự sinh ra" },
}

local FORM = [[
$head

---@type rule.$over
return {
  id       = "$id",
  title    = { en = "$title", vi = "Quy tắc mới" },
  -- $c_doc
  doc      = {
    en = [=[
$doc_en]=],
    vi = [=[
$doc_vi]=],
  },
  severity = "medium", -- $c_severity
  tags     = { "$tag" },
  over     = "$over", -- $c_over
  needs    = { $needs }, -- $c_needs
  -- $c_params
  params   = {
$param
  },
  -- $c_message
  message  = {
    en = "$message_en",
    vi = "$message_vi",
  },
  -- $c_check
  check = function($row, ctx)
$check
  end,
  -- $c_examples
  examples = {
    { name = "$pass_name", as_of = "2026-11-23",
$pass_plan
      expect = { pass = 1, fail = 0 } },
    { name = "$fail_name", as_of = "2026-11-23",
$fail_plan
      expect = { pass = 0, fail = 1,
        findings = $findings } },
  },
}
]]

-- Ids -----------------------------------------------------------------------

local function is_id(id)
  for part in (id .. "."):gmatch "([^.]*)%." do
    if not part:find "^%l[%l%d_]*$" then return false end
  end
  return true
end

-- What the author may have meant: "Progress/My-Rule" is "progress.my_rule".
local function nearest_id(id)
  local near = id:gsub("%.lua$", ""):gsub("(%l)(%u)", "%1_%2"):lower()
    :gsub("/", "."):gsub("[^%w.]+", "_"):gsub("%.%.+", ".")
    :gsub("^[^%a]+", ""):gsub("[._]+$", ""):gsub("%._*%d*_*", ".")
  return is_id(near) and near
end

local function problem_of_id(id)
  if not is_id(id) then
    local near = nearest_id(id)
    return ("'%s' is no id: lower-case words joined by dots and underscores%s")
      :format(id, near and (", such as '%s'"):format(near)
        or ", such as 'progress.my_rule'")
  end
  if id:find "_spec$" then
    return ("'%s' would be the file of a spec; choose an id that does not end "
      .. "with _spec"):format(id)
  end
end

-- Filling -------------------------------------------------------------------

local function set_of(name)
  local names = {}
  for _, entity in ipairs(schema.entities()) do
    if entity.name == name and name ~= "observations" then return entity end
    if entity.name ~= "observations" then names[#names + 1] = entity.name end
  end
  local near = text.nearest(name, names)
  return nil, ("--over: the plan has no set '%s'%s"):format(name, near
    and ("; did you mean '%s'?"):format(near)
    or "; tiendo show STORE lists them")
end

-- "progress.my_rule" as "My rule".
local function title_of(id)
  local title = id:match "[^.]*$":gsub("_", " ")
  return (title:gsub("^%l", string.upper))
end

local function quoted(names)
  local out = {}
  for i, name in ipairs(names) do out[i] = ("%q"):format(name) end
  return table.concat(out, ", ")
end

-- What stands for each $name of the form.
local function values_of(id, entity, body, folder, lang)
  local values = {
    id = id, over = entity.name, title = title_of(id),
    row = ROW_NAMES[entity.name] or "row", tag = id:match "^[^.]*",
    doc_en = table.concat(body.doc.en, "\n\n"),
    doc_vi = table.concat(body.doc.vi, "\n\n"), needs = quoted(body.needs),
    param = body.param, check = body.check, message_en = body.message.en,
    message_vi = body.message.vi, pass_name = body.pass[1],
    pass_plan = body.pass[2], fail_name = body.fail[1],
    fail_plan = body.fail[2], findings = body.fail[3],
    head = words.pick(COMMENTS.head, lang):format(folder, folder, id),
  }
  for name, comment in pairs(COMMENTS) do
    if name ~= "head" then values["c_" .. name] = words.pick(comment, lang) end
  end
  values.c_params = values.c_params:format(id .. "."
    .. body.param:match "([%w_]+) =")
  return values
end

--- Writes the file of a new rule.
-- @tparam string id
-- @tparam string over  a set of the plan
-- @tparam string folder  of the rules, for the comments
-- @treturn boolean|nil  true
-- @treturn string  what is wrong with the id or the set
function M.write(id, over, folder, options, write)
  local problem = problem_of_id(id)
  if problem then return nil, problem end
  local entity, message = set_of(over)
  if not entity then return nil, message end
  local body = bodies[over] or bodies.any(entity)
  if not body then
    return nil, ("--over: there is no skeleton for %s"):format(over)
  end
  local values = values_of(id, entity, body, folder:gsub("%c", " "),
    options.lang)
  write((FORM:gsub("%[=%[", "[["):gsub("%]=%]", "]]"):gsub("%$([%l_]+)",
    values)))
  return true
end

return M
