local promise = require "tiendo.promise"

-- What is promised, in the order of the days: milestones, then the deadline.
local function steps_of(c)
  local steps = {}
  for m in c.milestones:sort("due_on"):each() do
    steps[#steps + 1] = { day = m.due_on, value = m.value }
  end
  if c.deadline and c.value then steps[#steps + 1] = { day = c.deadline, value = c.value } end
  return steps
end

local ORDER = {
  en = "a milestone lies after the deadline {deadline}: {day}",
  vi = "mốc {day} nằm sau thời hạn {deadline}",
}

return {
  id       = "structure.milestones_not_monotone",
  title    = { en = "Milestones go back and forth", vi = "Các mốc không theo một hướng" },
  doc      = {
    en = [[
The values promised on the way to a level do not lead steadily towards it: a
later one asks for less than an earlier one, or a milestone lies after the
deadline. Mostly a typing error; whoever plans by it plans the wrong way.

Equal values one after the other are steady. Promises without milestones or
direction, and those that are no levels, are not judged.

Basis: the direction of the promise, else of its comparator, else of its
indicator.

What to do: compare the milestones with the document; ask whoever issued it.

May mislead where a fall and a recovery are planned.]],
    vi = [[
Các giá trị cam kết trên lộ trình không tiến đều về mức cam kết: mốc sau yêu cầu
thấp hơn mốc trước, hoặc có mốc nằm sau thời hạn. Phần lớn là lỗi đánh máy; kế
hoạch dựa vào đó sẽ sai.

Hai giá trị liền nhau bằng nhau vẫn coi là tiến đều. Cam kết không có mốc, không
rõ hướng, hoặc không phải một mức cụ thể thì không xét.

Căn cứ: hướng của cam kết; nếu không có thì theo dấu so sánh, sau đó theo hướng
của chỉ tiêu.

Việc cần làm: đối chiếu các mốc với văn bản; hỏi cơ quan ban hành.

Có thể sai khi kế hoạch dự kiến giảm rồi phục hồi.]],
  },
  severity = "high",
  tags     = { "structure" },
  over     = "commitments",
  message  = {
    en = "{value} is promised for {day} after {earlier_value} for {earlier_day}",
    vi = "mốc {day} là {value}, trong khi mốc trước đó ({earlier_day}) là {earlier_value}",
  },
  check = function(c, ctx)
    local direction = promise.direction(c)
    if #c.milestones == 0 or c.kind ~= "level" or not direction then
      return ctx.not_applicable { en = "no milestones on the way to a level",
        vi = "không có mốc trung gian" }
    end
    local steps = steps_of(c)
    for i = 2, #steps do
      local one, two = steps[i - 1], steps[i]
      if two.day < one.day then
        return { class = "order", message = ORDER, day = one.day, value = one.value }
      end
      local gain = two.value - one.value
      if direction == "down" then gain = -gain end
      if gain < 0 then
        return { class = "value", day = two.day, value = two.value, earlier_day = one.day,
          earlier_value = one.value, direction = direction }
      end
    end
  end,
  examples = {
    { name = "steadily down, or level", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, deadline = "2030-12-31" } },
        milestones = {
          { commitment = "c", due_on = "2020-12-31", value = 30 },
          { commitment = "c", due_on = "2025-12-31", value = 10 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "up on the way down", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, deadline = "2030-12-31" } },
        milestones = {
          { commitment = "c", due_on = "2025-12-31", value = 31 },
          { commitment = "c", due_on = "2020-12-31", value = 30 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", class = "value",
        severity = "high", message = "31 is promised for 2025-12-31 after 30 for 2020-12-31",
        evidence = { direction = "down" } } } } },
    { name = "the deadline asks for less than the milestone", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "=", value = 90, direction = "up",
          deadline = "2030-12-31" } },
        milestones = { { commitment = "c", due_on = "2025-12-31", value = 95 } },
      },
      expect = { fail = 1 } },
    { name = "a milestone after the deadline", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">", value = 90, deadline = "2020-12-31" } },
        milestones = { { commitment = "c", due_on = "2025-12-31", value = 80 } },
      },
      expect = { fail = 1, findings = { { class = "order",
        message = "a milestone lies after the deadline 2020-12-31: 2025-12-31" } } } },
    { name = "no milestones, no direction, no level", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "bare", comparator = "<", value = 10, deadline = "2030-12-31" },
          { code = "no-way", comparator = "=", value = 10, deadline = "2030-12-31" },
          { code = "rate", kind = "rate", comparator = "<", value = 10, deadline = "2030-12-31" },
        },
        milestones = {
          { commitment = "no-way", due_on = "2025-12-31", value = 80 },
          { commitment = "rate", due_on = "2025-12-31", value = 80 },
        },
      },
      expect = { ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
