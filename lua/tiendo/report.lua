--- The result of a run, written for people and for machines.
--
-- Every reporter gets the same plain table and so tells the same story:
--
--     result = {
--       tiendo = "0.1.0",
--       run = { id = nil, as_of = DAY, known_at = DAY, data = "sha256:...",
--         rules = "sha256:...", settings = "sha256:...",
--         select = nil | the expression that the findings fit },
--       plan = nil | { code, number, title = TEXT, issued_on = DAY },
--       goals = { { code, label = TEXT }, ... },      -- all, in reading order
--       agencies = { { code, label = TEXT }, ... },
--       sources = { { code, title, url }, ... },  -- "" where there is none
--       illustrative = { submissions = 12 },  -- invented rows by entity
--       checks = { {                          -- sorted by rule
--         rule, title = TEXT, doc = TEXT, severity, over = "commitments",
--         tags = nil | { "draft", ... }, evaluated = 31, pass = 20,
--         fail = 6, ["no-data"] = 5, ["not-due"] = 0,
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
--       errors_dropped = nil | 3,             -- how many more there were
--     }
--
-- What a recorded run adds:
--
--       run.id = "2026-11-30-30dbbdcb"
--       since_last = { run = nil | "2026-11-23-...", as_of = nil | DAY,
--         new = 3, reopened = 0, changed = 0, ongoing = 12, stale = 1,
--         waived = 0, resolved = 2, held = 0, suspicious = false },
--       resolved = { { id, rule, title = TEXT, severity, state = "resolved",
--         since = DAY, subject, period = nil | "2025-Q4", text = TEXT }, ... },
--
-- and to each finding its `state`, `since` (DAY) and `age_days`.
--
-- TEXT is { en, vi } or one string for both, TEMPLATE a TEXT for
-- tiendo.template. DAY is a date of tiendo.date or ISO text. A value is a
-- number, text, boolean, date, period, a row of the plan as { kind, code,
-- label = TEXT }, or a list of these.
-- @module tiendo.report
local count = require "tiendo.report.count"
local words = require "tiendo.words"

local M = {}

--- Names of the formats; each is a module with a function `write`.
M.FORMATS = { "text", "json", "jsonl", "csv", "markdown", "junit", "sarif",
  "prometheus", "nagios" }

--- What may stand between the cells of CSV.
M.SEPARATORS = { ",", ";" }

local function is_one_of(list, name)
  for _, known in ipairs(list) do
    if known == name then return true end
  end
  return false
end

-- The options with what holds where nothing is said, or what is wrong.
local function settle(options)
  local o = {
    lang = options.lang or "en",
    color = options.color == true,
    width = options.width or 80,
    limit = options.limit,
    fail_on = options.fail_on or "high",
    separator = options.separator or ",",
    bom = options.bom == true,
  }
  if not words.has(o.lang) then
    return nil, ("unknown language '%s'; there are %s"):format(o.lang,
      table.concat(words.LANGS, ", "))
  end
  if not count.is_gate(o.fail_on) then
    return nil, ("fail_on '%s' is none of %s, %s"):format(o.fail_on,
      table.concat(words.SEVERITIES, ", "), count.NEVER)
  end
  if not is_one_of(M.SEPARATORS, o.separator) then
    return nil, ("separator '%s' is neither , nor ;"):format(o.separator)
  end
  return o
end

--- Writes a result.
-- @tparam table result  as above
-- @tparam string format  one of FORMATS
-- @tparam[opt] table options  `lang` "en" or "vi"; for text `color` and `width`
--   in columns (80); for text and markdown `limit` of findings shown for each
--   rule; for nagios and sarif `fail_on`, a severity or "never" ("high"); for
--   csv `separator` (",") and `bom`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(result, format, options, write)
  if not is_one_of(M.FORMATS, format) then
    return nil, ("unknown format '%s'; there are %s"):format(format,
      table.concat(M.FORMATS, ", "))
  end
  local settled, message = settle(options or {})
  if not settled then return nil, message end
  require("tiendo.report." .. format).write(result, settled, write)
  return true
end

return M
