-- A module whose name is no name.
-- expect: error string expected
require({})
