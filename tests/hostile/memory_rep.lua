-- One text of a gigabyte.
-- expect: memory
return #("x"):rep(1 << 30)
