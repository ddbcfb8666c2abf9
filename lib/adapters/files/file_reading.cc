#include "adapters/files/file_reading.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "adapters/files/descriptor.h"

namespace campaignd {
namespace {

bool is_still(const StandingFile& file, int descriptor);

}  // namespace

std::variant<std::string, FileMoved, ReadFailure> read_whole(const StandingFile& file) {
  const Descriptor opened(::open(file.path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!opened.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return FileMoved{};
    return ReadFailure{errno};
  }
  if (!is_still(file, opened.number())) return FileMoved{};

  // One byte of room more, so that a file that grew is noticed.
  std::string bytes(static_cast<std::size_t>(file.stamp.size) + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = ::read(opened.number(), bytes.data() + size, bytes.size() - size);
    if (got == 0) break;
    if (got > 0) size += static_cast<std::size_t>(got);
    if (got < 0 && errno != EINTR) return ReadFailure{errno};
  }
  if (size + 1 != bytes.size() || !is_still(file, opened.number())) return FileMoved{};
  bytes.resize(size);
  return bytes;
}

namespace {

bool is_still(const StandingFile& file, int descriptor) {
  struct stat status = {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && stamp_of(status) == file.stamp;
}

}  // namespace
}  // namespace campaignd
