// The one service that works with a state directory: a kernel lock on the file `lock` in it, which ends with the
// process however that ends. The file holds the process id, for people; it is never removed, because a lock on a file
// that has lost its name would keep nobody out.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "adapters/files/descriptor.h"

namespace campaignd {

class StateLock {
 public:
  // Does not wait. The error is for a person: who holds it, or why it cannot be taken, and what to do.
  [[nodiscard]] static tl::expected<StateLock, std::string> take(const std::string& state_directory);

 private:
  explicit StateLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace campaignd
