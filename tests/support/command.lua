--- Running the built programs from specs, each in a process of its own.
local M = {}

local TIENDO = os.getenv "TIENDO" or "build/dev/tiendo"

local function quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

local function read(path)
  local f <close> = assert(io.open(path, "rb"))
  return f:read "a"
end

local folder

--- A path in a folder of this process's own, removed at its end.
function M.path(name)
  if not folder then
    local pipe <close> = assert(io.popen "mktemp -d")
    folder = pipe:read "l"
    M.cleaner = setmetatable({}, { __gc = function()
      os.execute("rm -rf " .. quote(folder))
    end })
  end
  return folder .. "/" .. name
end

--- Writes a file there and gives its path.
function M.file(name, text)
  local path = M.path(name)
  local f <close> = assert(io.open(path, "wb"))
  f:write(text)
  return path
end

M.read = read

--- Runs a program.
-- @treturn string  what it printed on standard output
-- @treturn integer  exit code, or 128 + the signal that ended it
-- @treturn string  what it printed on standard error
function M.run_apart(...)
  local words = {}
  for i, word in ipairs { ... } do words[i] = quote(word) end
  local out, err = M.path "stdout", M.path "stderr"
  local _, how, code = os.execute(("%s >%s 2>%s </dev/null")
    :format(table.concat(words, " "), quote(out), quote(err)))
  return read(out), how == "signal" and 128 + code or code, read(err)
end

--- Runs a program; both outputs as one text, and the exit code.
function M.run(...)
  local out, code, err = M.run_apart(...)
  return out .. err, code
end

--- The tiendo command: output, exit code, standard error.
function M.tiendo(...)
  return M.run_apart(TIENDO, ...)
end

--- Path of the command from anywhere.
function M.absolute()
  return TIENDO:sub(1, 1) == "/" and TIENDO
    or os.getenv "PWD" .. "/" .. TIENDO
end

--- Path of a program that is built beside the command for tests.
function M.tool(name)
  return TIENDO:gsub("[^/]*$", "tests/" .. name)
end

local made = 0

--- Imports a package into a new store and gives its path.
function M.store(package)
  made = made + 1
  local path = M.path(("store%d.db"):format(made))
  local out, code = M.run(TIENDO, "import", path, package)
  assert(code == 0, out)
  return path
end

--- The folder of facts that stand outside the checkout, or nil where it is
-- absent: specs that need it are skipped and say so.
function M.shared(name)
  local path = (os.getenv "TIENDO_SHARED" or "../shared") .. "/" .. name
  local f = io.open(path, "rb")
  if not f then return nil end
  f:close()
  return path
end

return M
