#include "adapters/control/socket_place.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

namespace campaignd {
namespace {

constexpr int kBacklog = 1024;

tl::expected<sockaddr_un, std::string> address_of(const std::string& path);
std::optional<std::string> make_room(const std::string& path, const sockaddr_un& address);
std::string problem(const std::string& path, const std::string& why);
std::string errno_text() {
  return std::generic_category().message(errno);
}

// The socket interface's own cast: there is no other way to name an address.
const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

}  // namespace

tl::expected<std::unique_ptr<SocketPlace>, std::string> SocketPlace::make(const std::string& path) {
  const auto address = address_of(path);
  if (!address) return tl::unexpected(address.error());
  if (auto objection = make_room(path, *address)) return tl::unexpected(*std::move(objection));
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.is_open()) return tl::unexpected(problem(path, errno_text()));
  // Nobody may connect before it listens, and only owner and group after.
  if (::bind(socket.number(), generic(*address), sizeof *address) != 0) {
    return tl::unexpected(problem(path, errno_text()));
  }
  struct stat status {};
  std::unique_ptr<SocketPlace> place(new SocketPlace(path, std::move(socket)));
  if (::lstat(path.c_str(), &status) != 0) return tl::unexpected(problem(path, errno_text()));
  place->device_ = status.st_dev;
  place->inode_ = status.st_ino;
  // A directory with the set-group-id bit would have given it the directory's group.
  const bool is_ours = ::lchown(path.c_str(), static_cast<uid_t>(-1), ::getegid()) == 0 || status.st_gid == ::getegid();
  if (!is_ours || ::chmod(path.c_str(), 0660) != 0 || ::listen(place->listener(), kBacklog) != 0) {
    return tl::unexpected(problem(path, errno_text()));
  }
  return place;
}

SocketPlace::~SocketPlace() {
  if (listener_.is_open() && stands()) ::unlink(path_.c_str());
}

bool SocketPlace::stands() const {
  struct stat status {};
  return ::lstat(path_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_;
}

namespace {

tl::expected<sockaddr_un, std::string> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return tl::unexpected(problem(path, "the path is longer than a socket's may be"));
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

// Takes away what a dead process left; says what else stands there.
std::optional<std::string> make_room(const std::string& path, const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return problem(path, errno_text());
  }
  if (!S_ISSOCK(status.st_mode)) return problem(path, "something that is no socket stands there; move it away");
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!probe.is_open()) return problem(path, errno_text());
  const int result = ::connect(probe.number(), generic(address), sizeof address);
  if (result == 0 || errno != ECONNREFUSED) {
    // Also where its backlog is full, or where we may not connect: somebody is there.
    return problem(path, "another process answers there; give this one a path of its own (control.socket)");
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return problem(path, errno_text());
  return std::nullopt;
}

std::string problem(const std::string& path, const std::string& why) {
  return path + ": " + why;
}

}  // namespace

}  // namespace campaignd
