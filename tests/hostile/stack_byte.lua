-- All bytes of a long text at once.
-- expect: error too long
return string.byte(("x"):rep(5000000), 1, -1)
