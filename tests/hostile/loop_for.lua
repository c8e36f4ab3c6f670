-- A numeric loop that is practically endless.
-- expect: time
for _ = 1, math.maxinteger do end
