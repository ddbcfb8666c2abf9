#include "core/event_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "core/zone.h"

namespace campaignd {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator);
std::string change_text(const FieldChange& change, const Zone& zone);
std::vector<std::string> facts(const Event& event);

}  // namespace

std::string_view to_text(EventLevel level) {
  switch (level) {
    case EventLevel::kDebug:
      return "debug";
    case EventLevel::kInfo:
      return "info";
    case EventLevel::kWarning:
      return "warning";
    case EventLevel::kError:
      return "error";
  }
  return "";
}

std::string to_line(const Event& event) {
  std::string line = to_rfc3339(event.at);
  line += ' ';
  line += to_text(event.level);
  line += ' ';
  return line + to_sentence(event);
}

std::string to_sentence(const Event& event) {
  std::vector<std::string> head;
  if (event.handle) head.push_back(event.handle->str());
  if (!event.action.empty()) head.push_back(shown(event.action));

  const Zone zone = Zone::find(event.timezone).value_or(Zone::utc());
  std::vector<std::string> body;
  for (const FieldChange& change : event.fields) body.push_back(change_text(change, zone));
  if (!event.message.empty()) body.push_back(shown(event.message));

  std::string text = joined(head, " ");
  if (!body.empty()) {
    if (!text.empty()) text += ": ";
    text += joined(body, "; ");
  }
  if (const std::vector<std::string> tail = facts(event); !tail.empty()) text += " (" + joined(tail, ", ") + ")";
  return text.empty() ? std::string(to_text(event.kind)) : text;
}

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string value_text(Field field, const FieldValue& value, const Zone& zone) {
  if (const auto* instant = std::get_if<WallTime>(&value)) return to_local_text(*instant, zone);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return field == Field::kScheduledFor ? "draft" : "none";
  // Only a name may hold spaces, and must not run into what stands beside it.
  return field == Field::kName ? '"' + shown(*text) + '"' : shown(*text);
}

std::string change_text(const FieldChange& change, const Zone& zone) {
  return std::string(to_text(change.field)) + ' ' + value_text(change.field, change.from, zone) + " -> " +
         value_text(change.field, change.to, zone);
}

std::string duration_text(std::chrono::microseconds duration) {
  using std::chrono::milliseconds;
  if (duration >= std::chrono::seconds(10)) return in_words(std::chrono::duration_cast<milliseconds>(duration));
  return std::to_string(std::chrono::round<milliseconds>(duration).count()) + " ms";
}

std::vector<std::string> facts(const Event& event) {
  std::vector<std::string> tail;
  if (!event.reason.empty()) tail.push_back(shown(event.reason));
  if (event.attempt > 1) tail.push_back("attempt " + std::to_string(event.attempt));
  if (event.http_status != 0) tail.push_back("HTTP " + std::to_string(event.http_status));
  if (event.duration) tail.push_back(duration_text(*event.duration));
  return tail;
}

// The characters that turn or isolate writing direction: a name that holds one could make a line read backwards.
bool is_directional(std::uint32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool is_line_or_control(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms, as blocks.
bool is_right_to_left(std::uint32_t c) {
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
         (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

// The first character of `text`, which is not empty; a byte that begins none is taken alone.
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xf0 && lead < 0xf5   ? 4
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                                                           : 0;
  if (length == 0 || text.size() < length) return {lead, 1, false};
  static constexpr std::array<std::uint32_t, 5> kLeadBits{0, 0, 0x1f, 0x0f, 0x07};
  static constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  std::uint32_t code = lead & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {lead, 1, false};
    code = (code << 6) | (byte(i) & 0x3f);
  }
  return {code, length, code >= kSmallest[length] && code <= 0x10ffff};
}

std::string escape(std::uint32_t code) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), code < 0x100 ? "\\x%02x" : "\\u%04x", code);
  return text.data();
}

}  // namespace

std::string shown(std::string_view text) {
  std::string out;
  bool right_to_left = false;
  while (!text.empty()) {
    const Character c = first_character(text);
    if (!c.valid || is_line_or_control(c.code) || is_directional(c.code)) {
      out += escape(c.code);
    } else {
      out += text.substr(0, c.bytes);
      right_to_left = right_to_left || is_right_to_left(c.code);
    }
    text.remove_prefix(c.bytes);
  }
  return right_to_left ? "\u2068" + out + "\u2069" : out;
}

}  // namespace campaignd
