--- The page of checks names each rule once, and no other.
local function names_in(path)
  local names = {}
  for line in io.lines(path) do
    local cell = line:match "^| [%w-]* ?|[^|]*| ([^|]*) |"
    for name in (cell or ""):gmatch "`([%w_]+%.[%w_]+)`" do
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

local function names_of_files()
  local list <close> = assert(io.popen "find rules -name '*.lua'")
  local names = {}
  for path in list:lines() do
    names[#names + 1] = path:match "^rules/(.*)%.lua$":gsub("/", ".")
  end
  table.sort(names)
  return names
end

describe("docs/catalogue.md", function()
  it("has each rule once", function()
    assert.same(names_of_files(), names_in "docs/catalogue.md")
  end)
end)
