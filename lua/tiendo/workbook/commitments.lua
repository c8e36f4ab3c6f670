--- The commitments, a row each: the promise, what it has come to, why.
-- @module tiendo.workbook.commitments
local M = {}

local function class_of(b, c)
  local word = b:say(c.class)
  if c.is_settled and c.class == "off_track" then word = b:say "missed" end
  return b:styled(word, c.class)
end

-- Rules that found something, each once.
local function rules_of(b, c)
  local out, seen = {}, {}
  for _, i in ipairs(c.findings) do
    local f = b.brief.findings[i]
    if not seen[f.rule] then
      seen[f.rule] = true
      out[#out + 1] = f.title and b:label(f.title) or f.rule
    end
  end
  return table.concat(out, "; ")
end

-- What is not drawn of it, and why.
local function left_out(b, c)
  local out = {}
  for i, part in ipairs(c.picture and c.picture.left_out or {}) do
    out[i] = b:label(part)
  end
  return table.concat(out, "; ")
end

local function choice(b, c, name)
  return c[name] and (b:word("choice", c[name]) or c[name])
end

local function latest(c)
  return c.latest or {}
end

local function columns_of(b)
  local function text(head, width, of)
    return { head = b:say(head), width = width, tell = of }
  end
  local function number(head, of, style)
    return { head = b:say(head), width = 13,
      tell = function(c) return b:number(of(c), style) end }
  end
  return { frozen = 2,
    text("name", 44, function(c) return b:label(c.label) end),
    text("status", 18, function(c) return class_of(b, c) end),
    text("goal", 8, function(c) return b:code(c.goal) end),
    text("target", 8, function(c) return c.target end),
    text("by_agency", 36, function(c) return b:name("agencies", c.agency) end),
    text("promise_kind", 14, function(c) return choice(b, c, "kind") end),
    text("comparator", 10, function(c) return choice(b, c, "comparator") end),
    number("promised", function(c) return c.value end),
    number("promised_to", function(c) return c.value_high end),
    text("unit", 24, function(c)
      return c.unit and (b:word("measure", c.unit) or c.unit)
    end),
    text("deadline", 13, function(c) return b:day(c.deadline) end),
    number("baseline_year", function(c) return c.baseline_year end, "year"),
    number("baseline", function(c) return c.baseline_value end),
    number("latest", function(c) return latest(c).value end),
    text("latest_period", 12, function(c)
      return b:period(latest(c).period)
    end),
    number("ratio", function(c) return c.ratio end, "share"),
    number("expected_now", function(c) return c.expected end),
    number("projection", function(c) return c.projection end),
    text("method", 14, function(c) return c.method end),
    number("points", function(c) return c.points end),
    text("why", 50, function(c) return c.why and b:label(c.why) end),
    number("n_findings", function(c) return #c.findings end),
    text("findings", 50, function(c) return rules_of(b, c) end),
    text("area", 20, function(c) return c.area and b:label(c.area) end),
    text("breakdown", 24, function(c) return c.breakdown end),
    text("hedge", 20, function(c) return c.hedge end),
    text("text", 60, function(c) return c.text end),
    text("note", 50, function(c) return c.note end),
    text("left_out", 50, function(c) return left_out(b, c) end),
    text("source", 26, function(c) return b:source(c.source) end),
    number("source_line", function(c) return c.source_line end),
    text("code", 36, function(c) return c.code end),
  }
end

--- Adds the sheet.
function M.add(b)
  b:table("commitments", columns_of(b), b.brief.commitments)
end

return M
