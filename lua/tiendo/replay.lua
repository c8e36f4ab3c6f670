--- What a replay of a recorded run differs in.
-- @module tiendo.replay
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local page = require "tiendo.report.page"

local M = {}

--- Version of the JSON form.
M.SCHEMA = 1

local clean, pick = finding.clean, finding.pick

local RUN = { "id", "as_of", "known_at", "edition", "key", "versions" }
local DIFFERENCE = { "what", "name", "before", "now" }

local IS_OUT = { result = true, output = true }

local function write_json(replay, write)
  write(('{"schema":%d,"run":%s,"outputs":%d,"differences":['):format(M.SCHEMA,
    json.encode(json.object(pick(replay.run, RUN))), replay.outputs))
  for i, one in ipairs(replay.differences) do
    write((i == 1 and "\n  " or ",\n  ")
      .. json.encode(json.object(pick(one, DIFFERENCE))))
  end
  write(('],"dropped":%d}\n'):format(replay.dropped))
end

local function how(p, one)
  if one.before == "" then return p:say "added" end
  if one.now == "" and one.what ~= "setting" then return p:say "removed" end
  return p:say "moved"
end

local function put_difference(p, one)
  p:put(("%s %s: %s"):format(p:word("difference", one.what), clean(one.name),
    how(p, one)), { indent = 2, hang = 2 })
end

local function write_text(replay, options, write)
  local p = page.new({ width = options.width, lang = options.lang,
    color = options.color, group = "run" }, write)
  local n, comes_out = #replay.differences + replay.dropped, false
  p:put(p:say("replay", { id = clean(replay.run.id),
    day = p:show(replay.run.as_of, "date") }), { style = "bold" })
  if n == 0 then
    return p:put(p:say("same", { n = replay.outputs }, replay.outputs),
      { style = "good" })
  end
  p:put(p:say("differs", { n = n }, n), { style = "warning" })
  for _, one in ipairs(replay.differences) do
    put_difference(p, one)
    comes_out = comes_out or IS_OUT[one.what]
  end
  if replay.dropped > 0 then
    p:put(p:say("dropped", { n = replay.dropped }), { indent = 2 })
  end
  if not comes_out then p:put(p:say "same_result", { indent = 2 }) end
end

--- Writes it as "text" or "json".
-- @tparam table replay  { run = fields of the run, outputs = how many were
--   compared, differences = { { what, name, before, now }, ... },
--   dropped = n }; `before` and `now` are hashes, "" where it is not there
-- @tparam table options  format, lang, width, color
-- @tparam function write
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(replay, options, write)
  if options.format == "json" then
    write_json(replay, write)
  elseif options.format == "text" then
    write_text(replay, options, write)
  else
    return nil, ("a replay has no format '%s'; there are text and json")
      :format(options.format)
  end
  return true
end

return M
