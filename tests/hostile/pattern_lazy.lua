-- A search that is quadratic in a long text.
-- expect: time
return (("a"):rep(1000000):gsub(".-b", "x"))
