-- Unpacks more values than a stack holds.
-- expect: error too many
return table.unpack({}, 1, 100000000)
