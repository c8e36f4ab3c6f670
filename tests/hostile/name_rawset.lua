-- Goes round the strict environment.
-- expect: error 'rawset' is not available
rawset(_ENV, "x", 1)
