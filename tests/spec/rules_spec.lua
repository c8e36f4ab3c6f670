-- Every rule shipped here: what its head must have, and all its examples.
require "tiendo"
local fixture = require "tiendo.fixture"
local template = require "tiendo.template"
local words = require "tiendo.words"

local RULES = 73

local function rule_files()
  local list <close> = assert(io.popen "find rules -name '*.lua' | LC_ALL=C sort")
  local files = {}
  for path in list:lines() do files[#files + 1] = path end
  return files
end

local function is_in_both(text)
  return type(text) == "table" and (text.en or "") ~= "" and (text.vi or "") ~= ""
end

local function names_of(source)
  local names = assert(template.names(source))
  table.sort(names)
  return names
end

-- Names that a message of the finding uses and nothing answers.
local function unanswered(finding, lang)
  local known, missing = { period = true, subject = true }, {}
  for name in pairs(finding.subject) do known[name] = true end
  for name in pairs(finding.fields) do known[name] = true end
  for _, item in ipairs(finding.evidence) do known[item.name] = true end
  for _, name in ipairs(names_of(finding.message[lang])) do
    if not known[name] then missing[#missing + 1] = name end
  end
  return missing
end

-- What the rule says about each of its examples.
local function results_of(path, rule)
  local results = {}
  for i, example in ipairs(rule.examples) do
    results[i] = assert(fixture.evaluate(path, example))
  end
  return results
end

describe("rules", function()
  local files = rule_files()

  it("are all there", function() assert.equal(RULES, #files) end)

  for _, path in ipairs(files) do
    local rule = assert(fixture.load(path))

    describe(rule.id, function()
      local results
      setup(function() results = results_of(path, rule) end)

      local function each_finding(visit)
        for _, result in ipairs(results) do
          for _, finding in ipairs(result.findings) do visit(finding) end
        end
      end

      it("has its place as its id", function()
        assert.equal(path, "rules/" .. rule.id:gsub("%.", "/") .. ".lua")
      end)

      it("speaks both languages", function()
        assert.is_true(is_in_both(rule.title))
        assert.is_true(is_in_both(rule.message))
        assert.same(names_of(rule.message.en), names_of(rule.message.vi))
      end)

      it("says what to do, when it may mislead, and what its parameters are", function()
        local doc = rule.doc.en or rule.doc
        assert.truthy(doc:find "What to do:")
        assert.truthy(doc:find "May mislead")
        for name, param in pairs(rule.params or {}) do assert.truthy(param.doc, name) end
      end)

      it("has an example that passes and one that fails", function()
        local passes, fails = 0, 0
        for _, example in ipairs(rule.examples) do
          passes = passes + (example.expect.pass or 0)
          fails = fails + (example.expect.fail or 0)
        end
        assert.is_true(passes > 0 and fails > 0)
      end)

      it("answers each name in its messages", function()
        each_finding(function(finding)
          assert.is_true(is_in_both(finding.message))
          assert.same(names_of(finding.message.en), names_of(finding.message.vi))
          assert.same({}, unanswered(finding, "en"))
        end)
      end)

      it("has words for its evidence in both languages", function()
        each_finding(function(finding)
          for _, item in ipairs(finding.evidence) do
            assert.is_string(words.get("evidence", item.name, "en"), item.name)
            assert.is_string(words.get("evidence", item.name, "vi"), item.name)
          end
        end)
      end)

      it("gives reasons in both languages", function()
        for _, result in ipairs(results) do
          for _, reason in ipairs(result.checks[1].reasons) do
            assert.is_true(is_in_both(reason.why), reason.why.en)
            assert.not_equal(reason.why.en, reason.why.vi)
          end
        end
      end)

      for _, example in ipairs(rule.examples) do
        it("example: " .. example.name, function()
          local ok, differences = fixture.run(path, example)
          assert.is_true(ok, table.concat(differences, "\n"))
        end)
      end
    end)
  end
end)
