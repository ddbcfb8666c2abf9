#include "private_journal.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <vector>

namespace campaignd::testing {
namespace {

constexpr const char* kPath = "/run/systemd/journal/socket";
constexpr int kDeadlineMs = 20'000;

void enter_namespace();
std::string received(int socket);
std::string content_of(int file);
PrivateJournal::Entry parsed(std::string_view entry);

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

PrivateJournal::PrivateJournal() {
  static const bool entered = [] {
    enter_namespace();
    return true;
  }();
  static_cast<void>(entered);
  start();
}

PrivateJournal::~PrivateJournal() {
  disappear();
}

void PrivateJournal::start() {
  disappear();
  socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, kPath, sizeof address.sun_path - 1);
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail(kPath);
}

void PrivateJournal::stop() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void PrivateJournal::disappear() {
  stop();
  ::unlink(kPath);
}

PrivateJournal::Entry PrivateJournal::next() {
  pollfd ready{socket_, POLLIN, 0};
  if (::poll(&ready, 1, kDeadlineMs) != 1) throw std::runtime_error("no entry came");
  return parsed(received(socket_));
}

bool PrivateJournal::is_empty() const {
  pollfd ready{socket_, POLLIN, 0};
  return ::poll(&ready, 1, 0) == 0;
}

namespace {

void write_file(const char* path, const std::string& text) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0 || ::write(file, text.data(), text.size()) < 0) fail(path);
  ::close(file);
}

void enter_namespace() {
  const std::string user = std::to_string(::geteuid());
  const std::string group = std::to_string(::getegid());
  const bool is_root = user == "0";
  if (::unshare(is_root ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) fail("unshare");
  if (!is_root) {
    write_file("/proc/self/uid_map", "0 " + user + " 1");
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/gid_map", "0 " + group + " 1");
  }
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) fail("mount --make-rprivate /");
  if (::mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0) fail("mount /run");
  if (::mkdir("/run/systemd", 0755) != 0 || ::mkdir("/run/systemd/journal", 0755) != 0) fail("mkdir");
}

// A datagram, or the file that it hands over instead of itself where the entry is too large for one.
std::string received(int socket) {
  std::vector<char> bytes(std::size_t{1} << 20U);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  iovec where{bytes.data(), bytes.size()};
  msghdr message{};
  message.msg_iov = &where;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  if (size < 0) fail("recvmsg");
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header == nullptr) return {bytes.data(), static_cast<std::size_t>(size)};
  int file = -1;
  std::memcpy(&file, CMSG_DATA(header), sizeof file);
  return content_of(file);
}

std::string content_of(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0) fail("fstat");
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t at = 0; at < content.size();) {
    const ssize_t size = ::pread(file, content.data() + at, content.size() - at, static_cast<off_t>(at));
    if (size <= 0) fail("pread");
    at += static_cast<std::size_t>(size);
  }
  ::close(file);
  return content;
}

// `NAME=value\n`, or `NAME\n`, the value's size as 64 bits, little end first, the value and `\n`.
PrivateJournal::Entry parsed(std::string_view entry) {
  PrivateJournal::Entry fields;
  const auto take = [&entry](std::size_t size) {
    if (size > entry.size()) throw std::runtime_error("an entry ends within a field");
    const std::string_view taken = entry.substr(0, size);
    entry.remove_prefix(size);
    return taken;
  };
  while (!entry.empty()) {
    const std::string_view line = take(entry.find('\n'));
    take(1);
    const std::size_t sign = line.find('=');
    std::string name(line.substr(0, sign));
    std::string value(sign == std::string_view::npos ? "" : line.substr(sign + 1));
    if (sign == std::string_view::npos) {
      std::uint64_t size = 0;
      std::memcpy(&size, take(sizeof size).data(), sizeof size);
      value = take(size);
      if (take(1) != "\n") throw std::runtime_error("a value is longer than it says");
    }
    if (!fields.emplace(name, value).second) throw std::runtime_error(name + " is there twice");
  }
  return fields;
}

}  // namespace
}  // namespace campaignd::testing
