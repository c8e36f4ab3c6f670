-- Replaces each letter by a long text.
-- expect: memory
return #("a"):rep(100000):gsub("a", ("b"):rep(100000))
