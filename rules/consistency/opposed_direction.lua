local WAYS = { ["<"] = "down", ["<="] = "down", [">"] = "up", [">="] = "up" }

-- Of a change or a rate the comparator bounds the size of the step, whichever
-- way it goes.
local HAS_BOUND = { level = true, factor = true }

-- What the direction of the promise is opposed to.
local MESSAGES = {
  comparator = {
    down = {
      en = "the promise is to lower, and its number is a least one",
      vi = "cam kết giảm nhưng con số lại là mức tối thiểu",
    },
    up = {
      en = "the promise is to raise, and its number is a most one",
      vi = "cam kết tăng nhưng con số lại là mức tối đa",
    },
  },
  indicator = {
    down = {
      en = "the promise is to lower, and more is better for {indicator}",
      vi = "cam kết giảm nhưng chỉ tiêu {indicator} càng cao càng tốt",
    },
    up = {
      en = "the promise is to raise, and less is better for {indicator}",
      vi = "cam kết tăng nhưng chỉ tiêu {indicator} càng thấp càng tốt",
    },
  },
}

-- Which way the comparator and the indicator point; nil where neither says so.
local function others_of(c)
  local bound = HAS_BOUND[c.kind] and WAYS[c.comparator] or nil
  local better = c.indicator and c.indicator.direction
  return bound, (better == "up" or better == "down") and better or nil
end

return {
  id       = "consistency.opposed_direction",
  title    = { en = "Directions that are opposed", vi = "Hướng của cam kết bị mâu thuẫn" },
  doc      = {
    en = [[
A promise says that something is to rise or fall, and its comparator or its
indicator says the opposite: a promise to lower with "at least", or one to raise
what is better low. One of them was recorded wrongly, and everything judged by it
comes out upside down.

The comparator is compared for levels and multiples; of a change or a yearly rate
it bounds the size of the step, whichever way that goes.

Basis: the three fields say the same thing.

What to do: compare the promise with the document, and the indicator with its
definition.

May mislead where a promise only slows down a change for the worse: a debt that
may rise to at most so much.]],
    vi = [[
Cam kết ghi là tăng hoặc giảm, trong khi dấu so sánh hoặc chỉ tiêu đo lại theo
hướng ngược lại: cam kết giảm mà ghi "ít nhất", hoặc cam kết tăng một chỉ tiêu
càng thấp càng tốt. Một trong các mục đã ghi sai, nên mọi đánh giá dựa vào đó đều
bị đảo ngược.

Dấu so sánh chỉ được đối chiếu với cam kết về mức và về số lần; với mức thay đổi
hoặc tốc độ hằng năm, dấu so sánh giới hạn độ lớn của thay đổi theo cả hai hướng.

Căn cứ: ba trường này cùng nói một điều.

Việc cần làm: đối chiếu cam kết với văn bản và chỉ tiêu với định nghĩa của chỉ tiêu.

Có thể sai khi cam kết chỉ kìm hãm xu hướng xấu: nợ được tăng đến một mức
tối đa.]],
  },
  severity = "high",
  tags     = { "consistency" },
  over     = "commitments",
  message  = MESSAGES.comparator.down,
  check = function(c, ctx)
    local bound, better = others_of(c)
    if not c.direction or not (bound or better) then
      return ctx.not_applicable { en = "only one direction is stated",
        vi = "chỉ nêu một hướng" }
    end
    if bound and bound ~= c.direction then
      return { class = "comparator", message = MESSAGES.comparator[c.direction],
        comparator = c.comparator, direction = c.direction, value = c.value }
    end
    if better and better ~= c.direction then
      return { class = "indicator", message = MESSAGES.indicator[c.direction],
        indicator = c.indicator, direction = c.direction }
    end
  end,
  examples = {
    { name = "all say the same", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", direction = "down" } },
        commitments = {
          { code = "level", kind = "level", comparator = "<", value = 10, direction = "down",
            indicator = "i" },
          { code = "half", kind = "factor", comparator = "<=", value = 0.5,
            direction = "down" },
          { code = "more", kind = "level", comparator = ">=", value = 90, direction = "up" },
        },
      },
      expect = { pass = 3, fail = 0 } },
    { name = "a least number for what is to fall, a most one for what is to rise",
      as_of = "2026-11-23",
      plan = { commitments = {
        { code = "a", kind = "level", comparator = ">=", value = 10, direction = "down" },
        { code = "b", kind = "factor", comparator = "<", value = 2, direction = "up" },
      } },
      expect = { pass = 0, fail = 2, findings = {
        { subject = "a", severity = "high", evidence = { comparator = ">=", direction = "down" },
          message = "the promise is to lower, and its number is a least one" },
        { subject = "b", class = "comparator",
          message = "the promise is to raise, and its number is a most one" } } } },
    { name = "what is better high is to fall", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", direction = "up", name_en = "Doctors" } },
        commitments = { { code = "c", kind = "level", comparator = "=", value = 10,
          direction = "down", indicator = "i" } },
      },
      expect = { fail = 1, findings = { { class = "indicator", evidence = { direction = "down" },
        message = "the promise is to lower, and more is better for Doctors" } } } },
    { name = "a fall by at least ten", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", direction = "down" } },
        commitments = {
          { code = "change", kind = "change", comparator = ">=", value = 10, direction = "down",
            indicator = "i" },
          { code = "rate", kind = "rate", comparator = ">=", value = 10, direction = "down",
            indicator = "i" },
        },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "one direction, or none", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i" }, { code = "range", direction = "range" } },
        commitments = {
          { code = "a", kind = "level", comparator = ">=", value = 10 },
          { code = "b", kind = "level", comparator = "=", value = 10, direction = "up",
            indicator = "i" },
          { code = "c", kind = "change", comparator = ">=", value = 10, direction = "up",
            indicator = "range" },
        },
      },
      expect = { ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
