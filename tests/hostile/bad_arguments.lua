-- Each function with arguments that it does not expect.
-- expect: ok
local VALUES = {
  true, 0, -1, 0.5, math.maxinteger, math.mininteger, 0 / 0, 1 / 0, "", "x",
  "%", "[", ("%d"):rep(50), {}, { 1 }, { {}, {} }, print, function() end,
}
local SKIP = { rep = true, move = true } -- may rightly run into a limit
local function call(f, ...) pcall(f, ...) end
for _, library in ipairs { string, table, math, utf8 } do
  for name, f in pairs(library) do
    if type(f) == "function" and not SKIP[name] then
      call(f)
      for _, a in ipairs(VALUES) do
        call(f, a)
        for _, b in ipairs(VALUES) do
          call(f, a, b)
          for _, c in ipairs { 0, "%1", print, {} } do
            call(f, a, b, c)
          end
        end
      end
    end
  end
end
