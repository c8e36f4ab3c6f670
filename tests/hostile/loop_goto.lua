-- A loop without end by goto.
-- expect: time
::again::
goto again
