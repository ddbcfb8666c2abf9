#include "paint.h"

namespace campaignd {

namespace {

std::string_view start_of(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kBold:
      return "\033[1m";
    case Ink::kDim:
      return "\033[2m";
    case Ink::kRed:
      return "\033[31m";
    case Ink::kGreen:
      return "\033[32m";
    case Ink::kYellow:
      return "\033[33m";
    case Ink::kCyan:
      return "\033[36m";
  }
  return "";
}

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text) const {
  if (!on_ || ink == Ink::kPlain || text.empty()) return std::string(text);
  return std::string(start_of(ink)) + std::string(text) + "\033[0m";
}

}  // namespace campaignd
