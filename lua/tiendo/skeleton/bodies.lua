--- What the skeletons of new rules do: for each set of the plan a question
-- worth asking of its rows, to be replaced by the author's own.
--
--     { needs = { field, ... }, param = Lua text, check = Lua text,
--       message = { en, vi }, doc = { en = { ... }, vi = { ... } },
--       pass = example, fail = example }
--
-- `doc` has four paragraphs: what the rule finds, basis, what to do and where
-- it may mislead. An example is { name, plan and settings, findings }, the
-- latter two as Lua text.
-- @module tiendo.skeleton.bodies

local M = {}

M.commitments = {
  needs = { "deadline" },
  param = [[
    days = { type = "days", max = 3650, default = 365,
      doc = { en = "days before the deadline from which figures must be there",
        vi = "số ngày trước thời hạn mà từ đó phải có số liệu" } },]],
  message = {
    en = "no figures, and {days_left:days} left until {deadline:date}",
    vi = "chưa có số liệu, còn {days_left:days} đến hạn {deadline:date}",
  },
  doc = {
    en = {
      "Finds commitments whose deadline is near and that nobody measures.",
      "Basis: name the document, method or convention it rests on.",
      "What to do: ask who answers for the commitment to publish its figures.",
      "May mislead where the figures exist and were not imported.",
    },
    vi = {
      "Tìm cam kết sắp đến hạn mà chưa có ai đo lường.",
      "Căn cứ: nêu văn bản, phương pháp hoặc quy ước làm căn cứ cho quy tắc.",
      "Việc cần làm: đề nghị cơ quan chịu trách nhiệm công bố số liệu.",
      "Có thể sai khi số liệu đã có nhưng chưa được nhập.",
    },
  },
  check = [[
    if c.deadline < ctx.as_of then
      return ctx.not_applicable { en = "the deadline has passed",
        vi = "đã quá thời hạn" }
    end
    local days_left = c.deadline - ctx.as_of
    if days_left > ctx.params.days then
      return ctx.not_due { en = "the deadline is far", vi = "chưa gần đến hạn" }
    end
    if not c.series then return { days_left = days_left } end]],
  pass = { "figures are there", [[
      plan = {
        commitments = { { code = "c", deadline = "2027-06-30",
          indicator = "i", area = "a" } },
        observations = { { indicator = "i", area = "a", period = "2025",
          value = 12.5 } },
      },]] },
  fail = { "half a year left and no figures", [[
      plan = { commitments = { { code = "c", deadline = "2027-06-30",
        indicator = "i", area = "a" } } },]],
    '{ { subject = "c", evidence = { days_left = 219 } } }' },
}

M.targets = {
  needs = {},
  param = [[
    fewest = { type = "integer", min = 1, default = 1,
      doc = { en = "groups of tasks that a target must have",
        vi = "số nhóm nhiệm vụ mà một mục tiêu phải có" } },]],
  message = {
    en = "{task_groups} groups of tasks, fewer than there should be",
    vi = "có {task_groups} nhóm nhiệm vụ, ít hơn yêu cầu",
  },
  doc = {
    en = {
      "Finds targets for which the plan sets too few tasks.",
      "Basis: name the document, method or convention it rests on.",
      "What to do: ask who drew up the plan what is to be done for the target.",
      "May mislead where the tasks stand under another target.",
    },
    vi = {
      "Tìm mục tiêu mà kế hoạch giao quá ít nhiệm vụ.",
      "Căn cứ: nêu văn bản, phương pháp hoặc quy ước làm căn cứ cho quy tắc.",
      "Việc cần làm: hỏi cơ quan soạn thảo kế hoạch về nhiệm vụ của mục tiêu.",
      "Có thể sai khi nhiệm vụ được ghi ở mục tiêu khác.",
    },
  },
  check = [[
    local n = #target.task_groups
    if n < ctx.params.fewest then return { task_groups = n } end]],
  pass = { "one group of tasks", [[
      plan = {
        targets = { { code = "1.1" } },
        task_groups = { { code = "g", target = "1.1" } },
      },]] },
  fail = { "none", [[
      plan = { targets = { { code = "1.1" } } },]],
    '{ { subject = "1.1", evidence = { task_groups = 0 } } }' },
}

M.reports = {
  needs = { "due" },
  param = [[
    grace = { type = "days", max = 60, default = 0,
      doc = { en = "days after the due day that are let pass",
        vi = "số ngày được phép chậm sau hạn nộp" } },]],
  message = {
    en = "{days_late:days} after the due day {due:date}",
    vi = "quá hạn {due:date} {days_late:days}",
  },
  doc = {
    en = {
      "Finds reports that came late or have not come.",
      "Basis: name the document that sets the duty to report.",
      "What to do: remind the agency, or record the report that was sent.",
      "May mislead where a report arrived and was not recorded.",
    },
    vi = {
      "Tìm báo cáo nộp chậm hoặc chưa nộp.",
      "Căn cứ: nêu văn bản quy định nghĩa vụ báo cáo.",
      "Việc cần làm: nhắc cơ quan nộp, hoặc ghi nhận báo cáo đã gửi.",
      "Có thể sai khi báo cáo đã đến nhưng chưa được ghi nhận.",
    },
  },
  check = [[
    if report.status == "pending" then
      return ctx.not_due { en = "the due day has not passed",
        vi = "chưa hết hạn nộp" }
    end
    local days_late = (report.received_on or ctx.as_of) - report.due
    if days_late > ctx.params.grace then return { days_late = days_late } end]],
  pass = { "received on the due day", [[
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once",
          first_period = "2025", due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-05" } },
      },]] },
  fail = { "received two days later", [[
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once",
          first_period = "2025", due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-07" } },
      },]],
    "{ { evidence = { days_late = 2 } } }" },
}

M.series = {
  needs = { "series" },
  param = [[
    years = { type = "integer", min = 1, max = 20, default = 2, unit = "years",
      doc = { en = "age of the latest figure that is let pass",
        vi = "tuổi tối đa của số liệu mới nhất" } },]],
  message = {
    en = "the latest figure, {observed}, is of {last_period}",
    vi = "số liệu mới nhất ({observed}) là của kỳ {last_period}",
  },
  doc = {
    en = {
      "Finds series whose latest figure is old.",
      "Basis: name the document that says how often figures are published.",
      "What to do: ask the agency that publishes them for newer figures.",
      "May mislead where the indicator is measured once in several years.",
    },
    vi = {
      "Tìm chuỗi có số liệu mới nhất đã cũ.",
      "Căn cứ: nêu văn bản quy định kỳ công bố số liệu.",
      "Việc cần làm: đề nghị cơ quan công bố cung cấp số liệu mới.",
      "Có thể sai khi chỉ tiêu nhiều năm mới đo một lần.",
    },
  },
  check = [[
    local observed, last = s.series:last()
    if ctx.as_of.year - last.year > ctx.params.years then
      return { observed = observed, last_period = last }
    end]],
  pass = { "a figure of last year", [[
      plan = { observations = { { indicator = "i", area = "a",
        period = "2025", value = 12.5 } } },]] },
  fail = { "none since 2022", [[
      plan = { observations = { { indicator = "i", area = "a",
        period = "2022", value = 12.5 } } },]],
    '{ { subject = "i/a", evidence = { last_period = "2022" } } }' },
}

M.agencies = {
  needs = {},
  param = [[
    most = { type = "integer", min = 1, default = 20,
      doc = { en = "groups of tasks that one agency can lead",
        vi = "số nhóm nhiệm vụ tối đa do một cơ quan chủ trì" } },]],
  message = {
    en = "leads {led} groups of tasks",
    vi = "chủ trì {led} nhóm nhiệm vụ",
  },
  doc = {
    en = {
      "Finds agencies that lead more than they can be expected to.",
      "Basis: name the document, method or convention it rests on.",
      "What to do: ask whether other agencies can take over some of the work.",
      "May mislead where one group of tasks is much larger than another.",
    },
    vi = {
      "Tìm cơ quan chủ trì nhiều việc hơn khả năng.",
      "Căn cứ: nêu văn bản, phương pháp hoặc quy ước làm căn cứ cho quy tắc.",
      "Việc cần làm: xem có thể chuyển bớt việc cho cơ quan khác không.",
      "Có thể sai khi các nhóm nhiệm vụ lớn nhỏ rất khác nhau.",
    },
  },
  check = [[
    local led = #agency.leads
    if led > ctx.params.most then return { led = led } end]],
  pass = { "one group of tasks", [[
      plan = { task_groups = { { code = "g", lead = "a" } } },]] },
  fail = { "two where one is the most", [[
      set = { most = 1 },
      plan = { task_groups = {
        { code = "g", lead = "a" },
        { code = "h", lead = "a" },
      } },]],
    '{ { subject = "a", evidence = { led = 2 } } }' },
}

-- Any other set -------------------------------------------------------------

local KEY_VALUES = { text = '"a"', reference = '"a"', date = '"2026-01-01"',
  period = '"2025"', integer = "1", number = "1", boolean = "true" }

-- The first text that a row may have or lack.
local function optional_text(entity)
  for _, field in ipairs(entity.fields) do
    if field.type == "text" and not field.is_required and not field.is_key
        and not field.is_derived then
      return field.name
    end
  end
end

-- A row with all of its key, as Lua text.
local function row_of(entity, more)
  local parts = {}
  for _, field in ipairs(entity.fields) do
    if field.is_key then
      local value = field.type == "choice" and ("%q"):format(field.of[1])
        or KEY_VALUES[field.type]
      parts[#parts + 1] = ("%s = %s"):format(field.name, value)
    end
  end
  parts[#parts + 1] = more
  local gap = #parts > 3 and ",\n          " or ", "
  return "{ " .. table.concat(parts, gap) .. " }"
end

local function plan_of(entity, more)
  return ("      plan = { %s = {\n        %s,\n      } },"):format(entity.name,
    row_of(entity, more))
end

--- A skeleton that fits any entity with a text that may be missing; nil if it
-- has none.
-- @tparam table entity  of tiendo.schema
function M.any(entity)
  local field = optional_text(entity)
  if not field then return end
  return {
    needs = {},
    param = [[
    shortest = { type = "integer", min = 1, default = 1, unit = "characters",
      doc = { en = "how long the text must be at least",
        vi = "độ dài tối thiểu của nội dung" } },]],
    message = {
      en = ("`%s` has {length} characters"):format(field),
      vi = ("`%s` có {length} ký tự"):format(field),
    },
    doc = {
      en = {
        ("Finds rows whose `%s` is missing or too short."):format(field),
        "Basis: name the document, method or convention it rests on.",
        "What to do: complete the row at its source and import it again.",
        "May mislead where nothing more is known.",
      },
      vi = {
        ("Tìm dòng có `%s` bị thiếu hoặc quá ngắn."):format(field),
        "Căn cứ: nêu văn bản, phương pháp hoặc quy ước làm căn cứ cho quy tắc.",
        "Việc cần làm: bổ sung tại nguồn rồi nhập lại.",
        "Có thể sai khi không có thông tin nào thêm.",
      },
    },
    check = ([[
    local length = utf8.len(row.%s or "")
    if length < ctx.params.shortest then return { length = length } end]])
      :format(field),
    pass = { "a text is there",
      plan_of(entity, ('%s = "đủ dài"'):format(field)) },
    fail = { "no text", plan_of(entity),
      "{ { evidence = { length = 0 } } }" },
  }
end

return M
