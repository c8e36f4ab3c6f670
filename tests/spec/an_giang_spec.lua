-- What the rules find in datasets/an-giang as of 23 November 2026. The counts
-- were worked out from the package's files and the decision they cite, not
-- taken from a run.
local command = require "tests.support.command"
local tiendo = require "tiendo"

local AS_OF = "2026-11-23"

-- Outcomes by rule; those not named are 0.
local COUNTS = {
  -- The package was made by hand; only a document that is read leaves notes.
  ["documents.irregularity"] = {},

  -- 134 groups, each with one lead, none of whom has ended: the agencies that
  -- have are the 11 districts, and they lead nothing.
  ["accountability.no_lead"] = { pass = 134 },

  -- 18 reports are due in the week of 30 November 2026, one in that of 28
  -- December, one task in that of 30 December 2030.
  ["accountability.deadline_overload"] = { pass = 20 },

  -- Three collectives take part; those of departments and of districts have
  -- members who report.
  ["accountability.idle_coordinator"] = { pass = 2, fail = 1 },
  ["accountability.not_handed_over"] = { pass = 134 },

  -- Of 99 targets with a lead 27 have more than one; 11.8 has none.
  ["accountability.several_leads"] = { pass = 72, fail = 27, ["not-applicable"] = 1 },
  -- Nobody was granted a waiver.
  ["accountability.waiver"] = {},
  ["accountability.waiver_condition"] = {},
  ["accountability.waiver_scope"] = {},
  ["accountability.waiver_unmatched"] = {},

  -- All figures are of areas before the merger of July 2025.
  ["consistency.boundary_break"] = { ["no-data"] = 59 },

  -- Infant and under-five mortality have 5 years in common (2010, 2012 to 2015);
  -- there is no neonatal mortality.
  ["consistency.child_mortality"] = { pass = 5, ["not-applicable"] = 2 },

  -- Natural increase in 11 years, net migration in 10; 0.1 apart at most.
  ["consistency.composite"] = { pass = 21 },

  -- 17 levels and multiples say at least or at most; 7 more have an indicator
  -- that says what is better.
  ["consistency.opposed_direction"] = { pass = 24, ["not-applicable"] = 13 },
  -- No indicator of the package names numerator or denominator, groups that are
  -- required, or that it adds up.
  ["consistency.numerator_exceeds"] = { ["not-applicable"] = 67 },
  ["equity.no_breakdown"] = { ["not-applicable"] = 67 },
  ["quality.areas_differ"] = { ["not-applicable"] = 67 },
  ["quality.parts_differ"] = { ["not-applicable"] = 67 },
  ["quality.small_denominator"] = { ["not-applicable"] = 59 },

  -- Country and province of today; no area has a class.
  ["equity.area_class"] = { ["not-applicable"] = 37 },
  ["equity.silent_areas"] = { ["not-applicable"] = 2 },

  -- Beds, hospitals and stations of 2011 to 2015, people with HIV and AIDS of
  -- 2011 to 2016, incomes of 2010, 2012, 2014, 2016 twice.
  ["consistency.part_exceeds_whole"] = { pass = 29 },

  -- GRDP growth of 2018 (6.52, 5.23) and 2023 (7.36, 6.14), trained workers of
  -- 2016 (10.1, 38.8).
  ["consistency.two_sources"] = { fail = 3 },

  -- The decision rests on the law of 2015 on local government, which ended on 28
  -- February 2025. No end is known of the decision, of decision 622 and of the
  -- law of June 2025; nothing rests on that of February.
  ["documents.basis_lapsed"] = { fail = 1, ["not-applicable"] = 4 },

  -- One calendar; of its 14 days of 2027 seven are projected.
  ["documents.calendar_missing"] = { fail = 1 },

  -- Until 28 December 2027: Friday 4 and Thursday 31 December 2026, Saturday 4
  -- December 2027. Five obligations have nothing due by then.
  ["documents.due_on_rest_day"] = { pass = 2, fail = 1, ["not-applicable"] = 5 },

  -- 22 promises name an indicator and a day, no two the same.
  ["documents.conflicting_promises"] = { pass = 22, ["not-applicable"] = 15 },

  -- The plan and three bases, the first printed without number (line 5).
  ["documents.incomplete"] = { pass = 3, fail = 1 },

  -- No higher plan is in the package.
  ["documents.weaker_promise"] = { ["not-applicable"] = 37 },
  ["structure.not_taken_up"] = { ["not-applicable"] = 100 },

  -- The department that gets copies of the yearly reports, due by 4 December,
  -- owes its synthesis by 31 December.
  ["documents.too_little_time"] = { pass = 1, ["not-applicable"] = 6 },

  -- Before 5 December (line 58) is 4 December, ten days before the cut-off of
  -- 14 December. Of the other six obligations five name no cut-off and the
  -- yearly report of the first phase ended with 2020.
  ["documents.deadline_before_cutoff"] = { fail = 1, ["not-applicable"] = 6 },

  -- Incomes of the highest fifth are 7.18, 7.44, 7.38 and 7.41 times those of the
  -- lowest.
  ["equity.gap_widening"] = { pass = 1 },

  -- 6 levels are kept by the average, 5 not; no figures are by group.
  ["equity.worst_group"] = { ["no-data"] = 28, ["not-applicable"] = 9 },

  -- Of 18 agencies with a report of 2026 to come, one was late or silent in 5 of
  -- 8 years. The department of planning owes two.
  ["forecast.likely_late"] = { pass = 18, fail = 1, ["not-applicable"] = 231 },

  -- See FORECASTS.
  ["forecast.methods_disagree"] =
    { pass = 3, fail = 2, ["no-data"] = 22, ["not-applicable"] = 10 },
  ["forecast.miss"] = { pass = 4, fail = 1, ["no-data"] = 22, ["not-applicable"] = 10 },

  -- 11 promises of a level with figures, 6 of them met by the last day. Of the
  -- other five, under-five mortality needs 1 - (15 / 21.6)^(1/15) = 2.40 % a year
  -- and made 1.93 % at best (2012 to 2015), GRDP per head needs 9.14 % for 2030
  -- and made 9.06 % (2020 to 2023).
  ["progress.beyond_precedent"] =
    { pass = 3, fail = 2, ["no-data"] = 22, ["not-applicable"] = 10 },

  -- Not levels: 4. Eight multiples without baseline, 14 levels without figures.
  ["progress.lost_again"] = { pass = 11, ["no-data"] = 22, ["not-applicable"] = 4 },

  -- Multidimensional poverty falls, though half of what is not said.
  ["progress.moving_away"] = { pass = 6, ["no-data"] = 23, ["not-applicable"] = 8 },

  -- 37 deadlines and a milestone. 17 are after the day. Of 21 before it one is
  -- a rate, two are multiples of an income of 2015 that is not known, 12 have
  -- no figure from their day on (electricity ends in 2016 and counts twice, GRDP
  -- per head in 2024), and 6 were met: communes 33 of 32, 46 of 46, 61 of 61;
  -- in 2022 growth 6.87 of 5.2, GRDP per head 53.907 of 52.66, investment
  -- 33378 of 30127.
  ["progress.milestone_missed"] =
    { pass = 6, ["no-data"] = 14, ["not-due"] = 17, ["not-applicable"] = 1 },

  -- Judged are infant mortality (14.4 in 2015, 14.1 in 2016, 10 by 2030: 87 %
  -- of the pace) and GRDP per head (46.8 in 2020, 66.28 in 2024; 70.4 by 2025
  -- and 112 by 2030: 107 % and 99.7 %). Not levels: 2 changes, 2 rates. Met
  -- already: 6. Without baseline 6, without figures 16, with one figure since
  -- 2015 only: under-five mortality and electricity.
  ["progress.off_track"] =
    { pass = 2, fail = 1, ["no-data"] = 24, ["not-applicable"] = 10 },

  ["progress.plateau"] = { pass = 5, ["no-data"] = 22, ["not-applicable"] = 10 },

  -- Two rates, neither with the year from which it counts.
  ["progress.rate_broken"] = { ["no-data"] = 2, ["not-applicable"] = 35 },

  -- No state of a task is on record, no text, nothing that it waits for. Target
  -- 11.8 has no task.
  ["progress.no_output"] = { ["no-data"] = 442 },
  ["progress.tasks_without_effect"] = { ["no-data"] = 99, ["not-applicable"] = 1 },
  ["structure.impossible_order"] = { ["not-applicable"] = 442 },
  ["structure.similar_tasks"] = { ["no-data"] = 442 },

  -- Tasks with a year: 1.1-1-3 and 12.2-2-3 (2020), 3.3-2-1 (2030). No state is
  -- on record.
  ["progress.task_overdue"] = { fail = 2, ["not-due"] = 1, ["not-applicable"] = 439 },

  -- 156 health stations from 2011 to 2015, 233 establishments from 2013 on; the
  -- 19 hospitals have two digits. 15 series have one or two values.
  ["quality.carried_forward"] = { pass = 42, fail = 2, ["not-applicable"] = 15 },

  -- See SPELLINGS; 56 agencies.
  ["quality.duplicate_name"] = { pass = 52, fail = 4 },

  -- 45 series have values a year apart; see JUMPS.
  ["quality.jump"] = { pass = 35, fail = 10, ["not-applicable"] = 14 },

  -- Of 59 series 28 state a frequency. Ten of the statistics office skip 2006,
  -- under-five mortality 2011, new rural communes 2019.
  ["quality.missing_observation"] = { pass = 16, fail = 12, ["not-applicable"] = 31 },

  ["quality.no_source"] = { pass = 59 },

  -- 254 values lie in 24 series with six or more since the last break; see ODD.
  ["quality.outlier"] = { pass = 247, fail = 7, ["not-applicable"] = 118 },

  -- 372 values, 70 of them of growth, incomes and other indicators without
  -- limits.
  ["quality.out_of_range"] = { pass = 302, ["not-applicable"] = 70 },

  -- The same 28 end in 2015 (9), 2016 (18) and 2020 (1), two years or more
  -- before the province ended in June 2025.
  ["quality.stale_series"] = { fail = 28, ["not-applicable"] = 31 },

  -- 59 values are the first of a series.
  ["quality.unit_slip"] = { pass = 313, ["not-applicable"] = 59 },

  -- 56 and 90 names of agencies, of areas, indicators with units, labels: all
  -- fields that are filled.
  ["quality.untidy_name"] = { pass = 753 },

  -- 18 agencies that go on owe reports, 11 that did have ended. See CHRONIC.
  ["reporting.chronic_lateness"] = { pass = 14, fail = 4, ["not-applicable"] = 38 },

  -- The 11 districts, for the yearly report of 2021 to 2030.
  ["reporting.dissolved_agency"] = { pass = 3, fail = 1, ["not-applicable"] = 3 },

  -- Nine syntheses: six sent, before all of 28 reports were there (2018: 3, 2019:
  -- 1, 2020: 1, 2021: 5, 2022: 1, 2024: 4 lacking), three not.
  ["reporting.incomplete_inputs"] = { fail = 6, ["not-due"] = 3, ["not-applicable"] = 241 },
  ["reporting.nobody_expected"] = { pass = 4, ["not-applicable"] = 3 },

  -- 250 reports are owed from 2018 to 2026: 18 agencies of the province in each
  -- of 9 years, 11 districts until 2024 in 7, the synthesis in 9, two reviews.
  -- 167 came in time, 39 late (37 yearly ones, a synthesis, a review), 25 not at
  -- all; the 19 of 2026 are not due. All rest on an invented record.
  ["reporting.due_soon"] = { pass = 231, fail = 19 },
  ["reporting.duplicate"] = { pass = 206 },
  ["reporting.late"] =
    { pass = 167, fail = 39, ["not-due"] = 19, ["not-applicable"] = 25 },
  ["reporting.missing"] = { pass = 206, fail = 25, ["not-due"] = 19 },

  -- 206 submissions, 117 of them of the yearly report of 2021 to 2030, of which
  -- the 11 of 2025 say their state and the days they cover: one is a draft, one
  -- covers the calendar year. No text, no sections that a report must have.
  ["reporting.copied"] = { ["no-data"] = 206 },
  ["reporting.incomplete"] = { ["not-applicable"] = 206 },
  ["reporting.not_issued"] = { pass = 10, fail = 1, ["no-data"] = 195 },
  ["reporting.wrong_window"] =
    { pass = 10, fail = 1, ["no-data"] = 106, ["not-applicable"] = 89 },

  -- 8.3 to 8.10: the column jumps from 8.1 to 8.3 (line 916).
  ["structure.code_mismatch"] = { pass = 92, fail = 8 },

  -- 7.1: 99 % by 2020, 100 % by 2025.
  ["structure.milestones_not_monotone"] = { pass = 1, ["not-applicable"] = 36 },

  -- 8 of a change or a multiple without baseline; 2 with a year (2015) and no
  -- value; 2 rates; 14 levels without a figure. 11 levels have one.
  ["structure.no_baseline"] = { pass = 11, fail = 26 },

  ["structure.no_deadline"] = { pass = 37 },

  -- The promises of the decision belong to 1.1, 2.3, 3.1, 3.3, 6.2, 6.3, 7.1,
  -- 7.3, 9.5 and 12.3; those of the congress to no target.
  ["structure.no_commitment"] = { pass = 10, fail = 90 },

  -- Of 67 indicators 27 name a target, 10 more only measure promises.
  ["structure.orphan_indicator"] = { pass = 37, fail = 30 },

  -- 11.8: after its title (line 1300) the next target begins.
  ["structure.target_without_task"] = { pass = 99, fail = 1 },
}

-- Largest steps from one year to the next, as shares.
local JUMPS = {
  ["aids_alive_cumulative/an-giang"] = 3475 / 2186 - 1,
  ["aids_new_cases/an-giang"] = 242 / 159 - 1,
  ["aquaculture_production/an-giang"] = 60984 / 40731 - 1,
  ["gdp_growth_1994_prices/an-giang"] = 13.47 / 9.05 - 1,
  ["in_migration_rate/an-giang"] = 3.6 / 1.8 - 1,
  ["natural_increase_rate/an-giang"] = 4.9 / 7.9 - 1,
  ["net_migration_rate/an-giang"] = (-9.2 + 2.9) / 2.9,
  ["new_rural_communes/an-giang"] = 21 / 13 - 1,
  ["out_migration_rate/an-giang"] = 11 / 5 - 1,
  ["population_growth_rate/an-giang"] = 0.1 / 0.03 - 1,
}

-- Modified z-scores of single values.
local ODD = {
  ["aids_new_cases/an-giang 2013"] = -17.63,
  ["aids_new_cases/an-giang 2015"] = 9.82,
  ["aquaculture_production/an-giang 2008"] = 4.73,
  ["doctors/an-giang 2012"] = 4.43,
  ["employed_share_population/an-giang 2011"] = 3.79,
  ["employed_share_population/an-giang 2012"] = 3.91,
  ["midwives/an-giang 2016"] = -5.73,
}

-- By least squares, by medians, by growth.
local FORECASTS = {
  ["3.1/under-five-mortality"] = { 14.886486, 14.9, 16.075559 },
  ["congress-2020/grdp-per-capita-2025"] = { 70.358629, 71.325, 71.874273 },
  ["congress-2020/grdp-per-capita-2030"] = { 94.784771, 97.425, 111.525330 },
}

-- Reports of 2023 to 2025, late and missing ones among them.
local CHRONIC = {
  ["ngan-hang-nha-nuoc-an-giang"] = { 3, 1, 1 },
  ["so-ke-hoach-va-dau-tu"] = { 7, 0, 4 },
  ["so-tai-nguyen-va-moi-truong"] = { 3, 1, 1 },
  ["so-van-hoa-the-thao-va-du-lich"] = { 3, 1, 1 },
}

local OUTCOMES = { "pass", "fail", "no-data", "not-due", "not-applicable", "waived", "error" }

local SPELLINGS = {
  -- lines 90, 132, 506, 902
  ["so-lao-dong-thuong-binh-va-xa-hoi"] = 4,
  -- lines 129 and 130: a blank before the hyphen
  ["bo-lao-dong-thuong-binh-va-xa-hoi"] = 2,
  -- lines 28 and 92: a capital S
  ["cac-so-ban-nganh"] = 2,
  -- lines 662 and 1164: hyphen and dash
  ["to-chuc-xa-hoi-nghe-nghiep"] = 2,
}

describe("rules on datasets/an-giang", function()
  local result, found

  setup(function()
    local plan <close> = assert(tiendo.open(command.store "datasets/an-giang",
      { as_of = AS_OF }))
    result = assert(plan:check { rules = "rules" })
    found = {}
    for _, finding in ipairs(result.findings) do
      found[finding.rule] = found[finding.rule] or {}
      table.insert(found[finding.rule], finding)
    end
  end)

  -- Value of a piece of evidence by code of the subject.
  local function evidence(rule, name)
    local out = {}
    for _, finding in ipairs(found[rule]) do
      for _, item in ipairs(finding.evidence) do
        if item.name == name then out[finding.subject.code] = item.value end
      end
    end
    return out
  end

  local function count(rule, what)
    local n = {}
    for _, finding in ipairs(found[rule]) do
      n[finding[what]] = (n[finding[what]] or 0) + 1
    end
    return n
  end

  it("end without an error", function() assert.same({}, result.errors) end)

  it("are all counted here", function()
    local n = 0
    for _ in pairs(COUNTS) do n = n + 1 end
    assert.equal(n, #result.checks)
  end)

  for rule, expected in pairs(COUNTS) do
    it(rule .. " counts what there is", function()
      local check
      for _, c in ipairs(result.checks) do check = c.rule == rule and c or check end
      local counts = {}
      for _, outcome in ipairs(OUTCOMES) do
        counts[outcome] = check[outcome] > 0 and check[outcome] or nil
      end
      assert.same(expected, counts)
    end)
  end

  it("judge the pace of infant mortality", function()
    -- (1 - 14.1 / 14.4) / (1 - (10 / 14.4)^(1/15))
    local ratio = evidence("progress.off_track", "ratio")["3.1/infant-mortality"]
    assert.near(0.867461206, ratio, 1e-8)
    assert.same({ medium = 1 }, count("progress.off_track", "severity"))
  end)

  it("name the targets with two codes", function()
    assert.same({ ["8.3"] = "8.2", ["8.4"] = "8.3", ["8.5"] = "8.4", ["8.6"] = "8.5",
      ["8.7"] = "8.6", ["8.8"] = "8.7", ["8.9"] = "8.8", ["8.10"] = "8.9" },
      evidence("structure.code_mismatch", "second_code"))
  end)

  it("name the target without a task", function()
    assert.equal("11.8", found["structure.target_without_task"][1].subject.code)
  end)

  it("name the spellings", function()
    assert.same(SPELLINGS, evidence("quality.duplicate_name", "count"))
  end)

  it("name the largest jumps", function()
    local jumps = evidence("quality.jump", "change")
    for code, change in pairs(JUMPS) do assert.near(change, jumps[code], 1e-9) end
  end)

  it("name what is odd", function()
    local n = 0
    for _, finding in ipairs(found["quality.outlier"]) do
      for _, item in ipairs(finding.evidence) do
        if item.name == "z" then
          n = n + 1
          assert.near(ODD[finding.subject.code .. " " .. finding.period], item.value, 0.006)
        end
      end
    end
    assert.equal(7, n)
  end)

  it("give each forecast", function()
    for at, method in ipairs { "ols", "theil_sen", "growth" } do
      local values = evidence("forecast.methods_disagree", method)
      for code, value in pairs(evidence("forecast.miss", method)) do values[code] = value end
      for code, expected in pairs(FORECASTS) do
        assert.near(expected[at], values[code], 1e-6)
      end
    end
  end)

  it("count who is late again and again", function()
    local reports = evidence("reporting.chronic_lateness", "count")
    local late = evidence("reporting.chronic_lateness", "late")
    local missing = evidence("reporting.chronic_lateness", "missing_count")
    for code, n in pairs(CHRONIC) do
      assert.same(n, { reports[code], late[code], missing[code] })
    end
  end)

  it("weigh the lack of a baseline", function()
    assert.same({ high = 8, medium = 4, low = 14 }, count("structure.no_baseline", "severity"))
  end)

  it("weigh late reports by working days", function()
    assert.same({ medium = 26, low = 13 }, count("reporting.late", "severity"))
    -- Thursday 31 December 2020 to Friday 15 January 2021, without New Year's Day.
    assert.equal(10, evidence("reporting.late", "working_days_late")
      ["review-2020/so-ke-hoach-va-dau-tu/2020"])
  end)

  it("count the working days that are left", function()
    local left = evidence("reporting.due_soon", "working_days_left")
    -- From Monday 23 November to Friday 4 December, to Thursday 31 December.
    assert.equal(9, left["yearly-report-2021-2030/so-y-te/2026"])
    assert.equal(28, left["yearly-synthesis/so-ke-hoach-va-dau-tu/2026"])
  end)

  it("ask no district for a report of 2025", function()
    for _, finding in ipairs(found["reporting.missing"]) do
      if finding.subject.code:find "/ubnd%-" then
        assert.is_true(finding.period < "2025", finding.subject.code)
      end
    end
  end)

  it("mark what rests on invented reports", function()
    for _, rule in ipairs { "reporting.late", "reporting.due_soon", "reporting.chronic_lateness",
      "reporting.incomplete_inputs", "forecast.likely_late" } do
      for _, finding in ipairs(found[rule]) do
        assert.is_true(finding.illustrative, finding.subject.code)
      end
    end
    assert.is_nil(found["structure.code_mismatch"][1].illustrative)
  end)
end)
