-- All globals by their table.
-- expect: error '_G' is not available
return _G._G
