--- Runs the spec of a rule with busted, in a process that `tiendo rules test`
-- starts: results go to file descriptor 3, away from what the spec prints.
-- @module tiendo.spec
local M = {}

local RESULTS = "/dev/fd/3"
local NO_BUSTED = 77 -- exit code

local function one_line(s)
  return (tostring(s):gsub("[\r\n]+", " "):gsub("#", "\\#"))
end

-- An output handler of busted that writes TAP with lines and whole messages;
-- the one that busted has fails on files that do not load.
local function new_handler(out)
  local busted = require "busted"
  local handler = require "busted.outputHandlers.base" ()
  local n = 0

  local function put(status, name, tail)
    n = n + 1
    out:write(("%s %d - %s%s\n"):format(status, n, one_line(name), tail or ""))
  end

  local function put_failure(t)
    put("not ok", t.name)
    local line = t.element.trace and t.element.trace.currentline
    if line then out:write(("# at %d\n"):format(line)) end
    local message = type(t.message) == "string" and t.message
      or "raised " .. one_line(t.message)
    for text in message:gmatch "[^\n]+" do out:write("# ", text, "\n") end
  end

  busted.subscribe({ "test", "end" }, function(_, _, status)
    if status == "success" then
      put("ok", handler.successes[#handler.successes].name)
    elseif status == "pending" then
      local t = handler.pendings[#handler.pendings]
      put("ok", t.name, " # SKIP " .. one_line(t.message or "pending"))
    else
      local list = status == "failure" and handler.failures or handler.errors
      put_failure(list[#list])
    end
    out:flush()
    return nil, true
  end)

  busted.subscribe({ "error" }, function(element)
    if element.descriptor ~= "it" then
      put_failure(handler.errors[#handler.errors])
      out:flush()
    end
    return nil, true
  end)
  return handler
end

--- Runs the file and ends the process.
function M.run(path)
  local ok, runner = pcall(require, "busted.runner")
  if not ok then
    if not runner:find "module 'busted.runner' not found" then error(runner) end
    os.exit(NO_BUSTED)
  end
  local out = assert(io.open(RESULTS, "w"))
  package.preload["tiendo.spec.output"] = function()
    return function() return new_handler(out) end
  end
  -- busted reads the words of its command line here.
  rawset(_G, "arg", { [0] = "busted", "--ignore-lua", "-o",
    "tiendo.spec.output", "--", path })
  runner { standalone = false }
end

return M
