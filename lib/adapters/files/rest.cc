#include "adapters/files/rest.h"

#include <algorithm>
#include <utility>

namespace campaignd {
namespace {

using std::chrono::microseconds;

microseconds ahead(WallTime wall, MonotonicTime now) {
  return wall.time_since_epoch() - now.time_since_epoch();
}

}  // namespace

std::optional<Rest::LastMove> Rest::look(const Standing& standing, WallTime wall, MonotonicTime now) {
  std::map<std::string, Seen> seen;
  std::optional<LastMove> last;
  const auto take = [&](const std::string& path, const std::string& name, const Stamp& stamp) {
    const auto before = seen_.find(path);
    const bool is_known = before != seen_.end() && before->second.stamp == stamp;
    const MonotonicTime moved = is_known ? before->second.moved : moved_at(stamp, wall, now);
    seen.insert_or_assign(path, Seen{stamp, moved});
    if (!last || moved > last->at) last = LastMove{name, moved};
  };
  // A directory moves when a file is added or taken away.
  if (standing.is_directory) take("", "the directory", standing.directory);
  for (const StandingFile& file : standing.files) {
    if (file.error == 0) take(file.path, file.name, file.stamp);
  }
  seen_ = std::move(seen);
  wall_ahead_ = ahead(wall, now);
  return last;
}

MonotonicTime Rest::moved_at(const Stamp& stamp, WallTime wall, MonotonicTime now) const {
  const auto changed = std::chrono::duration_cast<microseconds>(std::chrono::nanoseconds(stamp.changed_ns));
  const microseconds set_forward =
      wall_ahead_ ? std::max(ahead(wall, now) - *wall_ahead_, microseconds(0)) : microseconds(0);
  const microseconds age = wall.time_since_epoch() - changed - set_forward;
  return now - std::max(age, microseconds(0));
}

}  // namespace campaignd
