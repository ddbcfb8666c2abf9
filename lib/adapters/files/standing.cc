#include "adapters/files/standing.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "adapters/files/yaml_name.h"

namespace campaignd {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

StandingFile file_at(std::string name, std::string path);
void list(const std::string& path, Standing& standing);

}  // namespace

Stamp stamp_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_size,
          static_cast<std::int64_t>(status.st_ctim.tv_sec) * kNanosecondsPerSecond + status.st_ctim.tv_nsec};
}

Standing look_at(const std::string& path) {
  Standing standing;
  StandingFile file = file_at(last_part(path), path);
  if (!file.is_directory) {
    standing.files.push_back(std::move(file));
    return standing;
  }
  standing.is_directory = true;
  standing.directory = file.stamp;
  list(path, standing);
  return standing;
}

std::string last_part(const std::string& path) {
  const auto end = path.find_last_not_of('/');
  if (end == path.npos) return path.empty() ? "" : "/";
  const auto slash = path.find_last_of('/', end);
  const auto begin = slash == path.npos ? 0 : slash + 1;
  return path.substr(begin, end + 1 - begin);
}

namespace {

StandingFile file_at(std::string name, std::string path) {
  StandingFile file{.name = std::move(name), .path = std::move(path)};
  struct stat status = {};
  if (::stat(file.path.c_str(), &status) != 0) {
    file.error = errno;
    return file;
  }
  file.is_regular = S_ISREG(status.st_mode);
  file.is_directory = S_ISDIR(status.st_mode);
  file.stamp = stamp_of(status);
  return file;
}

void list(const std::string& path, Standing& standing) {
  const auto close = [](DIR* directory) { ::closedir(directory); };
  const std::unique_ptr<DIR, decltype(close)> directory(::opendir(path.c_str()), close);
  if (!directory) {
    standing.error = errno;
    return;
  }
  errno = 0;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string name = &entry->d_name[0];
    if (is_yaml_name(name)) standing.files.push_back(file_at(name, path + (path.ends_with('/') ? "" : "/") + name));
    errno = 0;
  }
  standing.error = errno;
  std::sort(standing.files.begin(), standing.files.end(),
            [](const StandingFile& a, const StandingFile& b) { return a.name < b.name; });
}

}  // namespace
}  // namespace campaignd
