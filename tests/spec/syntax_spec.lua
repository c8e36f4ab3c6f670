--- Syntax trees of Lua text: shapes, places, and mistakes told with a place.
require "tiendo"
local syntax = require "tiendo.syntax"

-- A tree in one line: tags with their parts in braces.
local function shape(node)
  if type(node) ~= "table" then return tostring(node) end
  local parts = {}
  for i, part in ipairs(node) do parts[i] = shape(part) end
  return (node.tag or "") .. "{" .. table.concat(parts, " ") .. "}"
end

local function parse(source)
  local tree, message = syntax.parse(source, "x.lua")
  assert.is_nil(message)
  return tree
end

describe("tiendo.syntax", function()
  describe("parse()", function()
    local shapes = {
      { "", "{}" },
      { "-- a remark", "{}" },
      { "return 'a\\u{1EA1}', 1e3, nil, true, false, ...",
        "{Return{String{aạ} Number{1e3} Nil{} True{} False{} Dots{...}}}" },
      { "return { 1; a = b, [2] = c.d }",
        "{Return{Table{Number{1} Pair{String{a} Id{b}}"
        .. " Pair{Number{2} Index{Id{c} String{d}}}}}}" },
      { "local a <const>, b = 1", "{Local{{Id{a} Id{b}} {Number{1}}}}" },
      { "local a", "{Local{{Id{a}}}}" },
      { "local function f(a, ...) end", "{Localrec{{Id{f}}"
        .. " {Function{{Id{a} Dots{...}} {}}}}}" },
      { "function m.f:g() end", "{Set{{Index{Index{Id{m} String{f}} String{g}}}"
        .. " {Function{{Id{self}} {}}}}}" },
      { "f'x' g{} s:m(1)", "{Call{Id{f} String{x}} Call{Id{g} Table{}}"
        .. " Invoke{Id{s} String{m} Number{1}}}" },
      { "if a then elseif b then else end", "{If{Id{a} {} Id{b} {} {}}}" },
      { "for i = 1, 2 do end", "{Fornum{Id{i} Number{1} Number{2} {}}}" },
      { "for k, v in f, s do end", "{Forin{{Id{k} Id{v}} {Id{f} Id{s}} {}}}" },
      -- by the precedence and associativity of the manual, section 3.4.8
      { "return a or b and c < d + e * -f ^ g", "{Return{Op{or Id{a} Op{and Id{b}"
        .. " Op{lt Id{c} Op{add Id{d} Op{mul Id{e} Op{unm Op{pow Id{f} Id{g}}}}}}}}}}" },
      { "return a .. b .. c, a - b - c",
        "{Return{Op{concat Id{a} Op{concat Id{b} Id{c}}}"
        .. " Op{sub Op{sub Id{a} Id{b}} Id{c}}}}" },
      { "return a // b ~= c ~ ~d, (a)", "{Return{Op{ne Op{idiv Id{a} Id{b}}"
        .. " Op{bxor Id{c} Op{bnot Id{d}}}} Paren{Id{a}}}}" },
    }
    for _, c in ipairs(shapes) do
      it("reads " .. (c[1] == "" and "nothing" or c[1]), function()
        assert.equal(c[2], shape(parse(c[1])))
      end)
    end

    it("gives each node its line and its column in characters", function()
      local call = parse "\n\tlocal d = 'năm đến'; f(1)"[2]
      assert.equal("Call", call.tag)
      assert.equal("x.lua:2:23", syntax.place("x.lua", call))
      assert.same({ 2, 25 }, { call[2].line, call[2].column })
    end)

    it("skips a byte order mark", function()
      local tree = parse "\xef\xbb\xbfreturn 1"
      assert.same({ 1, 1 }, { tree[1].line, tree[1].column })
    end)

    local mistakes = {
      { "f = ", "1:5: expected expression near <eof>" },
      { "return {\n  vi = 'Cam kết', x = é }",
        "2:23: expected expression near 'é'" },
      { "return {\n  a = 1\n  b = 2 }",
        "3:3: expected '}' (to close '{' on line 1) near 'b'" },
      { "return 1 2", "1:10: expected <eof> near '2'" },
      { "return 'abc", "1:8: unfinished string" },
      { "return {'\xff', y z}", "1:16: expected '}' near 'z'" },
      { "x = 1\n x += 1", "2:2: expected '=': Lua has no compound assignment" },
      { "return { a = 1LL }", "1:14: malformed number '1LL'" },
      { ("("):rep(300000), "1:1: nested too deeply" },
    }
    for i, c in ipairs(mistakes) do
      it("tells what is wrong and where: case " .. i, function()
        local tree, message = syntax.parse(c[1], "rules/x.lua")
        assert.is_nil(tree)
        assert.equal("rules/x.lua:" .. c[2], message)
      end)
    end

    it("reads itself and the rules that are shipped", function()
      local files <close> = assert(io.popen "find lua rules -name '*.lua'")
      local n = 0
      for path in files:lines() do
        local f <close> = assert(io.open(path, "rb"))
        assert.is_table(assert(syntax.parse(f:read "a", path)))
        n = n + 1
      end
      assert.is_true(n > 100)
    end)
  end)
end)
