-- Moves a billion values that are not there.
-- expect: time
table.move({}, 1, 1000000000, 2)
