require "tiendo"
local date = require "tiendo.date"
local deadline = require "tiendo.deadline"

describe("tiendo.deadline", function()
  describe("months_after()", function()
    for _, case in ipairs {
      { "2025-12-31", 6, "2026-06-30" },
      { "2025-12-01", 0, "2025-12-31" },
      { "2024-01-31", 1, "2024-02-29" },
      { "2025-01-31", 1, "2025-02-28" },
      { "2025-03-15", -1, "2025-02-28" },
      { "2025-01-01", -13, "2023-12-31" },
    } do
      it(("is %s for %s and %d months"):format(case[3], case[1], case[2]), function()
        assert.equal(case[3], tostring(deadline.months_after(date.of(case[1]), case[2])))
      end)
    end
  end)

  describe("day_after()", function()
    for _, case in ipairs {
      { "2026", 0, 14, "2026-12-14" },
      { "2026", 0, 1, "2026-12-01" },
      { "2026", 0, 31, "2026-12-31" },
      { "2026", 2, 31, "2027-02-28" },
      { "2026", 2, 28, "2027-02-28" },
      { "2026", 2, 27, "2027-02-27" },
      { "2026-Q1", 1, 15, "2026-04-15" },
      { "2026-H1", 0, 14, "2026-06-14" },
      { "2026-02", 0, false, "2026-02-28" },
      { "2026", false, 14, "2026-12-14" },
    } do
      it(("is %s for %s, %s months and day %s"):format(case[4], case[1],
        tostring(case[2]), tostring(case[3])), function()
        assert.equal(case[4], tostring(deadline.day_after(date.period(case[1]),
          case[2] or nil, case[3] or nil)))
      end)
    end
  end)
end)
