std = "lua54"
max_line_length = 80
max_cyclomatic_complexity = 12
files["tests/spec"] = { std = "+busted", max_line_length = 100 }
files["rules"] = {
  max_line_length = 100,
  std = {
    read_globals = {
      "assert", "error", "ipairs", "pairs", "next", "pcall", "require",
      "select", "tonumber", "tostring", "type", "print", "xpcall",
      "math", "string", "table", "utf8", "_VERSION",
    },
  },
}
exclude_files = { "tests/hostile", "build" }
