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

  // Two threads that allocate little need no arenas of their own, and what a large answer took goes back.
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_TRIM_THRESHOLD, 128 * 1024);
  ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

void release_memory() {
  ::malloc_trim(0);
}

}  // namespace campaignd
