--- How documents and periods are named in a notice or a letter.
-- @module tiendo.digest.document
local finding = require "tiendo.report.finding"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

--- Kind and number: "Quyết định số 1015/QĐ-UBND". The kind is told by the
-- letters in the number.
-- @tparam table plan  with `number`, or else `code`
-- @tparam string lang
function M.name(plan, lang)
  local number = finding.clean(plan.number or plan.code or "")
  local kind = number:match "/([^/-]+)%-[^/]*$" or ""
  if not words.get("document_kind", kind, lang) then kind = "" end
  return template.say("document_kind", kind, lang, { number = number })
end

--- A period: "năm 2026", "quý IV/2026".
-- @param period  a period or its text
-- @tparam string lang
function M.period(period, lang)
  local s = tostring(period)
  if s:find "^%d%d%d%d$" then
    return template.say("digest", "year", lang, { year = s })
  end
  return finding.clean(template.format(period, "date", lang))
end

return M
