-- Takes the environment of a library function.
-- expect: error 'debug' is not available
debug.setupvalue(print, 1, {})
