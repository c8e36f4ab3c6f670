--- Build step: what the comments of a Lua module say, as the page of it that
-- tiendo.help shows. Used by embed.lua.
--
--     --- What the function does.
--     -- @tparam[opt] string name  about the argument
--     -- @treturn number  about the result
--     -- @usage module.name("x")  --> 1
local M = {}

local TYPES = { bool = "boolean", int = "integer" }

-- The blocks of a file: { lines of the comment, the code line behind it }.
local function blocks_of(path)
  local blocks, block = {}, nil
  for line in io.lines(path) do
    local first, more = line:match "^%-%-%-%s?(.*)", line:match "^%-%-%s?(.*)"
    if first then
      block = { first }
    elseif block and more then
      block[#block + 1] = more
    elseif block then
      block.code = line
      blocks[#blocks + 1], block = block, nil
    end
  end
  return blocks
end

-- The text before the first tag, and the tags: { name, text }.
local function split(block)
  local doc, tags = {}, {}
  for _, line in ipairs(block) do
    local name, rest = line:match "^@(%S+)%s*(.*)"
    if name then
      tags[#tags + 1] = { name = name, text = rest }
    elseif #tags > 0 then
      tags[#tags].text = tags[#tags].text .. " " .. line:gsub("^%s+", "")
    else
      doc[#doc + 1] = line
    end
  end
  return table.concat(doc, "\n"), tags
end

local function value(name, kind, doc, is_optional)
  local is_maybe = kind:find "|nil$" or kind:find "^%?"
  kind = kind:gsub("|nil$", ""):gsub("^%?", "")
  kind = TYPES[kind] or kind
  return { name = name, type = kind == "any" and "value" or kind, code = kind,
    result = kind, is_optional = (is_optional or is_maybe) and true or false,
    doc = doc ~= "" and doc or nil }
end

local function read_tag(out, tag)
  local name, is_optional = tag.name:gsub("%[opt%]", "")
  is_optional = is_optional > 0
  if name == "tparam" then
    local kind, arg, doc = tag.text:match "^(%S+)%s+(%S+)%s*(.*)"
    out.args[arg] = value(arg, kind, doc, is_optional)
  elseif name == "param" then
    local arg, doc = tag.text:match "^(%S+)%s*(.*)"
    out.args[arg] = value(arg, "any", doc, is_optional)
  elseif name == "treturn" then
    local kind, doc = tag.text:match "^(%S+)%s*(.*)"
    table.insert(out.results, value(nil, kind, doc))
  elseif name == "usage" then
    out.example = tag.text
  end
end

local function read_function(module, key, signature, doc, tags)
  local short = module:match "[^.]+$"
  local out = { name = short .. "." .. key, key = key, is_method = false,
    args = {}, results = {}, doc = doc }
  for _, tag in ipairs(tags) do read_tag(out, tag) end
  local args = {}
  for arg in signature:gmatch "[%w_.]+" do
    args[#args + 1] = out.args[arg] or value(arg, "any", "")
  end
  out.args = args
  return out
end

--- The page of a module.
-- @tparam string path
-- @tparam string name  "tiendo.progress"
function M.page(path, name)
  local page = { name = name, kind = "module", doc = "", fields = {},
    functions = {} }
  for i, block in ipairs(blocks_of(path)) do
    local doc, tags = split(block)
    local key, signature = block.code:match "^function M%.([%w_]+)%((.*)%)"
    local field = block.code:match "^M%.([%w_]+) ="
    if i == 1 then
      page.doc = doc
    elseif key then
      table.insert(page.functions,
        read_function(name, key, signature, doc, tags))
    elseif field then
      table.insert(page.fields, value(field, "table", doc))
    end
  end
  return page
end

--- A value of plain data as Lua source, keys in order.
function M.source(data)
  if type(data) ~= "table" then return ("%q"):format(data) end
  local keys, out = {}, {}
  for key in pairs(data) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    if type(key) ~= "number" then
      out[#out + 1] = ("[%q] = %s"):format(key, M.source(data[key]))
    end
  end
  for _, item in ipairs(data) do out[#out + 1] = M.source(item) end
  return "{ " .. table.concat(out, ", ") .. " }"
end

return M
