--- What stands around the cursor: whether it is in a text and whose, or behind
-- a name, and what is before that. It reads characters and no grammar, since
-- what is typed is not whole yet.
-- @module tiendo.console.context

local M = {}

-- Where the text in quotes that is open at the end begins, and what closes it;
-- also whether the end lies in a comment.
local function open_text(s)
  local at, mark, start = 1, nil, nil
  while at <= #s do
    local char = s:sub(at, at)
    if mark then
      if char == "\\" then
        at = at + 1
      elseif char == mark then
        mark = nil
      end
    elseif char == '"' or char == "'" then
      mark, start = char, at + 1
    elseif s:find("^%-%-", at) then
      local stop = s:find("\n", at, true)
      if not stop then return nil, nil, true end
      at = stop
    end
    at = at + 1
  end
  if mark then return start, mark end
end

-- The words of a name and of what is written before it with dots and colons,
-- texts and brackets in between: `target "3.1".goal` down to its first word.
local function chain_before(s)
  local at = #s
  while at > 0 do
    local char = s:sub(at, at)
    if char:find "[%w_.:]" then
      at = at - 1
    elseif char == ")" or char == "]" then
      local start = s:sub(1, at):match(char == ")" and "()%b()$" or "()%b[]$")
      if not start then break end
      at = start - 1
    elseif char == '"' or char == "'" then
      local start = s:sub(1, at - 1):match("^.*()" .. char)
      if not start then break end
      at = start - 1
      local blanks = s:sub(1, at):match "[%w_]( *)$"
      if blanks then at = at - #blanks end
    else
      break
    end
  end
  return s:sub(at + 1)
end

-- Inside of a text: the function it is given to and what that is called on.
local function in_text(s, start, mark)
  local before = s:sub(1, start - 2)
  local head, argument = before, 1
  -- Behind other arguments, up to the bracket that is open.
  local is_called = before:find "[%w_]%s*$"
  local open = not is_called and before:match "^.*()%("
  local inside = open and before:sub(open + 1)
  if inside and not inside:find "[%)]" then
    head = before:sub(1, open - 1)
    for _ in inside:gmatch "," do argument = argument + 1 end
  end
  local chain = chain_before((head:gsub("%s+$", "")))
  local object, sep, name = chain:match "^(.-)([.:]?)([%a_][%w_]*)$"
  return { what = "text", from = start - 1, typed = s:sub(start), mark = mark,
    name = name or "", object = object or "", sep = sep or "",
    argument = argument, before = before }
end

--- What stands at the end of a text.
-- @tparam string s
-- @treturn table  { what, from = bytes before what is being typed, typed };
--   what = "text": a text in quotes `mark`, the `argument`-th of the function
--   `name`, which follows `object` by `sep`; "command": a word of a command
--   `name`, "" if the name is typed; "name": of `object` by `sep`; "key": of a
--   table in the arguments of the function `name`; "none"
function M.at(s)
  local command, rest = s:match "^%s*:(%w*)(.*)$"
  if command then
    if rest == "" then
      return { what = "command", name = "", typed = command,
        from = #s - #command }
    end
    local typed = rest:match "(%S*)$"
    if command ~= "time" then
      return { what = "command", name = command, typed = typed, rest = rest,
        from = #s - #typed }
    end
  end
  local start, mark, is_comment = open_text(s)
  if is_comment then return { what = "none", from = #s, typed = "" } end
  if start then return in_text(s, start, mark) end
  local typed = s:match "([%a_][%w_]*)$" or ""
  local before = s:sub(1, #s - #typed)
  local call = before:match "([%a_][%w_]*)%s*%b\"\"%s*$"
  local sep = before:match "([.:])$"
  if sep and not before:find "%.%.$" then
    return { what = "name", sep = sep, typed = typed, from = #before,
      object = chain_before(before:sub(1, -2)) }
  end
  local name, id = before:match
    "([%a_][%w_]*)%s*%(%s*[\"']([%w_.]+)[\"']%s*,%s*{[^{}]*[{,]?%s*$"
  if name then
    return { what = "key", name = name, id = id, typed = typed,
      from = #before }
  end
  return { what = "name", sep = "", object = "", typed = typed,
    from = #before, call = call }
end

return M
