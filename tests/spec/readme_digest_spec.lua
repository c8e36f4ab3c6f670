-- The digest that README shows is the one that its two runs write.
local command = require "tests.support.command"

local AGENCY = "so-khoa-hoc-va-cong-nghe"

-- The block of README that begins with the greeting, ids of runs left out.
local function shown()
  local readme = command.read "README.md"
  local text = assert(readme:match "```text\n(Kính gửi.-)\n```")
  return text
end

-- The body of a message, as Python's email package reads it.
local function body_of(path)
  local out, code = command.run("python3", "-c", [[
import email, email.policy, sys
with open(sys.argv[1], "rb") as f:
    m = email.message_from_binary_file(f, policy=email.policy.default)
sys.stdout.write(m.get_content().replace("\r\n", "\n").rstrip("\n"))]], path)
  assert(code == 0, out)
  return out
end

local function without_ids(text)
  return (text:gsub("(2026%-12%-07)%-%x%x%x%x%x%x%x%x", "%1"))
end

describe("README", function()
  it("shows the digest that its second run writes", function()
    local store = command.store "datasets/an-giang"
    local outbox = command.path "outbox"
    command.tiendo("run", store, "--as-of", "2026-11-30", "--outbox", outbox,
      "--quiet")
    command.tiendo("import", store,
      "datasets/an-giang-december/submissions_illustrative.csv", "--quiet")
    command.tiendo("run", store, "--as-of", "2026-12-07", "--outbox", outbox,
      "--quiet")
    local path = command.run("sh", "-c", ("ls '%s'/2026-12-07-*.%s.eml")
      :format(outbox, AGENCY)):match "[^\n]+"
    assert.equal(without_ids(shown()), without_ids(body_of(path)))
  end)
end)
