-- A length that exceeds all integers.
-- expect: memory
return #("xy"):rep(math.maxinteger, "--")
