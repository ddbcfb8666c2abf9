#include "time_text.h"

namespace campaignd {

namespace {

// Hours count for what is near; nobody plans by them a week ahead.
std::chrono::milliseconds rounded(std::chrono::milliseconds span) {
  using days = std::chrono::duration<int, std::ratio<86400>>;
  return span < days(2) ? span : std::chrono::duration_cast<days>(span);
}

}  // namespace

std::string distance(WallTime instant, WallTime now) {
  const std::chrono::milliseconds span = instant > now ? instant - now : now - instant;
  if (span < std::chrono::seconds(1)) return "now";
  return instant > now ? "in " + in_words(rounded(span)) : in_words(rounded(span)) + " ago";
}

std::string told(WallTime instant, WallTime now, const Zone& zone) {
  return to_local_text(instant, zone) + ", " + distance(instant, now);
}

}  // namespace campaignd
