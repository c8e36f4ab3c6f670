/* What `tiendo schedule` says when all is well, in both languages. */
#include <string.h>

#include "schedule.h"

static const struct {
  const char *en, *vi;
} words[] = {
  [WORD_DESCRIPTION] = { "tiendo: compliance run of", "tiendo: chạy kiểm tra" },
  [WORD_WRITTEN] = { "written:", "đã ghi:" },
  [WORD_ON] = { "enabled", "đang bật" },
  [WORD_OFF] = { "not enabled; enable it by", "chưa bật; bật bằng" },
  [WORD_NEXT_STEPS] = { "next:", "việc tiếp theo:" },
  [WORD_LINGER] = { "so that it runs while you are not logged in",
                    "để chạy cả khi không đăng nhập" },
  [WORD_ENABLED] = { "enabled and started:", "đã bật và khởi động:" },
  [WORD_NOTHING] = { "nothing is installed for",
                     "chưa cài đặt lịch chạy nào cho" },
  [WORD_NEXT] = { "next", "lần chạy tới" },
  [WORD_NO_ANALYZE] = { "unknown: systemd-analyze is not here",
                        "không rõ: máy này không có systemd-analyze" },
  [WORD_REMOVED] = { "removed:", "đã gỡ:" },
  [WORD_NO_FOLDER] = { "this folder is not there; make it before the first run",
                       "chưa có thư mục này; hãy tạo trước lần chạy đầu" },
  [WORD_NO_ZONE] = { "this computer does not know the time zone; install "
                     "tzdata, or name another by --zone",
                     "máy này không biết múi giờ; hãy cài tzdata hoặc chọn "
                     "múi giờ khác bằng --zone" },
  [WORD_AS_ROOT] = { "runs will be root's; --user names somebody else",
                     "các lần chạy sẽ dùng quyền root; --user chọn người dùng "
                     "khác" },
  [WORD_KEPT] = { "written by somebody else, so it stays",
                  "không do tiendo ghi nên giữ lại" },
  [WORD_APPLIED] = { "the crontab now has:", "crontab nay có:" },
  [WORD_WOULD_GO] = { "would be removed:", "sẽ gỡ:" },
};

const char *schedule_say(const cli_options *o, schedule_word word)
{
  return o->lang && !strcmp(o->lang, "vi") ? words[word].vi : words[word].en;
}

void schedule_note(const cli_options *o, schedule_word word, const char *what)
{
  if (o->quiet)
    return;
  fputs(o->lang && !strcmp(o->lang, "vi") ? "tiendo: lưu ý: "
                                          : "tiendo: note: ",
        stderr);
  cli_say(what);
  fprintf(stderr, ": %s\n", schedule_say(o, word));
}

int schedule_no_memory(void)
{
  fputs("tiendo: out of memory\n", stderr);
  return CLI_OUTPUT;
}
