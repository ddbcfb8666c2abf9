#include "person.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace campaignd {

std::string person_here() {
  const uid_t uid = ::getuid();
  std::string text = "uid " + std::to_string(uid);
  std::array<char, 4096> room{};
  struct passwd entry {};
  struct passwd* found = nullptr;
  if (::getpwuid_r(uid, &entry, room.data(), room.size(), &found) == 0 && found != nullptr) {
    text += " (" + std::string(found->pw_name) + ")";
  }
  const char* behind = std::getenv("SUDO_USER");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (uid == 0 && behind != nullptr && *behind != '\0') text += ", for " + std::string(behind);
  return text;
}

}  // namespace campaignd
