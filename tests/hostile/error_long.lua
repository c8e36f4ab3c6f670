-- A message of ten megabytes.
-- expect: error hostile.lua:3: xxxx
error(("x"):rep(10000000))
