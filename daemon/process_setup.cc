#include "process_setup.h"

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>

namespace campaignd {
namespace {

void fill_standard_streams();

}  // namespace

void harden_process() {
  // Neither a core nor a debugger of the same user sees the key (the design's rule 8).
  ::prctl(PR_SET_DUMPABLE, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  fill_standard_streams();
  ::umask(077);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);

  // Two threads that allocate little need no arenas of their own. Within a turn nothing goes back to the kernel: to
  // take and clear the same pages again and again costs more than all that is done with them. After it Heap::release
  // gives back what is worth it.
  constexpr int kNever = 1 << 30;
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_TRIM_THRESHOLD, kNever);
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

void keep_requests_for_the_loop() {
  sigset_t requests;
  sigemptyset(&requests);
  sigaddset(&requests, SIGHUP);
  sigaddset(&requests, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &requests, nullptr);
}

namespace {

// Where one is closed, the next file that is opened gets its number, and the log would be written into the journal.
void fill_standard_streams() {
  int fd = 0;
  do fd = ::open("/dev/null", O_RDWR | O_NOCTTY);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO) ::close(fd);
}

}  // namespace

}  // namespace campaignd
