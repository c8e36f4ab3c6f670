-- Text that is no UTF-8.
-- expect: error not UTF-8 at byte 2
for _ in utf8.codes("a\x80") do end
