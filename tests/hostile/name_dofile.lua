-- Runs a file.
-- expect: error 'dofile' is not available
dofile("/etc/passwd")
