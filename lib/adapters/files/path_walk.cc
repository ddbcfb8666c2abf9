#include "adapters/files/path_walk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <deque>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace campaignd {
namespace {

constexpr int kMostLinks = 40;

std::deque<std::string> parts_of(std::string_view path);
Step::Kind kind_of(const std::string& path);
std::string target_of(const std::string& link);
std::string parent_of(const std::string& directory);

}  // namespace

std::vector<Step> walk(const std::string& path) {
  std::error_code ignored;
  const std::string whole = path.starts_with('/') ? path : std::filesystem::current_path(ignored).native() + "/" + path;
  std::vector<Step> steps;
  std::string directory = "/";
  std::deque<std::string> parts = parts_of(whole);
  int links = 0;
  while (!parts.empty()) {
    const std::string name = std::move(parts.front());
    parts.pop_front();
    if (name == "..") {
      directory = parent_of(directory);
      continue;
    }
    Step step{directory, name};
    step.kind = kind_of(path_of(step));
    steps.push_back(step);
    if (step.kind == Step::Kind::kDirectory) {
      directory = path_of(step);
      continue;
    }
    if (step.kind != Step::Kind::kLink || ++links > kMostLinks) break;
    const std::string target = target_of(path_of(step));
    if (target.starts_with('/')) directory = std::string(1, '/');
    const std::deque<std::string> further = parts_of(target);
    parts.insert(parts.begin(), further.begin(), further.end());
  }
  return steps;
}

std::string path_of(const Step& step) {
  return step.directory + (step.directory.ends_with('/') ? "" : "/") + step.name;
}

namespace {

// Without empty parts and `.`.
std::deque<std::string> parts_of(std::string_view path) {
  std::deque<std::string> parts;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (!part.empty() && part != ".") parts.emplace_back(part);
    path.remove_prefix(std::min(part.size() + 1, path.size()));
  }
  return parts;
}

Step::Kind kind_of(const std::string& path) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) != 0) return Step::Kind::kMissing;
  if (S_ISLNK(status.st_mode)) return Step::Kind::kLink;
  return S_ISDIR(status.st_mode) ? Step::Kind::kDirectory : Step::Kind::kFile;
}

std::string target_of(const std::string& link) {
  std::string target(PATH_MAX, '\0');
  const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
  target.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return target;
}

std::string parent_of(const std::string& directory) {
  const auto slash = directory.find_last_of('/');
  return slash == 0 || slash == directory.npos ? "/" : directory.substr(0, slash);
}

}  // namespace
}  // namespace campaignd
