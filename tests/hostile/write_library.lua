-- Replaces a library.
-- expect: error 'string' is not declared
string = {}
