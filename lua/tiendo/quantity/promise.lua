--- What a number promises, told by the words that lead to it: a level, a
-- change, a multiple or a rate.
-- @module tiendo.quantity.promise

local M = {}

-- The words before a number --------------------------------------------------

-- Kinds of token that may stand between a clause and its number.
local LEADS = { compare = true, hedge = true, filler = true, origin = true,
  reach = true, hold = true, make = true, verb = true, multiply = true,
  past = true, date = true }
local FRONTS = { punct = true, join = true, stop = true, apart = true }

-- Nothing that belongs to a number or to what it is about.
local function is_front(tok, before)
  if tok.is_first then return true end
  return tok.is_near and before ~= nil
    and (FRONTS[before.kind] or before.role == "deadline") == true
end

-- Whether a word leads to the number, or is part of what comes before the
-- verb that does: "thu nhập bình quân | tăng 10%".
local function leads(tok, lead)
  if not LEADS[tok.kind] or tok.role == "baseline" then return false end
  return not (tok.word and tok.word.is_inner and (lead.reach or lead.verb))
end

local MAX_LEAD = 12 -- words

local function take(lead, tok, is_nearest)
  if tok.kind == "date" then
    if tok.date.months == 12 then lead.is_regular = true end
    return false
  end
  if tok.kind == "hedge" and not tok.word.is_wide then
    table.insert(lead.hedges, 1, tok)
  else
    lead[tok.kind] = lead[tok.kind] or tok.word
  end
  if is_nearest then lead.from = tok.from end
  return is_nearest
end

--- The words directly before tokens[i], nearest first: one of each kind, the
-- hedges, `from` (where the printed piece begins), `start` (where all of them
-- begin), is_front (nothing else stands before them in the clause).
function M.lead(tokens, i)
  local lead = { hedges = {}, from = tokens[i].from, number = tokens[i] }
  local is_nearest, stop = true, i - MAX_LEAD
  while i > 1 and i > stop and tokens[i].is_near do
    local before = tokens[i - 1]
    if not leads(before, lead) then break end
    i = i - 1
    is_nearest = take(lead, before, is_nearest)
  end
  local first, before = tokens[i], tokens[i - 1]
  lead.start = first.from
  lead.is_front = is_front(first, before)
  lead.is_joined = lead.number == first and first.is_near
    and before ~= nil and before.kind == "join"
  return lead
end

-- Comparators ---------------------------------------------------------------

local FLIPPED = { ["<"] = ">", [">"] = "<", ["<="] = ">=", [">="] = "<=",
  ["="] = "=" }
local DIRECTIONS = { ["<"] = "down", ["<="] = "down", [">"] = "up",
  [">="] = "up" }

local function op_of(m, lead)
  return m.tail or lead.compare and lead.compare.op or "="
end

local function promise(kind, m, op, direction)
  return { kind = kind, value = m.value, value_high = m.value_high,
    comparator = m.value_high and "range" or op, direction = direction }
end

-- A share cannot pass 100 %, nor anything fall below nothing.
local function natural_direction(m)
  if m.base ~= "percent" or m.value_high then return nil end
  return m.value == 100 and "up" or m.value == 0 and "down" or nil
end

local function level(m, lead, clause)
  local op = op_of(m, lead)
  local reach, verb = lead.reach, lead.verb or clause.verb
  return promise("level", m, op, reach and reach.direction
    or verb and verb.direction or DIRECTIONS[op] or natural_direction(m))
end

local function change(m, lead, direction)
  return promise("change", m, op_of(m, lead), direction)
end

-- The verb that a number answers to though other words stand between them.
local function distant_verb(clause)
  local verb = clause.verb
  return clause.is_verb_near and verb and not verb.is_weak and verb or nil
end

-- Multiples and parts -------------------------------------------------------

-- What x makes of the baseline: "down by a half" and "down to a half" are
-- both 0.5, "down 4 times" is 0.25.
local function times_of(x, m, lead, direction)
  local is_part, is_to = m.base == "part", lead.reach ~= nil
  if direction == "down" then
    if is_part then return is_to and x or 1 - x end
    return is_to and x < 1 and x or 1 / x
  end
  if is_part or x <= 1 then return direction and 1 + x or x end
  return x
end

local function factor(m, lead, direction)
  local op = op_of(m, lead)
  local low = times_of(m.value, m, lead, direction)
  local high = m.value_high and times_of(m.value_high, m, lead, direction)
  local is_turned = direction == "down"
    and not (lead.reach and (m.base == "part" or m.value < 1))
  if is_turned then
    op = FLIPPED[op]
    if high then low, high = high, low end
  end
  return promise("factor", { value = low, value_high = high }, op,
    direction or (low > 1 and "up" or low < 1 and "down" or nil))
end

local function is_strong(verb)
  return verb and not verb.is_weak
end

local function read_multiple(m, lead, clause, has_versus)
  local verb = lead.verb or distant_verb(clause)
  if verb then return factor(m, lead, verb.direction) end
  if m.is_multiple or lead.multiply or lead.reach and has_versus then
    return factor(m, lead)
  end
  -- "ít nhất 1/3 số xã": a part of a whole.
  if m.base == "part" and (lead.compare or lead.reach or lead.hold) then
    return level(m, lead, clause)
  end
end

-- Shares --------------------------------------------------------------------

-- Whether a share is said of the clause, not of the noun before it: "các xã
-- 100% năng lượng tái tạo" only names what they are.
local function is_stated(m, lead, clause)
  if clause.depth > 0 then return false end
  return lead.compare ~= nil or lead.hold ~= nil or lead.is_front
    or #lead.hedges > 0 or clause.has_noun or m.per ~= nil
end

-- The verb whose object, not whose result, the share is.
local function verb_of_share(m, lead, clause)
  if is_strong(lead.verb) then return lead.verb end
  local c = lead.compare
  local is_limit = c and (c.op == "<" or c.op == ">")
  local verb = not lead.hold and not is_limit and distant_verb(clause)
  if verb then return verb end
  -- "giảm 20% ... và 30% ...": the verb goes on.
  return lead.is_joined and m.value ~= 100 and clause.changed or nil
end

local function reached(m, lead, clause)
  if lead.reach.is_share and clause.depth > 0 then return nil end
  return level(m, lead, clause)
end

local function read_share(m, lead, clause, has_versus)
  local c, is_points = lead.compare, m.base == "points"
  if has_versus and c and c.direction then
    return promise("change", m, "=", c.direction)
  end
  if lead.reach and not is_points then return reached(m, lead, clause) end
  local verb = verb_of_share(m, lead, clause)
  if verb then return change(m, lead, verb.direction) end
  if not is_points and (lead.verb or is_stated(m, lead, clause)) then
    return level(m, lead, clause)
  end
end

-- Counts --------------------------------------------------------------------

-- "within 30 days", "over 10 years of work" tell how long, not how much.
local function is_time_spent(m, lead)
  if not m.is_time then return false end
  return not (lead.verb or lead.reach or op_of(m, lead) == "<=")
end

-- Whether a count is a level by the words that lead to it.
local function is_level_of(m, lead, clause)
  return lead.compare or lead.make or m.tail
    or lead.hold and clause.has_deadline
end

local function verb_of_count(lead, clause, is_level)
  if is_strong(lead.verb) then return lead.verb end
  if is_level or not clause.is_verb_of_noun then return nil end
  return distant_verb(clause)
end

local function read_count(m, lead, clause)
  -- "2 con": what is said of families, not promised; a birth rate has a per.
  if m.count == "con" and not m.per or is_time_spent(m, lead) then
    return nil
  end
  if lead.reach then return level(m, lead, clause) end
  local is_level = is_level_of(m, lead, clause)
  local verb = verb_of_count(lead, clause, is_level)
  if verb then return change(m, lead, verb.direction) end
  if is_level
    or m.per and m.per.value > 1 and is_stated(m, lead, clause) then
    return level(m, lead, clause)
  end
end

local function read_number(m, lead, clause)
  if lead.multiply then return factor(m, lead) end
  if clause.has_index and (lead.reach or lead.compare or lead.hold) then
    return level(m, lead, clause)
  end
  if m.words and (lead.reach or is_strong(lead.verb)) then
    return read_count(m, lead, clause)
  end
end

local READERS = { percent = read_share, permille = read_share,
  points = read_share, times = read_multiple, part = read_multiple,
  count = read_count, ratio = read_count, none = read_number,
  age = function(m, lead, clause)
    return clause.has_lifespan and read_count(m, lead, clause) or nil
  end }

-- Rates ---------------------------------------------------------------------

local SPANS = { ["năm"] = true, ["quý"] = true, ["tháng"] = true }

local function is_rate(p, m, lead, clause)
  local is_share = m.base == "percent" or m.base == "points"
  if m.per and SPANS[m.per.small] then
    return is_share or p.kind == "change"
  end
  return (p.kind == "change" or is_share and clause.has_growth)
    and (lead.is_regular or clause.is_regular)
end

-- "eliminate ..., below 1.25 USD a day": nothing is to be left below that.
local function eliminated(p, m)
  return { kind = "level", value = 0, comparator = "=", direction = "down",
    criterion = { comparator = p.comparator, value = m.value,
      value_high = m.value_high } }
end

--- What a number promises, or nil where it promises nothing: kind, value,
-- value_high, comparator, direction, criterion.
-- @tparam table m  a measure, or a number with the `words` after it
-- @tparam table lead  the words before it
-- @tparam table clause  what the clause said so far
-- @tparam boolean has_versus  a comparison follows
function M.read(m, lead, clause, has_versus)
  if lead.past then return nil end
  local p = READERS[m.base](m, lead, clause, has_versus)
  if not p then return nil end
  if clause.ends and p.kind == "level" and lead.compare
    and not (lead.reach or lead.hold) then
    return eliminated(p, m)
  end
  if is_rate(p, m, lead, clause) then p.kind = "rate" end
  return p
end

return M
