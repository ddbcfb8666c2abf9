#include "assembly/environment.h"

#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>

#include <cstdlib>
#include <string_view>

namespace campaignd {
namespace {

std::optional<std::string> first_directory(const char* name);
std::optional<tl::expected<ApiKey, std::string>> take_key(const char* name);

}  // namespace

Environment Environment::take() {
  Environment environment;
  environment.state_directory = first_directory("STATE_DIRECTORY");
  environment.runtime_directory = first_directory("RUNTIME_DIRECTORY");
  environment.credentials_directory = first_directory("CREDENTIALS_DIRECTORY");
  environment.api_key = take_key("OTPIQ_API_KEY");
  return environment;
}

namespace {

std::optional<std::string> first_directory(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  const std::string_view all(value);
  const std::string_view first = all.substr(0, all.find(':'));
  if (first.empty()) return std::nullopt;
  return std::string(first);
}

std::optional<tl::expected<ApiKey, std::string>> take_key(const char* name) {
  char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  auto key = ApiKey::parse(value).map_error(
      [name](const std::string& error) { return "$" + std::string(name) + ": " + error; });
  ::explicit_bzero(value, std::string_view(value).size());
  ::unsetenv(name);
  return key;
}

}  // namespace

}  // namespace campaignd
