--- Pages about rules, in Markdown: one a rule and an index by topic. Rules are
-- given as tiendo.report.rules documents them, each with
--
--     examples_list = { { name, as_of, expect }, ... },
--     shown = { finding, example = its name } or nil: what its first failing
--       example gives,
--
-- the result of a check as tiendo.report documents it, or nil. A rule's doc
-- tells its sections by how their first paragraph begins.
-- @module tiendo.report.docs
local finding = require "tiendo.report.finding"
local report_rules = require "tiendo.report.rules"
local report_page = require "tiendo.report.page"
local detail = require "tiendo.report.detail"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

local clean = finding.clean

-- Markdown ------------------------------------------------------------------

-- Text that means nothing to Markdown, what stands in `backticks` apart.
local function escape(s)
  s = clean(s):gsub("[\\*<>|%[%]]", "\\%0")
  s = s:gsub("%f[%w_]_", "\\_"):gsub("_%f[^%w_]", "\\_")
  s = s:gsub("`[^`]*`", function(code) return (code:gsub("\\(.)", "%1")) end)
  return (s:gsub("^[#+-]+ ", "\\%0"):gsub("^(%d+)([.)] )", "%1\\%2"))
end

local function code(s)
  return "`" .. clean(s):gsub("`", "'") .. "`"
end

local function codes(list)
  local out = {}
  for i, name in ipairs(list) do out[i] = code(name) end
  return table.concat(out, ", ")
end

-- A page is a list of blocks with an empty line between them.
local function put(page, block)
  page.blocks[#page.blocks + 1] = block
end

local function put_heading(page, key)
  put(page, "## " .. page:say(key))
end

-- A cell holds no line across.
local function cell(s)
  return (s:gsub("([^\\])|", "%1\\|"))
end

local function put_table(page, heads, rows)
  local lines = { "| " .. table.concat(heads, " | ") .. " |",
    "|" .. ("---|"):rep(#heads) }
  for _, row in ipairs(rows) do
    for i, text in ipairs(row) do row[i] = cell(text) end
    lines[#lines + 1] = "| " .. table.concat(row, " | ") .. " |"
  end
  put(page, table.concat(lines, "\n"))
end

-- Sections of the doc -------------------------------------------------------

-- How the first paragraph of a section begins; `keep`: that is part of it.
local BEGINNINGS = {
  { "basis", "Basis:" }, { "basis", "Căn cứ:" },
  { "to_do", "What to do:" }, { "to_do", "Việc cần làm:" },
  { "mislead", "May mislead", keep = true },
  { "mislead", "Có thể sai khi", keep = true },
}

local function section_of(paragraph)
  for _, beginning in ipairs(BEGINNINGS) do
    local name, text = beginning[1], beginning[2]
    if paragraph:sub(1, #text) == text then
      if beginning.keep then return name, paragraph end
      return name, (paragraph:sub(#text + 1):gsub("^ *", ""))
    end
  end
end

-- Letters of Vietnamese that stand right after their capitals.
local AFTER_CAPITAL = { [0x103] = true, [0x111] = true, [0x129] = true,
  [0x169] = true, [0x1A1] = true, [0x1B0] = true }

local function upper(letter)
  if letter < 0x80 then return string.char(letter):upper() end
  if letter >= 0xE0 and letter <= 0xFE then return utf8.char(letter - 0x20) end
  local is_after = AFTER_CAPITAL[letter]
    or letter >= 0x1EA0 and letter <= 0x1EF9 and letter % 2 == 1
  return utf8.char(is_after and letter - 1 or letter)
end

local function capital(s)
  if s == "" then return s end
  return upper(utf8.codepoint(s)) .. s:sub(utf8.offset(s, 2))
end

-- Paragraphs by section; what begins with no mark belongs to the one before.
local function sections_of(doc)
  local sections, current = { what = {} }, "what"
  for _, paragraph in ipairs(report_rules.paragraphs(doc)) do
    local name, rest = section_of(paragraph)
    current = name or current
    sections[current] = sections[current] or {}
    table.insert(sections[current], name and capital(rest) or paragraph)
  end
  return sections
end

local function put_section(page, sections, name)
  if not sections[name] then return end
  if name ~= "what" then put_heading(page, name) end
  for _, paragraph in ipairs(sections[name]) do put(page, escape(paragraph)) end
end

-- Parts of a page -----------------------------------------------------------

local function put_head(page, rule)
  local title = page:label(rule.title)
  local other = words.pick(rule.title, page.lang == "en" and "vi" or "en")
  put(page, "# " .. escape(title))
  if other ~= title then put(page, "*" .. escape(other) .. "*") end
  local facts = { code(rule.rule),
    page:say("severity", { severity = page:word("severity", rule.severity) }),
    page:say("over", { over = report_rules.over(rule, page.lang) }) }
  if #rule.tags > 0 then
    facts[#facts + 1] = page:say("tags", { tags = clean(
      table.concat(rule.tags, ", ")) })
  end
  put(page, table.concat(facts, " · "))
end

local function param_row(page, param)
  local doc = escape(page:label(param.doc))
  if param.source ~= "" then
    local source = page:say("source", { source = escape(param.source) })
    doc = doc == "" and source or doc .. " (" .. source .. ")"
  end
  return { code(param.name), escape(report_rules.type_of(page.of_rules, param)),
    code(param.standard_written), doc }
end

local function put_params(page, rule)
  if #rule.params == 0 then return end
  local rows = {}
  for i, param in ipairs(rule.params) do rows[i] = param_row(page, param) end
  put_heading(page, "params")
  put_table(page, { page:say "param", page:say "takes", page:say "standard",
    page:say "meaning" }, rows)
  local first = rule.params[1]
  put(page, page:say("how_to_set", { option = code(("--set %s.%s=%s")
    :format(rule.rule, first.name, first.standard_written)) }))
end

local function put_needs(page, rule)
  if #rule.needs == 0 then return end
  put_heading(page, "needs")
  put(page, page:say("needs_of", { names = codes(rule.needs) }))
end

local function put_message(page, rule)
  local message = words.pick(rule.message, page.lang)
  if message == "" then return end
  put_heading(page, "message")
  put(page, code(message))
end

-- The finding ---------------------------------------------------------------

-- The first finding of the rule in the result, one that rests on facts before
-- one that does not.
local function found_in(result, id)
  local invented
  for _, f in ipairs(result and result.findings or {}) do
    if f.rule == id and f.outcome == "fail" then
      if not f.illustrative then return f end
      invented = invented or f
    end
  end
  return invented
end

local function evidence_lines(page, f)
  local lines = {}
  for _, item in ipairs(f.evidence or {}) do
    local name, value = detail.evidence(page, item)
    lines[#lines + 1] = ("> - %s: %s"):format(escape(name), escape(value))
  end
  return lines
end

local function put_finding_text(page, f)
  local name = page:label(f.subject.label)
  if name == f.subject.code then name = "" end
  local lines = { "> " .. (name ~= "" and "**" .. escape(name) .. "** " or "")
    .. code(f.subject.code or "") .. (f.period and " · "
    .. escape(page:show(f.period, "date")) or ""), ">",
    "> " .. escape(finding.message(f, page.lang)) }
  local evidence = evidence_lines(page, f)
  if #evidence > 0 then lines[#lines + 1] = ">" end
  table.move(evidence, 1, #evidence, #lines + 1, lines)
  put(page, table.concat(lines, "\n"))
end

-- Which plan, and what of it is no fact.
local function put_origin(page, f, result)
  local plan = result.plan or {}
  local command = ("tiendo check STORE --as-of %s --select '%s'"):format(
    tostring(result.run.as_of), f.rule)
  put(page, page:say("found", { severity = page:word("severity", f.severity),
    plan = escape(page:label(plan.title or {})), number = plan.number or "",
    day = result.run.as_of, command = code(command) }))
  if f.illustrative then put(page, page:say "illustrative") end
end

local function put_finding(page, rule, result)
  local f = found_in(result, rule.rule)
  if not f and not rule.shown then return end
  put_heading(page, "finding")
  if f then
    put_finding_text(page, f)
    put_origin(page, f, result)
  else
    put_finding_text(page, rule.shown.finding)
    put(page, page:say("of_example", { name = rule.shown.example }))
  end
end

-- Examples ------------------------------------------------------------------

-- "1 fail, 2 pass"; counts of nothing only where there are no others.
local function expected(page, expect)
  local some, none = {}, {}
  for _, outcome in ipairs(words.OUTCOMES) do
    local n = expect[outcome]
    if n ~= nil then
      local list = n == 0 and none or some
      list[#list + 1] = page:say("outcome", { n = n,
        outcome = page:word("outcome", outcome) })
    end
  end
  local list = #some > 0 and some or none
  if #list == 0 and expect.findings then
    local n = #expect.findings
    return template.say("report", "findings", page.lang, { n = n }, n)
  end
  return table.concat(list, ", ")
end

local function put_examples(page, rule)
  if #rule.examples_list == 0 then return end
  local rows = {}
  for i, example in ipairs(rule.examples_list) do
    rows[i] = { escape(example.name), clean(tostring(example.as_of or "")),
      expected(page, example.expect or {}) }
  end
  put_heading(page, "examples")
  put_table(page, { page:say "example", page:say "as_of",
    page:say "expected" }, rows)
end

-- Pages ---------------------------------------------------------------------

local function new_page(lang)
  local page = report_page.new { lang = lang, width = 80, group = "docs" }
  page.of_rules = report_page.new { lang = lang, width = 80, group = "rules" }
  page.blocks = {}
  return page
end

local function text_of(page)
  return table.concat(page.blocks, "\n\n") .. "\n"
end

local function rule_page(rule, result, lang)
  local page = new_page(lang)
  local sections = sections_of(words.pick(rule.doc, lang))
  put_head(page, rule)
  for _, name in ipairs { "what", "basis", "to_do", "mislead" } do
    put_section(page, sections, name)
  end
  put_params(page, rule)
  put_needs(page, rule)
  put_message(page, rule)
  put_finding(page, rule, result)
  put_examples(page, rule)
  return text_of(page)
end

local function path_of(rule)
  return rule.rule:gsub("%.", "/") .. ".md"
end

local function topic_of(rule)
  return rule.rule:match "^[^.]*"
end

local function put_topic(page, topic, rules)
  local rows = {}
  for i, rule in ipairs(rules) do
    rows[i] = { ("[%s](%s)"):format(code(rule.rule), path_of(rule)),
      page:word("severity", rule.severity), escape(page:label(rule.title)) }
  end
  put(page, "## " .. (page:word("topic", topic) or capital(topic)))
  put_table(page, { page:say "rule", page:say "severity_head",
    page:say "title" }, rows)
end

local function index_page(rules, lang)
  local page, topics, names = new_page(lang), {}, {}
  for _, rule in ipairs(rules) do
    local topic = topic_of(rule)
    if not topics[topic] then names[#names + 1] = topic end
    topics[topic] = topics[topic] or {}
    table.insert(topics[topic], rule)
  end
  put(page, "# " .. page:say "index")
  put(page, page:say("index_note", { n = #rules }, #rules))
  for _, topic in ipairs(names) do put_topic(page, topic, topics[topic]) end
  return text_of(page)
end

--- Gives `take(path, text)` each page: those of all rules and the index, or
-- that of the rule `id`.
-- @treturn boolean|nil  true
-- @treturn string  that there is no such rule, with the nearest
function M.write(rules, result, id, take, options)
  if id then
    local rule, message = report_rules.find(rules, id)
    if not rule then return nil, message end
    take(path_of(rule), rule_page(rule, result, options.lang))
    return true
  end
  take("README.md", index_page(rules, options.lang))
  for _, rule in ipairs(rules) do
    take(path_of(rule), rule_page(rule, result, options.lang))
  end
  return true
end

return M
