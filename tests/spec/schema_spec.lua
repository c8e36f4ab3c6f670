--- The plan model as Lua sees it.
require "tiendo"
local schema = require "tiendo.schema"

describe("tiendo.schema", function()
  local cases = {
    { "sources", { "kind_of" } },
    { "targets", { "kind_of", "target", "agency" } },
    { "commitments", { "kind_of", "goal" } },
    { "series", { "code", "kind_of", "goal", "target", "agency", "series" } },
    { "holidays", { "code", "kind_of" } },
  }
  for _, case in ipairs(cases) do
    it(("tells which fields of %s are computed"):format(case[1]), function()
      local names = {}
      for i, field in ipairs(schema.find(case[1]).computed) do names[i] = field.name end
      assert.same(case[2], names)
    end)
  end

  it("has no name twice in an entity", function()
    for _, entity in ipairs(schema.entities()) do
      local seen = {}
      local function note(name)
        assert.is_nil(seen[name], entity.name .. "." .. name)
        seen[name] = true
      end
      for _, field in ipairs(entity.fields) do note(field.name) end
      for _, relation in ipairs(entity.relations) do note(relation.name) end
      for _, field in ipairs(entity.computed) do note(field.name) end
    end
  end)
end)
