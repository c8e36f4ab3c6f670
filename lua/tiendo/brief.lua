--- What a report about a plan tells, before it becomes a page, a workbook or a
-- document: one plain table that all forms of the report share, without
-- anything of a language or a layout.
--
-- `of` makes it from a request { plan, result, params = { [rule] = { [name] =
-- value } }, working_days = function(from, to, calendar) }:
--
--     brief = {
--       tiendo = "0.1.0", run = RUN, as_of = DAY, known_at = DAY,
--       until_day = DAY,                -- last day of the calendar
--       plan = nil | { code, number, title = TEXT, issued_on = DAY,
--         issuer = TEXT, area = TEXT, starts_on = DAY, ends_on = DAY },
--       counts = {
--         commitments = { all, achieved, on_track, off_track, wrong_way,
--           cannot_tell },
--         reports = { all, received, late, missing, pending, due_soon,
--           lead_days = 30, illustrative },  -- all: the four before due_soon
--         findings = { all, critical, high, medium, low, info, waived,
--           illustrative, resolved },   -- all: those that are not waived;
--                                       -- resolved: only here, not by goal
--         checks = { all, subjects, judged, no_data, not_due, not_applicable,
--           error, silent },            -- silent: checks that judged nothing
--       },
--       cannot_tell = { { why = TEXT, n }, ... },   -- most frequent first
--       rates = RATES,                  -- of all reports, see tiendo.rates
--       since_last = nil | as of a recorded run's result,
--       resolved = { as of a recorded run's result, ... },
--       gaps = { { rule, title = TEXT, over, outcome, why = nil | TEXT, n },
--         ... },                        -- what was not evaluated: by rule
--       goals = { { code, label = TEXT, targets, task_groups,
--         commitments = as counts.commitments, findings = as
--         counts.findings }, ... },     -- all; the last has no code where
--                                       -- something belongs to no goal
--       agencies = { { code, label = TEXT, kind, leads, coordinates,
--         commitments, findings, reports = { received, late, missing,
--         pending }, rates = RATES }, ... },  -- those that have any of these,
--                                       -- more of the gravest findings first
--       quiet_agencies = 3,             -- how many have none of them
--       calendar = { { day, kind = "report" | "commitment" | "milestone" |
--         "task" | "waiver", code, label = TEXT, period = nil | TEXT,
--         agencies = { code, ... }, working_days, n, illustrative }, ... },
--       due = { { obligation, label = TEXT, agency, period, due = DAY,
--         status, received_on, days_late, working_days, illustrative,
--         agency_ended = nil | DAY after which there is no such agency },
--         ... },                        -- reports missing, or due within the
--                                       -- calendar; by due day
--       commitments = { { code, label = TEXT, target, goal, agency, area =
--         TEXT, breakdown, kind, comparator, value, value_high, unit, hedge,
--         baseline_year, baseline_value, deadline = DAY, class, is_settled,
--         why = nil | TEXT, method, ratio, expected, projection,
--         latest = nil | { value, period, source }, points = how many,
--         text, note, source, source_line, findings = { INDEX, ... },
--         picture = nil | as tiendo.picture has it }, ... },  -- as printed
--       findings = result.findings,     -- see tiendo.report
--       waivers = { { code, n = findings that it excuses, signer, reason,
--         valid_from = DAY, valid_to = DAY }, ... },  -- only of those
--       checks, errors, errors_dropped, illustrative, sources = result's
--       names = { goals = { [code] = TEXT }, agencies = ..., targets = ... },
--       source_of = { [code] = SOURCE },
--     }
--
-- TEXT, DAY and RUN are as tiendo.report has them. RATES is { expected, actual,
-- on_time, completeness = nil | SHARE, timeliness = nil | SHARE }. A code that
-- is not there is nil. `class` is one of CLASSES; how it comes about stands in
-- tiendo.brief.commitments.
-- @module tiendo.brief
local words = require "tiendo.words"

local M = {}

--- What a commitment can have come to, as tiendo.progress has it.
M.CLASSES = { "achieved", "on_track", "off_track", "wrong_way", "cannot_tell" }

--- Names of the forms; each is a module with a function `write`.
M.FORMATS = { "html", "md", "json" }

local MODULES = { html = "tiendo.html", md = "tiendo.official",
  json = "tiendo.brief.json" }

-- What a part needs; each part adds its fields to `brief`.
local PARTS = { "names", "findings", "commitments", "reports", "agencies",
  "goals", "gaps", "calendar" }

--- The brief of a request.
-- @tparam table request  as above
-- @treturn table
function M.of(request)
  local result = request.result
  local brief = {
    tiendo = result.tiendo, run = result.run, as_of = result.run.as_of,
    known_at = result.run.known_at, since_last = result.since_last,
    counts = {}, findings = result.findings,
    resolved = result.resolved or {}, checks = result.checks,
    errors = result.errors, errors_dropped = result.errors_dropped or 0,
    illustrative = result.illustrative, sources = result.sources,
  }
  for _, name in ipairs(PARTS) do
    require("tiendo.brief." .. name).add(brief, request)
  end
  return brief
end

--- Writes the report.
-- @tparam table request  as above, and for html `sha256`, which gives the
--   digest of a text as bytes
-- @tparam table options  `format`, one of FORMATS, and `lang`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(request, options, write)
  local module = MODULES[options.format]
  if not module then
    return nil, ("unknown format '%s'; there are %s"):format(options.format,
      table.concat(M.FORMATS, ", "))
  end
  if not words.has(options.lang) then
    return nil, ("unknown language '%s'; there are %s"):format(options.lang,
      table.concat(words.LANGS, ", "))
  end
  require(module).write(M.of(request), { lang = options.lang,
    sha256 = request.sha256 }, write)
  return true
end

return M
