--- Names of agencies: lists of them as documents print them, and which agency
-- a spelling means.
--
-- Two spellings are the same name if their words are: case, the place of a
-- tone, blanks, dashes, commas, "và" and "&" do not count. A name that is
-- neither given nor usual (tiendo.agency_list.known) is a new agency, however
-- near another name is.
--
--     local names = agency_list.resolver { unit = { T = "tỉnh" } }
--     names:find "Sở LĐ-TB&XH"  --> "so-lao-dong-thuong-binh-va-xa-hoi"
-- @module tiendo.agency_list
local form = require "tiendo.agency_list.form"
local known = require "tiendo.agency_list.known"
local text = require "tiendo.text"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local Resolver = {}
Resolver.__index = Resolver

-- What joins names and belongs to none; "&" is no word at all.
local JOINS = { [vietnamese.key "và"] = true }
local ALSO_JOINS = { [vietnamese.key "và"] = true,
  [vietnamese.key "hoặc"] = true, [vietnamese.key "cùng"] = true }

local SO, CAC = vietnamese.key "sở", vietnamese.key "các"

-- Names longer than this are sentences.
local LONGEST_NAME, LONGEST_CODE, MOST_WORDS = 160, 60, 30

-- Codes ----------------------------------------------------------------------

--- A code made from a name: its words without diacritics.
-- @usage agency_list.slug "Sở Y tế"  --> "so-y-te"
function M.slug(name)
  local folded = text.fold(name) or ""
  local slug = folded:gsub("[^a-z0-9]+", "-"):gsub("^%-", ""):gsub("%-$", "")
  if #slug > LONGEST_CODE then
    slug = slug:sub(1, LONGEST_CODE):gsub("%-[^-]*$", "")
  end
  return slug ~= "" and slug or "agency"
end

-- The tree of names ----------------------------------------------------------
-- A node has a child for each word that may follow, and the code of the name
-- that ends in it. Words are lists of vietnamese.words; `i` is where the key of
-- a word stands there, its bytes are on either side.

local CODE = 1 -- no word is a number

local function add_name(tree, name, code)
  local words = vietnamese.words(name)
  local node, n = tree, 0
  for i = 2, #words, 3 do
    local word = words[i]
    if word and not JOINS[word] then
      node[word] = node[word] or {}
      node, n = node[word], n + 1
    end
  end
  if n > 0 and n <= MOST_WORDS and not node[CODE] then node[CODE] = code end
  return n > 0 and node[CODE] or nil
end

-- The longest name that begins with word `i`: its code and last word.
local function longest(node, words, i)
  local code, last
  local word = words[i]
  while word do
    if not JOINS[word] then
      node = node[word]
      if not node then break end
      if node[CODE] then code, last = node[CODE], i end
    end
    i = i + 3
    word = words[i]
  end
  return code, last
end

local function exact(tree, name)
  local words = vietnamese.words(name)
  if JOINS[words[2]] then return end
  local code, last = longest(tree, words, 2)
  return last == #words - 1 and code or nil
end

-- A resolver -----------------------------------------------------------------

local function fill(pattern, unit)
  local list = form.expand(pattern, unit)
  return list[1] and (list[1]:gsub("%s+$", "")) or nil
end

function Resolver:add_entry(entry)
  self.entries[entry.code] = entry
  self.codes[#self.codes + 1] = entry.code
end

function Resolver:add_given(agencies)
  for _, agency in ipairs(agencies) do
    self:add_entry { code = agency.code, name = agency.names[1] or agency.code,
      kind = agency.kind, is_given = true }
    for _, name in ipairs(agency.names) do
      add_name(self.tree, text.nfc(name) or name, agency.code)
    end
  end
end

-- The code that one of the spellings already has; so an agency of a store gets
-- the other usual spellings of its name.
function Resolver:given_code(spellings)
  for _, name in ipairs(spellings) do
    local code = exact(self.tree, name)
    if code then return code end
  end
end

function Resolver:add_usual(body)
  local name = fill(body.name, self.unit) or body.name:gsub(" *<[TP]>", "")
  local spellings = { name }
  for _, pattern in ipairs(body.forms) do
    for _, one in ipairs(form.expand(pattern, self.unit)) do
      spellings[#spellings + 1] = one
    end
  end
  local code = self:given_code(spellings)
  if not code then
    code = M.slug(body.code and (fill(body.code, self.unit)
      or body.code:gsub("%-<[TP]>", "")) or name)
    if self.entries[code] then code = self:free_code(code) end
    self:add_entry { code = code, name = name }
  end
  local entry = self.entries[code]
  entry.kind = entry.kind or body.kind
  entry.is_unjoined = body.is_unjoined
  for _, one in ipairs(spellings) do add_name(self.tree, one, code) end
end

function Resolver:free_code(slug)
  local code, n = slug, 1
  while self.entries[code] do
    n = n + 1
    code = ("%s-%d"):format(slug, n)
  end
  return code
end

function Resolver:add_heads()
  for _, head in ipairs(known.HEADS) do add_name(self.heads, head, head) end
end

--- A resolver of names.
-- @tparam[opt] table options
--   `agencies`: those of a store, { code =, names = { spelling, ... } } each;
--   their codes come first. `unit`: the province, { T = "tỉnh", P = "An
--   Giang" }, if it is known.
function M.resolver(options)
  options = options or {}
  local unit = options.unit or {}
  local self = setmetatable({ tree = {}, heads = {}, entries = {}, codes = {},
    unit = { T = unit.T or "tỉnh", P = unit.P } }, Resolver)
  self:add_given(options.agencies or {})
  for _, body in ipairs(known.list()) do self:add_usual(body) end
  self:add_heads()
  self.department = self.tree[SO]
  return self
end

--- The code that a spelling means, or nil.
function Resolver:find(name)
  return exact(self.tree, name)
end

--- What is known of a code: { code, name, kind, is_given, is_new }.
function Resolver:entry(code)
  return self.entries[code]
end

--- Takes a name that is not known for a new agency, and gives its code. Names
-- that are the same get the same one. What is too long for a name gets none.
function Resolver:learn(name)
  local code = self:find(name)
  if code then return code end
  if utf8.len(name) > LONGEST_NAME or #vietnamese.words(name) > 3 * MOST_WORDS
  then
    return nil
  end
  code = self:free_code(M.slug(name))
  self:add_entry { code = code, name = name, is_new = true }
  add_name(self.tree, name, code)
  return code
end

-- In running text a body has a capital ("cơ sở y tế" is no "Sở Y tế"), a group
-- of bodies need not; "cộng đồng và doanh nghiệp" are two things.
function Resolver:is_name(code, printed)
  local entry = self.entries[code]
  if entry.is_unjoined and printed:find(" và ", 1, true) then return false end
  return entry.kind == "group"
    or vietnamese.upper_letter:match(printed) ~= nil
    or vietnamese.upper_letter:match(entry.name) == nil
end

--- The names in running text, from left to right, the longest at each place.
-- @treturn {{code,first,last},...}  first and last byte of each
function Resolver:scan(line)
  local words, tree = vietnamese.words(line), self.tree
  local found, i = {}, 2
  while i <= #words do
    local code, last
    if tree[words[i]] then code, last = longest(tree, words, i) end
    if code and self:is_name(code, line:sub(words[i - 1], words[last + 1] - 1))
    then
      found[#found + 1] = { code = code, first = words[i - 1],
        last = words[last + 1] - 1 }
      i = last
    end
    i = i + 3
  end
  return found
end

-- Lists ----------------------------------------------------------------------

-- Reads the words of a list one name after the other.
local Reader = {}
Reader.__index = Reader

-- What stands between a word and the next.
function Reader:gap(i)
  local words = self.words
  return self.line:sub(words[i + 1], (words[i + 2] or #self.line + 1) - 1)
end

-- Whether a name may end with a word: the list ends, or a mark or "và" follows.
function Reader:ends_at(i)
  local after = self.words[i + 3]
  return not after or ALSO_JOINS[after] or self:gap(i):find "[,;&/]" ~= nil
end

function Reader:starts_name(i)
  local words, names = self.words, self.names
  if ALSO_JOINS[words[i]] then return false end
  return longest(names.tree, words, i)
    or vietnamese.upper_letter:match(self.line, words[i - 1])
      and longest(names.heads, words, i)
    or self.is_elided and longest(names.department, words, i)
end

-- "Các sở: Y tế, Tài chính": after a department, its head may be left out.
function Reader:known_at(i)
  local code, last = longest(self.names.tree, self.words, i)
  if code and self:ends_at(last) then return code, last end
  if not self.is_elided then return end
  code, last = longest(self.names.department, self.words, i)
  if code and self:ends_at(last) then return code, last end
end

-- The last word of a name that nobody knows: up to a semicolon, or to a comma
-- or "và" before what can begin a name.
function Reader:unknown_end(i)
  local words, last = self.words, i
  while words[last + 3] do
    local is_join = ALSO_JOINS[words[last + 3]]
    local after = is_join and last + 6 or last + 3
    local gap = self:gap(last)
    if not is_join and gap:find(";", 1, true) then break end
    if (is_join or gap:find "[,&/]") and words[after]
      and self:starts_name(after) then
      break
    end
    last = last + 3
  end
  return last
end

-- "Các sở:" or "Sở:" heads a list of departments.
function Reader:skip_head(i)
  local words = self.words
  local at = words[i] == CAC and i + 3 or i
  if words[at] == SO and words[at + 3] == false
    and self.line:sub(words[at + 1]):find "^%s*:" then
    self.is_elided = true
    return at + 6
  end
  return i
end

function Reader:item(i)
  local words = self.words
  local code, last = self:known_at(i)
  local is_known = code ~= nil
  if not is_known then last = self:unknown_end(i) end
  self.is_elided = self.is_elided or is_known and words[i] == SO
  local first, stop = words[i - 1], words[last + 1]
  return { code = code, text = self.line:sub(first, stop - 1), first = first,
    last = stop - 1, is_known = is_known }, last
end

-- Whether word i stands in brackets; asked from left to right.
function Reader:is_in_brackets(i)
  local first = self.words[i - 1]
  local before = self.line:sub(self.seen or 1, first - 1)
  self.seen = first
  self.is_open = before:find "%([^)]*$" ~= nil
    or self.is_open and not before:find(")", 1, true)
  return self.is_open
end

--- The names of a list such as "Sở Y tế, Sở Tư pháp và Công an tỉnh".
-- Names that are not known are learned; what is too long for a name has no
-- code. In brackets only names that are known count: "Sở Y tế (Phòng Dược)".
-- @treturn {{code,text,first,last,is_known},...}
function Resolver:parse(line)
  local words = vietnamese.words(line)
  local reader = setmetatable({ names = self, line = line, words = words },
    Reader)
  local items, i = {}, reader:skip_head(2)
  while i <= #words do
    if words[i] and not ALSO_JOINS[words[i]] then
      local is_aside = reader:is_in_brackets(i)
      local item, last = reader:item(i)
      item.code = item.code or not is_aside and self:learn(item.text) or nil
      if item.code or not is_aside then items[#items + 1] = item end
      i = last
    end
    i = i + 3
  end
  return items
end

--- Whether a line begins as a name does.
function Resolver:is_name_like(line)
  local words = vietnamese.words(line)
  if not words[2] then return false end
  if longest(self.tree, words, 2) then return true end
  return vietnamese.upper_letter:match(line, words[1]) ~= nil
    and longest(self.heads, words, 2) ~= nil
end

return M
