// Kills this very process, as `kill -9` does, in its n-th write to one of SQLite's files: before it, or when half of it
// is done. For forked children only; nothing of it can be taken back.
#pragma once

#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <stdexcept>

namespace campaignd::testing {

class DyingDisk {
 public:
  enum class When { kBefore, kInTheMiddle };

  static void kill_in_write(int n, When when) {
    left_ = n;
    when_ = when;
    sqlite3_vfs* const files = ::sqlite3_vfs_find(nullptr);
    const auto replace = [&](const char* name, auto* call) {
      const auto as_system_call = reinterpret_cast<sqlite3_syscall_ptr>(call);  // as SQLite's interface wants it
      if (files->xSetSystemCall(files, name, as_system_call) != SQLITE_OK) throw std::runtime_error(name);
    };
    replace("write", write_once);
    replace("ftruncate", cut_once);
    replace("unlink", remove_once);
  }

 private:
  static bool is_due() { return --left_ == 0; }
  static void die() { ::kill(::getpid(), SIGKILL); }

  static ssize_t write_once(int file, const void* bytes, std::size_t size) {
    if (is_due()) {
      if (when_ == When::kInTheMiddle) static_cast<void>(!::write(file, bytes, size / 2));
      die();
    }
    return ::write(file, bytes, size);
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
  inline static When when_ = When::kBefore;
};

// No file of this process grows beyond that from now on; a disk that is full, but for one process.
inline void limit_file_size(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) throw std::runtime_error("no limit");
}

}  // namespace campaignd::testing
