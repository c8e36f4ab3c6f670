-- Unpacks all integers.
-- expect: error too many
return table.unpack({}, math.mininteger, math.maxinteger)
