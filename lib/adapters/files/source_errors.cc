#include "adapters/files/source_errors.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

namespace campaignd {
namespace {

constexpr std::int64_t kMebibyte = 1024LL * 1024;
constexpr std::int64_t kLargestFile = 2 * kMebibyte;
constexpr std::int64_t kLargestTogether = 64 * kMebibyte;
constexpr std::size_t kMostFiles = 1000;

Diagnostic about(const std::string& name, std::string message);
std::string why_missing(const std::string& path);
std::string errno_text(int error);
std::string in_mebibytes(std::int64_t size);

}  // namespace

Diagnostics errors_of_place(const std::string& path, const Standing& standing) {
  const std::string directory = last_part(path) + "/";
  if (standing.error != 0) {
    return {about(directory, path + " cannot be listed: " + errno_text(standing.error) + "; let user id " +
                                 std::to_string(::geteuid()) + " read it")};
  }
  if (standing.files.empty()) {
    return {about(directory, "no *.yaml or *.yml is in " + path +
                                 ", which is never taken for \"no campaigns\"; put the files there, or correct "
                                 "desiredState in the settings")};
  }
  Diagnostics errors;
  for (const StandingFile& file : standing.files) {
    if (file.error != 0) {
      errors.push_back(error_of_reading(file, file.error));
    } else if (file.is_directory) {
      errors.push_back(about(file.name, file.path +
                                            " is a directory; directories within a directory are not read, so move "
                                            "its files up or give it another name"));
    } else if (!file.is_regular) {
      errors.push_back(
          about(file.name, file.path + " is not a regular file; put a file, or a link to one, in its place"));
    }
  }
  return errors;
}

Diagnostics errors_of_sizes(const Standing& standing) {
  Diagnostics errors;
  std::int64_t together = 0;
  for (const StandingFile& file : standing.files) {
    together += file.stamp.size;
    if (file.stamp.size == 0) {
      errors.push_back(
          about(file.name, "it is empty, which is never taken for \"no campaigns\"; put its content back"));
    } else if (file.stamp.size > kLargestFile) {
      errors.push_back(
          about(file.name, "it has " + in_mebibytes(file.stamp.size) +
                               ", and at most 2 MiB are read; split it into several files of a directory"));
    }
  }
  if (errors.empty() && (together > kLargestTogether || standing.files.size() > kMostFiles)) {
    errors.push_back(about(standing.files.front().name,
                           std::to_string(standing.files.size()) + " files with " + in_mebibytes(together) +
                               " stand in its directory; at most 1000 files and 64 MiB are "
                               "read together"));
  }
  return errors;
}

Diagnostic error_of_reading(const StandingFile& file, int error) {
  if (error == ENOENT) return about(file.name, why_missing(file.path));
  if (error == EACCES || error == EPERM) {
    return about(file.name, file.path + " cannot be read: " + errno_text(error) + "; let user id " +
                                std::to_string(::geteuid()) + " read it and search the directories above it");
  }
  if (error == ELOOP) {
    return about(file.name, file.path + " leads through symbolic links that go round in a circle; put the file there");
  }
  return about(file.name, file.path + " cannot be read: " + errno_text(error));
}

namespace {

Diagnostic about(const std::string& name, std::string message) {
  return {Severity::kError, name, 0, 0, std::move(message)};
}

std::string why_missing(const std::string& path) {
  std::string target(PATH_MAX, '\0');
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  if (size > 0) {
    target.resize(static_cast<std::size_t>(size));
    return path + " is a symbolic link to " + target + ", where nothing is; mend the link, or put the file there";
  }
  return path + " does not exist; put it there, or correct desiredState in the settings";
}

std::string errno_text(int error) {
  return std::system_category().message(error);
}

// To a tenth, rounded up, so that a file just over the limit does not look as if it were at it.
std::string in_mebibytes(std::int64_t size) {
  const std::int64_t tenths = (size * 10 + kMebibyte - 1) / kMebibyte;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MiB";
}

}  // namespace
}  // namespace campaignd
