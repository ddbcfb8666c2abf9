#include "adapters/json/writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/utf8.h"

namespace campaignd::json {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// What stands for a control character, a quote or a backslash.
std::string escape_of(unsigned char byte) {
  switch (byte) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\f':
      return "\\f";
    case '\r':
      return "\\r";
    default:
      break;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  return std::string("\\u00") + kDigits[byte >> 4U] + kDigits[byte & 15U];
}

}  // namespace

Writer& Writer::key(std::string_view name) {
  begin_value();
  quote(name);
  out_ += layout_ == Layout::kIndented ? ": " : ":";
  has_key_ = true;
  return *this;
}

void Writer::text(std::string_view value) {
  begin_value();
  quote(value);
}

void Writer::number(double value) {
  if (!std::isfinite(value)) return null();  // JSON has no word for it
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void Writer::text_or_null(std::string_view value) {
  if (value.empty()) return null();
  text(value);
}

void Writer::number_or_null(std::optional<std::int64_t> value) {
  if (!value) return null();
  number(*value);
}

void Writer::instant(WallTime value) {
  text(to_rfc3339(value));
}

void Writer::instant_or_null(const std::optional<WallTime>& value) {
  if (!value) return null();
  instant(*value);
}

std::string Writer::take() {
  if (layout_ == Layout::kIndented) out_ += '\n';
  return std::move(out_);
}

void Writer::begin(char bracket) {
  begin_value();
  out_ += bracket;
  ++depth_;
  is_first_ = true;
}

void Writer::end(char bracket) {
  --depth_;
  if (!is_first_) break_line();
  out_ += bracket;
  is_first_ = false;
}

void Writer::raw(std::string_view value) {
  begin_value();
  out_ += value;
}

// What stands between a value and what comes before it.
void Writer::begin_value() {
  if (has_key_) {
    has_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!is_first_) out_ += ',';
  is_first_ = false;
  break_line();
}

void Writer::break_line() {
  if (layout_ == Layout::kCompact) return;
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

void Writer::quote(std::string_view value) {
  out_ += '"';
  std::size_t written = 0;
  const auto replace_one = [&](std::size_t at, std::string_view by) {
    out_.append(value, written, at - written);
    out_ += by;
    written = at + 1;
  };
  for (std::size_t i = 0; i < value.size();) {
    const auto byte = static_cast<unsigned char>(value[i]);
    if (byte >= 0x80) {
      const CodePoint point = first_code_point(value.substr(i));
      if (!point.is_valid) replace_one(i, kReplacement);
      i += point.length;
      continue;
    }
    if (byte < 0x20 || byte == '"' || byte == '\\') replace_one(i, escape_of(byte));
    ++i;
  }
  out_.append(value, written);
  out_ += '"';
}

}  // namespace campaignd::json
