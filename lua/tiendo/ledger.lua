--- The record of runs for a reader. A finding of the record is
--
--     { id, rule, severity, state, since, first_run, last_run, last_on,
--       state_run, state_on, period, key, class, waiver, age_days,
--       text = TEXT, evidence = JSON, said_run, said_on,
--       subject = { kind, kind_vi, code, label = TEXT, goal, target, agency,
--         agency_label = TEXT, source, source_title = TEXT, source_line } }
--
-- with days as text, TEXT being { en, vi }, nil for what there is none of.
-- `text` and `evidence` are those of the last event that had any. `since` is
-- the day on which it was first seen, `age_days` how long that was before the
-- last run. `run` beside it is the last run, with the fields of its manifest,
-- nil where none is recorded; `is_kept` is false for a store that has no
-- record.
-- @module tiendo.ledger
local M = {}

local function has(formats, format)
  for known in formats:gmatch "%a+" do
    if known == format then return true end
  end
  return false
end

-- A function that hands over to the part that writes, in one of these formats.
local function written_by(part, name, formats)
  return function(request, options, write)
    if not has(formats, options.format) then
      return nil, ("no format '%s'; there are %s"):format(options.format,
        (formats:gsub(" ", ", ")))
    end
    return require("tiendo.ledger." .. part)[name](request, options, write)
  end
end

--- Writes findings. The request has `findings`, `all` and `select`.
-- @function list
-- @tparam table request
-- @tparam table options  format, lang, width, color, limit
-- @tparam function write
-- @treturn boolean|nil  true
-- @treturn string  what is wrong with the selection or the format
M.list = written_by("list", "write", "text json jsonl csv markdown")

--- Writes one `finding`, which has besides `title` and `doc` of its rule,
-- `excuse` { signer, reason, valid_to }, and `events`: { run, as_of, state,
-- severity, class, waiver, why, text, evidence, between = runs after it that
-- evaluated the rule, apart = those that did not }. `problem` is why there is
-- no rule.
-- @function show
M.show = written_by("one", "show", "text json")

--- Writes the events of one finding.
-- @function history
M.history = written_by("one", "history", "text json")

--- Writes `runs`, each with `open` and `events` by state.
-- @function runs
M.runs = written_by("runs", "write", "text json csv")

--- Writes a `baseline`: { number, run, accepted_on, valid_to, signer, reason,
-- ended, findings }.
-- @function baseline
M.baseline = written_by("baseline", "write", "text json")

--- Writes what stands before and after the answer to why a finding is there:
-- `run`, `is_there`, `evidence` as evaluated now, and `recorded` { run, as_of,
-- evidence, own, same } if there is any.
-- @function why_head
M.why_head = written_by("why", "head", "text json")

-- @function why_foot
M.why_foot = written_by("why", "foot", "text json")

--- Writes the ids of the `findings` that `select` means, by id, one at a time.
function M.choose(request, _, write)
  local kept, message =
    require("tiendo.ledger.pick").select(request.select, request.findings)
  if not kept then return nil, "--select: " .. message end
  for _, f in ipairs(kept) do write(f.id) end
  return true
end

return M
