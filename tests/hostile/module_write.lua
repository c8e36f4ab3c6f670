-- Replaces a function of a module that other code uses too.
-- expect: error 'tiendo.date' is read-only
table.insert(require "tiendo.date", 1)
