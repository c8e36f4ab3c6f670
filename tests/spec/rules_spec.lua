-- Every rule shipped here: what its head must have, and all its examples.
require "tiendo"
local fixture = require "tiendo.fixture"
local template = require "tiendo.template"
local text = require "tiendo.text"
local words = require "tiendo.words"

local RULES = 78

local function rule_files()
  local list <close> = assert(io.popen "find rules -name '*.lua' | LC_ALL=C sort")
  local files = {}
  for path in list:lines() do files[#files + 1] = path end
  return files
end

-- How the paragraphs begin that each rule must have.
local LABELS = {
  en = { "Basis:", "What to do:", "May mislead " },
  vi = { "Căn cứ:", "Việc cần làm:", "Có thể sai khi " },
}

local function is_in_both(pair)
  return type(pair) == "table" and (pair.en or "") ~= "" and (pair.vi or "") ~= ""
end

local function paragraphs(doc)
  local list = {}
  for part in (doc .. "\n\n"):gmatch "(.-)\n\n+" do list[#list + 1] = part end
  return list
end

-- Where the labelled paragraphs stand: { 2, 3, 4 }, 0 for one without a label
-- or whose label is there more than once.
local function places_of(doc, labels)
  local places = {}
  for i, label in ipairs(labels) do
    for k, part in ipairs(paragraphs(doc)) do
      local is_it = part:sub(1, #label) == label
      if is_it then places[i] = places[i] and 0 or k end
    end
    places[i] = places[i] or 0
  end
  return places
end

-- The Vietnamese of the head, by where it stands; messages may be names alone.
local function vietnamese_of(rule)
  local texts = { title = rule.title.vi, doc = rule.doc.vi }
  for name, param in pairs(rule.params or {}) do texts["params." .. name] = param.doc.vi end
  return texts
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
        assert.is_true(is_in_both(rule.doc))
        assert.not_equal(rule.title.en, rule.title.vi)
        assert.not_equal(rule.doc.en, rule.doc.vi)
      end)

      it("says what it checks, on what basis, what to do and when it may mislead", function()
        local places = places_of(rule.doc.en, LABELS.en)
        assert.is_true(places[1] > 1 and places[2] > places[1] and places[3] > places[2])
        assert.same(places, places_of(rule.doc.vi, LABELS.vi))
        assert.equal(#paragraphs(rule.doc.en), #paragraphs(rule.doc.vi))
      end)

      it("says what its parameters are and who set their values", function()
        for name, param in pairs(rule.params or {}) do
          assert.is_true(is_in_both(param.doc), name)
          assert.not_equal(param.doc.en, param.doc.vi, name)
          assert.truthy((param.source or ""):find "%w", name)
          if param.unit then
            assert.is_string(words.get("unit", param.unit, "en"), param.unit)
          end
        end
      end)

      it("writes Vietnamese in composed letters", function()
        for where, vi in pairs(vietnamese_of(rule)) do
          assert.equal(text.nfc(vi), vi, where)
          assert.is_true(#text.fold(vi) < #vi, where)
        end
        assert.equal(text.nfc(rule.message.vi), rule.message.vi)
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
