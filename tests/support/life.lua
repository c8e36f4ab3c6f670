--- A small province of ten figures, and runs over it with a rule of one line:
-- for specs about what becomes of findings.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local M = {}

local SOURCES = "code,title\nbook,A made-up yearbook\n"
local AREAS = "code,name_en\ntown,Town\n"

local LEVEL = [[
return {
  id = "life.level",
  title = { en = "Too high", vi = "Quá cao" },
  severity = "medium",
  over = "series",
  params = { limit = { type = "number", default = 10 } },
  message = { en = "%s is {observed}", vi = "%s {observed}" },
  check = function(s, ctx)
    local observed = s.series and s.series:last()
    if not observed then return ctx.no_data("no figure") end
    if observed <= ctx.params.limit then return end
    return { observed = observed, class = observed > 50 and "grave" or "mild" }
  end,
}
]]

-- Finds every figure above 10, or, as its parameter says, breaks at each.
local FRAGILE = [[
return {
  id = "life.fragile", title = "Fragile", over = "series", severity = "low",
  params = { breaks = { type = "boolean", default = false } },
  check = function(s, ctx)
    if ctx.params.breaks then error "broken" end
    if s.series and s.series:last() > 10 then return {} end
  end,
}
]]

local made = 0

--- A new folder of files by name.
function M.folder(files)
  made = made + 1
  local name = ("life%d"):format(made)
  for path, text in pairs(files) do
    local folder = (name .. "/" .. path):match "^(.*)/"
    assert(command.run("mkdir", "-p", command.path(folder)) == "")
    command.file(name .. "/" .. path, text)
  end
  return command.path(name)
end

--- Rules that this spec is about: `word` is what the first one's message calls
-- a figure, `more` other files by path.
function M.rules(word, more)
  local files = { ["life/level.lua"] = LEVEL:format(word or "it", word or "là"),
    ["life/fragile.lua"] = FRAGILE }
  for path, text in pairs(more or {}) do files[path] = text end
  return M.folder(files)
end

--- A store with the figures f01 to f10 of 2025. Each is 5, known on the first
-- day of 2026; `figures` says what else became known: { { "f01", "2026-01-01",
-- 20 }, ... }, "" for a figure that is withdrawn. `more` are further files.
function M.store(figures, more)
  local rows = { "indicator,area,period,known_on,value,source" }
  local indicators, said = { "code,name_en,unit" }, {}
  for _, f in ipairs(figures) do
    said[f[1] .. f[2]] = true
    rows[#rows + 1] = ("%s,town,2025,%s,%s,book"):format(f[1], f[2], f[3])
  end
  for i = 1, 10 do
    local code = ("f%02d"):format(i)
    indicators[#indicators + 1] = code .. ",Figure " .. i .. ",%"
    if not said[code .. "2026-01-01"] then
      rows[#rows + 1] = code .. ",town,2025,2026-01-01,5,book"
    end
  end
  local files = { ["sources.csv"] = SOURCES, ["areas.csv"] = AREAS,
    ["indicators.csv"] = table.concat(indicators, "\n") .. "\n",
    ["observations.csv"] = table.concat(rows, "\n") .. "\n" }
  for name, text in pairs(more or {}) do files[name] = text end
  local folder, paths = M.folder(files), {}
  for name in pairs(files) do paths[#paths + 1] = folder .. "/" .. name end
  table.sort(paths)
  local store = folder .. "/plan.db"
  local out, code = command.tiendo("import", store, table.unpack(paths))
  assert(code == 0, out .. select(3, command.tiendo("import", store,
    table.unpack(paths))))
  return store
end

--- A run of these rules on a day: exit code, standard error, JSON result.
function M.try(store, rules, day, ...)
  local out, code, err = command.tiendo("run", store, "--no-builtin",
    "--rules", rules, "--as-of", day, "--format", "json", "--fail-on", "never",
    ...)
  return code, err, code ~= 2 and json.decode(out) or nil
end

--- A run that must be recorded; its result.
function M.run(store, rules, day, ...)
  local code, err, result = M.try(store, rules, day, ...)
  assert(code == 0 or code == 3, err)
  return result, err
end

--- Output of a query, as the sqlite3 shell prints it.
function M.sql(store, text)
  local out, code = command.run("sqlite3", store, text)
  assert(code == 0, out)
  return out
end

--- The events of a figure under a rule: "day state why" each.
function M.events(store, figure, rule)
  return M.sql(store, ([[SELECT r.as_of || ' ' || e.state || ' ' || e.why
    FROM finding_events AS e JOIN runs AS r ON r.id = e.run
    JOIN findings AS f ON f.id = e.finding WHERE f.subject = '%s/town'
    AND f.rule = 'life.%s' ORDER BY e.number]]):format(figure, rule or "level"))
end

--- The states of a figure's finding in a result, and in the store.
function M.state(store, figure, rule)
  return (M.sql(store, ([[SELECT state FROM findings
    WHERE subject = '%s/town' AND rule = 'life.%s']]):format(figure,
    rule or "level")):gsub("%s+$", ""))
end

M.TABLES = { "texts", "runs", "run_tables", "run_rules", "run_settings",
  "evaluations", "evaluation_reasons", "findings", "finding_events", "outputs",
  "notices", "baselines", "baseline_findings", "checkpoints" }

--- Everything that is recorded, as text.
function M.record(store)
  local parts = {}
  for i, name in ipairs(M.TABLES) do
    parts[i] = name .. "\n" .. M.sql(store, "SELECT * FROM " .. name)
  end
  return table.concat(parts)
end

return M
