-- A result that differs from run to run.
-- expect: error 'math.random' is not available
return math.random()
