// Which directories and files have to be watched for a desired state, and which names in each directory matter. The
// directories that are only gone through are watched for being moved or removed and nothing else, so that what happens
// beside wakes nobody. The files themselves are watched for writers that know them by another name: a hard link, or a
// mount of the one file into a container.
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
  bool is_file = false;         // no directory but one of the files
  friend bool operator==(const WatchedPlace&, const WatchedPlace&) = default;

  [[nodiscard]] bool cares_for(const std::string& name) const;

  // Whether not being able to watch it leaves changes unseen that are usual; a directory that is gone through is
  // watched itself, a file's directory tells what is written under its own name.
  [[nodiscard]] bool is_needed() const;
};

// By path, absolute and without links.
using WatchedPlaces = std::map<std::string, WatchedPlace>;

// As it stands now: the files, the holder of the file, of every link on the way, of the links in a directory of files,
// and, where something is missing, the nearest directory that there is.
WatchedPlaces places_for(const std::string& path);

}  // namespace campaignd
