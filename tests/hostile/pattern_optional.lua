-- The classic: n optional letters, then n letters.
-- expect: time
return ("a"):rep(40):find(("a?"):rep(40) .. ("a"):rep(41))
