/* The plan model as tables: one array of fields for each entity. */
#include "schema.h"

#include <string.h>

#define K TD_F_KEY
#define R TD_F_REQUIRED
#define D TD_F_DERIVED

/* One line a kind of field. */
/* clang-format off */
#define TEXT(name, flags, doc) { name, TD_T_TEXT, NULL, flags, 1, NULL, doc }
#define INT(name, flags, doc) { name, TD_T_INT, NULL, flags, 1, NULL, doc }
#define REAL(name, flags, doc) { name, TD_T_REAL, NULL, flags, 1, NULL, doc }
#define BOOL(name, flags, doc) { name, TD_T_BOOL, NULL, flags, 1, NULL, doc }
#define DATE(name, flags, doc) { name, TD_T_DATE, NULL, flags, 1, NULL, doc }
#define PERIOD(name, flags, doc) \
  { name, TD_T_PERIOD, NULL, flags, 1, NULL, doc }
#define CHOICE(name, of, flags, doc) \
  { name, TD_T_CHOICE, of, flags, 1, NULL, doc }
#define REF(name, of, flags, inverse, doc) \
  { name, TD_T_REF, of, flags, 1, inverse, doc }

/* The same for what later versions added to entities that were there. */
#define V2_TEXT(name, doc) { name, TD_T_TEXT, NULL, 0, 2, NULL, doc }
#define V2_INT(name, doc) { name, TD_T_INT, NULL, 0, 2, NULL, doc }
#define V2_BOOL(name, doc) { name, TD_T_BOOL, NULL, 0, 2, NULL, doc }
#define V2_DATE(name, doc) { name, TD_T_DATE, NULL, 0, 2, NULL, doc }
#define V2_CHOICE(name, of, doc) { name, TD_T_CHOICE, of, 0, 2, NULL, doc }
#define V2_REF(name, of, inverse, doc) \
  { name, TD_T_REF, of, 0, 2, inverse, doc }
#define V3_TEXT(name, doc) { name, TD_T_TEXT, NULL, 0, 3, NULL, doc }
#define V3_REF(name, of, inverse, doc) \
  { name, TD_T_REF, of, 0, 3, inverse, doc }
/* clang-format on */

/* Where a row comes from; every stored entity but sources ends with these. */
#define PROVENANCE                                                             \
  REF("source", "sources", 0, NULL, "the document or table it comes from"),    \
      INT("source_line", 0, "line in that source, from 1"),                    \
      INT("source_column", 0, "character in that line, from 1"),               \
      INT("source_chars", 0, "characters from there, line ends included"),     \
      TEXT("note", 0, "what a reader should know; irregularities as found")

#define NAMES                                                                  \
  TEXT("name_vi", 0, "name in Vietnamese"),                                    \
      TEXT("name_en", 0, "name in English")

#define INTERVAL                                                               \
  DATE("valid_from", 0, "first day on which it exists; empty: always has"),    \
      DATE("valid_to", 0, "last day on which it exists; empty: still does")

#define FREQUENCIES "year|half|quarter|month"
#define DIRECTIONS "up|down|range"
#define HOURS "0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24"
#define COMPARATORS "<|<=|=|>=|>|range"

static const td_field sources[] = {
  TEXT("code", K, "short name by which rows refer to it"),
  TEXT("title", R, "title as published"),
  TEXT("publisher", 0, "who published it"),
  TEXT("url", 0, "address"),
  DATE("published_on", 0, "day of publication"),
  TEXT("number", 0, "number of the document, if it has one"),
  TEXT("licence", 0, "terms under which it may be used"),
  BOOL("illustrative", 0, "true: invented for illustration, not a fact"),
  TEXT("note", 0, "what a reader should know"),
};

static const td_field areas[] = {
  TEXT("code", K, "identifier"),
  NAMES,
  TEXT("kind", 0, "country, province, district, commune"),
  REF("parent", "areas", 0, "areas", "the area it belongs to"),
  INTERVAL,
  V2_TEXT("classes", "what sort of place: mountainous, island, coastal, poor "
                     "...; words joined by blanks"),
  PROVENANCE,
};

static const td_field area_successors[] = {
  REF("area", "areas", K, "successors", "the area that ended or changed"),
  REF("successor", "areas", K, "predecessors", "the area that follows it"),
  DATE("since", R, "first day of the new order"),
  PROVENANCE,
};

static const td_field agencies[] = {
  TEXT("code", K, "identifier"),
  NAMES,
  TEXT("kind", 0, "department, committee, district, police, union, group ..."),
  REF("parent", "agencies", 0, "agencies", "the body it belongs to"),
  REF("area", "areas", 0, "agencies", "where it acts"),
  INTERVAL,
  PROVENANCE,
};

static const td_field agency_names[] = {
  REF("agency", "agencies", K, "names", "whose name it is"),
  TEXT("name", K, "a spelling, as it was found"),
  CHOICE("kind", "official|abbreviation|printed", 0, "what sort of name"),
  INT("uses", 0, "how often the source prints it"),
  PROVENANCE,
};

static const td_field agency_members[] = {
  REF("agency", "agencies", K, "members", "a group of agencies"),
  REF("member", "agencies", K, "groups", "an agency that belongs to it"),
  PROVENANCE,
};

static const td_field agency_successors[] = {
  REF("agency", "agencies", K, "successors", "the agency that ended"),
  REF("successor", "agencies", K, "predecessors", "who took its duties"),
  DATE("since", R, "first day of the new order"),
  PROVENANCE,
};

static const td_field documents[] = {
  TEXT("code", K, "identifier"),
  TEXT("number", 0, "number of the document"),
  TEXT("title_vi", 0, "short title in Vietnamese"),
  TEXT("title_en", 0, "short title in English"),
  TEXT("issuer", 0, "who issued it"),
  TEXT("signer", 0, "who signed it"),
  DATE("issued_on", 0, "day of the document"),
  DATE("valid_from", 0, "first day on which it is in force"),
  DATE("valid_to", 0, "last day on which it is in force; empty: it still is"),
  REF("replaced_by", "documents", 0, "replaces", "what stands in its place"),
  PROVENANCE,
};

static const td_field plans[] = {
  TEXT("code", K, "identifier"),
  TEXT("number", 0, "number of the decision"),
  TEXT("title_vi", 0, "short title in Vietnamese"),
  TEXT("title_en", 0, "short title in English"),
  TEXT("title", 0, "title as printed"),
  REF("issuer", "agencies", 0, NULL, "who issued it"),
  DATE("issued_on", 0, "day of the decision"),
  DATE("starts_on", 0, "first day of the plan"),
  DATE("ends_on", 0, "last day of the plan"),
  REF("area", "areas", 0, NULL, "where it holds"),
  TEXT("zone", 0, "time zone of its deadlines, such as Asia/Ho_Chi_Minh"),
  PROVENANCE,
};

static const td_field legal_bases[] = {
  REF("plan", "plans", K, "legal_bases", "the plan that rests on it"),
  INT("position", K, "place in the list, from 1"),
  TEXT("number", 0, "number of the document"),
  DATE("issued_on", 0, "day of the document"),
  TEXT("title", 0, "the clause as printed"),
  V2_REF("document", "documents", "legal_bases", "the document meant"),
  PROVENANCE,
};

static const td_field articles[] = {
  REF("plan", "plans", K, "articles", "the decision"),
  INT("number", K, "number of the article"),
  TEXT("text", 0, "as printed"),
  TEXT("agencies", 0, "who must carry it out, codes joined by blanks"),
  PROVENANCE,
};

static const td_field phases[] = {
  REF("plan", "plans", K, "phases", "the plan"),
  INT("first_year", K, "first year of the phase"),
  INT("last_year", R, "last year of the phase"),
  PROVENANCE,
};

static const td_field goals[] = {
  TEXT("code", K, "number of the goal"),
  REF("plan", "plans", R, "goals", "the plan it belongs to"),
  TEXT("label_vi", 0, "short label in Vietnamese"),
  TEXT("label_en", 0, "short label in English"),
  BOOL("title_differs", 0, "the document words its title in two ways"),
  TEXT("title", 0, "title as printed in the annex"),
  TEXT("second_title", 0, "title as printed elsewhere, if it differs"),
  PROVENANCE,
};

static const td_field targets[] = {
  TEXT("code", K, "code as printed in the code column"),
  REF("goal", "goals", R, "targets", "the goal it belongs to"),
  TEXT("second_code", 0, "code that stands in the text of the target"),
  TEXT("label_vi", 0, "short label in Vietnamese"),
  TEXT("label_en", 0, "short label in English"),
  DATE("deadline", 0, "last day of the latest year the target names"),
  TEXT("text", 0, "as printed"),
  V2_REF("serves", "targets", "served_by",
         "the target of a higher plan that it carries out"),
  PROVENANCE,
};

static const td_field task_groups[] = {
  TEXT("code", K, "identifier: target and position"),
  REF("target", "targets", R, "task_groups", "the target it serves"),
  INT("position", R, "place among the groups of the target, from 1"),
  REF("lead", "agencies", 0, "leads", "who answers for it"),
  TEXT("lead_as_printed", 0, "the lead's name as the document spells it"),
  PROVENANCE,
};

static const td_field coordinators[] = {
  REF("task_group", "task_groups", K, "coordinators", "what is coordinated"),
  REF("agency", "agencies", K, "coordinates", "who takes part"),
  TEXT("as_printed", 0, "its name as the document spells it"),
  PROVENANCE,
};

static const td_field tasks[] = {
  TEXT("code", K, "identifier: task group and position"),
  REF("task_group", "task_groups", R, "tasks", "the group it belongs to"),
  INT("position", R, "place within the group, from 1"),
  TEXT("label_vi", 0, "short label in Vietnamese"),
  TEXT("label_en", 0, "short label in English"),
  TEXT("condition", 0, "what must happen first, if the document says so"),
  DATE("due_on", 0, "last day, if the document names one"),
  CHOICE("status", "open|done|dropped", 0, "state of the work"),
  DATE("done_on", 0, "day on which it was done"),
  TEXT("text", 0, "as printed"),
  V2_TEXT("output", "what it is to produce, if the document says so"),
  PROVENANCE,
};

static const td_field task_outputs[] = {
  REF("task", "tasks", K, "outputs", "the task that produced it"),
  INT("position", K, "place among its outputs, from 1"),
  TEXT("number", 0, "number of the document"),
  TEXT("title", 0, "what it is"),
  DATE("issued_on", 0, "day of issue"),
  TEXT("url", 0, "address"),
  PROVENANCE,
};

static const td_field task_prerequisites[] = {
  REF("task", "tasks", K, "prerequisites", "the task that has to wait"),
  REF("prerequisite", "tasks", K, "dependents", "the task it waits for"),
  PROVENANCE,
};

static const td_field programmes[] = {
  TEXT("code", K, "identifier: where it is cited and position"),
  REF("task", "tasks", 0, "programmes", "the task that cites it"),
  TEXT("title", R, "as printed"),
  INT("first_year", 0, "first year it covers"),
  INT("last_year", 0, "last year it covers"),
  PROVENANCE,
};

static const td_field glossary[] = {
  REF("plan", "plans", K, "glossary", "the plan that explains it"),
  TEXT("term", K, "the word explained"),
  TEXT("text", R, "the explanation as printed"),
  PROVENANCE,
};

static const td_field notes[] = {
  TEXT("code", K, "identifier: kind and what it is about"),
  REF("plan", "plans", R, "notes", "the document it was found in"),
  TEXT("kind", R, "code_differs, no_group, title_differs ..."),
  TEXT("about", 0, "kind and code of the row it is about"),
  TEXT("text_vi", 0, "what was found, in Vietnamese"),
  TEXT("text_en", 0, "what was found, in English"),
  PROVENANCE,
};

static const td_field indicators[] = {
  TEXT("code", K, "identifier"),
  NAMES,
  TEXT("unit", 0, "unit of its values"),
  CHOICE("direction", DIRECTIONS, 0, "which way is better; empty: neither"),
  REAL("minimum", 0, "lowest value that is possible, in its unit"),
  REAL("maximum", 0, "highest value that is possible, in its unit"),
  CHOICE("frequency", FREQUENCIES, 0, "how often a value is expected"),
  REF("target", "targets", 0, "indicators", "the target it measures"),
  V2_BOOL("additive", "true: a count; values of parts add up to the whole, "
                      "over areas and over groups"),
  V2_REF("numerator", "indicators", NULL,
         "the count above the line of a share or rate"),
  V2_REF("denominator", "indicators", NULL, "the count below the line"),
  V2_REF("basis", "documents", "indicators", "the document that defines it"),
  PROVENANCE,
};

static const td_field indicator_breakdowns[] = {
  REF("indicator", "indicators", K, "breakdowns", "what is broken down"),
  TEXT("breakdown", K, "for whom, as observations name it"),
  TEXT("dimension", R, "what it divides by: sex, age, residence ..."),
  BOOL("required", 0, "true: figures must be published for it"),
  PROVENANCE,
};

static const td_field observations[] = {
  REF("indicator", "indicators", K, NULL, "what was measured"),
  REF("area", "areas", K, NULL, "where"),
  TEXT("breakdown", K | TD_F_BLANK, "for whom; empty: everybody"),
  PERIOD("period", K, "when: 2025, 2025-H1, 2025-Q4 or 2025-12"),
  DATE("known_on", K | TD_F_BLANK, "day it became known; empty: not said"),
  REAL("value", 0, "in the indicator's unit; empty: withdrawn"),
  TEXT("flag", 0, "p preliminary, e estimated, b break in series ..."),
  REF("source", "sources", 0, NULL, "the table it comes from"),
  INT("source_line", 0, "line in that source, from 1"),
  TEXT("note", 0, "what a reader should know"),
};

static const td_field commitments[] = {
  TEXT("code", K, "identifier: target and a short name"),
  REF("target", "targets", 0, "commitments", "the target it is part of"),
  REF("indicator", "indicators", 0, "commitments", "what measures it"),
  REF("area", "areas", 0, NULL, "where it holds"),
  TEXT("breakdown", 0, "for whom it holds; empty: everybody"),
  TEXT("label_vi", 0, "short label in Vietnamese"),
  TEXT("label_en", 0, "short label in English"),
  CHOICE("kind", "level|change|factor|rate", R,
         "level: the value itself; change: by so much against a baseline; "
         "factor: so many times a baseline; rate: so much a year"),
  CHOICE("comparator", COMPARATORS, R, "how the value is bound"),
  REAL("value", 0, "the number promised; lower end of a range"),
  REAL("value_high", 0, "upper end of a range"),
  TEXT("unit", 0, "unit of the number promised"),
  CHOICE("direction", "up|down", 0, "which way the promise points"),
  TEXT("hedge", 0, "words that soften the number, such as about"),
  INT("baseline_year", 0, "year it is measured against, if stated"),
  REAL("baseline_value", 0, "value in that year, if stated"),
  DATE("deadline", 0, "last day of the promise"),
  REF("agency", "agencies", 0, "commitments", "who answers, if stated"),
  TEXT("text", 0, "the promise as printed"),
  V2_TEXT("area_class", "for areas of which class it holds, one by one"),
  V2_REF("serves", "commitments", "served_by",
         "the promise of a higher plan that it carries out"),
  PROVENANCE,
  REF("series", "series", D, "commitments", "its observations"),
};

static const td_field milestones[] = {
  REF("commitment", "commitments", K, "milestones", "on the way to which"),
  DATE("due_on", K, "last day by which it holds"),
  CHOICE("comparator", COMPARATORS, R, "how the value is bound"),
  REAL("value", R, "the number promised; lower end of a range"),
  REAL("value_high", 0, "upper end of a range"),
  PROVENANCE,
};

static const td_field obligations[] = {
  TEXT("code", K, "identifier"),
  REF("plan", "plans", 0, "obligations", "the plan that asks for it"),
  TEXT("label_vi", 0, "short label in Vietnamese"),
  TEXT("label_en", 0, "short label in English"),
  CHOICE("kind", "report|review", R, "what is owed"),
  REF("agency", "agencies", 0, "obligations", "who owes it; a group: each"),
  REF("recipient", "agencies", 0, NULL, "to whom"),
  REF("copy_to", "agencies", 0, NULL, "who gets a copy"),
  CHOICE("recurrence", FREQUENCIES "|once|on_demand", 0,
         "how often; without it nothing can be due"),
  PERIOD("first_period", 0, "first period for which it is owed"),
  PERIOD("last_period", 0, "last period for which it is owed"),
  INT("due_months", 0, "months after the period's last month"),
  INT("due_day", 0, "day of that month; empty: its last day"),
  CHOICE("bound", "before|by", 0, "before excludes the day, by includes it"),
  CHOICE("roll", "none|next|previous", 0, "if the last day is not worked"),
  TEXT("calendar", 0, "whose working days"),
  TEXT("text", 0, "the duty as printed"),
  INT("cutoff_months", 0, "data cut-off: months after the last month"),
  INT("cutoff_day", 0, "data cut-off: day of that month"),
  REF("cutoff_source", "sources", 0, NULL, "what sets the cut-off"),
  CHOICE("handover", "none|successor", 0, "who owes it when an agency ends"),
  V2_CHOICE("window", "nd09|calendar",
            "which days a report covers: from the 15th of the month before to "
            "the 14th of the last month (Decree 09/2019/NĐ-CP, article 12), or "
            "those of the period"),
  V2_REF("basis", "documents", "obligations", "the document that sets it"),
  V2_INT("due_days", "days after that day; negative: before it"),
  V2_INT("due_working_days", "working days after that; negative: before"),
  V2_CHOICE("due_hour", HOURS,
            "hour of the last day by which it must be there; empty: 24"),
  V2_TEXT("zone", "time zone of that hour; empty: the plan's"),
  PROVENANCE,
};

static const td_field obligation_sections[] = {
  REF("obligation", "obligations", K, "sections", "whose reports have it"),
  TEXT("section", K, "short name of the part, without blanks"),
  TEXT("label_vi", 0, "short label in Vietnamese"),
  TEXT("label_en", 0, "short label in English"),
  BOOL("optional", 0, "true: a report may leave it out"),
  PROVENANCE,
};

static const td_field submissions[] = {
  REF("obligation", "obligations", K, "submissions", "what was owed"),
  REF("agency", "agencies", K, "submissions", "who sent it"),
  PERIOD("period", K, "for which period"),
  DATE("received_on", K, "day on which it arrived"),
  TEXT("number", 0, "number of the report"),
  V2_CHOICE("status", "draft|issued", "whether it was issued"),
  V2_TEXT("signer", "who signed it"),
  V2_DATE("signed_on", "day of signature"),
  V2_DATE("window_from", "first day that its data cover"),
  V2_DATE("window_to", "last day that its data cover"),
  V2_TEXT("sections", "parts it has, short names joined by blanks"),
  V2_TEXT("text", "its text"),
  PROVENANCE,
};

static const td_field holidays[] = {
  TEXT("calendar", K, "whose working days it changes"),
  DATE("day", K, "the day"),
  CHOICE("kind", "holiday|off|working", R,
         "a public holiday, a day off in its place, a weekend day worked"),
  NAMES,
  PROVENANCE,
};

static const td_field waivers[] = {
  TEXT("code", K, "number of the document"),
  TEXT("signer", R, "who signed it"),
  TEXT("requester", 0, "who asked for it"),
  DATE("signed_on", 0, "day of signature"),
  TEXT("reason", R, "why"),
  TEXT("scope", R, "which findings, as a selection expression"),
  DATE("valid_from", R, "first day"),
  DATE("valid_to", R, "last day, inclusive"),
  V3_TEXT("conditions", "under which it holds, in words"),
  V3_REF("condition_obligation", "obligations", "waivers",
         "the duty that must be kept meanwhile"),
  PROVENANCE,
};

static const td_field series[] = {
  REF("indicator", "indicators", K, "series", "what is measured"),
  REF("area", "areas", K, "series", "where"),
  TEXT("breakdown", K | TD_F_BLANK, "for whom; empty: everybody"),
};

static const td_field reports[] = {
  REF("obligation", "obligations", K, "reports", "what is owed"),
  REF("agency", "agencies", K, "reports", "by whom"),
  PERIOD("period", K, "for which period"),
  DATE("due", 0, "last day on which it is in time"),
  DATE("received_on", 0, "day on which the first one arrived"),
  CHOICE("status", "received|late|missing|pending", 0,
         "in time, after the due day, due and not there, not due yet"),
  INT("days_late", 0, "days after due: at arrival, or by now if missing"),
  REF("inherited_from", "agencies", 0, NULL, "whose duty it was before"),
  BOOL("illustrative", 0, "judged on submissions that are invented"),
};

#define ENTITY_SINCE(since, id, kind, kind_vi, flags, doc)                     \
  {                                                                            \
#id, kind, kind_vi, id, sizeof(id) / sizeof(id[0]), flags, since, doc      \
  }

#define ENTITY(id, kind, kind_vi, flags, doc)                                  \
  ENTITY_SINCE(1, id, kind, kind_vi, flags, doc)

const td_entity td_schema[TD_ENTITIES] = {
  [TD_SOURCES] = ENTITY(sources, "source", "nguồn", 0,
                        "documents and tables that rows come from"),
  [TD_AREAS] = ENTITY(areas, "area", "địa bàn", 0,
                      "places, a tree with intervals of existence"),
  [TD_AREA_SUCCESSORS] =
      ENTITY(area_successors, "area successor", "địa bàn kế thừa", 0,
             "which area follows which"),
  [TD_AGENCIES] = ENTITY(agencies, "agency", "cơ quan", 0,
                         "bodies that lead, coordinate and report"),
  [TD_AGENCY_NAMES] = ENTITY(agency_names, "agency name", "tên cơ quan", 0,
                             "every spelling of an agency's name"),
  [TD_AGENCY_MEMBERS] =
      ENTITY(agency_members, "agency member", "thành viên nhóm cơ quan", 0,
             "which agencies a collective name stands for"),
  [TD_AGENCY_SUCCESSORS] =
      ENTITY(agency_successors, "agency successor", "cơ quan kế thừa", 0,
             "which agency takes over from which"),
  [TD_DOCUMENTS] = ENTITY_SINCE(2, documents, "document", "văn bản", 0,
                                "documents that duties and plans rest on"),
  [TD_PLANS] = ENTITY(plans, "plan", "kế hoạch", 0, "issued documents"),
  [TD_LEGAL_BASES] = ENTITY(legal_bases, "legal basis", "căn cứ pháp lý", 0,
                            "documents that a plan rests on"),
  [TD_ARTICLES] =
      ENTITY(articles, "article", "điều", 0, "articles of the decision"),
  [TD_PHASES] = ENTITY(phases, "phase", "giai đoạn", 0, "periods of a plan"),
  [TD_GOALS] = ENTITY(goals, "goal", "mục tiêu chung", 0,
                      "upper level of the plan tree"),
  [TD_TARGETS] = ENTITY(targets, "target", "mục tiêu cụ thể", 0,
                        "lower level of the plan tree"),
  [TD_TASK_GROUPS] = ENTITY(task_groups, "task group", "nhóm nhiệm vụ", 0,
                            "tasks of a target under one lead"),
  [TD_COORDINATORS] = ENTITY(coordinators, "coordinator", "cơ quan phối hợp", 0,
                             "agencies that take part in a task group"),
  [TD_TASKS] = ENTITY(tasks, "task", "nhiệm vụ", 0, "what is to be done"),
  [TD_TASK_OUTPUTS] =
      ENTITY_SINCE(2, task_outputs, "task output", "sản phẩm của nhiệm vụ", 0,
                   "what tasks have produced"),
  [TD_TASK_PREREQUISITES] =
      ENTITY_SINCE(2, task_prerequisites, "task prerequisite",
                   "nhiệm vụ tiên quyết", 0, "which task waits for which"),
  [TD_PROGRAMMES] = ENTITY(programmes, "programme", "chương trình", 0,
                           "programmes that tasks cite"),
  [TD_GLOSSARY] = ENTITY(glossary, "glossary entry", "giải thích từ ngữ", 0,
                         "words that a plan explains"),
  [TD_NOTES] = ENTITY(notes, "note", "ghi chú", 0,
                      "irregularities found when a document was read"),
  [TD_INDICATORS] =
      ENTITY(indicators, "indicator", "chỉ tiêu", 0, "what is measured"),
  [TD_INDICATOR_BREAKDOWNS] =
      ENTITY_SINCE(2, indicator_breakdowns, "indicator breakdown",
                   "phân tổ của chỉ tiêu", 0, "groups that are told apart"),
  [TD_OBSERVATIONS] = ENTITY(observations, "observation", "số liệu",
                             TD_E_SERIES, "values, one row a version"),
  [TD_COMMITMENTS] =
      ENTITY(commitments, "commitment", "cam kết", 0, "quantified promises"),
  [TD_MILESTONES] =
      ENTITY(milestones, "milestone", "mốc", 0, "values promised on the way"),
  [TD_OBLIGATIONS] = ENTITY(obligations, "obligation", "nghĩa vụ báo cáo", 0,
                            "who must report what, by when"),
  [TD_OBLIGATION_SECTIONS] =
      ENTITY_SINCE(2, obligation_sections, "obligation section",
                   "phần của báo cáo", 0, "parts that reports must have"),
  [TD_SUBMISSIONS] = ENTITY(submissions, "submission", "báo cáo đã nộp", 0,
                            "reports that arrived"),
  [TD_HOLIDAYS] = ENTITY(holidays, "holiday", "ngày nghỉ", 0,
                         "days that differ from Monday to Friday"),
  [TD_WAIVERS] = ENTITY(waivers, "waiver", "miễn trừ", 0,
                        "documents that excuse findings"),
  [TD_SERIES] = ENTITY(series, "series", "chuỗi", TD_E_DERIVED,
                       "observations of one indicator, area and breakdown"),
  [TD_REPORTS] = ENTITY(reports, "report", "báo cáo phải nộp", TD_E_DERIVED,
                        "reports that are owed, computed from obligations, "
                        "intervals and successors"),
};

int td_schema_find(const char *name)
{
  for (int i = 0; i < TD_ENTITIES; i++)
    if (!strcmp(td_schema[i].name, name) || !strcmp(td_schema[i].kind, name))
      return i;
  return -1;
}

int td_entity_field(const td_entity *e, const char *name)
{
  for (size_t i = 0; i < e->n_fields; i++)
    if (!strcmp(e->fields[i].name, name))
      return (int)i;
  return -1;
}

const char *td_type_name(td_type t)
{
  static const char *const names[] = {
    "text", "integer", "number", "boolean",
    "date", "period",  "choice", "reference"
  };
  return names[t];
}

bool td_choice_has(const char *of, const char *text, size_t n)
{
  while (*of) {
    size_t len = strcspn(of, "|");
    if (len == n && !memcmp(of, text, n))
      return true;
    of += len + (of[len] == '|');
  }
  return false;
}
