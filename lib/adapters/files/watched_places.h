// Which directories have to be watched for a desired state, and which names in each matter. The directories that are
// only gone through are watched for being moved or removed and nothing else, so that what happens beside wakes nobody.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace campaignd {

struct WatchedPlace {
  std::uint32_t mask = 0;       // of inotify's events
  std::set<std::string> names;  // those in it that matter
  bool holds_yaml = false;      // it is the desired state's directory: every *.yaml and *.yml matters
  friend bool operator==(const WatchedPlace&, const WatchedPlace&) = default;

  [[nodiscard]] bool cares_for(const std::string& name) const;

  // Whether not being able to watch it leaves changes unseen; a directory that is gone through is watched itself.
  [[nodiscard]] bool is_needed() const;
};

// By the directory's path, absolute and without links.
using WatchedPlaces = std::map<std::string, WatchedPlace>;

// As it stands now: the holder of the file, of every link on the way, of the links in a directory of files, and, where
// something is missing, the nearest directory that there is.
WatchedPlaces places_for(const std::string& path);

}  // namespace campaignd
