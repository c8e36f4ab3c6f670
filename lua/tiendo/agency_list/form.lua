--- Forms of names and the spellings that they stand for (see
-- tiendo.agency_list.known): `[x]`, `(a|b)`, `<T>` and `<P>`.
-- @module tiendo.agency_list.form
local lpeg = require "lpeg"

local M = {}

local P, S, C, Cc, Ct, V = lpeg.P, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Ct, lpeg.V

local grammar = P {
  V "choice" * -1,
  choice = Ct(Cc "choice" * V "sequence" * ("|" * V "sequence")^0),
  sequence = Ct(Cc "sequence" * V "part"^0),
  part = Ct(Cc "text" * C((1 - S "[]()|<>")^1))
    + Ct(Cc "unit" * "<" * C(S "TP") * ">")
    + Ct(Cc "optional" * "[" * V "choice" * "]")
    + "(" * V "choice" * ")",
}

local expand

local kinds = {}

function kinds.text(node) return { node[2] } end

-- A province that is not known has no name to print.
function kinds.unit(node, unit) return { unit[node[2]] } end

function kinds.optional(node, unit)
  local list = expand(node[2], unit)
  list[#list + 1] = ""
  return list
end

function kinds.choice(node, unit)
  local list = {}
  for i = 2, #node do
    for _, text in ipairs(expand(node[i], unit)) do list[#list + 1] = text end
  end
  return list
end

function kinds.sequence(node, unit)
  local list = { "" }
  for i = 2, #node do
    local longer = {}
    for _, tail in ipairs(expand(node[i], unit)) do
      for _, head in ipairs(list) do longer[#longer + 1] = head .. tail end
    end
    list = longer
  end
  return list
end

function expand(node, unit) return kinds[node[1]](node, unit) end

--- All spellings of a form.
-- @tparam string form
-- @tparam table unit  { T = "tỉnh", P = "An Giang" }; without P, spellings
--   with the name of the province are left out
-- @treturn {string,...}  with more blanks than needed
function M.expand(form, unit)
  local tree = assert(grammar:match(form), form)
  return expand(tree, unit)
end

return M
