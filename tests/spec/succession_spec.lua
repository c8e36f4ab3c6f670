require "tiendo"
local date = require "tiendo.date"
local succession = require "tiendo.succession"

local DAY = date.of "2025-07-01"

-- A row with the relations that the module follows.
local function agency(code, fields)
  local row = { code = code, successors = {}, members = {} }
  for name, value in pairs(fields or {}) do row[name] = value end
  for _, name in ipairs { "successors", "members" } do
    row[name].each = function(rows)
      local i = 0
      return function()
        i = i + 1
        return rows[i]
      end
    end
  end
  return row
end

local function codes(list)
  local out = {}
  for i, row in ipairs(list) do out[i] = row.code end
  return out
end

describe("tiendo.succession", function()
  describe("exists()", function()
    for _, case in ipairs {
      { {}, true },
      { { valid_to = date.of "2025-07-01" }, true },
      { { valid_to = date.of "2025-06-30" }, false },
      { { valid_from = date.of "2025-07-01" }, true },
      { { valid_from = date.of "2025-07-02" }, false },
    } do
      it(("is %s from %s to %s"):format(case[2], case[1].valid_from, case[1].valid_to), function()
        assert.equal(case[2], succession.exists(case[1], DAY))
      end)
    end
  end)

  it("follows successors until one exists", function()
    local now = agency "now"
    local ended = date.of "2025-01-01"
    local middle = agency("middle", { valid_to = ended, successors = { { successor = now } } })
    local first = agency("first", { successors = { { successor = middle }, { successor = now } } })
    table.insert(middle.successors, { successor = first })
    assert.same({ "now", "first" }, codes(succession.heirs(first, DAY)))
  end)

  it("takes collectives apart, and what belongs to itself once", function()
    local a, b = agency "a", agency "b"
    local inner = agency("inner", { members = { { member = b }, { member = a } } })
    local outer = agency("outer", { members = { { member = a }, { member = inner } } })
    table.insert(inner.members, { member = outer })
    assert.same({ "a", "b" }, codes(succession.members(outer)))
    assert.same({ "a" }, codes(succession.members(a)))
  end)
end)
