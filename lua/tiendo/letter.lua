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
local layout = require "tiendo.letter.layout"
local markdown = require "tiendo.report.markdown"
local report_page = require "tiendo.report.page"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local WIDTH = 80
-- Shares of the columns; pandoc reads them from the dashes.
local LIST = { "----:", ":" .. ("-"):rep(36), ":" .. ("-"):rep(12),
  ":" .. ("-"):rep(12), ("-"):rep(11) .. ":" }

local escape, long_day = markdown.escape, layout.long_day

-- Text -----------------------------------------------------------------------

local function obligation_name(page, o)
  local name = page:label(o.label)
  return name ~= "" and name or page:label(o.code)
end

local function agency_name(page, agency)
  local name = page:label(agency.label)
  return name ~= "" and name or page:label(agency.code)
end

-- Head -----------------------------------------------------------------------

local function put_warnings(page, letter)
  local function put(key) layout.strong(page, page:say(key)) end
  if page.lang ~= "vi" then put "gloss" end
  if letter.illustrative then put "illustrative" end
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
  local names = {}
  for i, agency in ipairs(agencies_of(letter.missing)) do
    names[i] = agency_name(page, agency)
  end
  layout.put_addressees(page, names)
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
  layout.paragraph(page, page:say("basis",
    { document = layout.document(page, letter.plan) }) .. duty)
end

local function put_list(page, letter)
  local rows, n = {}, #letter.missing
  layout.paragraph(page, page:say("state", { n = n,
    day = long_day(page, letter.as_of) }, n))
  for i, row in ipairs(letter.missing) do
    rows[i] = { page:show(i), escape(agency_name(page, row.agency)),
      escape(document.period(row.period, page.lang)),
      escape(page:show(row.due, "date")), page:show(row.working_days_late) }
  end
  layout.put_table(page, { page:say "row", page:say "agency", page:say "period",
    page:say "due", page:say "late" }, LIST, rows)
end

local function put_demand(page, letter)
  local recipient = page:label(letter.obligation.recipient)
  layout.paragraph(page, page:say(recipient ~= "" and "demand_to" or "demand", {
    issuer = page:label(letter.issuer.label), recipient = recipient,
    day = long_day(page, letter.new_day) }))
  layout.paragraph(page, page:say "reason")
  layout.paragraph(page, page:say "closing")
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
  layout.put_head(page, letter.issuer, page:say("about",
    { obligation = obligation_name(page, letter.obligation) }))
  put_addressees(page, letter)
  put_basis(page, letter)
  put_list(page, letter)
  put_demand(page, letter)
  layout.put_foot(page, letter.copies, letter.signer)
  return text.nfc((table.concat(out):gsub("^\n", "")))
end

return M
