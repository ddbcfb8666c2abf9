#include "assembly/settings_loading.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

#include "adapters/yaml/settings_reader.h"

namespace campaignd {
namespace {

constexpr std::size_t kLargestFile = std::size_t{2} << 20U;

tl::expected<std::string, Diagnostic> read_whole(const std::string& path);
void apply_environment(Settings& settings, const Environment& environment);
tl::expected<ApiKey, Diagnostic> read_key_file(const std::string& path);
Diagnostic error(const std::string& file, const std::string& message);
std::string errno_text();

}  // namespace

tl::expected<Settings, Diagnostics> load_settings(const std::string& file, const Environment& environment) {
  const auto bytes = read_whole(file);
  if (!bytes) return tl::unexpected(Diagnostics{bytes.error()});
  auto settings = read_settings(file, *bytes);
  if (!settings) return settings;
  apply_environment(*settings, environment);
  return settings;
}

tl::expected<ApiKey, Diagnostic> load_api_key(const Settings& settings, const Environment& environment) {
  if (environment.credentials_directory) {
    const std::string path = *environment.credentials_directory + "/otpiq-key";
    if (::access(path.c_str(), F_OK) == 0) return read_key_file(path);
  }
  if (!settings.api.key_file.empty()) return read_key_file(settings.api.key_file);
  if (environment.api_key) {
    if (!*environment.api_key) return tl::unexpected(error("", environment.api_key->error()));
    return ApiKey::parse((*environment.api_key)->reveal()).map_error([](const std::string& why) {
      return error("", why);
    });
  }
  return tl::unexpected(error(settings.file,
                              "there is no API key: name its file in api.keyFile, or give the unit "
                              "LoadCredential=otpiq-key:/etc/campaignd/otpiq-key"));
}

namespace {

// A FIFO or a terminal must not hold us up, and no file can fill the memory.
tl::expected<std::string, Diagnostic> read_whole(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return tl::unexpected(error(path, "cannot be read: " + errno_text()));
  struct stat status {};
  std::string bytes;
  std::string failure;
  if (::fstat(fd, &status) != 0) {
    failure = "cannot be read: " + errno_text();
  } else if (!S_ISREG(status.st_mode)) {
    failure = S_ISDIR(status.st_mode) ? "is a directory, not a settings file" : "is not a regular file";
  }
  std::array<char, 16384> piece{};
  while (failure.empty()) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) failure = "cannot be read: " + errno_text();
    if (count <= 0) break;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > kLargestFile) failure = "is larger than 2 MiB";
  }
  ::close(fd);
  if (!failure.empty()) return tl::unexpected(error(path, failure));
  return bytes;
}

// systemd's directories stand where the file left the default; what a file says itself stays.
void apply_environment(Settings& settings, const Environment& environment) {
  if (environment.state_directory && !settings.state_directory_given) {
    settings.state_directory = *environment.state_directory;
  }
  if (environment.runtime_directory && !settings.socket_given) {
    settings.control.socket = *environment.runtime_directory + "/control.sock";
  }
}

tl::expected<ApiKey, Diagnostic> read_key_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IROTH | S_IWOTH)) != 0) {
    return tl::unexpected(error(path, "others can read or write this key file; do: chmod o-rwx " + path));
  }
  // ApiKey's own message begins with the file's name, which a diagnostic has of its own.
  return ApiKey::read(path).map_error([&path](const std::string& why) {
    const std::string prefix = path + ": ";
    return error(path, why.rfind(prefix, 0) == 0 ? why.substr(prefix.size()) : why);
  });
}

Diagnostic error(const std::string& file, const std::string& message) {
  Diagnostic diagnostic;
  diagnostic.file = file;
  diagnostic.message = message;
  return diagnostic;
}

std::string errno_text() {
  return std::generic_category().message(errno);
}

}  // namespace

}  // namespace campaignd
