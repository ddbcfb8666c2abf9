#include "core/settings.h"

namespace campaignd {

std::string_view to_text(CheckLevel level) {
  switch (level) {
    case CheckLevel::kOff:
      return "off";
    case CheckLevel::kWarn:
      return "warn";
    case CheckLevel::kBlock:
      return "block";
  }
  return "";
}

}  // namespace campaignd
