-- Adds to a library.
-- expect: error 'math' is read-only
math.pi = 3
