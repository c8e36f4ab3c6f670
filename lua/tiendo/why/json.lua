--- Why a finding is there, as one JSON object: one line, read or call a line.
-- @module tiendo.why.json
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local lines_of = require "tiendo.why.lines"
local report_json = require "tiendo.report.json"
local source_of = require "tiendo.why.source"

local M = {}

--- Version of the form.
M.SCHEMA = 1

local plain, pick, utf8_of = finding.plain, finding.pick, finding.utf8

local function texts(pair)
  return pair and json.object { "en", plain(pair.en), "vi", plain(pair.vi) }
    or json.null
end

-- { code, title, url, illustrative, line } of a row's or a figure's source.
local function source_object(source, line, is_invented)
  if not source then return json.null end
  local flat = { "code", utf8_of(source.code), "title", plain(source.title),
    "url", plain(source.url),
    "illustrative", is_invented or source.illustrative == true }
  if line then
    flat[#flat + 1], flat[#flat + 2] = "line", line
  end
  return json.object(flat)
end

local function row_source(row)
  return source_object(source_of.of(row))
end

local VALUE_OF = {
  missing = function() return json.null end,
  plain = plain,
  row = function(row)
    return json.object { "kind", row.kind_of, "code", utf8_of(row.code) }
  end,
  set = function(set) return json.object { "rows", #set } end,
  series = function(series) return json.object { "values", #series } end,
}

local function read_object(read)
  local row = read.row
  return json.object { "kind", row.kind_of, "code", utf8_of(row.code),
    "field", read.field, "value", VALUE_OF[read.is](row[read.field]),
    "n", read.n, "source", row_source(row) }
end

local function point_object(point)
  return json.object { "series", utf8_of(point.series.code),
    "period", plain(point.period), "value", plain(point.value),
    "flag", plain(point.flag), "known_on", plain(point.known_on),
    "n", point.n, "source", source_object(point.source) }
end

-- Arguments and results: see host/script/trace.h.
local function traced(v)
  if type(v) == "userdata" then return tostring(v) end
  if type(v) ~= "table" then return plain(v) end
  if v.is == "nil" then return json.null end
  local flat = { "is", v.is }
  local function add(key, value)
    if value == nil then return end
    flat[#flat + 1], flat[#flat + 2] = key, value
  end
  add("n", v.n)
  add("of", v.of)
  add("first", v.first and plain(v.first))
  add("last", v.last and plain(v.last))
  if v.items then
    local items = {}
    for i, item in ipairs(v.items) do items[i] = traced(item) end
    add("items", json.array(items))
  end
  if v.fields then
    local fields = {}
    for key, value in pairs(v.fields) do
      fields[utf8_of(key)] = traced(value)
    end
    add("fields", fields)
  end
  return json.object(flat)
end

local function traced_list(list)
  if not list then return json.null end
  local out = {}
  for i, v in ipairs(list) do out[i] = traced(v) end
  return json.array(out)
end

local function call_object(call)
  return json.object { "name", utf8_of(call.name), "line", call.line,
    "n", call.n, "args", traced_list(call.args),
    "results", traced_list(call.results) }
end

local function param_object(param)
  return json.object { "name", param.name, "value", plain(param.value),
    "unit", plain(param.unit), "origin", plain(param.origin),
    "where", plain(param.where), "from", plain(param.from),
    "to", plain(param.to), "default", plain(param.standard_written) }
end

-- Parts, each a key and what stands there ------------------------------------

local function put(write, key, value)
  write((',\n "%s":%s'):format(key, json.encode(value)))
end

local function put_list(write, key, list, value_of)
  write((',\n "%s":['):format(key))
  report_json.write_items(write, list or {}, value_of)
  write "]"
end

local function put_rule(write, rule)
  put(write, "rule", json.object { "id", rule.rule, "file", plain(rule.file),
    "hash", rule.hash, "about_set", rule.is_about_set,
    "needs", plain(rule.needs), "title", texts(rule.title),
    "doc", texts(rule.doc) })
end

local function put_finding(write, what, lang)
  put(write, "finding", json.object(report_json.finding(what.finding,
    finding.messages(lang))))
  put(write, "severity", json.object(pick(what.severity, { "by", "standard",
    "origin", "where", "from", "to" })))
  if what.waiver then
    put(write, "waiver", json.object(pick(what.waiver, { "code", "signer",
      "reason", "scope", "valid_from", "valid_to" })))
  end
end

local function put_trace(write, what)
  local trace, text_of = what.trace, lines_of.of(what.rule.text)
  put_list(write, "lines", trace.lines, function(line)
    return json.object { "line", line.line, "n", line.n,
      "text", utf8_of(text_of(line.line)) }
  end)
  put_list(write, "calls", trace.calls, call_object)
  put_list(write, "reads", trace.reads, read_object)
  put_list(write, "observations", trace.points, point_object)
  put(write, "left_out", json.object { "reads", trace.left_out.reads,
    "observations", trace.left_out.points, "calls", trace.left_out.calls })
end

local function put_evaluation(write, what, lang)
  put(write, "subject", json.object { "kind", what.subject.kind_of,
    "code", utf8_of(what.subject.code), "source", row_source(what.subject) })
  put_list(write, "params", what.params, param_object)
  put(write, "same", what.is_same)
  put(write, "error", plain(what.error))
  put(write, "run_error", plain(what.run_error))
  if what.counts then put(write, "counts", what.counts) end
  local message_of = finding.messages(lang)
  put_list(write, "others", what.others, function(f)
    return json.object(report_json.finding(f, message_of))
  end)
  if what.trace then put_trace(write, what) end
end

--- Writes what is told.
function M.write(what, options, write)
  write(('{"schema":%d,"id":%s,"status":"%s","outcome":%s,"why":%s'):format(
    M.SCHEMA, json.encode(what.id), what.status,
    json.encode(plain(what.outcome)), json.encode(texts(what.why))))
  put(write, "run", json.object(pick(what.run, { "as_of", "known_at", "data",
    "rules", "settings" })))
  put(write, "asked", json.object(pick(what.asked, { "rule", "kind", "subject",
    "period", "key" })))
  if what.rule then put_rule(write, what.rule) end
  if what.finding then put_finding(write, what, options.lang) end
  if what.subject then put_evaluation(write, what, options.lang) end
  write "}\n"
end

return M
