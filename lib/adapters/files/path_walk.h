// The way from the root to what a path names, step by step, with every symbolic link followed by hand: whatever is
// renamed, replaced or removed on it may change what stands at its end. A ConfigMap's file is reached through two links
// (`campaigns.yaml` -> `..data/campaigns.yaml`, `..data` -> `..2026_11_24`), a deployed one through `current`.
#pragma once

#include <string>
#include <vector>

namespace campaignd {

struct Step {
  enum class Kind {
    kDirectory,  // gone through; also the last step where the path names a directory
    kLink,       // a symbolic link: its target's steps follow
    kFile,       // the end, neither directory nor link
    kMissing,    // the end, because nothing is there or it cannot be looked at
  };
  std::string directory;  // where the name stands; absolute, without links
  std::string name;
  Kind kind = Kind::kMissing;
  friend bool operator==(const Step&, const Step&) = default;
};

// A relative path starts at the working directory. At most 40 links are followed, as the kernel does; then the walk
// ends as if nothing were there.
std::vector<Step> walk(const std::string& path);

// Where the walk arrived; of a directory, the directory itself.
std::string path_of(const Step& step);

}  // namespace campaignd
