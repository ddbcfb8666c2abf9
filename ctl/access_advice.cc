#include "access_advice.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>

#include "core/display_text.h"

namespace campaignd {

namespace {

// Whose members may read the file, or go into the directory that keeps others from it; none where that is everybody or
// root alone.
std::optional<std::string> admitting_group(const std::string& path);

}  // namespace

std::string access_advice(const std::string& path) {
  if (::access(path.c_str(), R_OK) == 0 || errno != EACCES) return "";
  const std::string sudo = "run the same command with sudo.";
  const auto group = admitting_group(path);
  if (!group) return "You may not read it: " + sudo;
  return "Members of the group " + isolate(*group) + " may read it: `sudo usermod -aG " + isolate(*group) +
         " $USER`, then log in again; or " + sudo;
}

namespace {

std::optional<std::string> admitting_group(const std::string& path) {
  struct stat status {};
  mode_t wanted = S_IRGRP;
  // In a directory that may not be entered nothing is known of it, but of the directory.
  for (std::filesystem::path place = path; ::stat(place.c_str(), &status) != 0; place = place.parent_path()) {
    if (errno != EACCES || !place.has_relative_path()) return std::nullopt;
    wanted = S_IXGRP;
  }
  if ((status.st_mode & wanted) == 0 || status.st_gid == 0) return std::nullopt;
  std::array<char, 4096> room{};
  struct group entry {};
  struct group* found = nullptr;
  if (::getgrgid_r(status.st_gid, &entry, room.data(), room.size(), &found) != 0 || found == nullptr) {
    return std::nullopt;
  }
  return std::string(found->gr_name);
}

}  // namespace

}  // namespace campaignd
