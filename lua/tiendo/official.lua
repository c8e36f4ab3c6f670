--- The report as an official document ("Báo cáo"), as Markdown that pandoc
-- turns into DOCX, in the layout of administrative documents
-- (tiendo.letter.layout). It is a draft: the body that reports, number and date
-- are left blank for those who sign it.
-- @module tiendo.official
local layout = require "tiendo.letter.layout"
local report_page = require "tiendo.report.page"
local text = require "tiendo.text"

local M = {}

local WIDTH = 80

-- In the order of the document; each module has a function `put`.
local PARTS = { "state", "goals", "reports", "faults", "proposals" }

local function put_head(page, brief)
  local plan = brief.plan or {}
  local day = layout.long_day(page, brief.as_of)
  local title = page:label(plan.title)
  layout.put_head(page, { label = page:say "body", parent = plan.issuer,
    abbreviation = page:say "letters", place = layout.place(page, plan.area) })
  layout.put_title(page, page:say "kind", title ~= ""
    and page:say("about", { plan = title, day = day })
    or page:say("about_none", { day = day }))
  local issuer = page:label(plan.issuer)
  layout.put_addressees(page, { issuer ~= "" and issuer or page:say "to" })
end

local function put_warnings(page, brief)
  if page.lang ~= "vi" then layout.strong(page, page:say "gloss") end
  if next(brief.illustrative or {}) then
    layout.strong(page, page:say "illustrative")
  end
end

local function put_basis(page, brief)
  local day = layout.long_day(page, brief.as_of)
  layout.paragraph(page, brief.plan
    and page:say("basis", { day = day,
      document = layout.document(page, brief.plan) })
    or page:say("basis_none", { day = day }))
  if brief.known_at ~= brief.as_of then
    layout.paragraph(page, page:say("known_at",
      { day = layout.long_day(page, brief.known_at) }))
  end
  if brief.run.select then
    layout.paragraph(page, page:say("selected", { select = brief.run.select }))
  end
end

--- Writes the document.
-- @tparam table brief  as of tiendo.brief
-- @tparam table options  `lang`
-- @tparam function write  receives the text
function M.write(brief, options, write)
  local out = {}
  local page = report_page.new({ lang = options.lang, width = WIDTH,
    group = "official" }, function(s) out[#out + 1] = s end)
  put_warnings(page, brief)
  put_head(page, brief)
  put_basis(page, brief)
  for _, part in ipairs(PARTS) do
    require("tiendo.official." .. part).put(page, brief)
  end
  layout.paragraph(page, page:say "closing")
  layout.put_foot(page)
  page.write("\n" .. layout.italic(page:say("made", { version = brief.tiendo,
    data = brief.run.data or "" })) .. "\n")
  write(text.nfc((table.concat(out):gsub("^\n", ""))))
end

return M
