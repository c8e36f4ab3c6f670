-- Ten findings for each commitment, as many as a page must bear.
return {
  id = "page",
  title = { en = "Commitment to look at", vi = "Cam kết cần xem xét" },
  over = "commitments",
  check_all = function(set, ctx)
    ctx.evaluated(10 * #set)
    for c in set:each() do
      for n = 1, 10 do
        ctx.emit { subject = c, period = 2015 + n,
          message = "{observed} of {promised} in {period}, {share:percent} "
            .. "of the way",
          observed = n * 1.5, promised = c.value, share = n / 10,
          deadline = c.deadline, method = "open-sdg" }
      end
    end
  end,
}
