--- Goes through the tokens of a sentence and collects what they promise and
-- by when. A deadline governs what follows until the next one; one that stands
-- behind a number governs that number.
-- @module tiendo.quantity.reader
local deadline = require "tiendo.quantity.deadline"
local grammar = require "tiendo.quantity.grammar"
local promise = require "tiendo.quantity.promise"
local unit = require "tiendo.quantity.unit"

local M = {}

-- How many tokens are looked ahead at, and how deep brackets are followed, so
-- that the time stays linear in the length of a text.
local MAX_AHEAD, MAX_DEPTH = 60, 8

-- Clauses -------------------------------------------------------------------

local function new_clause(at, outer)
  local clause = { depth = 0, np_from = at, hedges = {}, pending = {} }
  if outer then
    clause.outer, clause.depth = outer, outer.depth + 1
    clause.verb, clause.has_deadline = outer.verb, outer.has_deadline
    clause.baseline = outer.last and outer.last.baseline
    table.move(outer.hedges, 1, #outer.hedges, 1, clause.hedges)
  end
  return clause
end

-- The stretch of text that one deadline governs.
local function open_scope(r, from, tok)
  r.scope = { from = from, deadline = tok }
end

local function close_scope(r, to)
  local scope = r.scope
  if scope.deadline and not scope.has_quantity then
    local from, stop = grammar.trim(r.source.small, scope.from, to)
    if stop > from then
      r.dated[#r.dated + 1] = { deadline = scope.deadline, from = from,
        to = stop }
    end
  end
end

local function new_sentence_clause(r, at)
  r.clause = new_clause(at)
  r.clause.has_deadline = r.running ~= nil
end

-- Subjects ------------------------------------------------------------------

local AFTER_ENDS = { punct = true, stop = true, versus = true, verb = true,
  apart = true, ["end"] = true, multiply = true }
-- What shows that "and" begins something new.
local NEW = { verb = true, noun = true, measure = true, hold = true,
  reach = true, make = true, ["end"] = true, date = true, compare = true }

local function ends_subject(tok, after)
  if tok.kind == "join" then
    return after and after.is_near and NEW[after.kind]
  elseif tok.kind == "date" then
    return tok.role == "deadline"
  elseif tok.kind == "measure" then
    return tok.base ~= "age"
  end
  return AFTER_ENDS[tok.kind]
end

-- The text from `from` to the token that ends it, whose index is returned.
local function extent(r, i, from)
  local tokens, last = r.tokens, i + MAX_AHEAD
  while tokens[i] and i < last
    and not ends_subject(tokens[i], tokens[i + 1]) do
    i = i + 1
  end
  local to = tokens[i] and tokens[i].from or r.stop
  local trimmed, stop = grammar.trim(r.source.small, from, to)
  if stop <= trimmed then return nil, i end
  return { from = trimmed, to = stop }, i
end

-- The next thing that the same number is promised of: "năng suất ... và thu
-- nhập ...", unless that has a number of its own.
local function further_subject(r, i)
  local join, noun = r.tokens[i], r.tokens[i + 1]
  if not (join and join.kind == "join" and noun and noun.kind == "noun") then
    return nil
  end
  local subject, stop = extent(r, i + 2, noun.from)
  local last = r.tokens[stop]
  if last and last.kind ~= "punct" and last.kind ~= "join" then return nil end
  return subject, stop
end

local function subject_before(r, lead)
  if lead.is_front then return nil end
  local clause = r.clause
  local at = lead.verb and clause.np_verb or clause.np_from
  local from, to = grammar.trim(r.source.small, at, lead.start)
  return to > from and { from = from, to = to } or nil
end

-- Before the number, else after it, else of the promise before; the index of
-- the token where a subject that follows ends.
local function subject_of(r, i, lead)
  local subject, stop = r.clause.start and r.clause.start.subject
    or subject_before(r, lead)
  if subject then return subject end
  subject, stop = extent(r, i + 1, r.tokens[i].to)
  if subject then return subject, stop end
  return r.subject and { from = r.subject.from, to = r.subject.to,
    is_carried = true } or nil
end

-- What is to be eliminated: up to the line that tells what falls under it.
local function eliminated_subject(r, lead)
  local clause = r.clause
  local subject = extent(r, clause.ends_at, clause.ends.to)
  if subject and subject.to > lead.start then
    subject.from, subject.to = grammar.trim(r.source.small, subject.from,
      lead.start)
  end
  return subject
end

-- Baselines -----------------------------------------------------------------

-- The comparison that follows tokens[i] before the next number.
local function versus_after(r, i)
  for j = i + 1, math.min(#r.tokens, i + MAX_AHEAD) do
    local tok = r.tokens[j]
    if tok.kind == "versus" then return tok end
    if tok.kind == "measure" and tok.base ~= "age"
      or tok.kind == "punct" and tok.sign ~= "," then
      return nil
    end
  end
end

-- "gấp đôi năm 2015": a year right behind a multiple is what it multiplies.
local function multiplied_year(r, i)
  local m, after = r.tokens[i], r.tokens[i + 1]
  if m.base ~= "times" or not (after and after.kind == "date"
    and after.is_near and after.date.kind == "year" and not after.date.bound)
  then
    return nil
  end
  after.role = "baseline"
  return { year = after.date.year, from = after.from, to = after.to,
    at = after.from }
end

local function baseline_of(r, i)
  local clause = r.clause
  local year = multiplied_year(r, i)
  if year then return year end
  local versus = versus_after(r, i) or clause.versus
  if versus then
    local from, to = grammar.trim(r.source.small, versus.to, versus.stop)
    return { year = versus.year, from = from, to = math.max(from, to),
      at = versus.from }
  end
  return clause.start or clause.baseline
end

local function is_way_up_or_down(tok)
  return tok.kind == "reach" and tok.word.direction ~= nil
end

local function ends_start(tok)
  return tok.kind == "measure" or tok.kind == "number"
    or tok.kind == "punct" and tok.sign ~= "(" and tok.sign ~= ")"
end

-- The token after which tokens[i] turns out to be a start, "từ 20% năm 2015
-- lên 30%", and the year between, which is the baseline's.
local function way_from(r, i)
  local years = {}
  for j = i + 1, math.min(#r.tokens, i + MAX_AHEAD) do
    local tok = r.tokens[j]
    if is_way_up_or_down(tok) then
      for _, year in ipairs(years) do year.role = "baseline" end
      return tok, years[#years]
    elseif ends_start(tok) then
      return nil
    elseif tok.kind == "date" and not tok.date.bound then
      years[#years + 1] = tok
    end
  end
end

-- Whether tokens[i] is what the next number starts from.
local function is_start(r, i, lead)
  local m, clause = r.tokens[i], r.clause
  if not lead.origin or m.value_high or m.tail then return false end
  local tok, year = way_from(r, i)
  if not tok then return false end
  clause.start = { value = m.value, year = year and year.date.year,
    from = m.from, to = tok.from, subject = subject_before(r, lead) }
  clause.np_from = m.to
  return true
end

-- Promises ------------------------------------------------------------------

local function hedges_of(r, lead)
  local out = {}
  for _, list in ipairs { r.clause.hedges, lead.hedges } do
    for _, tok in ipairs(list) do
      out[#out + 1] = r.source:piece(tok.from, tok.to)
    end
  end
  return out
end

local function printed_end(p, m)
  local b = p.baseline
  return b and b.at and b.at >= m.to and b.is_beside and b.to or m.to
end

-- Small letters of what a rate is of, and whether the unit counts time.
local function complete(r, m)
  local per = m.per
  if per then
    per.small = r.source.small:sub(per.of, per.to - 1)
    per.value = per.value or 1
  end
  m.is_time = m.count and unit.TIMES[m.count] or false
  if m.base == "none" then
    m.words, m.words_to = grammar.unit_words(r.source.small, m.to)
    if m.words_to and m.words_to > r.stop then m.words = nil end
  end
end

local function set_baseline(r, i, p)
  local after, clause = r.tokens[i + 1], r.clause
  local has_versus = after and after.kind == "versus" and after.is_near
  p.is_relative = p.kind == "change" or p.kind == "factor"
  if p.is_relative or has_versus or clause.start then
    p.baseline = baseline_of(r, i)
  end
  if p.baseline then p.baseline.is_beside = has_versus end
end

-- A change is printed from its verb on, wherever that stands.
local function set_span(r, lead, p)
  local clause = r.clause
  p.from, p.to = lead.from, printed_end(p, p.measure)
  if p.is_relative and not lead.verb and clause.verb_token
    and clause.is_verb_near then
    p.from = clause.verb_token.from
  end
end

local function place(r, i, lead, p)
  p.measure, p.deadline = r.tokens[i], r.running
  p.hedges = hedges_of(r, lead)
  set_baseline(r, i, p)
  set_span(r, lead, p)
end

local function add(r, p)
  r.found[#r.found + 1] = p
  r.clause.pending[#r.clause.pending + 1] = p
end

-- One more promise for each further thing that the number is said of.
local function add_all(r, i, lead, p)
  local stop
  p.subject, stop = subject_of(r, i, lead)
  if p.criterion then
    p.subject, stop = eliminated_subject(r, lead), nil
  end
  r.subject = p.subject
  add(r, p)
  while stop do
    local subject
    subject, stop = further_subject(r, stop)
    if subject then
      local copy = {}
      for name, value in pairs(p) do copy[name] = value end
      copy.subject = subject
      add(r, copy)
    end
  end
end

local function read_measure(r, i)
  local tokens, clause = r.tokens, r.clause
  local m, after = tokens[i], tokens[i + 1]
  local lead = promise.lead(tokens, i)
  complete(r, m)
  if is_start(r, i, lead) then return end
  local p = promise.read(m, lead, clause,
    after and after.kind == "versus" and after.is_near)
  if p then
    place(r, i, lead, p)
    add_all(r, i, lead, p)
    clause.last, clause.start = p, nil
    clause.changed = p.kind ~= "level" and (lead.verb or clause.verb) or nil
    clause.np_from, clause.np_verb = m.to, nil
    r.scope.has_quantity = true
  end
end

-- Dates ---------------------------------------------------------------------

-- Nothing but the end of the clause follows.
local function is_tail(r, i)
  local tok, after = r.tokens[i], r.tokens[i + 1]
  if not after then
    return grammar.is_empty(r.source.small, tok.to, r.stop)
  end
  return after.is_near and after.kind == "punct" and after.sign ~= ","
end

-- Governs the number before it, and those before that have no deadline yet.
local function govern_back(r, tok)
  local pending = r.clause.pending
  for k = #pending, 1, -1 do
    if k == #pending or not pending[k].deadline then
      pending[k].deadline = tok
    end
  end
  r.clause.pending = {}
end

local function read_date(r, i)
  local tok, clause = r.tokens[i], r.clause
  if tok.date.months == 12 then clause.is_regular = true end
  if tok.role ~= "deadline" then return end
  local has_pending = #clause.pending > 0
  if has_pending and (not tok.is_leading or is_tail(r, i)) then
    return govern_back(r, tok)
  end
  if tok.is_leading then
    clause.np_from = tok.to
    clause.pending = {}
    if clause.depth == 0 then
      close_scope(r, tok.from)
      open_scope(r, tok.to, tok)
    end
  end
  r.running, clause.has_deadline = tok, true
  if clause.depth == 0 then r.scope.deadline = tok end
end

-- Other tokens --------------------------------------------------------------

local VISIT = { measure = read_measure, number = read_measure,
  date = read_date }

local function end_clause(r, tok)
  close_scope(r, tok.from)
  open_scope(r, tok.to, r.running)
  new_sentence_clause(r, tok.to)
end

function VISIT.punct(r, i)
  local tok, clause = r.tokens[i], r.clause
  if tok.sign == "(" and clause.depth < MAX_DEPTH then
    r.clause = new_clause(tok.to, clause)
    r.clause.outer_running = r.running
  elseif tok.sign == ")" and clause.outer then
    r.running, r.clause = clause.outer_running, clause.outer
  elseif tok.sign == "," then
    clause.is_verb_near = false
  elseif (tok.sign == ";" or tok.sign == ":") and clause.depth == 0 then
    end_clause(r, tok)
  end
end

function VISIT.verb(r, i)
  local tok, after, clause = r.tokens[i], r.tokens[i + 1], r.clause
  clause.verb, clause.verb_token, clause.is_verb_near = tok.word, tok, true
  clause.is_verb_of_noun = after and after.kind == "noun" and after.is_near
  clause.np_verb, clause.np_from = clause.np_from, tok.to
end

local STARTS = { punct = true, join = true, date = true, hedge = true }

function VISIT.noun(r, i)
  local tok, before, clause = r.tokens[i], r.tokens[i - 1], r.clause
  clause.has_noun = true
  clause.has_growth = clause.has_growth or tok.word.is_growth
  clause.has_index = clause.has_index or tok.word.is_index
  clause.has_lifespan = clause.has_lifespan or tok.word.is_lifespan
  if tok.is_near and before and STARTS[before.kind] then
    clause.np_from = tok.from
  end
end

function VISIT.hedge(r, i)
  local tok, clause = r.tokens[i], r.clause
  if not tok.word.is_wide then return end
  clause.hedges, clause.np_from = { tok }, tok.to
end

function VISIT.apart(r, i)
  r.clause.np_from = r.tokens[i].to
end

function VISIT.versus(r, i)
  if not r.clause.last then r.clause.versus = r.tokens[i] end
end

VISIT["end"] = function(r, i)
  r.clause.ends, r.clause.ends_at = r.tokens[i], i + 1
end

-- Sentences -----------------------------------------------------------------

-- Tokens with is_near: only blanks stand between a token and the one before,
-- and is_first: nothing but a bullet does.
local function tokens_of(source, from, to)
  local tokens = grammar.tokens(source.small, from, to)
  local last = grammar.skip_bullet(source.small, from)
  for i, tok in ipairs(tokens) do
    tok.is_near = grammar.skip_blanks(source.small, last) == tok.from
    tok.is_first = i == 1 and tok.is_near
    last = tok.to
  end
  deadline.mark(tokens, to)
  return tokens
end

-- The deadline that a line "by 2030:" sets for the items of the list below.
local function carry(r, from, to, is_line_end)
  local last = r.tokens[#r.tokens]
  local is_lead_in = is_line_end and last and last.sign == ":"
    and grammar.is_empty(r.source.small, last.to, to)
  if is_lead_in then
    r.carried = r.running
  elseif not grammar.is_item(r.source.small, from) then
    r.carried = nil
  end
end

local KEPT = { date = true, measure = true, number = true }

local function read_sentence(r, from, to, is_line_end)
  r.tokens, r.stop = tokens_of(r.source, from, to), to
  local is_item = grammar.is_item(r.source.small, from)
  r.running, r.subject = is_item and r.carried or nil, nil
  open_scope(r, grammar.skip_bullet(r.source.small, from), r.running)
  new_sentence_clause(r, r.scope.from)
  for i, tok in ipairs(r.tokens) do
    if KEPT[tok.kind] then r.all[#r.all + 1] = tok end
    local visit = VISIT[tok.kind]
    if visit then visit(r, i) end
  end
  close_scope(r, to)
  carry(r, from, to, is_line_end)
end

--- Everything that the text of a source says, in its order: found (promises),
-- dated (promises without a number), all (dates and numbers).
function M.read(source)
  local r = { source = source, found = {}, dated = {}, all = {} }
  grammar.each_sentence(source.small, function(from, to, is_line_end)
    read_sentence(r, from, to, is_line_end)
  end)
  return r
end

return M
