// When a file counts as at rest, and when what was read is still what stands there.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <string>

#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

WallTime change_time(const std::filesystem::path& file) {
  struct stat status = {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return WallTime{std::chrono::ceil<std::chrono::milliseconds>(std::chrono::seconds(status.st_ctim.tv_sec) +
                                                               std::chrono::nanoseconds(status.st_ctim.tv_nsec))};
}

// `touch -d`, as `rsync -t` and a writer that hides its traces do.
void set_modification_time(const std::filesystem::path& file, const timespec& to) {
  const std::array times{timespec{0, UTIME_OMIT}, to};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) == 0);
}

std::string waits_for(const std::string& name) {
  return "waits: " + name + " changed less than 300 ms ago";
}

}  // namespace

TEST_CASE("a file that changed `debounce` ago is read, and one a millisecond younger is not") {
  Place place;
  write(place.path("campaigns.yaml"), "a");
  place.clock.set_wall(change_time(place.path("campaigns.yaml")) + kDebounce - std::chrono::milliseconds(1));
  place.begin();

  CHECK(place.reads() == waits_for("campaigns.yaml"));

  place.clock.advance(std::chrono::milliseconds(1));
  CHECK(place.reads() == "text: a");
}

TEST_CASE("each change begins the wait anew, and as long as changes come nothing is read") {
  Place place;
  write(place.path("campaigns.yaml"), "0");
  place.begin();
  CHECK(place.reads() == waits_for("campaigns.yaml"));

  for (int i = 1; i <= 5; ++i) {
    place.pass(kDebounce - std::chrono::milliseconds(1));
    write(place.path("campaigns.yaml"), std::to_string(i));
    CHECK(place.reads() == waits_for("campaigns.yaml"));
  }
  CHECK(place.comes_to() == "text: 5");
}

TEST_CASE("a wall clock that was set forward does not make a fresh change look old") {
  Place place;
  write(place.path("campaigns.yaml"), "old");
  place.begin();
  REQUIRE(place.comes_to() == "text: old");

  place.clock.set_wall(machine_now() + std::chrono::hours(24));
  write(place.path("campaigns.yaml"), "new");

  CHECK(place.reads() == waits_for("campaigns.yaml"));
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("a change time in the future, by a clock that was set back, is waited for no longer than any other") {
  Place place;
  write(place.path("campaigns.yaml"), "a");
  place.clock.set_wall(machine_now() - std::chrono::hours(24));
  place.begin();

  CHECK(place.reads() == waits_for("campaigns.yaml"));
  place.clock.advance(kDebounce);
  CHECK(place.reads() == "text: a");
}

TEST_CASE("without a debounce a file still rests for the kernel's tick, within which two changes look alike") {
  Place place;
  write(place.path("campaigns.yaml"), "a");
  place.begin();
  FileSource source(place.path("campaigns.yaml"), std::chrono::milliseconds(0), place.clock, place.writers);

  CHECK(told(source.read()) == "waits: campaigns.yaml changed less than 10 ms ago");
  place.clock.advance(std::chrono::milliseconds(10));
  CHECK(told(source.read()) == "text: a");
}

TEST_CASE("a file of a directory that comes, goes or changes is waited for") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  write(place.path("campaigns.d/a.yaml"), "a");
  place.begin();
  REQUIRE(place.comes_to() == "a.yaml: a");

  SUBCASE("comes") {
    write(place.path("campaigns.d/b.yml"), "b");
    CHECK(place.reads().starts_with("waits: "));
    CHECK(place.comes_to() == "a.yaml: a\nb.yml: b");
  }
  SUBCASE("goes") {
    write(place.path("campaigns.d/b.yml"), "b");
    REQUIRE(place.comes_to() == "a.yaml: a\nb.yml: b");
    std::filesystem::remove(place.path("campaigns.d/a.yaml"));
    CHECK(place.reads() == waits_for("the directory"));
    CHECK(place.comes_to() == "b.yml: b");
  }
  SUBCASE("changes") {
    write(place.path("campaigns.d/a.yaml"), "A");
    CHECK(place.reads() == waits_for("a.yaml"));
    CHECK(place.comes_to() == "a.yaml: A");
  }
}

TEST_CASE("what was read is current until anything about it moves, however well hidden") {
  Place place;
  const auto file = place.path("campaigns.yaml");
  write(file, "aaaa");
  place.begin();
  CHECK_FALSE(place.source().is_current());  // nothing was read yet
  REQUIRE(place.comes_to() == "text: aaaa");
  REQUIRE(place.source().is_current());

  SUBCASE("a file beside it") {
    write(place.path("other.yaml"), "b");
    CHECK(place.source().is_current());
    return;
  }
  SUBCASE("as many other bytes, and the modification time put back") {
    struct stat before = {};
    REQUIRE(::stat(file.c_str(), &before) == 0);
    write(file, "bbbb");
    set_modification_time(file, before.st_mtim);
  }
  SUBCASE("another file with the same bytes in its place") {
    replace(file, "aaaa");
  }
  SUBCASE("its rights") {
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  }
  SUBCASE("it is gone") {
    std::filesystem::remove(file);
  }
  SUBCASE("a writer that has not closed yet, even where the file looks the same") {
    place.writers.modified(file);
  }
  SUBCASE("another path was put in force") {
    place.source().use(place.path("other.yaml"), kDebounce);
  }
  CHECK_FALSE(place.source().is_current());
}

TEST_CASE("what was read of a directory is current until one of its files moves, comes or goes") {
  Place place("campaigns.d");
  const auto directory = place.path("campaigns.d");
  std::filesystem::create_directory(directory);
  write(directory / "a.yaml", "a");
  write(directory / "b.yaml", "b");
  place.begin();
  REQUIRE(place.comes_to() == "a.yaml: a\nb.yaml: b");

  SUBCASE("an editor's draft and a note beside") {
    write(directory / ".a.yaml.swp", "x");
    write(directory / "README", "x");
    CHECK(place.source().is_current());
    return;
  }
  SUBCASE("one comes") {
    write(directory / "c.yaml", "c");
  }
  SUBCASE("one goes") {
    std::filesystem::remove(directory / "b.yaml");
  }
  SUBCASE("one gets another name") {
    std::filesystem::rename(directory / "b.yaml", directory / "c.yaml");
  }
  SUBCASE("one moves") {
    write(directory / "b.yaml", "B");
  }
  CHECK_FALSE(place.source().is_current());
}

TEST_CASE("a reading that did not come to a text leaves nothing that could be current") {
  Place place;
  write(place.path("campaigns.yaml"), "a");
  place.begin();
  REQUIRE(place.comes_to() == "text: a");

  write(place.path("campaigns.yaml"), "b");
  REQUIRE(place.reads() == waits_for("campaigns.yaml"));

  CHECK_FALSE(place.source().is_current());
}
