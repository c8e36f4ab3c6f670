--- What is said about waivers.
-- @module tiendo.words.waiver

local M = {}

-- Why a waiver can excuse nothing, whatever the plan.
M.waiver = {
  no_rule = { en = "no rule can give such a finding",
    vi = "không quy tắc nào có thể cho phát hiện như vậy" },
  near_rule = {
    en = "no rule can give such a finding; did you mean '{near}'?",
    vi = "không quy tắc nào có thể cho phát hiện như vậy; có phải '{near}'?",
  },
}

return M
