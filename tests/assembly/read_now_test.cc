// Who saves a file and types a command in the same moment is answered, not told to try again.
#include "assembly/read_now.h"

#include <doctest/doctest.h>

#include <fstream>
#include <variant>

#include "contract/temporary_directory.h"

namespace campaignd::testing {
namespace {

void write(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST_CASE("a file that was saved in this moment is read") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "campaigns.yaml";
  for (int i = 0; i < 5; ++i) {
    write(file, "version: " + std::to_string(i));
    const auto reading = read_now(file);
    const auto* const text = std::get_if<SourceText>(&reading);
    REQUIRE(text != nullptr);
    CHECK(text->files.front().bytes == "version: " + std::to_string(i));
  }
}

TEST_CASE("a file that is not there is an error at once") {
  const TemporaryDirectory directory;
  CHECK(std::holds_alternative<SourceUnreadable>(read_now(directory.path() / "campaigns.yaml")));
}

}  // namespace
}  // namespace campaignd::testing
