-- Replaces a library function.
-- expect: error 'string' is read-only
string.format = nil
