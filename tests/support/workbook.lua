--- Reading workbooks back, through LibreOffice and through Python's zipfile.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local M = {}

local function python(what, path)
  local out, code, err = command.run_apart("python3",
    "tests/support/workbook.py", what, path)
  assert(code == 0, err)
  return assert(json.decode(out))
end

--- Why LibreOffice cannot be asked, or nil.
function M.lacking()
  local _, code = command.run("sh", "-c", "command -v soffice")
  return code ~= 0 and "soffice is not there: libreoffice-calc is needed" or nil
end

local n = 0

--- { [sheet] = { { cell, ... }, ... } } as LibreOffice reads it, with a new
-- profile.
function M.cells(path)
  n = n + 1
  local folder = command.path("office" .. n)
  local out, code = command.run("timeout", "100", "soffice",
    "-env:UserInstallation=file://" .. folder .. "/profile", "--headless",
    "--convert-to", "fods", "--outdir", folder, path)
  local made = folder .. "/" .. path:match "([^/]*)%.xlsx$" .. ".fods"
  assert(code == 0, out)
  return python("cells", made)
end

--- What stands in the file; see workbook.py.
function M.parts(path)
  return python("parts", path)
end

return M
