local progress = require "tiendo.progress"

return {
  id = "off_track",
  title = "Commitment off track",
  over = "commitments",
  needs = { "series", "value", "deadline" },
  check = function(c)
    local p = progress.assess(c, "open-sdg")
    if p.class == "cannot_tell" then
      return { outcome = "no-data", why = p.reason }
    end
    if p.class ~= "achieved" and p.class ~= "on_track" then
      return { message = "{status}: {ratio} of the pace needed",
        status = p.status, ratio = p.ratio, last_value = p.last_value,
        target = p.target }
    end
  end,
}
