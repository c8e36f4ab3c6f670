-- An empty loop without end.
-- expect: time
while true do end
