// What stands at the desired state's path at one instant: names and stats, no bytes. Two looks that are equal mean that
// nothing was written, replaced, added or taken away between them.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <vector>

namespace campaignd {

// What changes with every change of a file's bytes. `mtime` is not in it: anybody can set that one back.
struct Stamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t changed_ns = 0;  // ctime, nanoseconds since 1970 by the machine's clock
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

Stamp stamp_of(const struct stat& status);

struct StandingFile {
  std::string name;  // as people see it: the last part of the path
  std::string path;
  int error = 0;  // errno where it could not be looked at; then nothing below counts
  bool is_regular = false;
  bool is_directory = false;
  Stamp stamp;
  friend bool operator==(const StandingFile&, const StandingFile&) = default;
};

struct Standing {
  bool is_directory = false;
  std::vector<StandingFile> files;  // sorted by name; of a directory its *.yaml and *.yml, hidden ones left out
  int error = 0;                    // errno where the directory could not be listed
  Stamp directory;                  // left out of the comparison: it changes with every file beside ours
  friend bool operator==(const Standing& a, const Standing& b) {
    return a.is_directory == b.is_directory && a.files == b.files && a.error == b.error;
  }
};

// Follows symbolic links. Opens nothing but the directory.
Standing look_at(const std::string& path);

// The last part of a path, without slashes behind it; `/` of the root.
std::string last_part(const std::string& path);

}  // namespace campaignd
