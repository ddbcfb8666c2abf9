// Kills this very process, as `kill -9` does, when half of its n-th write to one of SQLite's files is done. For forked
// children only; nothing of it can be taken back.
#pragma once

#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace campaignd::testing {

class DyingDisk {
 public:
  static void kill_in_write(int n) {
    left_ = n;
    sqlite3_vfs* const files = ::sqlite3_vfs_find(nullptr);
    const auto replace = [&](const char* name, auto* call) {
      const auto as_system_call = reinterpret_cast<sqlite3_syscall_ptr>(call);  // as SQLite's interface wants it
      if (files->xSetSystemCall(files, name, as_system_call) != SQLITE_OK) throw std::runtime_error(name);
    };
    // Which of the two SQLite calls was decided when it was built.
    replace("write", write_once);
    if (files->xGetSystemCall(files, "pwrite64") != nullptr) replace("pwrite64", write_at_once);
    if (files->xGetSystemCall(files, "pwrite") != nullptr) replace("pwrite", write_at_once);
    replace("ftruncate", cut_once);
    replace("unlink", remove_once);
  }

 private:
  static bool is_due() { return --left_ == 0; }
  static void die() { ::kill(::getpid(), SIGKILL); }

  static ssize_t write_once(int file, const void* bytes, std::size_t size) {
    if (is_due()) {
      static_cast<void>(!::write(file, bytes, size / 2));
      die();
    }
    return ::write(file, bytes, size);
  }
  static ssize_t write_at_once(int file, const void* bytes, std::size_t size, off64_t at) {
    if (is_due()) {
      static_cast<void>(!::pwrite64(file, bytes, size / 2, at));
      die();
    }
    return ::pwrite64(file, bytes, size, at);
  }
  static int cut_once(int file, off_t size) {
    if (is_due()) die();
    return ::ftruncate(file, size);
  }
  static int remove_once(const char* path) {
    if (is_due()) die();
    return ::unlink(path);
  }

  inline static int left_ = 0;
};

// Directories of tests lie in memory while this lives, where there is such a file system: what a killed process leaves
// behind is the same there, and hundreds of synced writes take no time.
class QuickDisk {
 public:
  QuickDisk() {
    if (const char* before = std::getenv("TMPDIR")) before_ = before;  // NOLINT(concurrency-mt-unsafe): one thread
    if (::access("/dev/shm", W_OK) == 0) ::setenv("TMPDIR", "/dev/shm", 1);
  }
  ~QuickDisk() {
    if (before_.empty()) {
      ::unsetenv("TMPDIR");
    } else {
      ::setenv("TMPDIR", before_.c_str(), 1);
    }
  }
  QuickDisk(const QuickDisk&) = delete;
  QuickDisk& operator=(const QuickDisk&) = delete;

 private:
  std::string before_;
};

// No file of this process grows beyond that from now on; a disk that is full, but for one process.
inline void limit_file_size(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) throw std::runtime_error("no limit");
}

}  // namespace campaignd::testing
