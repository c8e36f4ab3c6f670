--- Agencies in time: who exists, who follows whom, who belongs to whom.
-- @module tiendo.succession
local M = {}

--- Whether an agency or area exists on a day.
-- @param row  with valid_from and valid_to
-- @param day  a date
-- @treturn boolean
-- @usage succession.exists(agency, ctx.as_of)  --> true
function M.exists(row, day)
  return (not row.valid_from or row.valid_from <= day)
    and (not row.valid_to or day <= row.valid_to)
end

local function collect_heirs(agency, day, heirs, seen)
  for step in agency.successors:each() do
    local heir = step.successor
    if not seen[heir.code] then
      seen[heir.code] = true
      if M.exists(heir, day) then
        heirs[#heirs + 1] = heir
      else
        collect_heirs(heir, day, heirs, seen)
      end
    end
  end
  return heirs
end

--- Those who follow an agency and exist on the day, at any remove, each once.
-- @param agency
-- @param day  a date
-- @treturn table  list of agencies
-- @usage #succession.heirs(agency, ctx.as_of)  --> 0
function M.heirs(agency, day)
  return collect_heirs(agency, day, {}, {})
end

local function collect_members(agency, members, seen)
  if seen[agency.code] then return members end
  seen[agency.code] = true
  if #agency.members == 0 then members[#members + 1] = agency end
  for row in agency.members:each() do
    collect_members(row.member, members, seen)
  end
  return members
end

--- The agencies that a collective name stands for, at any remove, each once;
-- the agency itself where it has no members.
-- @param agency
-- @treturn table  list of agencies
-- @usage #succession.members(agency)  --> 1
function M.members(agency)
  return collect_members(agency, {}, {})
end

return M
