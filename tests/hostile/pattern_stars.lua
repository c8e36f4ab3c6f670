-- Twenty repetitions that all fit the same letters.
-- expect: time
return ("a"):rep(200):find(("a*"):rep(20) .. "b")
