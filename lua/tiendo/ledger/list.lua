--- Findings of the record as a list.
-- @module tiendo.ledger.list
local csv = require "tiendo.report.csv"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local layout = require "tiendo.report.layout"
local markdown = require "tiendo.report.markdown"
local pick = require "tiendo.ledger.pick"
local report_page = require "tiendo.report.page"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

--- Version of the JSON forms.
M.SCHEMA = 1

M.COLUMNS = { "id", "state", "severity", "age_days", "since", "rule",
  "subject_kind", "subject", "label", "goal", "target", "agency", "period",
  "class", "waiver", "message", "last_run" }

local SEPARATOR = " · "
local clean, plain = finding.clean, finding.plain

-- For machines --------------------------------------------------------------

local function said(pair, lang)
  return finding.utf8(words.pick(pair, lang) or "")
end

--- A finding's fields as json.object takes them.
function M.object(f, lang)
  local s = f.subject
  return { "id", f.id, "state", f.state, "severity", f.severity,
    "rule", f.rule, "subject", json.object { "kind", s.kind,
      "code", plain(s.code), "label", plain(s.label and said(s.label, lang)),
      "goal", plain(s.goal), "target", plain(s.target),
      "agency", plain(s.agency) },
    "period", plain(f.period), "key", plain(f.key), "class", plain(f.class),
    "since", f.since, "age_days", plain(f.age_days),
    "state_since", f.state_on, "state_run", f.state_run,
    "first_run", f.first_run, "last_run", f.last_run, "last_on", f.last_on,
    "waiver", plain(f.waiver), "message", said(f.text, lang),
    "said_run", f.said_run }
end

--- The run as json.object takes it, or null.
function M.run_object(run)
  return run and json.object(finding.pick(run, { "id", "as_of", "known_at" }))
    or json.null
end

local function write_json(request, list, n_closed, n_unfit, options, write)
  write(('{"schema":%d,"run":%s,\n "findings":['):format(M.SCHEMA,
    json.encode(M.run_object(request.run))))
  for i, f in ipairs(list) do
    write((i == 1 and "\n  " or ",\n  ")
      .. json.encode(json.object(M.object(f, options.lang))))
  end
  write(('],\n "closed_left_out":%d,"unselected":%d}\n'):format(n_closed,
    n_unfit))
end

local function write_jsonl(request, list, options, write)
  for _, f in ipairs(list) do
    local flat = { "schema", M.SCHEMA, "run", request.run.id }
    local object = M.object(f, options.lang)
    table.move(object, 1, #object, #flat + 1, flat)
    write(json.encode(json.object(flat)) .. "\n")
  end
end

local function write_csv(list, options, write)
  if options.bom then write "\u{FEFF}" end
  write(csv.row({ table.unpack(M.COLUMNS) }, options.separator))
  for _, f in ipairs(list) do
    local s = f.subject
    write(csv.row({ f.id, f.state, f.severity, tostring(f.age_days or ""),
      f.since, f.rule, s.kind, s.code,
      s.label and said(s.label, options.lang) or "", s.goal or "",
      s.target or "", s.agency or "", f.period or "", f.class or "",
      f.waiver or "", said(f.text, options.lang), f.last_run },
      options.separator))
  end
end

-- For people ----------------------------------------------------------------

--- That nothing is recorded, in words; nil where something is.
function M.nothing(page, request)
  if not request.is_kept then return page:say "not_kept" end
  if not request.run then return page:say "no_runs" end
end

--- What a run came to that the record is after: its id and day, and how many
-- findings are in which state.
function M.head_lines(page, request)
  local n, parts = {}, {}
  for _, f in ipairs(request.findings) do
    n[f.state] = (n[f.state] or 0) + 1
  end
  for _, state in ipairs(words.STATES) do
    if n[state] then
      parts[#parts + 1] = page:say("count", { n = n[state],
        state = page:word("state", state) })
    end
  end
  return page:say("after", { id = clean(request.run.id),
    day = page:show(request.run.as_of, "date") }),
    page:say("counts", { list = table.concat(parts, ", ") })
end

--- The message of a finding with the name of its subject, unless it tells it.
function M.message(page, f)
  local message, name = page:label(f.text), page:label(f.subject.label)
  if name == "" or message:find(name, 1, true) then return message end
  return page:say("labelled", { label = name, message = message })
end

-- What stands behind the message: code, period, agency.
local function details(page, f, message)
  local s, out = f.subject, { clean(f.subject.code) }
  local agency = s.agency and page:label(s.agency_label)
  if agency == "" then agency = clean(s.agency) end
  if f.period then out[#out + 1] = page:show(f.period, "date") end
  if agency and not message:find(agency, 1, true) then
    out[#out + 1] = agency
  end
  if f.waiver then out[#out + 1] = clean(f.waiver) end
  return table.concat(out, SEPARATOR)
end

local function age_of(page, f)
  return page:say_of("value", "days", { n = f.age_days or 0 }, f.age_days)
end

local function put_finding(page, f, widths)
  local message = M.message(page, f)
  local since = page:say("since", { day = page:show(f.since, "date") })
  page.write("    " .. page.paint("bold", f.id:sub(1, widths.id)) .. "  "
    .. layout.pad(page:word("state", f.state), widths.state) .. "  "
    .. layout.pad(age_of(page, f), widths.age, true) .. "  "
    .. page.paint("dim", since) .. "\n")
  page:put(message, { indent = 6, hang = 2 })
  page:put(details(page, f, message), { indent = 6, style = "dim" })
end

-- Findings of one severity and rule beside each other.
local function groups(list)
  local out = {}
  for _, f in ipairs(list) do
    local last = out[#out]
    if not last or last.rule ~= f.rule or last.severity ~= f.severity then
      last = { rule = f.rule, severity = f.severity }
      out[#out + 1] = last
    end
    last[#last + 1] = f
  end
  return out
end

local function widths_of(page, list)
  local w = { id = pick.id_length(list), state = 0, age = 0 }
  for _, f in ipairs(list) do
    w.state = math.max(w.state, text.width(page:word("state", f.state)))
    w.age = math.max(w.age, text.width(age_of(page, f)))
  end
  return w
end

local function put_group(page, group, widths, limit)
  page:skip()
  page:put(page:say("of_rule", { rule = clean(group.rule), n = #group }),
    { indent = 2, style = group.severity })
  for i, f in ipairs(group) do
    if limit and i > limit then
      return page:put(page:say_of("report", "rest_of_rule",
        { n = #group - limit }), { indent = 4, style = "dim" })
    end
    put_finding(page, f, widths)
  end
end

local function put_list(page, list, limit)
  local severity, n = nil, {}
  local widths = widths_of(page, list)
  for _, f in ipairs(list) do n[f.severity] = (n[f.severity] or 0) + 1 end
  for _, group in ipairs(groups(list)) do
    if group.severity ~= severity then
      severity = group.severity
      page:heading(page:say_of("report", "severity", { severity =
        page:word("severity", severity) }), severity,
        page:say_of("report", "findings", { n = n[severity] }, n[severity]))
    end
    put_group(page, group, widths, limit)
  end
end

-- That nothing is shown, and what is not.
local function notes(page, request, list, n_closed, n_unfit)
  local out = {}
  if #list == 0 then
    out[1] = request.select
      and page:say("none_fits", { n = #request.findings })
      or page:say "none_open"
  end
  if n_closed > 0 then
    out[#out + 1] = page:say("left_out", { n = n_closed }, n_closed)
  end
  if n_unfit > 0 and #list > 0 then
    out[#out + 1] = page:say("unselected", { n = n_unfit }, n_unfit)
  end
  return out
end

local function write_text(page, request, list, n_closed, n_unfit, limit)
  local run_line, counts = M.head_lines(page, request)
  page:put(run_line, { style = "bold" })
  page:put(counts)
  put_list(page, list, limit)
  page:skip()
  for _, note in ipairs(notes(page, request, list, n_closed, n_unfit)) do
    page:put(note, { style = "dim" })
  end
end

-- Markdown ------------------------------------------------------------------

local HEADS = { "id", "state", "severity", "age", "since_head", "rule",
  "subject", "agency", "message", "period" }

local function put_row(page, cells)
  for i, cell in ipairs(cells) do cells[i] = markdown.escape(cell) end
  page.write("| " .. table.concat(cells, " | ") .. " |\n")
end

local function cells_of(page, f, id_length)
  local s = f.subject
  local name, agency = page:label(s.label), page:label(s.agency_label)
  return { f.id:sub(1, id_length), page:word("state", f.state),
    page:word("severity", f.severity), page:show(f.age_days or 0),
    page:show(f.since, "date"), clean(f.rule),
    name ~= "" and name .. " (" .. clean(s.code) .. ")" or clean(s.code),
    agency ~= "" and agency or clean(s.agency or ""), page:label(f.text),
    f.period and page:show(f.period, "date") or "" }
end

local function write_markdown(page, request, list, n_closed, n_unfit, limit)
  local run_line, counts = M.head_lines(page, request)
  local heads, id_length = {}, pick.id_length(list)
  page.write(markdown.escape(run_line) .. "\\\n" .. markdown.escape(counts)
    .. "\n")
  for i, head in ipairs(HEADS) do heads[i] = page:say(head) end
  if #list > 0 then
    page.write "\n"
    put_row(page, heads)
    page.write("|" .. (":---|"):rep(3) .. "---:|" .. (":---|"):rep(6) .. "\n")
  end
  for _, group in ipairs(groups(list)) do
    for i = 1, math.min(#group, limit or #group) do
      put_row(page, cells_of(page, group[i], id_length))
    end
  end
  for _, group in ipairs(groups(list)) do
    if limit and #group > limit then
      page.write("\n" .. markdown.escape(clean(group.rule) .. ": "
        .. page:say_of("report", "rest_of_rule", { n = #group - limit }))
        .. "\n")
    end
  end
  for _, note in ipairs(notes(page, request, list, n_closed, n_unfit)) do
    page.write("\n" .. markdown.escape(note) .. "\n")
  end
end

-- ---------------------------------------------------------------------------

--- A page for the reader.
function M.page(options, write)
  return report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "ledger" }, write)
end

local function write_page(request, list, n_closed, n_unfit, options, write)
  local page = M.page(options, write)
  local nothing = M.nothing(page, request)
  if nothing and options.format == "markdown" then
    return write(markdown.escape(nothing) .. "\n")
  elseif nothing then
    return page:put(nothing)
  end
  local write_it = options.format == "text" and write_text or write_markdown
  write_it(page, request, list, n_closed, n_unfit, options.limit)
end

--- See tiendo.ledger.
function M.write(request, options, write)
  local list, n_closed, n_unfit = pick.shown(request)
  if not list then return nil, n_closed end
  if options.format == "json" then
    write_json(request, list, n_closed, n_unfit, options, write)
  elseif options.format == "jsonl" then
    write_jsonl(request, list, options, write)
  elseif options.format == "csv" then
    write_csv(list, options, write)
  else
    write_page(request, list, n_closed, n_unfit, options, write)
  end
  return true
end

return M
