-- Raises nothing.
-- expect: error error object is nil
error(nil)
