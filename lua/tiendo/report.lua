--- The result of a run, written for people and for machines.
--
-- Every reporter gets the same plain table and so tells the same story:
--
--     result = {
--       tiendo = "0.1.0",
--       run = { id = nil, as_of = DAY, known_at = DAY, data = "sha256:...",
--         rules = "sha256:...", settings = "sha256:..." },
--       plan = nil | { code, number, title = TEXT, issued_on = DAY },
--       goals = { { code, label = TEXT }, ... },      -- all, in reading order
--       agencies = { { code, label = TEXT }, ... },
--       illustrative = { submissions = 12 },  -- invented rows by entity
--       checks = { {                          -- sorted by rule
--         rule, title = TEXT, severity, over = "commitments", evaluated = 31,
--         pass = 20, fail = 6, ["no-data"] = 5, ["not-due"] = 0,
--         ["not-applicable"] = 0, waived = 0, error = 0,
--         reasons = { { outcome = "no-data", why = TEXT, n = 5 }, ... } },
--         ... },
--       findings = { {  -- by severity from high to low, rule, subject, period
--         id, rule, title = TEXT, severity, outcome, state = nil | "new" ...,
--         subject = { kind, kind_vi, code, label = TEXT, target, goal, agency,
--           source, source_line },
--         period = nil | "2025-Q4", message = TEMPLATE,
--         evidence = { { name, value }, ... },  -- in the order to be shown
--         fields = nil | { deadline = ... },    -- of the subject, for messages
--         tags = nil | { "draft", ... },        -- of the rule
--         illustrative = nil | true,
--         waiver = nil | { code, valid_to = DAY } }, ... },
--       errors = { { rule, subject = nil | code, message, traceback,
--         reason = "error" | "time limit" | "memory limit" | "signal 11"
--           | "load" }, ... },
--     }
--
-- TEXT is { en, vi } or one string for both, TEMPLATE a TEXT for
-- tiendo.template. DAY is a date of tiendo.date or ISO text. A value is a
-- number, text, boolean, date, period, a row of the plan as { kind, code,
-- label = TEXT }, or a list of these.
-- @module tiendo.report
local words = require "tiendo.words"

local M = {}

--- Names of the formats; each is a module with a function `write`.
M.FORMATS = { "text", "json", "jsonl", "csv" }

local function is_format(name)
  for _, known in ipairs(M.FORMATS) do
    if known == name then return true end
  end
  return false
end

--- Writes a result.
-- @tparam table result  as above
-- @tparam string format  one of FORMATS
-- @tparam[opt] table options  `lang` "en" or "vi"; for text also `color`,
--   `width` in columns (80), `limit` of findings shown for each rule
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(result, format, options, write)
  options = options or {}
  local lang = options.lang or "en"
  if not is_format(format) then
    return nil, ("unknown format '%s'; there are %s"):format(format,
      table.concat(M.FORMATS, ", "))
  end
  if not words.has(lang) then
    return nil, ("unknown language '%s'; there are %s"):format(lang,
      table.concat(words.LANGS, ", "))
  end
  require("tiendo.report." .. format).write(result, {
    lang = lang,
    color = options.color == true,
    width = options.width or 80,
    limit = options.limit,
  }, write)
  return true
end

return M
