#include "assembly/settings_loading.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>

namespace campaignd {
namespace {

constexpr std::size_t kLargestFile = std::size_t{2} << 20U;
constexpr const char* kKeyName = "/otpiq-key";
constexpr const char* kFromEnvironment = "$OTPIQ_API_KEY";

tl::expected<std::string, Diagnostic> read_whole(const std::string& path);
void apply_environment(Settings& settings, const Environment& environment);
std::string why_not_opened(int reason);
tl::expected<ApiKey, Diagnostic> read_key_file(const std::string& path);
Diagnostic error(const std::string& file, const std::string& message);
std::string errno_text();

}  // namespace

std::string from_anywhere(const std::string& file) {
  std::error_code unknown;
  const std::filesystem::path whole = std::filesystem::absolute(file, unknown);
  return unknown || whole.empty() ? file : whole.string();
}

SettingsReading look_at_settings(const std::string& file, const Environment& environment) {
  const auto bytes = read_whole(file);
  if (!bytes) return {{}, {bytes.error()}, {kDesiredStateKey, kStateDirectoryKey, kKeyFileKey}};
  SettingsReading reading = understand_settings(file, *bytes);
  apply_environment(reading.settings, environment);
  return reading;
}

tl::expected<Settings, Diagnostics> load_settings(const std::string& file, const Environment& environment) {
  SettingsReading reading = look_at_settings(file, environment);
  if (!reading.errors.empty()) return tl::unexpected(std::move(reading.errors));
  return std::move(reading.settings);
}

std::string api_key_origin(const Settings& settings, const Environment& environment) {
  const auto is_there = [](const std::string& path) { return ::access(path.c_str(), F_OK) == 0; };
  if (environment.credentials_directory) {
    std::string path = *environment.credentials_directory + kKeyName;
    if (is_there(path)) return path;
  }
  if (!settings.api.key_file.empty()) return settings.api.key_file;
  if (environment.api_key) return kFromEnvironment;
  const std::size_t slash = settings.file.rfind('/');
  std::string beside = (slash == std::string::npos ? "." : settings.file.substr(0, slash)) + kKeyName;
  return is_there(beside) ? beside : "";
}

tl::expected<ApiKey, Diagnostic> load_api_key(const Settings& settings, const Environment& environment) {
  const std::string origin = api_key_origin(settings, environment);
  if (origin == kFromEnvironment) {
    if (!*environment.api_key) return tl::unexpected(error("", environment.api_key->error()));
    return ApiKey::parse((*environment.api_key)->reveal()).map_error([](const std::string& why) {
      return error("", why);
    });
  }
  if (!origin.empty()) return read_key_file(origin);
  return tl::unexpected(error(settings.file,
                              "there is no API key: name its file in api.keyFile, or give the unit "
                              "LoadCredential=otpiq-key:/etc/campaignd/otpiq-key"));
}

namespace {

// A FIFO or a terminal must not hold us up, and no file can fill the memory.
tl::expected<std::string, Diagnostic> read_whole(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return tl::unexpected(error(path, why_not_opened(errno)));
  struct stat status {};
  std::string bytes;
  std::string failure;
  if (::fstat(fd, &status) != 0) {
    failure = "cannot be read: " + errno_text();
  } else if (!S_ISREG(status.st_mode)) {
    failure = S_ISDIR(status.st_mode) ? "is a directory; name the settings file in it"
                                      : "is no regular file; name a settings file";
  }
  std::array<char, 16384> piece{};
  while (failure.empty()) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) failure = "cannot be read: " + errno_text();
    if (count <= 0) break;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > kLargestFile) failure = "is larger than 2 MiB, which no settings file is";
  }
  ::close(fd);
  if (!failure.empty()) return tl::unexpected(error(path, failure));
  return bytes;
}

std::string why_not_opened(int reason) {
  std::string text = "the settings file cannot be read: " + std::generic_category().message(reason);
  if (reason == ENOENT) text += "; start from the example that is installed with the documentation";
  if (reason == EACCES) text += "; let user id " + std::to_string(::geteuid()) + " read it";
  return text;
}

// systemd's directories stand where the file says nothing; what it says stays.
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
  if (::stat(path.c_str(), &status) != 0) {
    return tl::unexpected(error(path, "the key file cannot be looked at: " + errno_text() +
                                          "; put the key there, or correct api.keyFile in the settings"));
  }
  if (!S_ISREG(status.st_mode)) {
    return tl::unexpected(error(path, "this is no regular file; name the file that holds the key"));
  }
  if ((status.st_mode & (S_IROTH | S_IWOTH)) != 0) {
    return tl::unexpected(error(path, "others can read or write this key file; do: chmod o-rwx " + path));
  }
  if (::access(path.c_str(), R_OK) != 0) {
    return tl::unexpected(error(path, "the key file cannot be read by user id " + std::to_string(::geteuid()) + ": " +
                                          errno_text() + "; the service's own user has to, and nobody else but root"));
  }
  // ApiKey's own message begins with the file's name, which a diagnostic has of its own.
  return ApiKey::read(path).map_error([&path](const std::string& why) {
    const std::string prefix = path + ": ";
    return error(path, (why.rfind(prefix, 0) == 0 ? why.substr(prefix.size()) : why) +
                           "; write the key into this file, as its only line");
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
