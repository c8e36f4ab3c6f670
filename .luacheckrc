std = "lua54"
max_line_length = 80
max_cyclomatic_complexity = 12
files["tests/spec"] = { std = "+busted", max_line_length = 100 }
files["rules"] = {
  max_line_length = 100, std = dofile "docs/lua/luacheck_std.lua",
}
exclude_files = { "tests/hostile", "build", "docs/lua" }
