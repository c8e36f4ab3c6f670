--- The page: what the writer lets through, and what a run that is recorded adds
-- to it. tests/browser reads whole pages in a browser.
require "tiendo"
local brief = require "tiendo.brief"
local date = require "tiendo.date"
local markup = require "tiendo.html.markup"
local policy = require "tiendo.html.policy"
local results = require "tests.support.results"

local function written(fill, lang)
  local out = {}
  local m = markup.new(function(s) out[#out + 1] = s end, lang or "en")
  fill(m)
  return table.concat(out)
end

describe("tiendo.html.markup", function()
  local CASES = {
    { "signs of markup", [[<b>&"x'</b>]],
      "&lt;b&gt;&amp;&quot;x&#39;&lt;/b&gt;" },
    { "what is escaped already", "&lt;", "&amp;lt;" },
    { "letters with marks", "Ủy ban – điều", "Ủy ban – điều" },
    { "tabs and line ends", "a\tb\nc", "a\tb\nc" },
    { "a NUL", "a\0b", "a\u{FFFD}b" },
    { "controls", "a\27[31mb\127\r", "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}" },
    { "controls of two bytes", "a\u{85}b\u{9F}\u{A0}c",
      "a\u{FFFD}b\u{FFFD}\u{A0}c" },
    { "bytes that are no UTF-8", "a\xFFb\xE1\xBB", "a\u{FFFD}b\u{FFFD}\u{FFFD}" },
    { "marks that turn the writing", "a\u{202E}b\u{2066}c\u{200F}d\u{061C}",
      "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}" },
    { "their neighbours", "\u{200B}\u{2026}\u{2070}\u{0624}",
      "\u{200B}\u{2026}\u{2070}\u{0624}" },
    { "nothing", "", "" },
  }
  for _, case in ipairs(CASES) do
    it("writes " .. case[1], function()
      assert.equal(case[3], written(function(m) m:text(case[2]) end))
    end)
  end

  it("shows 4,000 characters whole, and cuts and counts the rest", function()
    local whole = ("ư"):rep(4000)
    assert.equal(whole, markup.escape(whole, "en"))
    assert.equal(whole .. "… (1 more characters)", markup.escape(whole .. "x", "en"))
    assert.equal(whole .. "… (còn 96.000 ký tự)",
      markup.escape(("ư"):rep(100000), "vi"))
  end)

  it("escapes the values of attributes, and writes them in one order", function()
    assert.equal([[<p a="x&quot; onload=&quot;1" class=n hidden>t]],
      written(function(m)
        m:el("p", { class = "n", hidden = true, a = 'x" onload="1', b = false }, "t")
      end))
  end)

  it("ends elements where HTML asks for it", function()
    assert.equal("<ul><li>one<li>2</ul><br>", written(function(m)
      m:el("ul", nil, function()
        m:el("li", nil, "one")
        m:el("li", nil, 2)
      end)
      m:el("br")
    end))
  end)

  local LINKS = {
    { "https://example.org/a?b=1&c=2",
      [[<a href="https://example.org/a?b=1&amp;c=2" rel=noreferrer>t</a>]] },
    { "http://example.org", "<a href=http://example.org rel=noreferrer>t</a>" },
    { "#f-00ff", "<a href=#f-00ff>t</a>" },
    { "javascript:alert(1)", "<span>t</span>" },
    { " https://example.org", "<span>t</span>" },
    { "data:text/html,x", "<span>t</span>" },
    { "https://a b", "<span>t</span>" },
    { "HTTPS://example.org", "<span>t</span>" },
    { "", "<span>t</span>" },
  }
  for _, case in ipairs(LINKS) do
    it("links to '" .. case[1] .. "' or does not", function()
      assert.equal(case[2], written(function(m) m:link(case[1], "t") end))
    end)
  end

  it("takes no code that would end its element", function()
    assert.has_error(function()
      written(function(m) m:code("script", "'</script>'") end)
    end)
  end)
end)

describe("tiendo.html.policy", function()
  -- RFC 4648, section 10.
  for text, expected in pairs { [""] = "", f = "Zg==", fo = "Zm8=", foo = "Zm9v",
    foob = "Zm9vYg==", fooba = "Zm9vYmE=", foobar = "Zm9vYmFy" } do
    it("writes '" .. text .. "' as base64", function()
      assert.equal(expected, policy.base64(text))
    end)
  end

  it("names the digests of style and script", function()
    local digests = { style = "\0\1\2", script = "\255\255\255" }
    assert.equal("default-src 'none'; style-src 'sha256-AAEC'; "
      .. "script-src 'sha256-////'; base-uri 'none'; form-action 'none'",
      policy.content(function(s) return digests[s] end, "style", "script"))
  end)
end)

-- A plan without rows, for what stands in the result.
local function no_rows()
  local set = { each = function() return function() end end,
    find = function() end }
  return setmetatable({}, { __index = function() return set end })
end

local function page_of(over, lang)
  local out = {}
  over = over or {}
  over.sources = {}
  local request = { plan = no_rows(), result = results.result_of(over),
    params = {}, working_days = function() return 0 end,
    sha256 = function() return "" end }
  assert(brief.write(request, { format = "html", lang = lang or "en" },
    function(s) out[#out + 1] = s end))
  return table.concat(out)
end

local RUN = { id = "r2", as_of = date.of(2026, 11, 23),
  known_at = date.of(2026, 11, 23), data = "", rules = "", settings = "" }

local function has(text, page)
  assert.truthy(page:find(text, 1, true), text)
end

describe("tiendo.html", function()
  it("says that nothing can be compared with where no run is recorded", function()
    has("No earlier run is recorded", page_of())
  end)

  it("says so where there are no agencies and no reports", function()
    local page = page_of()
    has("No agency leads, takes part, owes a report or has findings.", page)
    has("No report was due yet.", page)
    assert.is_nil(page:find("due within", 1, true))
  end)

  local SINCE = { run = "r1", as_of = "2026-11-16", new = 3, resolved = 1,
    changed = 0, reopened = 1, ongoing = 7, stale = 0, waived = 0, held = 0 }

  it("says what changed since the last run", function()
    local page = page_of { since_last = SINCE, run = RUN }
    has("Run r2; the run before was of 2026-11-16", page)
    has("3 new, 1 reopened, 1 resolved, 7 ongoing", page)
  end)

  it("warns of a run that is suspicious", function()
    local since = setmetatable({ suspicious = true, held = 5 }, { __index = SINCE })
    has("<p class=warn>Suspicious:", page_of { since_last = since, run = RUN })
  end)

  it("says state and age of a finding, and lets them be filtered", function()
    local f = results.off_track { state = "reopened", since = date.of(2026, 11, 12),
      age_days = 11 }
    local page = page_of({ findings = { f } }, "vi")
    has("tái diễn · từ ngày 12/11/2026 (11 ngày)", page)
    has("data-d=2026-11-12", page)
    has("data-s=reopened", page)
    has("<option value=reopened>tái diễn", page)
    has("<option value=age>", page)
  end)

  it("offers no state and no age where there are none", function()
    local page = page_of()
    assert.is_nil(page:find("name=state", 1, true))
    assert.is_nil(page:find("value=age>", 1, true))
  end)

  it("puts resolved and waived findings apart, and counts them apart", function()
    local page = page_of {
      findings = {
        results.off_track { id = "bb", outcome = "waived",
          waiver = { code = "01/MT", valid_to = date.of(2026, 12, 31) } },
        results.off_track { id = "cc" },
      },
      resolved = { { id = "aa", rule = "gone.rule", severity = "low",
        state = "resolved", since = "2026-01-05", text = { en = "was <b>" },
        subject = { kind = "goal", code = "4", goal = "4", label = "Education" } } },
    }
    local resolved = page:find("part-resolved", 1, true)
    local waived = page:find("part-waived", 1, true)
    local aa, bb, cc = page:find("id=aa", 1, true), page:find("id=bb", 1, true),
      page:find("id=cc", 1, true)
    assert.truthy(cc < resolved and resolved < aa and aa < waived and waived < bb)
    has("Education: was &lt;b&gt;", page)
    has("resolved · since 2026-01-05", page)
    has("1 resolved since the last run", page)
    has("01/MT, until 2026-12-31", page)
    has("besides 1 waived", page)
    has(">1 finding<", page)
  end)

  it("names the run it was made from, and its errors", function()
    local run = results.result_of().run
    run.id = "2026-11-23-abc"
    local page = page_of { run = run }
    has("2026-11-23-abc", page)
    has("stopped after 10 seconds", page)
    has("user.slow", page)
  end)

  it("says so where only a part of the findings is told", function()
    local run = results.result_of().run
    run.select = "goal = 3 & <b>"
    has("Only findings that fit: goal = 3 &amp; &lt;b&gt;", page_of { run = run })
  end)

  it("gives codes that no mark can have another one each", function()
    local a = results.off_track { id = "a", subject = { kind = "goal",
      code = "<b>", goal = "<b>", label = "x" } }
    local b = results.off_track { id = "b", subject = { kind = "goal",
      code = '"b"', goal = '"b"', label = "y" } }
    local page = page_of { findings = { a, b } }
    has("data-g=b ", page)
    has("data-g=_1 ", page)
  end)
end)
