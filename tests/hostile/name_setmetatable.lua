-- A finalizer that never ends, were there metatables.
-- expect: error 'setmetatable' is not available
setmetatable({}, { __gc = function() while true do end end })
