-- Moves between the ends of all integers.
-- expect: error too many
table.move({}, math.mininteger, math.maxinteger, 1)
