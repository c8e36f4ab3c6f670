--- Why a finding is there, for a reader. What is told is
--
--     { status = "found" | "gone" | "no_subject" | "no_rule", id,
--       asked = { rule, kind, subject, period, key }, nil what nobody named,
--       run = { as_of, known_at, data, rules, settings },
--       rule = RULE with `text` and `hash`,      -- unless there is none
--       subject = ROW, params = { { name, unit, doc, value, written,
--         standard_written, origin, where, from, to }, ... },
--       trace = TRACE, counts, reasons, error, others = { FINDING, ... },
--       run_error, is_same,                      -- where it was evaluated
--       finding = FINDING, waiver = ROW,
--       severity = { by = "rule" | "own" | "set", standard, origin, where,
--         from, to } }                           -- where it was found
--
-- with RULE as of tiendo.report.rules, FINDING as of tiendo.report, ROW a row
-- of the plan, and TRACE as of host/script/trace.h. `error` is what ended the
-- evaluation, `run_error` what the rule ran into in the whole run, `others` are
-- findings about the same subject, `is_same` tells whether the evaluation that
-- was traced gave the finding as it was found.
-- @module tiendo.why
local M = {}

-- The one outcome of a row; of a set that is looked at as a whole none is
-- known.
local function outcome_of(what)
  if what.finding then return what.finding.outcome end
  if not what.counts or what.rule.is_about_set then return end
  for name, n in pairs(what.counts) do
    if n > 0 then return name end
  end
end

--- Writes what is told; adds `outcome` to it, and `why` where one is given.
-- @tparam table what
-- @tparam table options  `format` "text" or "json", `lang`; for text also
--   `color`, `width` and `limit`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(what, options, write)
  if options.format ~= "text" and options.format ~= "json" then
    return nil, ("no format '%s'; there are text and json"):format(
      options.format)
  end
  what.outcome = outcome_of(what)
  if not what.finding and what.outcome and what.reasons
      and #what.reasons == 1 then
    what.why = what.reasons[1].why
  end
  require("tiendo.why." .. options.format).write(what, options, write)
  return true
end

return M
