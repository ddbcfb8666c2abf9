#include "adapters/files/watched_places.h"

#include <sys/inotify.h>

#include <vector>

#include "adapters/files/path_walk.h"
#include "adapters/files/standing.h"
#include "adapters/files/yaml_name.h"

namespace campaignd {
namespace {

constexpr std::uint32_t kPassing = IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t kNames = IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB;
constexpr std::uint32_t kBytes = IN_MODIFY | IN_CLOSE_WRITE;

void add_steps(const std::vector<Step>& steps, WatchedPlaces& places);
std::uint32_t mask_for(Step::Kind kind);

}  // namespace

bool WatchedPlace::cares_for(const std::string& name) const {
  return names.contains(name) || (holds_yaml && is_yaml_name(name));
}

bool WatchedPlace::is_needed() const {
  return mask != kPassing && !is_file;
}

WatchedPlaces places_for(const std::string& path) {
  WatchedPlaces places;
  const std::vector<Step> steps = walk(path);
  add_steps(steps, places);
  if (!steps.empty() && steps.back().kind != Step::Kind::kDirectory) return places;
  const std::string directory = steps.empty() ? "/" : path_of(steps.back());
  WatchedPlace& place = places[directory];
  place.mask |= kPassing | kNames | kBytes;
  place.holds_yaml = true;
  for (const StandingFile& file : look_at(directory).files) add_steps(walk(file.path), places);
  return places;
}

namespace {

void add_steps(const std::vector<Step>& steps, WatchedPlaces& places) {
  for (const Step& step : steps) {
    WatchedPlace& place = places[step.directory];
    place.mask |= mask_for(step.kind);
    place.names.insert(step.name);
  }
  if (steps.empty() || steps.back().kind != Step::Kind::kFile) return;
  WatchedPlace& file = places[path_of(steps.back())];
  file.mask = kBytes;
  file.is_file = true;
}

std::uint32_t mask_for(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::kDirectory:
      return kPassing;
    case Step::Kind::kLink:
      return kPassing | kNames;
    case Step::Kind::kFile:
    case Step::Kind::kMissing:
      return kPassing | kNames | kBytes;
  }
  return kPassing;
}

}  // namespace
}  // namespace campaignd
