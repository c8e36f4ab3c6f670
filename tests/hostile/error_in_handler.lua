-- Errors in the handler of errors.
-- expect: ok
local ok, message = xpcall(error, function() error("again", 0) end)
assert(not ok and message == "again")
ok, message = xpcall(error, error, "x")
assert(not ok)
