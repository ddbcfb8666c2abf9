#include "adapters/files/state_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace campaignd {
namespace {

constexpr int kTries = 10;
constexpr std::size_t kMostDigits = 10;  // of a process id

enum class Outcome { kLocked, kHeld, kFailed };

Outcome lock(int file);
bool lock_directory(int directory);
void hand_to_owner(int file, int directory);
bool has_its_name(int file, const std::string& path);
void write_process_id(int file);
std::string holder(int file);
std::string failure(const std::string& state_directory, const std::string& what, int error);
std::string advice(int error);

}  // namespace

tl::expected<StateLock, std::string> StateLock::take(const std::string& state_directory) {
  const std::string path = state_directory + "/lock";
  const auto held = [&](const Descriptor& file) {
    return tl::unexpected(state_directory + ": another campaignd works with this state directory" +
                          holder(file.number()) + "; stop it, or give this one a stateDirectory of its own");
  };
  for (int tries = 0; tries < kTries; ++tries) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600));
    if (!file.is_open()) return tl::unexpected(failure(state_directory, "cannot open its file \"lock\"", errno));
    switch (lock(file.number())) {
      case Outcome::kLocked:
        break;
      case Outcome::kHeld:
        return held(file);
      case Outcome::kFailed:
        return tl::unexpected(failure(state_directory, "cannot lock its file \"lock\"", errno));
    }
    // Somebody removed the file, or put another in its place, between our open and our lock.
    if (!has_its_name(file.number(), path)) continue;
    Descriptor directory(::open(state_directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock_directory(directory.number())) return held(file);
    hand_to_owner(file.number(), directory.number());
    write_process_id(file.number());
    return StateLock(std::move(file), std::move(directory));
  }
  return tl::unexpected(state_directory + ": its file \"lock\" is replaced again and again; find out by whom");
}

namespace {

// An open file description's lock: no other open of the file in this process can drop it by closing.
Outcome lock(int file) {
  struct flock whole = {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  while (::fcntl(file, F_OFD_SETLK, &whole) != 0) {
    if (errno == EAGAIN || errno == EACCES) return Outcome::kHeld;
    if (errno != EINTR) return Outcome::kFailed;
  }
  return Outcome::kLocked;
}

// Made by root (`sudo campaignctl freeze`) it is to be the service's all the same.
void hand_to_owner(int file, int directory) {
  struct stat owner {};
  if (::geteuid() != 0 || ::fstat(directory, &owner) != 0) return;
  static_cast<void>(::fchown(file, owner.st_uid, owner.st_gid) == 0);
}

// False where somebody else has it; where it cannot be locked at all, nobody has.
bool lock_directory(int directory) {
  while (::flock(directory, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) return true;
  }
  return true;
}

bool has_its_name(int file, const std::string& path) {
  struct stat opened = {};
  struct stat named = {};
  return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

// On a full disk it stays out: the lock does not need it, and nobody is better than the one who held it before.
void write_process_id(int file) {
  const std::string text = std::to_string(::getpid()) + "\n";
  const auto size = static_cast<off_t>(text.size());
  const bool is_written = ::pwrite(file, text.data(), text.size(), 0) == size;
  if (::ftruncate(file, is_written ? size : 0) != 0) return;
}

// ` (process 1234)`, where the file says so.
std::string holder(int file) {
  std::array<char, 16> bytes{};
  const ssize_t size = ::pread(file, bytes.data(), bytes.size(), 0);
  if (size <= 0) return "";
  std::string_view text(bytes.data(), static_cast<std::size_t>(size));
  text = text.substr(0, text.find('\n'));
  const bool is_number = !text.empty() && text.size() <= kMostDigits &&
                         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? " (process " + std::string(text) + ")" : "";
}

std::string failure(const std::string& state_directory, const std::string& what, int error) {
  return state_directory + ": " + what + ": " + std::system_category().message(error) + "; " + advice(error);
}

std::string advice(int error) {
  switch (error) {
    case ENOENT:
      return "make the directory, or correct stateDirectory in the settings";
    case ENOTDIR:
      return "stateDirectory in the settings has to name a directory";
    case EACCES:
    case EPERM:
      return "let user id " + std::to_string(::geteuid()) + " write in the directory and in what lies there";
    case EROFS:
      return "mount it for writing, or give another stateDirectory in the settings";
    case ENOSPC:
    case EDQUOT:
      return "make room on its file system";
    case ELOOP:
    case EISDIR:
    case ENXIO:
      return "it has to be a plain file; move away what is there";
    default:
      return "look at its owner, its mode and its mount";
  }
}

}  // namespace
}  // namespace campaignd
