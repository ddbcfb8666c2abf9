// The headers that are read: the first line as `Retry-After`, the second as `Date`, the third as `Content-Type`.
#include "adapters/api/answers.h"
#include "adapters/api/retry_after.h"
#include "fuzz/rule.h"

namespace campaignd::fuzz {
namespace {

constexpr std::chrono::milliseconds kYear = std::chrono::hours(24 * 365);

std::string take_line(std::string& text) {
  const std::size_t end = text.find('\n');
  std::string line = text.substr(0, end);
  text.erase(0, end == std::string::npos ? end : end + 1);
  return line;
}

void check_wait(const std::optional<std::chrono::milliseconds>& wait) {
  rule(!wait || (wait->count() >= 0 && *wait <= kYear), "a wait is between nothing and a year");
}

}  // namespace
}  // namespace campaignd::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace campaignd;
  using fuzz::rule;
  std::string lines = fuzz::bytes_of(data, size);
  HttpAnswer answer{429, "", fuzz::take_line(lines), "", {}};
  if (const auto date = parse_http_date(fuzz::take_line(lines))) {
    answer.answered_at = *date;
    rule(parse_rfc3339(to_rfc3339(*date)) == date, "a date that was read can be written and read");
  }
  answer.content_type = fuzz::take_line(lines);
  fuzz::check_wait(parse_retry_after(answer.retry_after, answer.answered_at));

  static const ApiKey key = ApiKey::parse("sk_live_0123456789abcdef").value();
  AnswerReader reader;
  const auto failed = reader.read(GetProject{}, answer, key);
  rule(!failed.has_value(), "a 429 is no success");
  rule(failed.error().kind == FailureKind::kNeverSent, "a 429 had no effect");
  rule(fuzz::is_calm(failed.error().detail), "a failure steers no terminal");
  fuzz::check_wait(failed.error().retry_after);
  return 0;
}
