-- Poisons the methods of all texts.
-- expect: error 'getmetatable' is not available
getmetatable("").__index = function() return "evil" end
