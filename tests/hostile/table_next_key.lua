-- Asks for the key after another one.
-- expect: error next(t) only tells
return next({ a = 1, b = 2 }, "a")
