// The race between looking at a file and reading it: whatever was put there meanwhile, the answer is "it moved".
#include "adapters/files/file_reading.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <variant>

#include "contract/temporary_directory.h"
#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

TEST_CASE("a file that is no longer the one that was looked at is not read") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "campaigns.yaml";
  write(file, "seen");
  const StandingFile seen = look_at(file).files.front();
  REQUIRE(std::get<std::string>(read_whole(seen)) == "seen");

  SUBCASE("it grew") {
    write(file, "seen and more");
  }
  SUBCASE("other bytes, as many") {
    write(file, "SEEN");
  }
  SUBCASE("another file") {
    replace(file, "seen");
  }
  SUBCASE("it is gone") {
    std::filesystem::remove(file);
  }
  SUBCASE("a directory") {
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
  }
  SUBCASE("a FIFO, which to open would hang") {
    std::filesystem::remove(file);
    REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  }
  SUBCASE("a device without end") {
    std::filesystem::remove(file);
    std::filesystem::create_symlink("/dev/zero", file);
  }
  CHECK(std::holds_alternative<FileMoved>(read_whole(seen)));
}
