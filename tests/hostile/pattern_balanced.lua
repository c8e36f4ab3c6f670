-- Parentheses that are never closed, from each position.
-- expect: time
return ("("):rep(1000000):find("%b()")
