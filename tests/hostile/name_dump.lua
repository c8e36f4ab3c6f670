-- Makes bytecode.
-- expect: error 'string.dump' is not available
string.dump(print)
