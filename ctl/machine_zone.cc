#include "machine_zone.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

namespace campaignd {

namespace {

std::optional<Zone> zone_of_environment() {
  const char* const value = std::getenv("TZ");  // NOLINT(concurrency-mt-unsafe): before any thread
  if (value == nullptr) return std::nullopt;
  const std::string name(value);
  return Zone::find(name.starts_with(':') ? name.substr(1) : name);
}

std::optional<Zone> zone_of_link() {
  constexpr std::string_view kDatabase = "/zoneinfo/";
  std::error_code not_there;
  const std::string target = std::filesystem::read_symlink("/etc/localtime", not_there).string();
  const std::size_t at = target.find(kDatabase);
  if (at == std::string::npos) return std::nullopt;
  return Zone::find(target.substr(at + kDatabase.size()));
}

std::optional<Zone> zone_of_file() {
  std::ifstream file("/etc/timezone");
  std::string name;
  return file >> name ? Zone::find(name) : std::nullopt;
}

}  // namespace

Zone machine_zone() {
  for (const auto& look : {zone_of_environment, zone_of_link, zone_of_file}) {
    if (auto zone = look()) return *std::move(zone);
  }
  return Zone::utc();
}

}  // namespace campaignd
