// What the process asks of the kernel and the C library before anything else: no core that could hold the key, no death
// by a closed pipe or a file that grew too large, standard streams that are what their numbers say, files that nobody
// else reads, and memory that goes back when it is not needed.
#pragma once

#include <cstddef>

namespace campaignd {

// Must come before anything is opened.
void harden_process();

// What would end a process that has no loop yet waits until it has one: a reload that comes early is no reason to die.
// Must come before there is a second thread.
void keep_requests_for_the_loop();

// The memory that malloc holds. After harden_process it gives nothing back by itself.
class Heap {
 public:
  // Gives back what a piece of work needed, where that is worth it.
  void release();

 private:
  std::size_t kept_at_ = 0;  // bytes that were resident when all of it was kept; 0: it was not
};

}  // namespace campaignd
