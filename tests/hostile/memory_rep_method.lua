-- Repetition of a repetition.
-- expect: memory
return #("x"):rep(100000):rep(100000)
