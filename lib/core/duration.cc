#include "core/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace campaignd {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  std::int64_t worth;  // in milliseconds
};
// The largest first, so that a duration is told in the largest unit that divides it.
constexpr std::array<Unit, 5> kUnits{{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto* const unit =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& known) { return known.name == text.substr(digits); });
  if (digits == 0 || unit == kUnits.end()) return std::nullopt;
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + digits, number);
  if (parsed.ec != std::errc() || number > kLongestDuration.count() / unit->worth) return kLongestDuration;
  return milliseconds(number * unit->worth);
}

std::string duration_text(milliseconds duration) {
  const auto* const unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& known) {
    return duration.count() == 0 ? known.name == "s" : duration.count() % known.worth == 0;
  });
  return std::to_string(duration.count() / unit->worth).append(unit->name);
}

}  // namespace campaignd
