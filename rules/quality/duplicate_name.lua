local text = require "tiendo.text"

-- What is left of a name without case, diacritics, dashes, commas and spaces.
local function core_of(name)
  local core = text.fold(name):gsub("[%s%p]", "")
  for _, mark in ipairs { "–", "—", "‐", "‑", "−" } do
    core = core:gsub(mark, "")
  end
  return core
end

-- The name but for the case of its first letter, which depends on where it
-- stands in a sentence.
local function mid_sentence(name)
  local second = utf8.offset(name, 2) or #name + 1
  return text.fold(name:sub(1, second - 1)) .. name:sub(second)
end

-- A heading in capitals is no spelling of its own.
local function is_in_capitals(name)
  return not name:find "%l"
end

-- Spellings by core, in the order found: { core, names = { { name, agency } } }.
local function groups_of(names)
  local groups, by_core = {}, {}
  for row in names:each() do
    if not is_in_capitals(row.name) then
      local core = core_of(row.name)
      if not by_core[core] then
        by_core[core] = { core = core, names = {} }
        groups[#groups + 1] = by_core[core]
      end
      table.insert(by_core[core].names, { name = row.name, agency = row.agency })
    end
  end
  return groups
end

-- The agencies of a group with their different spellings, in the order found.
local function agencies_of(group)
  local agencies, by_code = {}, {}
  for _, entry in ipairs(group.names) do
    local code = entry.agency.code
    local agency = by_code[code]
    if not agency then
      agency = { entity = entry.agency, spellings = {}, seen = {} }
      by_code[code] = agency
      agencies[#agencies + 1] = agency
    end
    local same = mid_sentence(entry.name)
    if not agency.seen[same] then
      agency.seen[same] = true
      table.insert(agency.spellings, entry.name)
    end
  end
  return agencies
end

local SHARED = {
  en = "the name {name} stands for several agencies: {agencies}",
  vi = "tên gọi {name} được dùng cho nhiều cơ quan: {agencies}",
}

local function emit_shared(group, agencies, ctx)
  local codes = {}
  for i, agency in ipairs(agencies) do codes[i] = agency.entity.code end
  ctx.emit { subject = agencies[1].entity, key = "shared:" .. group.core, severity = "medium",
    message = SHARED, name = group.names[1].name, agencies = codes }
end

return {
  id       = "quality.duplicate_name",
  title    = { en = "Names that are almost the same", vi = "Tên gọi viết không thống nhất" },
  doc      = {
    en = [[
Spellings of one agency's name that differ in nothing but case, diacritics,
dashes, commas or spaces (low), and a name in this sense that two agencies share
(medium). Whoever searches or joins by name takes the first for several agencies
and the second for one.

The first letter may be small or capital; headings in capitals are left out.

Basis: the spellings on record, each with the line where it is first printed.

What to do: choose one spelling for new documents; keep the others as aliases.

May mislead where the shared name belongs to bodies of different times or levels
that are rightly called the same.]],
    vi = [[
Các cách viết tên của một cơ quan chỉ khác nhau ở chữ hoa, dấu tiếng Việt, dấu
gạch, dấu phẩy hoặc khoảng trắng (thấp); và tên theo nghĩa đó được dùng cho hai cơ
quan (trung bình). Khi tìm kiếm hoặc ghép dữ liệu theo tên, trường hợp đầu bị coi
là nhiều cơ quan, trường hợp sau bị coi là một.

Chữ cái đầu có thể viết thường hoặc viết hoa; tiêu đề in hoa không xét.

Căn cứ: các cách viết đã ghi nhận, mỗi cách kèm dòng in lần đầu.

Việc cần làm: chọn một cách viết cho văn bản mới; giữ các cách viết khác làm tên
gọi khác.

Có thể sai khi tên chung thuộc về các cơ quan ở thời kỳ hoặc cấp khác nhau, được
gọi giống nhau là đúng.]],
  },
  severity = "low",
  tags     = { "quality", "names" },
  over     = "agencies",
  message  = {
    en = "one name in {count} spellings: {spellings}",
    vi = "một tên gọi có {count} cách viết: {spellings}",
  },
  check_all = function(set, ctx)
    local faulty, n = {}, 0
    for _, group in ipairs(groups_of(ctx.plan.agency_names)) do
      local agencies = agencies_of(group)
      for _, agency in ipairs(agencies) do
        if #agency.spellings > 1 then
          ctx.emit { subject = agency.entity, key = group.core,
            spellings = agency.spellings, count = #agency.spellings }
          faulty[agency.entity.code], n = true, n + 1
        end
      end
      if #agencies > 1 then
        emit_shared(group, agencies, ctx)
        faulty[agencies[1].entity.code], n = true, n + 1
      end
    end
    -- An agency may have several findings, and passes with none.
    local n_faulty = 0
    for _ in pairs(faulty) do n_faulty = n_faulty + 1 end
    ctx.evaluated(#set - n_faulty + n)
  end,
  examples = {
    { name = "different names are fine", as_of = "2026-11-23",
      plan = { agency_names = {
        { agency = "a", name = "Ủy ban nhân dân tỉnh" },
        { agency = "a", name = "UBND tỉnh" },
        { agency = "b", name = "Sở Y tế" },
      } },
      expect = { pass = 2, fail = 0 } },
    { name = "hyphen, dash, comma and a capital", as_of = "2026-11-23",
      plan = { agency_names = {
        { agency = "a", name = "Sở Lao động - Thương binh và Xã hội" },
        { agency = "a", name = "Sở Lao động – Thương binh và Xã hội" },
        { agency = "a", name = "Sở Lao động, Thương binh và Xã hội" },
        { agency = "a", name = "Sở Lao động – Thương Binh và Xã hội" },
      } },
      expect = { pass = 0, fail = 1, findings = { { subject = "a", severity = "low",
        evidence = { count = 4 } } } } },
    { name = "spaces, also one that does not break", as_of = "2026-11-23",
      plan = { agency_names = {
        { agency = "a", name = "Bộ Lao động- Thương binh" },
        { agency = "a", name = "Bộ Lao động -\u{A0}Thương binh" },
      } },
      expect = { fail = 1, findings = { { evidence = { count = 2 } } } } },
    { name = "the start of a sentence and a heading", as_of = "2026-11-23",
      plan = { agency_names = {
        { agency = "a", name = "Các sở, ban, ngành" },
        { agency = "a", name = "các sở, ban, ngành" },
        { agency = "b", name = "Ủy ban nhân dân tỉnh" },
        { agency = "b", name = "ủy ban nhân dân tỉnh" },
        { agency = "b", name = "ỦY BAN NHÂN DÂN TỈNH" },
      } },
      expect = { pass = 2, fail = 0 } },
    { name = "one name, two agencies", as_of = "2026-11-23",
      plan = { agency_names = {
        { agency = "a", name = "Mặt trận Tổ quốc" },
        { agency = "b", name = "Mặt trận tổ quốc" },
      } },
      expect = { pass = 1, fail = 1, findings = { { subject = "a", severity = "medium",
        evidence = { agencies = { "a", "b" } } } } } },
    { name = "both faults at once", as_of = "2026-11-23",
      plan = { agency_names = {
        { agency = "a", name = "Mặt trận Tổ quốc" },
        { agency = "a", name = "Mặt trận tổ quốc" },
        { agency = "b", name = "Mặt trận Tổ quốc" },
      } },
      expect = { pass = 1, fail = 2 } },
  },
}
