-- Declares a global.
-- expect: error 'x' is not declared
x = 1
