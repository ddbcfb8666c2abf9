// Writes JSON from front to back into one string: what other programs read may be ten megabytes, and is asked for while
// somebody waits. Keys stand in the order in which they are written. Bytes that are not UTF-8 come from a service or a
// file and must not cost the reader the whole answer: each becomes U+FFFD. Whoever writes keeps objects and arrays
// closed and keys apart; nothing checks it.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"

namespace campaignd::json {

enum class Layout : std::uint8_t {
  kIndented,  // by two spaces, with a newline at the end
  kCompact,   // one line
};

class Writer {
 public:
  explicit Writer(Layout layout) : layout_(layout) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  // What is written next is its value: `json.key("version").number(1)`.
  Writer& key(std::string_view name);

  void text(std::string_view value);
  void number(std::integral auto value) { raw(std::to_string(value)); }
  void number(double value);
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  void text_or_null(std::string_view value);  // null where it is empty
  void number_or_null(std::optional<std::int64_t> value);
  void instant(WallTime value);
  void instant_or_null(const std::optional<WallTime>& value);

  // All of it; the writer is done then.
  std::string take();

 private:
  void begin(char bracket);
  void end(char bracket);
  void raw(std::string_view value);
  void begin_value();
  void break_line();
  void quote(std::string_view value);

  Layout layout_;
  std::string out_;
  std::size_t depth_ = 0;
  bool is_first_ = true;  // in the innermost object or array
  bool has_key_ = false;
};

}  // namespace campaignd::json
