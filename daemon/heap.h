// Memory that goes back to the kernel when it is not needed.
#pragma once

#include <cstddef>

namespace campaignd {

// The memory that malloc holds. After harden_process it gives nothing back by itself.
class Heap {
 public:
  // Gives back what a piece of work needed, where that is worth it.
  void release();

 private:
  int looks_again_in_ = 0;   // releases, while all is kept
  std::size_t kept_at_ = 0;  // bytes that were resident when all of it was kept; 0: it was not
};

}  // namespace campaignd
