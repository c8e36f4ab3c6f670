-- A message that would colour the terminal, and is no UTF-8.
-- expect: error hostile.lua:3: a?[31mb c?d
error("a\27[31mb\nc\xffd")
