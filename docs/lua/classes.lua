---@meta _
-- Made by `make docs` from the descriptions in the program; do not edit.

---@class words
---@field en? string
---@field vi? string

---@class mann_kendall
---@field s number
---@field var number
---@field z number
---@field p number
---@field p_exact? number

--- The table that a rule file returns.
---@class rule
---@field id string lower-case words joined by dots and underscores; the file's path below its folder
---@field title string|words what it finds, in a few words
---@field over string the set whose rows it looks at
---@field check? function `function(row, ctx)`, called for each row; this or `check_all`
---@field check_all? function `function(set, ctx)`, called once; for what is absent and for totals
---@field severity? "info"|"low"|"medium"|"high"|"critical" of its findings; default: medium
---@field message? string|words template over the evidence and the row's fields
---@field after? string evaluated when the findings of the other rules are there and waivers have been applied to them, see `ctx.excused`
---@field needs? string[] fields without which a row cannot be judged: it is counted as no data
---@field params? table<string, parameter> parameters by name
---@field tags? string[] words to select it by
---@field doc? string|words what it does and why, for readers
---@field examples? table[] small plans with the outcome each must give
local rule = {}

--- A parameter of a rule: `params = { ratio = { ... } }`. A check reads its value as `ctx.params.ratio`.
---@class parameter
---@field type "number"|"integer"|"days"|"boolean"|"text"|"choice"|"list" what values it takes
---@field default any its value where nobody sets it
---@field min? number least value; of days: 0 if none is given
---@field max? number greatest value
---@field of? string[] the values of a choice
---@field unit? string in what it is counted
---@field doc? string|words what it means, for readers
---@field source? string who set the value
local parameter = {}

--- The table that a check returns, or gives to `ctx.emit`. Everything in it but these names is evidence: numbers, texts, booleans, dates, periods, rows, and lists of them.
---@class finding
---@field message? string|words in place of the rule's
---@field severity? "info"|"low"|"medium"|"high"|"critical" in place of the rule's
---@field period? period tells findings about one subject apart
---@field key? string tells findings about one subject apart
---@field class? string what kind of finding it is: a recorded run tells one of another class as changed; default: the evidence `status`
---@field subject? entity for `ctx.emit`: the row it is about; a check of a row has its own
---@field outcome? string taken by `ctx.not_due` and its like
---@field why? string|words taken by `ctx.not_due` and its like
local finding = {}

--- The second argument of a check: the day, the parameters, the plan, and how to say what is no finding.
---@class ctx
---@field as_of date the day it is, as far as the rule is concerned
---@field known_at date the day up to which data was known
---@field params table the rule's parameters by name, as they are set
---@field plan plan every set: `ctx.plan.targets`
local ctx = {}

--- Says that it is too early to judge the row.
--- `ctx.not_due().outcome --> "not-due"`
---@param why? string|words the reason, counted with the outcome
---@return table answer to be returned by the check
function ctx.not_due(why) end

--- Says that the rule does not fit the row.
--- `ctx.not_applicable("a rate of growth").why --> "a rate of growth"`
---@param why? string|words the reason, counted with the outcome
---@return table answer to be returned by the check
function ctx.not_applicable(why) end

--- Says that what is needed to judge the row is not there.
--- `ctx.no_data("no figures").outcome --> "no-data"`
---@param why? string|words the reason, counted with the outcome
---@return table answer to be returned by the check
function ctx.no_data(why) end

--- In `check_all`: how many subjects were looked at; those about which nothing is said passed. Default: every row of the set.
--- `ctx.evaluated(#ctx.plan.targets)`
---@param n integer|set
function ctx.evaluated(n) end

--- In `check_all`: how many subjects could not be judged.
--- `ctx.skipped("no-data", 1, "no figures")`
---@param outcome "no-data"|"not-due"|"not-applicable"
---@param n integer
---@param why? string|words the reason, counted with them
---@param rows? table which they are, each a row or `{ subject = row, period = p }`: findings about them are not told to be resolved; while a rule lacks data for rows that it does not name, none of its findings is
function ctx.skipped(outcome, n, why, rows) end

--- In `check_all`: a finding about one subject.
--- `ctx.emit { subject = c, missing = 3 }`
---@param finding finding with `subject`, a row
function ctx.emit(finding) end

--- In `check_all`: the parameters that hold for a row on a day, as files of settings have them in scopes.
--- `ctx.params_of(c) == ctx.params --> true`
---@param row entity of the set that the rule is over
---@param day? any a day or period; default: the one that the row is about
---@return table params
function ctx.params_of(row, day) end

--- Why the scope of a waiver cannot be read, in English.
--- `ctx.scope_problem(ctx.plan.waivers[1]) --> nil`
---@param waiver entity
---@return string? problem nil if it can be read
function ctx.scope_problem(waiver) end

--- In a rule with `after = "waivers"`: how many findings of the other rules the waiver excuses in this run.
---@param waiver entity
---@return integer? n nil if nobody knows, as when only a part of the rules was run
---@return string|words? why why nobody knows, or why no finding can be meant
function ctx.excused(waiver) end

--- How many working days there are after one day, up to and with another.
--- `ctx.working_days("2026-11-20", "2026-11-24") --> 2`
---@param from date|string
---@param to date|string
---@param calendar? string default: the first one of the store
---@return integer n
function ctx.working_days(from, to, calendar) end

--- The day some working days later.
--- `ctx.add_working_days("2026-11-20", 1) --> 2026-11-23`
---@param day date|string
---@param n integer may be negative; at most ten years
---@param calendar? string default: the first one of the store
---@return date? day
function ctx.add_working_days(day, n, calendar) end

--- Whether people work on a day, by weekends, holidays and swapped days.
--- `ctx.is_working_day "2026-12-05" --> false`
---@param day date|string
---@param calendar? string default: the first one of the store
---@return boolean is_working_day
function ctx.is_working_day(day, calendar) end

--- Some or all rows of one kind, in reading order: `#set`, `set[1]`. A set is good during the check of a row.
---@class set
---@operator len: integer
---@field [integer] any
local set = {}

--- How many rows fit.
--- `ctx.plan.targets:count { goal = "3" } --> 2`
---@param filter? table|fun(row: any): any default: all rows
---@return integer n
function set:count(filter) end

--- All rows in their order.
--- `for t in ctx.plan.targets:each() do assert(t.goal.code == "3") end`
---@return function next for the `for` loop
function set:each() end

--- The rows of agencies or areas that exist on a day.
--- `#ctx.plan.agencies:existing "2020-01-01" --> 1`
---@param day? date|string default: as of
---@return set set
function set:existing(day) end

--- The row that has the code.
--- `ctx.plan.targets:find("3.1").goal.code --> "3"`
---@param code string
---@return entity? row nil if there is none
function set:find(code) end

--- The first row that fits.
--- `ctx.plan.targets:first(function(t) return t.deadline end).code --> "3.2"`
---@param filter? table|fun(row: any): any default: any row
---@return entity? row nil if there is none
function set:first(filter) end

--- The rows by what stands in a field, in the order of their first rows.
--- `#ctx.plan.targets:group("goal")[1].rows --> 2`
---@param field string
---@return table[] groups each has `key` and `rows`, a set
function set:group(field) end

--- What stands in a field of all rows; rows without it are left out.
--- `ctx.plan.targets:pick "code" --> { "3.1", "3.2" }`
---@param field string
---@return table[] values
function set:pick(field) end

--- The rows by a field, numbers in codes by value; rows without it come last.
--- `ctx.plan.targets:sort("code", "desc")[1].code --> "3.2"`
---@param field string
---@param order? "asc"|"desc" default: asc
---@return set set
function set:sort(field, order) end

--- The sum of a field.
--- `ctx.plan.commitments:sum "value" --> 10.0, 1`
---@param field string
---@return number sum
---@return integer n how many rows had a number
function set:sum(field) end

--- The rows that fit.
--- `#ctx.plan.targets:where { code = "3.1" } --> 1`
---@param filter table|fun(row: any): any values that fields must have, rows by their code; or a function of a row
---@return set set
function set:where(filter) end

--- What an indicator was in one place and for one group, by period: `commitment.series`. `#s` is the number of values. A series of the plan is good during the check of its row.
---@class series
---@operator len: integer
local series = {}

--- The earliest value.
--- `s:first() --> 14.5, 2015`
---@return number? value nil if there are no values
---@return period? period
function series:first() end

--- The latest value.
--- `s:last() --> 11.0, 2019`
---@return number? value nil if there are no values
---@return period? period
function series:last() end

--- The value of a period.
--- `s:at(2016) --> 12.9`
---@param when period|string|integer
---@return number? value nil if there is none
---@return string? flag what the source says about it
function series:at(when) end

--- What methods that judge two points need.
--- `s:ends(2016) --> 11.0, 2019, 12.9, 2016, nil`
---@param year? integer where to begin; default: anywhere
---@return number? last the latest value
---@return integer? last_year
---@return number? first the first one from `year` on
---@return integer? first_year
---@return integer? unclear which of both years has more than one value
function series:ends(year) end

--- How many values have no source on record.
--- `s:unsourced() --> 5`
---@return integer n
function series:unsourced() end

--- How many values there are, as `#s`.
--- `s:len() --> 5`
---@return integer n
function series:len() end

--- All values, in order of time.
--- `s:values()[2] --> 12.9`
---@return number[] values
function series:values() end

--- The periods of the values, in order of time.
--- `s:periods()[2] --> 2016`
---@return period[] periods
function series:periods() end

--- The part of some years, both ends included.
--- `#s:between(2016, 2018) --> 3`
---@param from? integer first year; default: the first
---@param to? integer last year; default: the last
---@return series series
function series:between(from, to) end

--- Change a year of the straight line of least squares.
--- `series.of({ [2015] = 1, [2017] = 5 }):slope() --> 2.0`
---@return number? slope nil below two periods
function series:slope() end

--- The line through the medians of all slopes, which a few wild values do not move; at most 2000 values.
--- `series.of({ [2015] = 1, [2017] = 5 }):theil_sen() --> 2.0, -4029.0`
---@return number? slope change a year; nil: too short
---@return number? intercept value of the line in year 0
function series:theil_sen() end

--- Compound growth a year between two periods; nil where it makes no sense.
--- `series.of({ [2015] = 4, [2017] = 9 }):cagr() --> 0.5`
---@param from? period|string|integer default: the first
---@param to? period|string|integer default: the last
---@return number? rate 0.02 is 2 % a year
function series:cagr(from, to) end

--- Where a straight line through the values leads.
--- `series.of({ [2015] = 1, [2017] = 5 }):project(2030) --> 31.0`
---@param when period|string|integer a year may have a fraction
---@param method? "ols"|"theil_sen" default: ols
---@return number? value nil below two periods
function series:project(when, method) end

--- A day. Dates compare; a whole number of days can be added or taken away, and one date from another: `report.due - ctx.as_of`. As a key of a table take `tostring(d)`.
---@class date
---@field year integer from 1 to 9999
---@field month integer from 1 to 12
---@field day integer of the month, from 1
---@field weekday integer from 1, Monday, to 7, Sunday
---@operator add(integer): date
---@operator sub(date): integer
---@operator sub(integer): date
local date = {}

--- A year, half, quarter or month. Periods compare by their first day, of those that begin together the longer one comes first. As a key of a table take `tostring(p)`.
---@class period
---@field year integer the year it lies in
---@field frequency "year"|"half"|"quarter"|"month" how long it is
---@field part integer which one of its year, from 1
---@field first date its first day
---@field last date its last day
local period = {}

--- The period of the same length that follows.
--- `date.period("2025-Q4"):next() --> 2026-Q1`
---@return period period
function period:next() end

--- The period of the same length that comes before.
--- `date.period("2025-01"):previous() --> 2024-12`
---@return period period
function period:previous() end
