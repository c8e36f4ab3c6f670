--- What became of examples and specs, as text or as TAP. Tests are given as
--
--     { tests = { { rule = id or "", file, line = 0 if unknown, name,
--         verdict = "passed", "failed" or "skipped", why = { text, ... } } },
--       bare = { id of a rule without examples, ... } }
--
-- @module tiendo.report.tests
local finding = require "tiendo.report.finding"
local report_page = require "tiendo.report.page"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

local clean = finding.clean

local function place_of(test)
  local line = test.line > 0 and (":%d"):format(test.line) or ""
  return clean(test.file) .. line
end

-- The lines of explanation; of a spec as a whole, in words of ours.
local function whys(test, lang)
  local out = {}
  for i, why in ipairs(test.why) do
    local key, n = why:match "^(%l[%l_]*) ?(%S*)$"
    local is_ours = test.name == "" and words.get("spec", key, lang)
    out[i] = is_ours and template.say("spec", key, lang, { n = n })
      or clean(why)
  end
  return out
end

local function count(tests)
  local n = { passed = 0, failed = 0, skipped = 0 }
  for _, test in ipairs(tests) do n[test.verdict] = n[test.verdict] + 1 end
  return n
end

-- Text ----------------------------------------------------------------------

-- Lines are not wrapped: editors and people look for places in them.
local function put_test(page, test)
  local style = test.verdict == "failed" and "high" or "warning"
  local name = test.name ~= "" and ": " .. clean(test.name) or ""
  page.write(("%s: %s%s\n"):format(place_of(test),
    page.paint(style, page:say(test.verdict)), name))
  for _, why in ipairs(whys(test, page.lang)) do
    page.write("  " .. why .. "\n")
  end
end

local function put_text(t, options, write)
  local page = report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "tests" }, write)
  local n = count(t.tests)
  for _, test in ipairs(t.tests) do
    if test.verdict ~= "passed" then put_test(page, test) end
  end
  if n.failed + n.skipped > 0 then page:skip() end
  if #t.bare > 0 then
    page:put(page:say("no_examples", { n = #t.bare, list = t.bare }, #t.bare),
      { hang = 2, style = "warning" })
  end
  page:put(page:say("counts", n), { style = n.failed > 0 and "high"
    or n.skipped > 0 and "warning" or "good" })
end

-- TAP -----------------------------------------------------------------------

-- "#" begins a directive.
local function tap_text(s)
  return (clean(s):gsub("#", "\\#"))
end

local function put_tap(t, lang, write)
  write(("TAP version 13\n1..%d\n"):format(#t.tests))
  for i, test in ipairs(t.tests) do
    local owner = test.rule ~= "" and test.rule or test.file
    local name = test.name ~= "" and ": " .. tap_text(test.name) or ""
    write(("%sok %d - %s%s"):format(test.verdict == "failed" and "not " or "",
      i, tap_text(owner), name))
    if test.verdict == "skipped" then
      write(" # SKIP " .. table.concat(whys(test, lang), " ") .. "\n")
    else
      write "\n"
    end
    if test.verdict == "failed" then
      write("# " .. place_of(test) .. "\n")
      for _, why in ipairs(whys(test, lang)) do write("# " .. why .. "\n") end
    end
  end
  for _, id in ipairs(t.bare) do write("# no examples: " .. id .. "\n") end
end

--- Writes the tests; options as of tiendo.report.write, format "text" or "tap".
-- @treturn boolean  true
function M.write(t, options, write)
  if options.format == "tap" then
    put_tap(t, options.lang, write)
  else
    put_text(t, options, write)
  end
  return true
end

return M
