-- Reports as they were sent.
require "tiendo"
local date = require "tiendo.date"
local filing = require "tiendo.filing"

describe("tiendo.filing", function()
  describe("window()", function()
    -- Decree 09/2019/NĐ-CP, article 12: month, quarter, half and year.
    local cases = {
      { "nd09", "2025-03", "2025-02-15", "2025-03-14" },
      { "nd09", "2025-01", "2024-12-15", "2025-01-14" },
      { "nd09", "2025-Q1", "2024-12-15", "2025-03-14" },
      { "nd09", "2025-Q4", "2025-09-15", "2025-12-14" },
      { "nd09", "2025-H1", "2024-12-15", "2025-06-14" },
      { "nd09", "2025-H2", "2025-06-15", "2025-12-14" },
      { "nd09", "2025", "2024-12-15", "2025-12-14" },
      { "calendar", "2024-02", "2024-02-01", "2024-02-29" },
      { "calendar", "2025", "2025-01-01", "2025-12-31" },
    }
    for _, c in ipairs(cases) do
      it(("of %s for %s"):format(c[1], c[2]), function()
        local from, to = filing.window(c[1], date.period(c[2]))
        assert.equal(c[3], tostring(from))
        assert.equal(c[4], tostring(to))
      end)
    end
  end)

  describe("words()", function()
    it("are a set", function()
      assert.same({}, filing.words())
      assert.same({}, filing.words " ")
      assert.same({ a = true, ["kết-quả"] = true }, filing.words "a  kết-quả a")
    end)
  end)

  describe("latest()", function()
    -- A set of submissions: { obligation, agency, period, name }.
    local function set_of(list)
      local set = {}
      for i, item in ipairs(list) do
        set[i] = { obligation = { code = item[1] }, agency = { code = item[2] },
          period = date.period(item[3]), name = item[4] }
      end
      set.each = function(rows)
        local i = 0
        return function()
          i = i + 1
          return rows[i]
        end
      end
      return set
    end

    local function names(rows)
      local out = {}
      for i, row in ipairs(rows) do out[i] = row.name end
      return table.concat(out, " ")
    end

    it("keeps the last for one obligation, agency and period", function()
      local rows, replaced = filing.latest(set_of {
        { "o", "a", "2024", "once" }, { "o", "a", "2025", "first" },
        { "o", "a", "2025", "second" }, { "o", "a", "2025", "third" },
        { "o", "b", "2025", "other agency" }, { "p", "b", "2025", "other obligation" },
      })
      assert.equal("once third other agency other obligation", names(rows))
      assert.equal(2, replaced)
    end)

    it("has nothing of nothing", function()
      local rows, replaced = filing.latest(set_of {})
      assert.same({}, rows)
      assert.equal(0, replaced)
    end)
  end)
end)
