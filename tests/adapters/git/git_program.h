// The real git, without anybody's configuration.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

namespace campaignd::testing {

// Its first line of output.
inline std::string git_says(const std::filesystem::path& where, const std::string& arguments) {
  const std::string command =
      "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git -c user.name=Sara -c user.email=sara@example.org "
      "-c init.defaultBranch=main -c safe.directory='*' -C '" +
      where.native() + "' " + arguments + " 2>&1";
  CAPTURE(arguments);
  FILE* const output = ::popen(command.c_str(), "re");
  REQUIRE(output != nullptr);
  std::array<char, 4096> line{};
  const std::string first = std::fgets(line.data(), line.size(), output) != nullptr ? line.data() : "";
  while (std::fgets(line.data(), line.size(), output) != nullptr) {
  }
  INFO(first);
  REQUIRE(::pclose(output) == 0);
  return first.substr(0, first.find('\n'));
}

inline void git(const std::filesystem::path& where, const std::string& arguments) {
  static_cast<void>(git_says(where, arguments));
}

}  // namespace campaignd::testing
