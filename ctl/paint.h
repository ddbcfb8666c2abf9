// Colours of the terminal, or none. Paint is put on last, on text that is already padded and wrapped, so that widths
// are counted without it.
#pragma once

#include <string>
#include <string_view>

namespace campaignd {

enum class Ink { kPlain, kBold, kDim, kRed, kGreen, kYellow, kCyan };

class Paint {
 public:
  static Paint none() { return Paint(false); }
  static Paint ansi() { return Paint(true); }

  [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const;

 private:
  explicit Paint(bool on) : on_(on) {}
  bool on_;
};

}  // namespace campaignd
