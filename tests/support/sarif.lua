--- What SARIF 2.1.0 asks of the objects that we write: which properties must be
-- there, which may, of what sort each is, and how objects refer to each other.
-- Written after the standard's text; a property not listed here is an error.
local M = {}

-- "text" | "int" | "flag" | "bag", { "one", "of" }, or the name of an object;
-- "*" after it is a list of them, "!" before it: must be there.
local OBJECTS = {
  log = { ["$schema"] = "text", version = "!version", runs = "!run*" },
  run = { tool = "!tool", invocations = "invocation*", results = "result*",
    artifacts = "artifact*", automationDetails = "automation",
    language = "text", columnKind = "column_kind", properties = "bag" },
  tool = { driver = "!driver" },
  driver = { name = "!text", version = "text", rules = "rule*" },
  rule = { id = "!text", shortDescription = "message", help = "message",
    fullDescription = "message", defaultConfiguration = "configuration",
    properties = "bag" },
  configuration = { level = "level" },
  message = { text = "!text" },
  automation = { id = "text" },
  invocation = { executionSuccessful = "!flag", exitCode = "int",
    exitCodeDescription = "text", toolExecutionNotifications = "notice*" },
  notice = { message = "!message", level = "level", associatedRule = "rule_ref",
    properties = "bag" },
  rule_ref = { id = "text", index = "int" },
  artifact = { location = "artifact_location", description = "message",
    properties = "bag" },
  artifact_location = { uri = "uri", index = "int" },
  result = { ruleId = "text", ruleIndex = "int", kind = "kind",
    level = "level", message = "!message", locations = "location*",
    partialFingerprints = "texts", baselineState = "baseline",
    suppressions = "suppression*", properties = "bag" },
  location = { physicalLocation = "physical", logicalLocations = "logical*" },
  physical = { artifactLocation = "!artifact_location", region = "region" },
  region = { startLine = "line" },
  logical = { name = "text", fullyQualifiedName = "text", kind = "text" },
  suppression = { kind = "!suppression_kind", status = "status",
    justification = "text", properties = "bag" },
}

local CHOICES = {
  version = { "2.1.0" },
  level = { "none", "note", "warning", "error" },
  kind = { "notApplicable", "pass", "fail", "review", "open",
    "informational" },
  baseline = { "new", "unchanged", "updated", "absent" },
  suppression_kind = { "inSource", "external" },
  status = { "accepted", "underReview", "rejected" },
  column_kind = { "utf16CodeUnits", "unicodeCodePoints" },
}

local function is_one_of(list, value)
  for _, known in ipairs(list) do
    if known == value then return true end
  end
  return false
end

-- A reference of RFC 3986, as far as its signs go.
local function is_uri(s)
  if type(s) ~= "string" or s == "" then return false end
  local rest = s:gsub("%%%x%x", "")
  local _, marks = rest:gsub("#", "")
  return not rest:find "[^%w%-._~:/?#@!$&'()*+,;=]" and marks <= 1
end

local VALUES = {
  text = function(v) return type(v) == "string" and utf8.len(v) ~= nil end,
  int = function(v) return math.type(v) == "integer" and v >= 0 end,
  line = function(v) return math.type(v) == "integer" and v >= 1 end,
  flag = function(v) return type(v) == "boolean" end,
  bag = function(v) return type(v) == "table" end,
  uri = is_uri,
  texts = function(v)
    for _, text in pairs(v) do
      if type(text) ~= "string" then return false end
    end
    return true
  end,
}

-- Braces alone would be places for arguments; a bracket that is not escaped,
-- with "(1)" after it, a link.
local function check_message(text, where)
  assert(text ~= "", where .. " is empty")
  local rest = text:gsub("{{", ""):gsub("}}", "")
  assert(not rest:find "[{}]", where .. ": a single brace")
  rest = text:gsub("\\[%[%]\\]", "")
  assert(not rest:find("](", 1, true), where .. ": a link")
end

local check_object

local function check_value(sort, value, where)
  if CHOICES[sort] then
    assert(is_one_of(CHOICES[sort], value), where .. ": none of the choices")
  elseif VALUES[sort] then
    assert(VALUES[sort](value), where .. ": not of the sort " .. sort)
  else
    check_object(sort, value, where)
  end
end

function check_object(name, value, where)
  local fields = assert(OBJECTS[name], name)
  assert(type(value) == "table", where .. ": no object")
  if name == "message" then check_message(value.text, where) end
  for key in pairs(value) do
    assert(fields[key], where .. ": no property " .. tostring(key))
  end
  for key, sort in pairs(fields) do
    local must, plain, list = sort:match "^(!?)([%a_]+)(%*?)$"
    local v, at = value[key], where .. "." .. key
    assert(must == "" or v ~= nil, at .. " is missing")
    if v ~= nil and list ~= "" then
      for i, item in ipairs(v) do
        check_value(plain, item, ("%s[%d]"):format(at, i))
      end
    elseif v ~= nil then
      check_value(plain, v, at)
    end
  end
end

local function check_result(run, result, where)
  local rules, artifacts = run.tool.driver.rules, run.artifacts
  if result.ruleIndex then
    assert(rules[result.ruleIndex + 1].id == result.ruleId,
      where .. ": another rule stands at its index")
  end
  assert(result.kind == "fail" or result.level == "none", where .. ".level")
  assert(result.suppressions, where .. ": suppressions of some, not of all")
  for _, location in ipairs(result.locations) do
    local physical = location.physicalLocation
    local place = physical and physical.artifactLocation
    assert(not place or artifacts[place.index + 1].location.uri == place.uri,
      where .. ": another artifact stands at its index")
  end
end

--- Raises where a decoded log is none.
function M.check(log)
  check_object("log", log, "log")
  for _, run in ipairs(log.runs) do
    for i, result in ipairs(run.results) do
      check_result(run, result, ("results[%d]"):format(i))
    end
  end
  return log
end

return M
