-- Joins a quadrillion values that are not there.
-- expect: error item 1 is a nil
return table.concat({}, ",", 1, 1000000000000000)
