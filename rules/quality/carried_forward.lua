-- Digits of a number without its zeros in front and behind: of 1500 two.
local function significant_digits(value)
  local digits = ("%.15g"):format(math.abs(value)):gsub("e.*$", ""):gsub("%.", "")
  return #digits:gsub("^0+", ""):gsub("0+$", "")
end

-- Runs of one value after the other: list of { from, to } as positions.
local function runs_of(values)
  local runs, from = {}, 1
  for i = 2, #values + 1 do
    if values[i] ~= values[from] then
      runs[#runs + 1] = { from = from, to = i - 1 }
      from = i
    end
  end
  return runs
end

return {
  id       = "quality.carried_forward",
  title    = { en = "Same value again and again", vi = "Lặp lại số liệu kỳ trước" },
  doc      = {
    en = [[
Three or more periods in a row have exactly the same value, of three digits or
more: it may have been carried forward and not measured, and then shows no
progress.

Values of nothing, and those with fewer digits that count, such as 1500, repeat
by chance and are left out.

Basis: chance; that three figures agree in three digits by it is unlikely. Both
numbers are conventions.

What to do: ask the producer whether it was measured each time; flag what was
not as an estimate.

May mislead where the thing itself hardly changes, such as the number of communes
or of health stations, or is rounded by definition.]],
    vi = [[
Từ ba kỳ liên tiếp trở lên có cùng một giá trị, gồm ít nhất ba chữ số: có thể số
liệu được chép lại từ kỳ trước chứ không phải đo được, nên không phản ánh tiến độ.

Giá trị bằng 0 và giá trị có ít chữ số có nghĩa hơn, ví dụ 1500, có thể trùng ngẫu
nhiên nên không xét.

Căn cứ: xác suất; ba số liệu ngẫu nhiên trùng nhau cả ba chữ số là điều khó xảy
ra. Cả hai con số là quy ước.

Việc cần làm: hỏi cơ quan cung cấp số liệu xem từng kỳ có được đo hay không; kỳ
không đo thì ghi chú là số ước tính.

Có thể sai khi bản thân đối tượng ít thay đổi, ví dụ số xã hoặc số trạm y tế, hoặc
số liệu được làm tròn theo định nghĩa.]],
  },
  severity = "low",
  tags     = { "quality" },
  over     = "series",
  params   = {
    run    = { type = "integer", min = 2, max = 100, default = 3, unit = "periods",
               doc = { en = "how many equal values in a row",
                       vi = "số kỳ liên tiếp có giá trị bằng nhau" },
               source = "a convention of this rule" },
    digits = { type = "integer", min = 1, max = 15, default = 3, unit = "digits",
               doc = { en = "fewest digits that count, zeros at both ends left out",
                       vi = "số chữ số có nghĩa ít nhất, không kể các số 0 ở hai đầu" },
               source = "a convention of this rule" },
  },
  message  = {
    en = "{value} {count} times in a row, {first_period} to {last_period}",
    vi = "{value} lặp lại {count} kỳ liên tiếp, từ {first_period} đến {last_period}",
  },
  check_all = function(set, ctx)
    local n, few = 0, 0
    for s in set:each() do
      local params = ctx.params_of(s)
      n = n + 1
      if not s.series or #s.series < params.run then
        few = few + 1
      else
        local values, periods, longest = s.series:values(), s.series:periods(), nil
        for _, run in ipairs(runs_of(values)) do
          run.count = run.to - run.from + 1
          if run.count >= params.run and values[run.from] ~= 0
            and significant_digits(values[run.from]) >= params.digits
            and run.count > (longest and longest.count or 0) then
            longest = run
          end
        end
        if longest then
          ctx.emit { subject = s, value = values[longest.from], count = longest.count,
            first_period = periods[longest.from], last_period = periods[longest.to],
            unit = s.indicator.unit }
        end
      end
    end
    ctx.skipped("not-applicable", few, { en = "too few values", vi = "quá ít số liệu" })
    ctx.evaluated(n)
  end,
  examples = {
    { name = "three times in a row", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2020", value = 15.7 },
        { indicator = "i", area = "a", period = "2021", value = 15.7 },
        { indicator = "i", area = "a", period = "2022", value = 15.7 },
        { indicator = "i", area = "a", period = "2023", value = 15.8 },
      } },
      expect = { pass = 0, fail = 1, findings = { { subject = "i/a", severity = "low",
        message = "15.7 3 times in a row, 2020 to 2022" } } } },
    { name = "twice, and once more later", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2020", value = 15.7 },
        { indicator = "i", area = "a", period = "2021", value = 15.7 },
        { indicator = "i", area = "a", period = "2022", value = 15.8 },
        { indicator = "i", area = "a", period = "2023", value = 15.7 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "two digits that count, or nothing", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2020", value = 1500 },
        { indicator = "i", area = "a", period = "2021", value = 1500 },
        { indicator = "i", area = "a", period = "2022", value = 1500 },
        { indicator = "i", area = "b", period = "2020", value = 0.015 },
        { indicator = "i", area = "b", period = "2021", value = 0.015 },
        { indicator = "i", area = "b", period = "2022", value = 0.015 },
        { indicator = "i", area = "c", period = "2020", value = 0 },
        { indicator = "i", area = "c", period = "2021", value = 0 },
        { indicator = "i", area = "c", period = "2022", value = 0 },
      } },
      expect = { pass = 3, fail = 0 } },
    { name = "fewer digits may do", as_of = "2026-11-23", set = { digits = 2, run = 2 },
      plan = { observations = {
        { indicator = "i", area = "a", period = "2020", value = 1500 },
        { indicator = "i", area = "a", period = "2021", value = 1500 },
      } },
      expect = { fail = 1, findings = { { evidence = { count = 2 } } } } },
    { name = "two values", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2020", value = 15.7 },
        { indicator = "i", area = "a", period = "2021", value = 15.7 },
      } },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
