#include "time_text.h"

namespace campaignd {

std::string distance(WallTime instant, WallTime now) {
  if (instant > now) return "in " + in_words(instant - now);
  if (instant < now) return in_words(now - instant) + " ago";
  return "now";
}

std::string told(WallTime instant, WallTime now, const Zone& zone) {
  return to_local_text(instant, zone) + ", " + distance(instant, now);
}

}  // namespace campaignd
