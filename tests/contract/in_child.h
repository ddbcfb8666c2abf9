// What must not happen to the test's own process (another user, a limit, a death) happens in a forked child, which can
// only hand back a text. Fork from one thread only.
#pragma once

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>

namespace campaignd {

// A child that runs `act` and ends; killed and waited for where the test leaves it behind.
class Child {
 public:
  explicit Child(const std::function<std::string()>& act) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("no child");
    if (pid_ == 0) {
      ::close(ends[0]);
      ::alarm(20);
      write_all(ends[1], said_by(act));
      ::_exit(0);
    }
    ::close(ends[1]);
    said_ = ends[0];
  }
  ~Child() { kill(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }

  // As `kill -9` does; it is gone, with what it held, when this returns.
  void kill() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
    finish();
  }

  // What `act` returned; an exception as `exception: …`; empty where a signal ended it.
  std::string finish() {
    std::string text;
    std::array<char, 4096> buffer{};
    ssize_t size = 0;
    while (said_ >= 0 && (size = ::read(said_, buffer.data(), buffer.size())) > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    if (said_ >= 0) ::close(said_);
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
    said_ = -1;
    pid_ = -1;
    return text;
  }

 private:
  static std::string said_by(const std::function<std::string()>& act) {
    try {
      return act();
    } catch (const std::exception& error) {
      return std::string("exception: ") + error.what();
    }
  }
  static void write_all(int end, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const ssize_t size = ::write(end, text.data() + at, text.size() - at);
      if (size <= 0) return;
      at += static_cast<std::size_t>(size);
    }
  }

  pid_t pid_ = -1;
  int said_ = -1;
};

inline std::string in_child(const std::function<std::string()>& act) {
  return Child(act).finish();
}

// As somebody without rights, who is not the owner of what the test makes; `act` alone where the test is no superuser.
inline std::string as_nobody(const std::function<std::string()>& act) {
  constexpr uid_t kNobody = 65534;
  return in_child([&] {
    if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) throw std::runtime_error("setuid");
    return act();
  });
}

}  // namespace campaignd
