-- A module by the path of a file.
-- expect: error does not exist
require "../../../etc/passwd"
