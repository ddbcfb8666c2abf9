// The one service that works with a state directory: kernel locks on the directory and on the file `lock` in it, which
// end with the process however that ends. The file holds the process id, for people, and is never removed; who removes
// it lets nobody in, because of the directory's own lock. On file systems that cannot lock directories the file's
// counts alone.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "adapters/files/descriptor.h"

namespace campaignd {

class StateLock {
 public:
  // Does not wait. The error is for a person: who holds it, or why it cannot be taken, and what to do.
  [[nodiscard]] static tl::expected<StateLock, std::string> take(const std::string& state_directory);

 private:
  StateLock(Descriptor file, Descriptor directory) : file_(std::move(file)), directory_(std::move(directory)) {}

  Descriptor file_;
  Descriptor directory_;
};

}  // namespace campaignd
