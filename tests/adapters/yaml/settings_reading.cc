#include "settings_reading.h"

#include <doctest/doctest.h>

#include <utility>

#include "adapters/yaml/settings_reader.h"
#include "desired_reading.h"

namespace campaignd::testing {

std::string settings_errors_of(const std::string& text) {
  const auto settings = read_settings("campaignd.yaml", text);
  return settings ? std::string() : to_lines(settings.error());
}

Settings settings_of(const std::string& text) {
  auto settings = read_settings("campaignd.yaml", text);
  REQUIRE_MESSAGE(settings, text << (settings ? std::string() : to_lines(settings.error())));
  return std::move(*settings);
}

}  // namespace campaignd::testing
