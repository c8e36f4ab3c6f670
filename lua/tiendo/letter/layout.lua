--- The layout of administrative documents that decree 30/2020/NĐ-CP sets, as
-- Markdown for pandoc: the country's name beside the issuing body, number,
-- place and date, those it is addressed to, who gets it beside the signature.
-- What only the signer can know is left blank. Shared by the letter and the
-- report; its phrases are those of the letter.
--
-- A page is one of tiendo.report.page, whatever the group of its phrases.
-- @module tiendo.letter.layout
local date = require "tiendo.date"
local document = require "tiendo.digest.document"
local markdown = require "tiendo.report.markdown"
local vietnamese = require "tiendo.vietnamese"

local M = {}

-- Shares of the columns; pandoc reads them from the dashes.
local HEAD = { ":" .. ("-"):rep(32) .. ":", ":" .. ("-"):rep(44) .. ":" }
local TO = { ("-"):rep(20) .. ":", ":" .. ("-"):rep(56) }
local FOOT = { ":" .. ("-"):rep(38), ":" .. ("-"):rep(38) .. ":" }
local TITLE = { ":" .. ("-"):rep(76) .. ":" }

local escape = markdown.escape

local function say(page, key, values, n)
  return page:say_of("letter", key, values, n)
end

-- Markdown -------------------------------------------------------------------

local function trim(s)
  return s:match "^%s*(.-)%s*$"
end

local function marked(sign, s)
  s = trim(s)
  return s == "" and "" or sign .. escape(s) .. sign
end

--- Bold text; the text is escaped.
function M.bold(s) return marked("**", s) end

--- Text in italics.
function M.italic(s) return marked("*", s) end

local function put_row(page, cells)
  page.write("| " .. table.concat(cells, " | ") .. " |\n")
end

--- Writes a table. Rows are Markdown already; a head of empty cells is not
-- printed.
-- @tparam table page
-- @tparam table head  texts
-- @tparam table columns  rules such as ":---:", whose dashes are shares
-- @tparam table rows
function M.put_table(page, head, columns, rows)
  page.write "\n"
  put_row(page, head)
  page.write("|" .. table.concat(columns, "|") .. "|\n")
  for _, row in ipairs(rows) do put_row(page, row) end
end

--- Writes a paragraph of plain text.
function M.paragraph(page, s)
  page.write("\n" .. escape(trim(s)) .. "\n")
end

--- Writes a paragraph in bold.
function M.strong(page, s)
  page.write("\n" .. M.bold(s) .. "\n")
end

--- Writes a heading.
function M.heading(page, level, s)
  page.write(("\n%s %s\n"):format(("#"):rep(level), escape(trim(s))))
end

-- Text -----------------------------------------------------------------------

local PLACES = { "^tỉnh (.+)$", "^thành phố (.+)$", "^(.+) [Pp]rovince$",
  "^(.+) [Cc]ity$" }

--- Where the bodies of an area sign: "An Giang" of "tỉnh An Giang"; nil where
-- its name does not tell.
function M.place(page, area)
  local name = page:label(area)
  for _, pattern in ipairs(PLACES) do
    local place = name:match(pattern)
    if place then return place end
  end
end

--- "ngày 08 tháng 5 năm 2018": two digits for days up to 9 and months 1 and 2.
function M.long_day(page, day)
  day = date.of(day)
  local month = day.month <= 2 and ("%02d"):format(day.month)
    or ("%d"):format(day.month)
  return say(page, "long_day", {
    day = (page.lang == "vi" and "%02d" or "%d"):format(day.day),
    month = page.lang == "vi" and month or page:word("month", day.month),
    year = ("%d"):format(day.year) })
end

--- A plan in a sentence: kind and number, day, issuer, title.
function M.document(page, plan)
  local s = document.name(plan, page.lang)
  if plan.issued_on then
    s = say(page, "document",
      { name = s, day = M.long_day(page, plan.issued_on) })
  end
  local issuer, title = page:label(plan.issuer), page:label(plan.title)
  if issuer ~= "" then
    s = say(page, "of_issuer", { document = s, issuer = issuer })
  end
  return title ~= "" and say(page, "on_plan", { document = s, title = title })
    or s
end

--- Capitals, as names stand in the head and above a signature.
function M.capitals(page, name)
  return vietnamese.upper(page:label(name))
end

-- Head -----------------------------------------------------------------------

local function number_text(page, issuer)
  local abbreviation = page:label(issuer.abbreviation)
  return abbreviation ~= ""
    and say(page, "number_of", { abbreviation = abbreviation })
    or say(page, "number")
end

local function date_text(page, issuer)
  local place = page:label(issuer.place)
  return place ~= "" and say(page, "date_at", { place = place })
    or say(page, "place_date")
end

--- Writes the head.
-- @tparam table page
-- @tparam table issuer  { label, parent, abbreviation, place }, as of
--   tiendo.letter
-- @tparam[opt] string about  what stands below the number
function M.put_head(page, issuer, about)
  local parent = M.capitals(page, issuer.parent)
  local country, motto = M.bold(say(page, "country")),
    M.bold(say(page, "motto"))
  local name = M.bold(M.capitals(page, issuer.label))
  local rows = parent ~= ""
    and { { escape(parent), country }, { name, motto } }
    or { { name, country }, { "", motto } }
  rows[3] = { "", "" }
  rows[4] = { escape(number_text(page, issuer)),
    M.italic(date_text(page, issuer)) }
  if about then rows[5] = { escape(about), "" } end
  M.put_table(page, { "", "" }, HEAD, rows)
end

--- Writes the kind of document and what it is about, in the middle.
function M.put_title(page, kind, about)
  M.put_table(page, { "" }, TITLE, { { M.bold(kind) }, { M.bold(about) } })
end

--- Writes to whom it is addressed.
-- @tparam table page
-- @tparam table names  texts
function M.put_addressees(page, names)
  local rows = {}
  for i, name in ipairs(names) do
    local key = #names == 1 and "to_one" or i < #names and "to_line"
      or "to_last"
    rows[i] = { i == 1 and escape(say(page, "to")) or "",
      escape(say(page, key, { name = name })) }
  end
  M.put_table(page, { "", "" }, TO, rows)
end

-- Foot -----------------------------------------------------------------------

local function recipient_lines(page, copies)
  local lines = { marked("***", say(page, "recipients")),
    escape(say(page, "as_above")) }
  for _, name in ipairs(copies or {}) do
    lines[#lines + 1] = escape(say(page, "copy", { name = page:label(name) }))
  end
  lines[#lines + 1] = escape(say(page, "filed"))
  return lines
end

local function signature_lines(page, signer)
  local lines = {}
  local authority = M.capitals(page, signer.authority)
  local position, name = M.capitals(page, signer.position),
    page:label(signer.name)
  if authority ~= "" then lines[1] = M.bold(authority) end
  lines[#lines + 1] = M.bold(position ~= "" and position or say(page, "signer"))
  for _ = 1, 3 do lines[#lines + 1] = "" end -- room to sign
  lines[#lines + 1] = M.bold(name ~= "" and name or say(page, "name"))
  return lines
end

--- Writes who gets it, and the signature.
-- @tparam table page
-- @tparam[opt] table copies  to whom else it goes
-- @tparam[opt] table signer  { authority, position, name }
function M.put_foot(page, copies, signer)
  local left = recipient_lines(page, copies)
  local right = signature_lines(page, signer or {})
  local rows = {}
  for i = 1, math.max(#left, #right) do
    rows[i] = { left[i] or "", right[i] or "" }
  end
  M.put_table(page, { "", "" }, FOOT, rows)
end

return M
