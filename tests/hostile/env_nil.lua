-- Takes its own environment away.
-- expect: error _ENV
_ENV = nil
print(1)
