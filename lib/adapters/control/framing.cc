#include "adapters/control/framing.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "adapters/json/writer.h"

namespace campaignd {
namespace {

struct Head {
  std::string_view request_line;
  std::optional<std::string_view> length;
  bool is_chunked = false;
  bool expects = false;
  bool is_ambiguous = false;  // two lengths
};
Head read_head(std::string_view text);
std::optional<Unacceptable> objection_to(const Head& head, std::size_t& length);

}  // namespace

Frame frame_of(std::string_view bytes) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const std::size_t line_end = bytes.find("\r\n");
  if (std::min(line_end, bytes.size()) > kLongestRequestLine) {
    return Unacceptable{414,
                        "the request's first line is longer than " + std::to_string(kLongestRequestLine) + " bytes"};
  }
  const std::size_t end = bytes.substr(0, kLargestHead).find(kEnd);
  if (end == std::string_view::npos) {
    if (bytes.size() < kLargestHead) return NotWhole{};
    return Unacceptable{431, "the request's head is longer than " + std::to_string(kLargestHead) + " bytes"};
  }
  const Head head = read_head(bytes.substr(0, end + 2));
  std::size_t length = 0;
  if (auto objection = objection_to(head, length)) return *std::move(objection);
  const std::size_t whole = end + kEnd.size() + length;
  if (bytes.size() >= whole) return Whole{whole};
  return NotWhole{.wants_to_be_told_to_go_on = head.expects && bytes.size() == end + kEnd.size()};
}

std::string plain_refusal(const Unacceptable& refusal) {
  json::Writer json(json::Layout::kCompact);
  json.begin_object();
  json.key("version").number(1);
  json.key("error").text(refusal.why);
  json.end_object();
  const std::string body = json.take() + "\n";
  return "HTTP/1.1 " + std::to_string(refusal.status) +
         " Refused\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool equals(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

Head read_head(std::string_view text) {
  Head head;
  const auto next_line = [&text] {
    const std::size_t end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
  };
  head.request_line = next_line();
  while (!text.empty()) {
    const std::string_view line = next_line();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (equals(name, "content-length")) {
      head.is_ambiguous |= head.length.has_value();
      head.length = value;
    }
    head.is_chunked |= equals(name, "transfer-encoding");
    head.expects |= equals(name, "expect") && equals(value, "100-continue");
  }
  return head;
}

// `METHOD /target HTTP/1.x`, so that what is no HTTP at all is told so at once.
bool is_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  return first != std::string_view::npos && first > 0 && last > first + 1 && line[first + 1] == '/' &&
         line.substr(last + 1).starts_with("HTTP/1.");
}

std::optional<Unacceptable> objection_to(const Head& head, std::size_t& length) {
  if (!is_request_line(head.request_line)) return Unacceptable{400, "this is no HTTP request"};
  if (head.is_chunked) return Unacceptable{411, "send the body with a Content-Length, not in chunks"};
  if (!head.length) return std::nullopt;
  const auto [end, error] = std::from_chars(head.length->data(), head.length->data() + head.length->size(), length);
  if (error == std::errc::result_out_of_range || (error == std::errc() && length > kLargestBody)) {
    return Unacceptable{413, "the body is larger than " + std::to_string(kLargestBody) + " bytes"};
  }
  if (error != std::errc() || end != head.length->data() + head.length->size() || head.is_ambiguous) {
    return Unacceptable{400, "Content-Length is no number of bytes"};
  }
  return std::nullopt;
}

}  // namespace

}  // namespace campaignd
