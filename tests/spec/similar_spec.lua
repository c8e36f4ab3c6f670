-- How alike texts are. The found pairs are held against comparing each with
-- each.
require "tiendo"
local similar = require "tiendo.similar"

local function share(a, b)
  return similar.share(similar.words(a), similar.words(b))
end

describe("tiendo.similar", function()
  describe("words()", function()
    it("tells the second one from the first", function()
      local words = similar.words "- Rà soát, rà  soát: 12."
      assert.same({ "ra", "soat", "ra 2", "soat 2", "12" }, words.list)
      assert.equal(5, words.n)
    end)

    it("says what is no text", function()
      local words, message = similar.words "a\xff"
      assert.is_nil(words)
      assert.equal("not UTF-8 at byte 2", message)
      assert.equal(0, similar.words("").n)
    end)
  end)

  describe("share()", function()
    local cases = {
      { "", "", 0 },
      { "a", "", 0 },
      { "a b", "B Á", 1 },
      { "a b", "a c", 0.5 },
      { "a a a", "a", 2 * 1 / 4 },
      { "a b c", "a b c d", 6 / 7 },
    }
    for i, c in ipairs(cases) do
      it("is twice what is common by both lengths: case " .. i, function()
        assert.near(c[3], share(c[1], c[2]), 1e-12)
        assert.near(c[3], share(c[2], c[1]), 1e-12)
      end)
    end
  end)

  describe("to_earlier()", function()
    -- Texts of 3 to 12 words out of 9, the same in each run, some of them twice.
    local function texts_of(n)
      local texts, state = {}, 1
      local function next_number(limit)
        state = state * 48271 % 2147483647
        return state % limit + 1
      end
      for i = 1, n do
        local words = {}
        for j = 1, next_number(10) + 2 do words[j] = ("abcdefghi"):sub(next_number(9)):sub(1, 1) end
        texts[i] = similar.words(table.concat(words, " "))
        if i % 25 == 0 then texts[i] = texts[i - 7] end
      end
      return texts
    end

    local function each_with_each(texts, least)
      local pairs_found = {}
      for at = 1, #texts do
        local best
        for earlier = 1, at - 1 do
          local s = similar.share(texts[at], texts[earlier])
          if s >= least and (not best or s > best.share) then
            best = { at = at, earlier = earlier, share = s }
          end
        end
        pairs_found[#pairs_found + 1] = best
      end
      return pairs_found
    end

    for _, least in ipairs { 0.5, 0.6, 0.75, 0.8, 0.9, 1 } do
      it("finds what comparing each with each finds, from " .. least, function()
        local texts = texts_of(150)
        local expected = each_with_each(texts, least)
        assert.is_true(#expected > 0)
        assert.same(expected, similar.to_earlier(texts, least))
      end)
    end

    it("finds nothing in nothing", function()
      assert.same({}, similar.to_earlier({}, 0.9))
      assert.same({}, similar.to_earlier({ similar.words "", similar.words "" }, 0.9))
    end)
  end)
end)
