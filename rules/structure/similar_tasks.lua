local similar = require "tiendo.similar"

local NO_TEXT = {
  en = "neither its text nor a label is on record",
  vi = "chưa ghi nhận nội dung hoặc tên gọi",
}
local SHORT = {
  en = "too short to compare",
  vi = "quá ngắn để so sánh",
}

local function text_of(task) return task.text or task.label_vi or task.label_en end

return {
  id       = "structure.similar_tasks",
  title    = { en = "Two tasks nearly the same", vi = "Hai nhiệm vụ gần như trùng nhau" },
  doc      = {
    en = [[
A task has nearly the same words as an earlier one. Work may be counted twice, or
two agencies were told to do the same.

Words are compared, case, diacritics and order aside; 90 % in common make a pair.
Each task is held against those before it and named with the one it is most like.

Basis: the texts of the tasks, else their labels. Both numbers are conventions.

What to do: ask whether one task was meant; merge them, or say what differs.

May mislead where a form of words returns in each task, or a task is repeated for
several targets on purpose.]],
    vi = [[
Một nhiệm vụ có nội dung gần như trùng với nhiệm vụ nêu trước. Công việc có thể bị
tính hai lần, hoặc hai cơ quan cùng được giao một việc.

So sánh theo từ, không phân biệt chữ hoa, dấu và thứ tự; trùng từ 90 % trở lên thì
nêu. Mỗi nhiệm vụ được so với các nhiệm vụ nêu trước và ghép với nhiệm vụ giống nhất.

Căn cứ: nội dung nhiệm vụ, nếu không có thì tên gọi. Hai ngưỡng là quy ước.

Việc cần làm: làm rõ có phải cùng một nhiệm vụ không; gộp lại hoặc nêu rõ điểm khác.

Có thể sai khi các nhiệm vụ dùng chung một lối diễn đạt, hoặc cố ý nhắc lại nhiệm vụ
cho nhiều mục tiêu.]],
  },
  severity = "low",
  tags     = { "structure" },
  over     = "tasks",
  params   = {
    similarity = { type = "number", min = 0.5, max = 1, default = 0.9,
      doc = { en = "share of words in common from which two tasks are nearly the same",
        vi = "tỷ lệ từ trùng nhau để coi là gần như trùng" },
      source = "a convention of this rule" },
    min_words = { type = "integer", min = 1, max = 1000, default = 5, unit = "words",
      doc = { en = "shorter texts agree by chance and are left out",
        vi = "bỏ qua nội dung ngắn hơn vì dễ trùng ngẫu nhiên" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{similarity:percent} of its words are those of {other_task:code}",
    vi = "{similarity:percent} số từ trùng với nhiệm vụ {other_task:code}",
  },
  check_all = function(set, ctx)
    local tasks, texts, without, short = {}, {}, {}, 0
    for task in set:each() do
      local words = text_of(task) and similar.words(text_of(task))
      if not words then
        without[#without + 1] = task
      elseif words.n < ctx.params.min_words then
        short = short + 1
      else
        tasks[#tasks + 1], texts[#texts + 1] = task, words
      end
    end
    for _, pair in ipairs(similar.to_earlier(texts, ctx.params.similarity)) do
      ctx.emit { subject = tasks[pair.at], similarity = pair.share,
        other_task = tasks[pair.earlier] }
    end
    ctx.skipped("no-data", #without, NO_TEXT, without)
    ctx.skipped("not-applicable", short, SHORT)
  end,
  -- Nine words of ten in common: 2 * 9 / 20.
  examples = {
    { name = "nine words of ten", as_of = "2026-11-23",
      plan = { tasks = {
        { code = "g-1", task_group = "g", text = "một hai ba bốn năm sáu bảy tám chín mười" },
        { code = "g-2", task_group = "g", text = "Mười, chín, tám, bảy, sáu, năm, bốn, ba, hai" },
        { code = "h-1", task_group = "h", text = "- Một hai ba bốn năm sáu bảy tám chín VIỆC." },
      } },
      expect = { pass = 1, fail = 2, findings = {
        { subject = "g-2", severity = "low", message = "94.7 % of its words are those of g-1",
          evidence = { similarity = 18 / 19, other_task = "g-1" } },
        { subject = "h-1", evidence = { similarity = 0.9, other_task = "g-1" } },
      } } },
    { name = "eight words of ten", as_of = "2026-11-23",
      plan = { tasks = {
        { code = "g-1", task_group = "g", text = "một hai ba bốn năm sáu bảy tám chín mười" },
        { code = "h-1", task_group = "h", text = "một hai ba bốn năm sáu bảy tám việc khác" },
      } },
      expect = { pass = 2, fail = 0 } },
    { name = "a lower share may do", as_of = "2026-11-23", set = { similarity = 0.8 },
      plan = { tasks = {
        { code = "g-1", task_group = "g", text = "một hai ba bốn năm sáu bảy tám chín mười" },
        { code = "h-1", task_group = "h", text = "một hai ba bốn năm sáu bảy tám việc khác" },
      } },
      expect = { pass = 1, fail = 1 } },
    { name = "four words, no text at all, a label", as_of = "2026-11-23",
      plan = { tasks = {
        { code = "g-1", task_group = "g", text = "một hai ba bốn" },
        { code = "g-2", task_group = "g", text = "một hai ba bốn" },
        { code = "g-3", task_group = "g" },
        { code = "g-4", task_group = "g", label_en = "one two three four five" },
      } },
      expect = { pass = 1, ["not-applicable"] = 2, ["no-data"] = 1, fail = 0 } },
    { name = "the one it is most like", as_of = "2026-11-23", set = { similarity = 0.6 },
      plan = { tasks = {
        { code = "g-1", task_group = "g", text = "một hai ba bốn khác" },
        { code = "g-2", task_group = "g", text = "năm sáu bảy tám chín" },
        { code = "g-3", task_group = "g", text = "năm sáu bảy tám mười" },
        { code = "g-4", task_group = "g", text = "mười năm sáu bảy tám" },
      } },
      expect = { pass = 2, fail = 2, findings = {
        { subject = "g-3", evidence = { other_task = "g-2", similarity = 0.8 } },
        { subject = "g-4", evidence = { other_task = "g-3", similarity = 1 } },
      } } },
  },
}
