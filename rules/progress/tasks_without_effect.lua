local progress = require "tiendo.progress"

local NO_TASKS = {
  en = "no task that was kept up serves it",
  vi = "không có nhiệm vụ nào đang được giao để thực hiện",
}
local NO_STATES = {
  en = "the state of its tasks is not on record",
  vi = "chưa ghi nhận tình trạng các nhiệm vụ",
}
local NOT_DONE = {
  en = "too few of its tasks are done",
  vi = "số nhiệm vụ đã xong còn ít",
}
local NO_FIGURES = {
  en = "none of its promises can be judged by figures",
  vi = "không có cam kết nào đánh giá được bằng số liệu",
}

-- Tasks of the target that are done, that count, and whose state is known.
local function tally(target)
  local done, n, known = 0, 0, 0
  for group in target.task_groups:each() do
    for task in group.tasks:each() do
      if task.status then known = known + 1 end
      if task.status ~= "dropped" then n = n + 1 end
      if task.status == "done" then done = done + 1 end
    end
  end
  return done, n, known
end

-- Promises that hardly move and how many could be judged. What is no level, or
-- has no figures, cannot.
local function standing_still(target, params)
  local still, judged = {}, 0
  for c in target.commitments:each() do
    local p = c.series and c.value and c.deadline and c.kind == "level"
      and progress.assess(c, "open-sdg", { base_year = params.base_year })
    if p and p.class ~= "cannot_tell" then
      judged = judged + 1
      local is_away = p.class == "wrong_way"
      if is_away or p.class ~= "achieved" and p.ratio and p.ratio < params.red_ratio then
        still[#still + 1] = c
      end
    end
  end
  return still, judged
end

return {
  id       = "progress.tasks_without_effect",
  title    = {
    en = "Tasks done, figures stand still",
    vi = "Nhiệm vụ đã xong nhưng chỉ tiêu không chuyển biến",
  },
  doc      = {
    en = [[
Nearly all tasks of a target are done, and a promise of it hardly moves: the tasks
do not bring about what the plan thinks they do.

Progress is measured as in progress.off_track; a promise hardly moves below 60 % of
the pace needed, or when it moves away. Tasks that were dropped do not count; those
whose state nobody recorded count as not done.

Basis: the plan itself, whose tasks are there to reach its targets. The share of
tasks is a convention, the pace that of Open SDG.

What to do: ask whether the tasks are the right ones; look at what else moves the
figure.

May mislead where effects take years, or the figures are older than the tasks.]],
    vi = [[
Hầu hết nhiệm vụ của một mục tiêu đã xong nhưng một cam kết của mục tiêu hầu như không
chuyển biến: các nhiệm vụ không mang lại kết quả như kế hoạch dự kiến.

Tiến độ tính như quy tắc progress.off_track; coi là hầu như không chuyển biến khi đạt
dưới 60 % tốc độ cần có hoặc đi ngược hướng. Không tính nhiệm vụ đã bỏ; nhiệm vụ chưa
ghi nhận tình trạng coi là chưa xong.

Căn cứ: chính kế hoạch, trong đó nhiệm vụ là để đạt mục tiêu. Tỷ lệ nhiệm vụ là quy ước,
ngưỡng tốc độ theo Open SDG.

Việc cần làm: xem lại các nhiệm vụ có đúng hướng không; tìm yếu tố khác tác động đến
chỉ tiêu.

Có thể sai khi tác động cần nhiều năm mới thấy, hoặc số liệu cũ hơn nhiệm vụ.]],
  },
  severity = "medium",
  tags     = { "progress" },
  over     = "targets",
  params   = {
    done_share = { type = "number", min = 0, max = 1, default = 0.8,
      doc = { en = "share of the tasks that must be done", vi = "tỷ lệ nhiệm vụ phải xong" },
      source = "a convention of this rule" },
    red_ratio = { type = "number", min = 0, max = 2, default = 0.60,
      doc = { en = "achieved / needed pace below which a promise hardly moves",
        vi = "tỷ lệ tốc độ đạt được so với cần có, dưới mức này là hầu như không chuyển biến" },
      source = "Open SDG, sdg-build 2.4" },
    base_year = { type = "integer", min = 1900, max = 2100, default = 2015, unit = "year",
      doc = { en = "first year of the base where the document names none",
        vi = "năm gốc nếu văn bản không nêu" },
      source = "Open SDG, sdg-build 2.4" },
  },
  message  = {
    en = "{tasks_done} of {expected} tasks are done, and hardly anything moves: {commitments:list}",
    vi = "đã xong {tasks_done}/{expected} nhiệm vụ nhưng hầu như không chuyển biến: "
      .. "{commitments:list}",
  },
  check = function(target, ctx)
    local done, n, known = tally(target)
    if n == 0 then return ctx.not_applicable(NO_TASKS) end
    if known == 0 then return ctx.no_data(NO_STATES) end
    if done < n * ctx.params.done_share then return ctx.not_applicable(NOT_DONE) end
    local still, judged = standing_still(target, ctx.params)
    if judged == 0 then return ctx.no_data(NO_FIGURES) end
    if #still == 0 then return end
    return { tasks_done = done, expected = n, commitments = still }
  end,
  -- To grow from 1 in 2015 to 65536 in 2031 takes a doubling every year, so that
  -- the value of 2016, less one, is the share of the pace.
  examples = {
    { name = "four of five tasks, just below the pace", as_of = "2026-11-23",
      plan = {
        task_groups = { { code = "g", target = "1.1" } },
        tasks = {
          { code = "1", task_group = "g", status = "done" },
          { code = "2", task_group = "g", status = "done" },
          { code = "3", task_group = "g", status = "done" },
          { code = "4", task_group = "g", status = "done" },
          { code = "5", task_group = "g" },
          { code = "6", task_group = "g", status = "dropped" },
        },
        commitments = { { code = "c", target = "1.1", label_en = "C", kind = "level",
          comparator = ">=", value = 65536, indicator = "i", area = "a",
          deadline = "2031-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1.59 },
        },
      },
      expect = { fail = 1, findings = { { subject = "1.1", severity = "medium",
        message = "4 of 5 tasks are done, and hardly anything moves: C" } } } },
    { name = "at the pace", as_of = "2026-11-23",
      plan = {
        task_groups = { { code = "g", target = "1.1" } },
        tasks = { { code = "1", task_group = "g", status = "done" } },
        commitments = { { code = "c", target = "1.1", kind = "level", comparator = ">=",
          value = 65536, indicator = "i", area = "a", deadline = "2031-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1.625 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "three of four tasks", as_of = "2026-11-23",
      plan = {
        task_groups = { { code = "g", target = "1.1" } },
        tasks = {
          { code = "1", task_group = "g", status = "done" },
          { code = "2", task_group = "g", status = "done" },
          { code = "3", task_group = "g", status = "done" },
          { code = "4", task_group = "g", status = "open" },
        },
      },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
    { name = "moving away", as_of = "2026-11-23",
      plan = {
        task_groups = { { code = "g", target = "1.1" } },
        tasks = { { code = "1", task_group = "g", status = "done" } },
        commitments = { { code = "c", target = "1.1", kind = "level", comparator = "<=",
          value = 5, indicator = "i", area = "a", deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 10 },
          { indicator = "i", area = "a", period = "2024", value = 11 },
        },
      },
      expect = { fail = 1 } },
    { name = "no tasks, no states, no figures", as_of = "2026-11-23",
      plan = {
        targets = { { code = "1.1", goal = "1" } },
        task_groups = { { code = "g", target = "1.2" }, { code = "h", target = "1.3" } },
        tasks = { { code = "1", task_group = "g" },
          { code = "2", task_group = "h", status = "done" } },
        commitments = { { code = "c", target = "1.3", comparator = "<=", value = 5,
          indicator = "i", area = "a", deadline = "2030-12-31" } },
      },
      expect = { ["not-applicable"] = 1, ["no-data"] = 2, pass = 0, fail = 0 } },
  },
}
