-- Ends the program.
-- expect: error 'os' is not available
os.exit(0)
