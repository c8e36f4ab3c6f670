--- Words of the letter to agencies that have not reported.
-- @module tiendo.words.letter

local M = {}

M.letter = {
  country = { en = "SOCIALIST REPUBLIC OF VIET NAM",
    vi = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" },
  motto = { en = "Independence - Freedom - Happiness",
    vi = "Độc lập - Tự do - Hạnh phúc" },
  number = { en = "No. ……/……", vi = "Số: ……/……" },
  number_of = { en = "No. ……/{abbreviation}", vi = "Số: ……/{abbreviation}" },
  place_date = { en = "……, …… …… ……",
    vi = "……, ngày …… tháng …… năm ……" },
  date_at = { en = "{place}, …… …… ……",
    vi = "{place}, ngày …… tháng …… năm ……" },
  about = { en = "Re: reminder to hand in “{obligation}”",
    vi = "V/v đôn đốc nộp “{obligation}”" },
  to = { en = "To:", vi = "Kính gửi:" },
  gloss = {
    en = "Translation for information; the letter is the Vietnamese text.",
    vi = "Bản dịch để tham khảo.",
  },
  illustrative = {
    en = "Part of the data is invented for illustration and no fact: not to "
      .. "be sent.",
    vi = "Một phần số liệu là giả định để minh họa, không phải số liệu thực: "
      .. "không được gửi đi.",
  },

  long_day = { en = "{day} {month} {year}",
    vi = "ngày {day} tháng {month} năm {year}" },
  basis = { en = "Under {document}, ", vi = "Căn cứ {document}, " },
  document = { en = "{name} of {day}", vi = "{name} {day}" },
  of_issuer = { en = "{document} of {issuer}", vi = "{document} của {issuer}" },
  on_plan = { en = "{document} (“{title}”)", vi = "{document} (“{title}”)" },
  duty = {
    en = { one = "the agency named below owes “{obligation}”.",
      rest = "the agencies named below owe “{obligation}”." },
    vi = "cơ quan có tên trong danh sách dưới đây có trách nhiệm nộp "
      .. "“{obligation}”.",
  },
  duty_line = {
    en = { one = "the agency named below owes “{obligation}” (line {line} of "
        .. "{document}).",
      rest = "the agencies named below owe “{obligation}” (line {line} of "
        .. "{document})." },
    vi = "cơ quan có tên trong danh sách dưới đây có trách nhiệm nộp "
      .. "“{obligation}” (dòng {line} của {document}).",
  },
  the_document = { en = "that document", vi = "văn bản nêu trên" },
  state = {
    en = { one = "As of {day}, {n} report has not been received:",
      rest = "As of {day}, {n} reports have not been received:" },
    vi = "Qua theo dõi, tính đến {day}, còn {n} báo cáo chưa nhận được, cụ "
      .. "thể như sau:",
  },
  row = { en = "No.", vi = "STT" },
  agency = { en = "Agency", vi = "Cơ quan" },
  period = { en = "Period", vi = "Kỳ báo cáo" },
  due = { en = "Last day", vi = "Hạn nộp" },
  late = { en = "Working days late", vi = "Số ngày làm việc quá hạn" },

  demand = {
    en = "{issuer} asks that what is missing be completed and sent no later "
      .. "than {day}.",
    vi = "{issuer} đề nghị cơ quan có tên nêu trên khẩn trương hoàn thành và "
      .. "gửi báo cáo chậm nhất {day}.",
  },
  demand_to = {
    en = "{issuer} asks that what is missing be completed and sent to "
      .. "{recipient} no later than {day}.",
    vi = "{issuer} đề nghị cơ quan có tên nêu trên khẩn trương hoàn thành và "
      .. "gửi báo cáo đến {recipient} chậm nhất {day}.",
  },
  reason = {
    en = "An agency that cannot keep this date is asked to give its reasons in "
      .. "writing before that day.",
    vi = "Trường hợp không thể nộp đúng thời hạn nêu trên, đề nghị cơ quan có "
      .. "văn bản nêu rõ lý do trước ngày đó.",
  },
  closing = { en = "Yours faithfully.", vi = "Trân trọng./." },

  recipients = { en = "Recipients:", vi = "Nơi nhận:" },
  as_above = { en = "- As above;", vi = "- Như trên;" },
  copy = { en = "- {name};", vi = "- {name};" },
  filed = { en = "- For the file: clerical office.", vi = "- Lưu: VT." },
  to_one = { en = "{name}.", vi = "{name}." },
  to_line = { en = "- {name};", vi = "- {name};" },
  to_last = { en = "- {name}.", vi = "- {name}." },
  signer = { en = "[Position of the signer]", vi = "[CHỨC VỤ CỦA NGƯỜI KÝ]" },
  name = { en = "[Full name]", vi = "[Họ và tên]" },
}

return M
