// Real writers of every kind: each change is heard of, and none is read before it is whole.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

const std::string kBeingWritten = "waits: campaigns.yaml was opened for writing and not closed yet";

// With `old` in force, and nothing left to hear of.
void begin_with(Place& place, std::string_view old = "old") {
  write(place.path("campaigns.yaml"), old);
  place.begin();
  REQUIRE(place.comes_to() == "text: " + std::string(old));
  static_cast<void>(place.heard());
}

}  // namespace

TEST_CASE("an editor that writes beside and renames is heard of and read whole") {
  Place place;
  begin_with(place);

  replace(place.path("campaigns.yaml"), "new");

  CHECK(place.hears());
  CHECK_FALSE(place.source().is_current());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("an editor that keeps a backup by renaming and writes the file anew is heard of and read whole") {
  Place place;
  begin_with(place);

  std::filesystem::rename(place.path("campaigns.yaml"), place.path("campaigns.yaml~"));
  CHECK(place.hears());
  Writer editor(place.path("campaigns.yaml"), O_TRUNC);
  editor.write("ne");
  CHECK(place.comes_to() == kBeingWritten);
  editor.write("w");
  editor.close();
  std::filesystem::remove(place.path("campaigns.yaml~"));

  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("a slow writer is waited for until it closes, however long it rests") {
  Place place;
  begin_with(place);
  Writer slow(place.path("campaigns.yaml"), O_TRUNC);
  slow.write("half");

  CHECK(place.hears());
  CHECK_FALSE(place.source().is_current());
  CHECK(place.comes_to() == kBeingWritten);
  place.clock.advance(std::chrono::hours(1));
  CHECK(place.reads() == kBeingWritten);

  slow.write(" and half");
  slow.close();
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: half and half");
}

TEST_CASE("a writer that is killed has closed") {
  Place place;
  begin_with(place);
  {
    const Writer killed(place.path("campaigns.yaml"), O_TRUNC);
    killed.write("what it had written");
    CHECK(place.comes_to() == kBeingWritten);
  }
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: what it had written");
}

TEST_CASE("a file that is emptied first and written then is read neither empty nor half") {
  Place place;
  begin_with(place);
  Writer writer(place.path("campaigns.yaml"));

  writer.truncate();
  CHECK(place.hears());
  CHECK(place.comes_to() == kBeingWritten);
  writer.write("new");
  CHECK(place.comes_to() == kBeingWritten);
  writer.close();

  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("of two writers the second is waited for when it writes on after the first has closed") {
  Place place;
  begin_with(place);
  Writer first(place.path("campaigns.yaml"), O_APPEND);
  Writer second(place.path("campaigns.yaml"), O_APPEND);
  first.write(" one");
  second.write(" two");
  first.close();
  second.write(" three");

  CHECK(place.hears());
  CHECK(place.comes_to() == kBeingWritten);
  second.close();
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: old one two three");
}

TEST_CASE("who opens the file for writing and writes nothing is not waited for") {
  Place place;
  begin_with(place);
  const Writer idle(place.path("campaigns.yaml"));
  CHECK_FALSE(place.heard());
  CHECK(place.source().is_current());
}

TEST_CASE("a writer through a memory map, of whom no event tells, is seen by what moved") {
  Place place;
  begin_with(place, "old text");
  const Writer writer(place.path("campaigns.yaml"));
  void* const map = ::mmap(nullptr, 8, PROT_READ | PROT_WRITE, MAP_SHARED, writer.descriptor(), 0);
  REQUIRE(map != MAP_FAILED);

  static_cast<char*>(map)[0] = 'O';
  CHECK_FALSE(place.heard());
  CHECK_FALSE(place.source().is_current());
  CHECK(place.reads() == "waits: campaigns.yaml changed less than 300 ms ago");
  CHECK(place.comes_to() == "text: Old text");

  REQUIRE(::msync(map, 8, MS_SYNC) == 0);
  static_cast<char*>(map)[1] = 'L';
  CHECK_FALSE(place.source().is_current());
  CHECK(place.comes_to() == "text: OLd text");
  ::munmap(map, 8);
}

TEST_CASE("a writer that knows the file by another name, in another directory, is heard of and waited for") {
  Place place;
  write(place.path("campaigns.yaml"), "old");
  std::filesystem::create_directory(place.path("elsewhere"));
  std::filesystem::create_hard_link(place.path("campaigns.yaml"), place.path("elsewhere/other-name"));
  place.begin();
  REQUIRE(place.comes_to() == "text: old");
  static_cast<void>(place.heard());

  Writer writer(place.path("elsewhere/other-name"), O_TRUNC);
  writer.write("half");
  CHECK(place.hears());
  CHECK(place.comes_to() == kBeingWritten);
  writer.write(" and half");
  writer.close();

  CHECK(place.hears());
  CHECK(place.comes_to() == "text: half and half");
}

TEST_CASE("who writes on to a file that another took the place of is not waited for") {
  Place place;
  begin_with(place);
  Writer slow(place.path("campaigns.yaml"));
  slow.write("half");
  REQUIRE(place.comes_to() == kBeingWritten);

  SUBCASE("by a rename over it") {
    replace(place.path("campaigns.yaml"), "new");
  }
  SUBCASE("after it was deleted") {
    std::filesystem::remove(place.path("campaigns.yaml"));
    write(place.path("campaigns.yaml"), "new");
  }
  SUBCASE("after it was moved away") {
    std::filesystem::rename(place.path("campaigns.yaml"), place.path("campaigns.yaml.1"));
    write(place.path("campaigns.yaml"), "new");
  }
  CHECK(place.hears());
  slow.write("of the old one");
  CHECK(place.comes_to() == "text: new");
  slow.write("still");
  CHECK(place.comes_to() == "text: new");
  slow.close();
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("a writer whose file is renamed within the directory of files is waited for under the new name alone") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  write(place.path("campaigns.d/a.yaml"), "a");
  place.begin();
  REQUIRE(place.comes_to() == "a.yaml: a");
  Writer slow(place.path("campaigns.d/a.yaml"));
  slow.write("b");
  REQUIRE(place.comes_to().starts_with("waits: a.yaml was opened"));

  std::filesystem::rename(place.path("campaigns.d/a.yaml"), place.path("campaigns.d/b.yaml"));
  slow.write("b");
  CHECK(place.comes_to() == "waits: b.yaml was opened for writing and not closed yet");
  slow.close();

  CHECK(place.comes_to() == "b.yaml: bb");
}

TEST_CASE("what happens beside the file is not heard of") {
  Place place;
  begin_with(place);

  write(place.path("other.yaml"), "x");
  replace(place.path("notes"), "x");
  write(place.path(".campaigns.yaml.swp"), "x");
  std::filesystem::remove(place.path("other.yaml"));
  std::filesystem::create_directory(place.path("directory"));

  CHECK_FALSE(place.heard());
  CHECK(place.source().is_current());
}
