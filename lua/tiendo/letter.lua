--- The draft of a letter that urges agencies to report ("công văn đôn đốc"), as
-- Markdown that pandoc turns into DOCX, in the layout of administrative
-- documents that decree 30/2020/NĐ-CP sets. What only the signer can know, the
-- number, the place if it is not given and the date, is left blank.
--
--     letter = {
--       plan = { code, number = nil | TEXT, title = nil | TEXT,
--         issuer = nil | TEXT, issued_on = nil | DAY },
--       issuer = { label = TEXT, parent = nil | TEXT of the body above,
--         abbreviation = nil | TEXT, place = nil | TEXT },
--       obligation = { code, label = TEXT, recipient = nil | TEXT,
--         source_line = nil | n, source = nil | { number }, of another
--         document than the plan },
--       as_of = DAY,
--       new_day = DAY,       -- by which the reports are asked for
--       missing = { { agency = { code, label = TEXT }, period, due = DAY,
--         working_days_late }, ... },   -- in the order to be shown
--       copies = nil | { TEXT, ... },   -- to whom else it goes
--       signer = nil | { authority = nil | TEXT, position = nil | TEXT,
--         name = nil | TEXT },
--       illustrative = nil | true,
--     }
--
-- The letter is in Vietnamese; in English it is a translation that says so.
-- @module tiendo.letter
local date = require "tiendo.date"
local document = require "tiendo.digest.document"
local markdown = require "tiendo.report.markdown"
local report_page = require "tiendo.report.page"
local text = require "tiendo.text"
local vietnamese = require "tiendo.vietnamese"
local words = require "tiendo.words"

local M = {}

local WIDTH = 80
-- Shares of the columns; pandoc reads them from the dashes.
local HEAD = { ":" .. ("-"):rep(32) .. ":", ":" .. ("-"):rep(44) .. ":" }
local TO = { ("-"):rep(20) .. ":", ":" .. ("-"):rep(56) }
local LIST = { "----:", ":" .. ("-"):rep(36), ":" .. ("-"):rep(12),
  ":" .. ("-"):rep(12), ("-"):rep(11) .. ":" }
local FOOT = { ":" .. ("-"):rep(38), ":" .. ("-"):rep(38) .. ":" }

local escape = markdown.escape

-- Markdown -------------------------------------------------------------------

local function trim(s)
  return s:match "^%s*(.-)%s*$"
end

local function marked(sign, s)
  s = trim(s)
  return s == "" and "" or sign .. escape(s) .. sign
end

local function bold(s) return marked("**", s) end

local function put_row(page, cells)
  page.write("| " .. table.concat(cells, " | ") .. " |\n")
end

-- Rows are Markdown already; a head of empty cells is not printed.
local function put_table(page, head, columns, rows)
  page.write "\n"
  put_row(page, head)
  page.write("|" .. table.concat(columns, "|") .. "|\n")
  for _, row in ipairs(rows) do put_row(page, row) end
end

local function paragraph(page, s)
  page.write("\n" .. escape(trim(s)) .. "\n")
end

-- Text -----------------------------------------------------------------------

-- "ngày 08 tháng 5 năm 2018": two digits for days up to 9 and months 1 and 2.
local function long_day(page, day)
  day = date.of(day)
  local month = day.month <= 2 and ("%02d"):format(day.month)
    or ("%d"):format(day.month)
  return page:say("long_day", {
    day = (page.lang == "vi" and "%02d" or "%d"):format(day.day),
    month = page.lang == "vi" and month or page:word("month", day.month),
    year = ("%d"):format(day.year) })
end

-- Capitals, as names stand in the head and above a signature.
local function capitals(page, name)
  return vietnamese.upper(page:label(name))
end

local function document_text(page, plan)
  local s = document.name(plan, page.lang)
  if plan.issued_on then
    s = page:say("document", { name = s, day = long_day(page, plan.issued_on) })
  end
  local issuer, title = page:label(plan.issuer), page:label(plan.title)
  if issuer ~= "" then
    s = page:say("of_issuer", { document = s, issuer = issuer })
  end
  return title ~= "" and page:say("on_plan", { document = s, title = title })
    or s
end

local function obligation_name(page, o)
  local name = page:label(o.label)
  return name ~= "" and name or page:label(o.code)
end

local function agency_name(page, agency)
  local name = page:label(agency.label)
  return name ~= "" and name or page:label(agency.code)
end

-- Head -----------------------------------------------------------------------

local function number_text(page, issuer)
  local abbreviation = page:label(issuer.abbreviation)
  return abbreviation ~= ""
    and page:say("number_of", { abbreviation = abbreviation })
    or page:say "number"
end

local function date_text(page, issuer)
  local place = page:label(issuer.place)
  return place ~= "" and page:say("date_at", { place = place })
    or page:say "place_date"
end

local function put_warnings(page, letter)
  local function put(key) page.write("\n" .. bold(page:say(key)) .. "\n") end
  if page.lang ~= "vi" then put "gloss" end
  if letter.illustrative then put "illustrative" end
end

local function put_head(page, letter)
  local issuer = letter.issuer
  local parent = capitals(page, issuer.parent)
  local country, motto = bold(page:say "country"), bold(page:say "motto")
  local name = bold(capitals(page, issuer.label))
  local rows = parent ~= ""
    and { { escape(parent), country }, { name, motto } }
    or { { name, country }, { "", motto } }
  rows[3] = { "", "" }
  rows[4] = { escape(number_text(page, issuer)),
    marked("*", date_text(page, issuer)) }
  rows[5] = { escape(page:say("about", { obligation = obligation_name(page,
    letter.obligation) })), "" }
  put_table(page, { "", "" }, HEAD, rows)
end

-- Each agency once, in the order of the list.
local function agencies_of(missing)
  local list, seen = {}, {}
  for _, row in ipairs(missing) do
    if not seen[row.agency.code] then
      seen[row.agency.code] = true
      list[#list + 1] = row.agency
    end
  end
  return list
end

local function put_addressees(page, letter)
  local list, rows = agencies_of(letter.missing), {}
  for i, agency in ipairs(list) do
    local key = #list == 1 and "to_one" or i < #list and "to_line" or "to_last"
    rows[i] = { i == 1 and escape(page:say "to") or "",
      escape(page:say(key, { name = agency_name(page, agency) })) }
  end
  put_table(page, { "", "" }, TO, rows)
end

-- Body -----------------------------------------------------------------------

local function put_basis(page, letter)
  local o = letter.obligation
  local source = o.source and document.name(o.source, page.lang)
    or page:say "the_document"
  local duty = page:say(o.source_line and "duty_line" or "duty", {
    obligation = obligation_name(page, o), document = source,
    line = o.source_line and ("%d"):format(o.source_line) or nil },
    #agencies_of(letter.missing))
  paragraph(page, page:say("basis",
    { document = document_text(page, letter.plan) }) .. duty)
end

local function put_list(page, letter)
  local rows, n = {}, #letter.missing
  paragraph(page, page:say("state", { n = n,
    day = long_day(page, letter.as_of) }, n))
  for i, row in ipairs(letter.missing) do
    rows[i] = { page:show(i), escape(agency_name(page, row.agency)),
      escape(document.period(row.period, page.lang)),
      escape(page:show(row.due, "date")), page:show(row.working_days_late) }
  end
  put_table(page, { page:say "row", page:say "agency", page:say "period",
    page:say "due", page:say "late" }, LIST, rows)
end

local function put_demand(page, letter)
  local recipient = page:label(letter.obligation.recipient)
  paragraph(page, page:say(recipient ~= "" and "demand_to" or "demand", {
    issuer = page:label(letter.issuer.label), recipient = recipient,
    day = long_day(page, letter.new_day) }))
  paragraph(page, page:say "reason")
  paragraph(page, page:say "closing")
end

-- Foot -----------------------------------------------------------------------

local function recipient_lines(page, letter)
  local lines = { marked("***", page:say "recipients"),
    escape(page:say "as_above") }
  for _, name in ipairs(letter.copies or {}) do
    lines[#lines + 1] = escape(page:say("copy", { name = page:label(name) }))
  end
  lines[#lines + 1] = escape(page:say "filed")
  return lines
end

local function signature_lines(page, signer)
  local lines = {}
  local authority = capitals(page, signer.authority)
  local position, name = capitals(page, signer.position),
    page:label(signer.name)
  if authority ~= "" then lines[1] = bold(authority) end
  lines[#lines + 1] = bold(position ~= "" and position or page:say "signer")
  for _ = 1, 3 do lines[#lines + 1] = "" end -- room to sign
  lines[#lines + 1] = bold(name ~= "" and name or page:say "name")
  return lines
end

local function put_foot(page, letter)
  local left = recipient_lines(page, letter)
  local right = signature_lines(page, letter.signer or {})
  local rows = {}
  for i = 1, math.max(#left, #right) do
    rows[i] = { left[i] or "", right[i] or "" }
  end
  put_table(page, { "", "" }, FOOT, rows)
end

-- Letter ---------------------------------------------------------------------

local function what_is_wrong(letter, options)
  if options.lang and not words.has(options.lang) then
    return ("unknown language '%s'; there are %s"):format(options.lang,
      table.concat(words.LANGS, ", "))
  end
  if #letter.missing == 0 then
    return ("no report of '%s' is missing: there is nobody to write to"):format(
      letter.obligation.code)
  end
  if date.of(letter.new_day) <= date.of(letter.as_of) then
    return ("the new day %s is not after %s"):format(tostring(letter.new_day),
      tostring(letter.as_of))
  end
end

--- Writes a letter.
-- @tparam table letter  as above
-- @tparam[opt] table options  `lang` "vi" (default), or "en" for a translation
-- @treturn string|nil  Markdown, in Unicode NFC
-- @treturn string  why nothing was written
function M.write(letter, options)
  options = options or {}
  local wrong = what_is_wrong(letter, options)
  if wrong then return nil, wrong end
  local out = {}
  local page = report_page.new({ lang = options.lang or "vi", width = WIDTH,
    group = "letter" }, function(s) out[#out + 1] = s end)
  put_warnings(page, letter)
  put_head(page, letter)
  put_addressees(page, letter)
  put_basis(page, letter)
  put_list(page, letter)
  put_demand(page, letter)
  put_foot(page, letter)
  return text.nfc((table.concat(out):gsub("^\n", "")))
end

return M
