-- Raises a table.
-- expect: error error object is a table
error({ code = 1 })
