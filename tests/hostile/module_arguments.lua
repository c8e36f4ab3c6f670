-- Each function of the modules for rules with values it does not expect.
-- expect: ok
local date, series = require "tiendo.date", require "tiendo.series"
local VALUES = {
  true, 0, -1, 0.5, 1e308, math.maxinteger, math.mininteger, 0 / 0, 1 / 0, "",
  "x", "2025", "2025-02-30", "a\0b", "\xff\xfe", ("x"):rep(100000), {}, { 1 },
  { [2015] = "x" }, { [math.maxinteger] = 1 }, print, function() end,
  date.of "2025-01-01", date.period "2025-Q4",
  series.of { [2015] = 1, [2016] = 2 }, series.of {},
}
local called = 0

local function try(f, ...)
  called = called + 1
  pcall(f, ...)
end

local function try_all(f)
  try(f)
  for _, a in ipairs(VALUES) do
    try(f, a)
    for _, b in ipairs(VALUES) do
      try(f, a, b)
      try(f, a, b, a)
    end
  end
end

for _, name in ipairs { "date", "series", "text", "progress" } do
  for _, f in pairs(require("tiendo." .. name)) do
    if type(f) == "function" then try_all(f) end
  end
end

-- Methods with a self of another kind, and fields that are none.
local METHODS = { "first", "last", "at", "len", "values", "slope", "__gc", "__index" }
for _, a in ipairs(VALUES) do
  for _, name in ipairs(METHODS) do
    local ok, method = pcall(function() return a[name] end)
    if ok and type(method) == "function" then try_all(method) end
    pcall(function() a[name] = 1 end)
  end
  for _, b in ipairs(VALUES) do
    pcall(function() return a + b end)
    pcall(function() return a - b end)
    pcall(function() return a < b end)
    pcall(function() return a .. b end)
    pcall(function() return #a, -a, a(b), a == b end)
  end
end
assert(called > 5000)
