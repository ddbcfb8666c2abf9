#include "process_setup.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

namespace campaignd {

void harden_process() {
  // Neither a core nor a debugger of the same user sees the key (the design's rule 8).
  ::prctl(PR_SET_DUMPABLE, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  std::signal(SIGPIPE, SIG_IGN);

  // Two threads that allocate little need no arenas of their own. Within a turn nothing goes back to the kernel: to
  // take and clear the same pages again and again costs more than all that is done with them. After it release_memory
  // gives back everything.
  constexpr int kNever = 1 << 30;
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_TRIM_THRESHOLD, kNever);
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

void release_memory() {
  ::malloc_trim(0);
}

}  // namespace campaignd
