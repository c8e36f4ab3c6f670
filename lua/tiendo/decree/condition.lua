--- What a task waits for, where its text says so: "(sau khi Trung ương ban
-- hành)", "khi có hướng dẫn".
-- @module tiendo.decree.condition
local lpeg = require "lpeg"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local P, S, Cc = lpeg.P, lpeg.S, lpeg.Cc
local phrase, any_phrase = vietnamese.phrase, vietnamese.any_phrase
local blank, letter = vietnamese.blank, vietnamese.letter

local centre = any_phrase { "trung ương", "chính phủ", "thủ tướng chính phủ",
  "quốc hội", "các bộ, ngành trung ương", "bộ, ngành trung ương" }
local issues = blank^1 * (phrase "được" * blank^1)^-1
  * any_phrase { "ban hành", "phê duyệt", "thông qua" }

local after = phrase "sau khi" + phrase "khi" + phrase "ngay sau khi"
local guided = (phrase "sau" * blank^1)^-1 * phrase "khi" * blank^1
  * (phrase "có" * blank^1) * any_phrase { "hướng dẫn", "văn bản hướng dẫn",
    "quy định" }

-- The ministry's name is long: up to the verb.
local ministry_issues = phrase "bộ" * (blank^1 * letter^1 - issues)^-10 * issues

local waits = guided * Cc "central-guidance"
  + after * blank^1 * (centre * issues * Cc "central-issue"
    + ministry_issues * Cc "ministry-issue")

-- Each begins with "khi" or "sau khi" or "ngay sau khi".
local pattern = P { #S "kKsSnN" * waits
  + (letter^1 * (1 - letter)^0 + (1 - letter)^1) * lpeg.V(1) }

--- "central-issue", "ministry-issue", "central-guidance", or nil.
function M.of(text)
  return pattern:match(text)
end

return M
