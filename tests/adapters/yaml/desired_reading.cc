#include "desired_reading.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "adapters/yaml/desired_state_reader.h"

namespace campaignd::testing {

tl::expected<DesiredState, Diagnostics> read_files(const NamedTexts& files) {
  SourceText source;
  source.revision = {"sha256:0", "campaigns.d/", std::nullopt};
  for (const auto& [name, bytes] : files) source.files.push_back({name, bytes});
  return read_desired_state(source);
}

tl::expected<DesiredState, Diagnostics> read_text(const std::string& text) {
  return read_files({{"campaigns.yaml", text}});
}

std::string errors_of(const NamedTexts& files) {
  const auto state = read_files(files);
  return state ? std::string() : to_lines(state.error());
}

std::string errors_of(const std::string& text) {
  return errors_of(NamedTexts{{"campaigns.yaml", text}});
}

std::string to_lines(const Diagnostics& errors) {
  std::string lines;
  for (const Diagnostic& error : errors) lines += to_text(error) + "\n";
  return lines;
}

std::string bytes_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace campaignd::testing
