--- A small result of a run, as tiendo.report has it, for specs of what is
-- written about it.
local date = require "tiendo.date"
local report = require "tiendo.report"
local words = require "tiendo.words"

local M = {}

--- What a reporter writes, as one text.
function M.written(result, format, options)
  local out = {}
  assert(report.write(result, format, options,
    function(s) out[#out + 1] = s end))
  return table.concat(out)
end

--- A check that evaluated nothing, but for what `over` says.
function M.check(over)
  local c = { rule = "progress.off_track", severity = "high",
    title = { en = "Off track", vi = "Chậm tiến độ" }, over = "commitments",
    evaluated = 0, reasons = {} }
  for _, outcome in ipairs(words.OUTCOMES) do c[outcome] = 0 end
  for key, value in pairs(over) do c[key] = value end
  return c
end

local MORTALITY = { kind = "commitment", kind_vi = "cam kết",
  code = "3.1/infant-mortality", target = "3.1", goal = "3",
  agency = "so-y-te", source = "qd-1015", source_line = 292,
  label = { en = "Infant mortality", vi = "Tử vong trẻ dưới 1 tuổi" } }

--- A finding about a commitment.
function M.off_track(over)
  local f = { id = "00ff", rule = "progress.off_track", severity = "high",
    title = { en = "Off track", vi = "Chậm tiến độ" }, outcome = "fail",
    subject = MORTALITY, period = "2025",
    message = { en = "{ratio:percent} of the pace needed for {deadline}",
      vi = "đạt {ratio:percent} tốc độ cần có trước ngày {deadline}" },
    fields = { deadline = date.of(2030, 12, 31) },
    evidence = { { name = "observed", value = 12.1 },
      { name = "needed", value = 10.9 }, { name = "ratio", value = 0.71 } } }
  for key, value in pairs(over or {}) do f[key] = value end
  return f
end

--- A finding about an agency, on invented data.
function M.late(over)
  local f = M.off_track { id = "0a", rule = "reporting.late", severity = "low",
    title = { en = "Report late", vi = "Nộp báo cáo chậm" },
    subject = { kind = "agency", code = "so-y-te", agency = "so-y-te",
      label = { en = "Department of Health", vi = "Sở Y tế" } },
    message = { en = "{n:days} late", vi = "chậm {n:days}" },
    evidence = { { name = "n", value = 1 } }, illustrative = true }
  for key, value in pairs(over or {}) do f[key] = value end
  return f
end

--- A whole result of the two, with an error.
function M.result_of(over)
  local r = {
    tiendo = "0.1.0",
    run = { as_of = date.of(2026, 11, 23), known_at = date.of(2026, 11, 20),
      data = "sha256:d", rules = "sha256:r", settings = "sha256:s" },
    plan = { code = "qd-1015", number = "1015/QĐ-UBND",
      title = { en = "Plan of An Giang", vi = "Kế hoạch An Giang" },
      issued_on = date.of(2018, 5, 8) },
    goals = { { code = "3", label = { en = "Health", vi = "Sức khỏe" } },
      { code = "4", label = { en = "Education", vi = "Giáo dục" } } },
    agencies = { { code = "so-y-te",
      label = { en = "Department of Health", vi = "Sở Y tế" } } },
    illustrative = { submissions = 12 },
    checks = {
      M.check { evaluated = 31, pass = 20, fail = 6, ["no-data"] = 5,
        reasons = { { outcome = "no-data", n = 5,
          why = { en = "no baseline", vi = "chưa có giá trị gốc" } } } },
      M.check { rule = "reporting.late", over = "reports",
        title = { en = "Report late", vi = "Nộp báo cáo chậm" } },
    },
    findings = { M.off_track(), M.late() },
    errors = { { rule = "user.slow", reason = "time limit", subject = "3.1",
      message = "stopped after 10 seconds", traceback = "slow.lua:3",
      params = "days = 3" } },
  }
  for key, value in pairs(over or {}) do r[key] = value end
  return r
end

-- A finding about the mortality of infants, in one state.
local function in_state(state, over)
  local f = M.off_track { id = "0" .. state, state = state,
    since = date.of(2026, 9, 30), age_days = 61 }
  for key, value in pairs(over or {}) do f[key] = value end
  return f
end

--- The result of a recorded run in which there is a finding in every state that
-- one can be listed in, and one resolved.
function M.run_result(over)
  local r = M.result_of {
    run = { id = "2026-11-30-30dbbdcb", as_of = date.of(2026, 11, 30),
      known_at = date.of(2026, 11, 30), data = "sha256:d", rules = "sha256:r",
      settings = "sha256:s" },
    errors = {},
    findings = {
      in_state("new", { since = date.of(2026, 11, 30), age_days = 0 }),
      in_state "reopened", in_state "changed", in_state "ongoing",
      in_state("waived", { outcome = "waived",
        waiver = { code = "12/CV", valid_to = date.of(2027, 6, 30) } }),
    },
    since_last = { run = "2026-11-23-8f3c0a51", as_of = "2026-11-23", new = 1,
      reopened = 1, changed = 1, ongoing = 1, stale = 2, waived = 1,
      resolved = 1, held = 0, suspicious = false },
    resolved = { { id = "0fed", rule = "reporting.late", severity = "low",
      title = { en = "Report late", vi = "Nộp báo cáo chậm" },
      state = "resolved", since = "2025-12-08", period = "2025",
      text = { en = "1 day late {a}", vi = "chậm 1 ngày {a}" },
      subject = { kind = "agency", kind_vi = "cơ quan", code = "so-y-te",
        agency = "so-y-te",
        label = { en = "Department of Health", vi = "Sở Y tế" } } } },
  }
  for key, value in pairs(over or {}) do r[key] = value end
  return r
end

--- The same, where much less was judged.
function M.suspicious_result(over)
  local r = M.run_result { resolved = {} }
  r.since_last.resolved, r.since_last.held = 0, 3
  r.since_last.suspicious = true
  for key, value in pairs(over or {}) do r[key] = value end
  return r
end

--- The lines of a text whose last line ends.
function M.lines_of(s)
  local list = {}
  for line in s:gmatch "([^\n]*)\n" do list[#list + 1] = line end
  return list
end

return M
