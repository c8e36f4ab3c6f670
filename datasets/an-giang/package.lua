--- What datasets/describe.lua says of this package and its files.
local function resource(name, entity, title, description)
  return {
    name = name,
    path = name:gsub("-", "_") .. ".csv",
    entity = entity or name:gsub("-", "_"),
    title = title,
    description = description,
  }
end

return {
  name = "an-giang",
  title = "An Giang's plan for the 2030 Agenda",
  description = "Facts of decision 1015/QĐ-UBND of 8 May 2018: goals, "
    .. "targets, who does what, what is promised in numbers and who reports "
    .. "when; with figures from public sources. README.md says how each file "
    .. "was made and checked. Submissions are invented.",
  licences = {
    {
      name = "MIT",
      path = "https://opensource.org/license/mit",
      title = "MIT, for labels, notes and arrangement; the facts are free, "
        .. "their sources' terms stand in the files of sources",
    },
  },
  sources = {
    {
      title = "Quyết định số 1015/QĐ-UBND, An Giang, 2018-05-08",
      path = "https://phapluatcongdong.vn/van-ban/"
        .. "quyet-dinh-1015-qd-ubnd-ban-hanh-tinh-an-giang-nam-2018-p97060.htm",
    },
  },
  resources = {
    resource("sources", nil, "Sources of the plan's files",
      "Documents and pages that rows of the plan's files cite"),
    resource("sources-figures", "sources", "Sources of the figures",
      "Documents and pages that figures, areas and holidays cite"),
    resource("areas", nil, "Areas", "Country, provinces and districts"),
    resource("area-successors", nil, "Successors of areas",
      "Which area follows which"),
    resource("agencies", nil, "Agencies",
      "Bodies that the decision names, and the eleven districts"),
    resource("agency-names", nil, "Names of agencies",
      "Every spelling found, how often and where first"),
    resource("agency-members", nil, "Members of groups",
      "Which agencies a collective name stands for"),
    resource("agency-successors", nil, "Successors of agencies",
      "Which agency follows which; none is known to our sources"),
    resource("documents", nil, "Documents",
      "What plan and duties rest on, and what took the place of it"),
    resource("plans", nil, "The plan", "The decision itself"),
    resource("legal-bases", nil, "Legal bases",
      "What the decision says it rests on"),
    resource("goals", nil, "Goals", "The sixteen goals"),
    resource("targets", nil, "Targets",
      "The hundred targets, with both codes where they differ"),
    resource("task-groups", nil, "Task groups", "Tasks under one lead"),
    resource("coordinators", nil, "Coordinators", "Who works with the lead"),
    resource("tasks", nil, "Tasks",
      "One row a bullet or paragraph; their text stays in the decision"),
    resource("indicators", nil, "Indicators", "What is measured"),
    resource("observations", nil, "Observations", "Values as published"),
    resource("commitments", nil, "Commitments of the decision",
      "Promises with a number in it, in targets and tasks"),
    resource("commitments-congress", "commitments",
      "Commitments from elsewhere",
      "Promises of other documents, such as the party congress of 2020"),
    resource("milestones", nil, "Milestones", "Values promised on the way"),
    resource("obligations", nil, "Reporting duties",
      "Yearly reports, the synthesis and the three reviews"),
    resource("submissions-illustrative", "submissions",
      "Submissions, invented for illustration",
      "Nobody sent these: they show what the program does with reports"),
    resource("holidays", nil, "Holidays", "Days that differ from the week"),
  },
}
