-- Compiles text.
-- expect: error 'load' is not available
load("return 1")()
