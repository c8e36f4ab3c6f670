--- What a row is called: its own name, or the names of what it joins.
-- @module tiendo.show.label
local schema = require "tiendo.schema"
local template = require "tiendo.template"

local M = {}

local STEMS = { "name", "label", "title" }

-- Fields that tell the rows of a kind apart where they have no names.
local TOLD_BY = {
  ["agency member"] = { "agency", "member" },
  ["agency successor"] = { "agency", "successor" },
  ["area successor"] = { "area", "successor" },
  ["task group"] = { "target", "lead" },
  ["task prerequisite"] = { "task", "prerequisite" },
  ["indicator breakdown"] = { "indicator", "breakdown" },
  coordinator = { "task_group", "agency" },
  milestone = { "commitment", "due_on" },
  submission = { "obligation", "agency", "period" },
  waiver = { "reason" },
  series = { "indicator", "area", "breakdown" },
  report = { "obligation", "agency", "period" },
}

-- By kind: its names, { { en, vi }, ... }, and its references, as a set.
local kinds = {}

local function stems(types)
  local out = {}
  for _, stem in ipairs(STEMS) do
    if types[stem .. "_en"] then
      out[#out + 1] = { en = stem .. "_en", vi = stem .. "_vi" }
    elseif types[stem] then
      out[#out + 1] = { en = stem, vi = stem }
    end
  end
  return out
end

local function about(kind)
  if kinds[kind] then return kinds[kind] end
  local types = {}
  for _, field in ipairs(schema.find(kind).fields) do
    types[field.name] = field.type
  end
  kinds[kind] = { stems = stems(types), types = types }
  return kinds[kind]
end

--- Names of the fields that hold the row's name, as a set.
function M.fields(kind)
  local out = {}
  for _, stem in ipairs(about(kind).stems) do
    out[stem.en], out[stem.vi] = true, true
  end
  return out
end

--- The row's own name in a language and in no other, or nil.
function M.own(row, lang)
  for _, stem in ipairs(about(row.kind_of).stems) do
    if row[stem[lang]] then return row[stem[lang]] end
  end
end

-- The names of what the row joins, but for `parent`, from which it is seen.
local function joined(row, lang, parent)
  local out, types = {}, about(row.kind_of).types
  for _, name in ipairs(TOLD_BY[row.kind_of] or {}) do
    local value = row[name]
    local told
    if value ~= nil and types[name] == "reference" then
      told = value ~= parent and M.of(value, lang, parent)
    elseif value ~= nil then
      told = template.format(value, nil, lang)
    end
    if told and told ~= "" then out[#out + 1] = told end
  end
  return table.concat(out, " · ")
end

--- What the row is called: its own name in the language, in the other one, or
-- the names of what it joins; "" if there is none.
-- @param row
-- @tparam string lang
-- @param[opt] parent  a row that the reader knows already
function M.of(row, lang, parent)
  return M.own(row, lang) or M.own(row, lang == "en" and "vi" or "en")
    or joined(row, lang, parent)
end

--- Both names in one text, to search in.
function M.both(row)
  return M.of(row, "en") .. "\n" .. M.of(row, "vi")
end

return M
