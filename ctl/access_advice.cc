#include "access_advice.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

#include "core/display_text.h"

namespace campaignd {

namespace {

// Whose members may read the file, where it is not everybody or root alone.
std::optional<std::string> reading_group(const std::string& path);

}  // namespace

std::string access_advice(const std::string& path) {
  if (::access(path.c_str(), R_OK) == 0 || errno != EACCES) return "";
  const std::string sudo = "run the same command with sudo.";
  const auto group = reading_group(path);
  if (!group) return "You may not read it: " + sudo;
  return "Members of the group " + isolate(*group) + " may read it: `sudo usermod -aG " + isolate(*group) +
         " $USER`, then log in again; or " + sudo;
}

namespace {

std::optional<std::string> reading_group(const std::string& path) {
  struct stat status {};
  // In a directory that may not be entered nothing is known of it.
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & S_IRGRP) == 0 || status.st_gid == 0) return std::nullopt;
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
