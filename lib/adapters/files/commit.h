// Which commit the desired state is, where somebody can tell. Only a name for people; nothing is decided by it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/memory.h"

namespace campaignd {

struct Commit {
  std::string hash;     // 40 hexadecimal digits
  std::string author;   // name, as the commit has it: not necessarily UTF-8
  std::string subject;  // the message's first line
  friend bool operator==(const Commit&, const Commit&) = default;
};

// Given what was read (a file's path and the file, or a directory's path and all its files): the commit that has
// exactly these bytes there. Empty where there is none, and where it cannot be found out. Must not throw.
using CommitOf = std::function<std::optional<Commit>(const std::string& path, const std::vector<SourceFile>& files)>;

}  // namespace campaignd
