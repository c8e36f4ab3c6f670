--- What datasets/describe.lua says of this package and its files.
local function resource(name, entity, title, description)
  return { name = name, path = name .. ".csv", entity = entity or name,
    title = title, description = description }
end

return {
  name = "an-giang-waivers",
  title = "Invented waivers for An Giang's plan",
  description = "Waivers, and the report on which one depends, that nobody "
    .. "asked for and nobody signed: they show what becomes of waivers. To be "
    .. "imported after an-giang.",
  licences = {
    {
      name = "MIT",
      path = "https://opensource.org/license/mit",
      title = "MIT",
    },
  },
  sources = {},
  resources = {
    resource("sources", nil, "Sources",
      "Says that everything here is invented"),
    resource("obligations_illustrative", "obligations",
      "Obligations, invented", "The condition of a waiver"),
    resource("submissions_illustrative", "submissions",
      "Submissions, invented", "What arrived on that condition"),
    resource("waivers_illustrative", "waivers", "Waivers, invented",
      "One in force, one expired, one to come, one that is not in order"),
  },
}
