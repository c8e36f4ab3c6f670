-- Division at the edges of the integers.
-- expect: error attempt to
assert(math.mininteger // -1 == math.mininteger)
return 1 // 0
