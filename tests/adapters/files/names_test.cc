// Which files are the desired state, in which order, and the hash that tells one version from another.
#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

Revision revision_of(Place& place) {
  REQUIRE_FALSE(place.comes_to().starts_with("waits"));
  return std::get<SourceText>(place.source().read()).revision;
}

}  // namespace

TEST_CASE("a directory's files are read by name, without what editors and tools keep beside them") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  for (const char* name : {"20-b.yaml", "10-a.yml", "Z.yaml"}) write(place.path("campaigns.d") / name, name);
  for (const char* name : {".hidden.yaml", ".10-a.yml.swp", "10-a.yml~", "#10-a.yml#", "10-a.yml.bak", "10-a.yml.part",
                           "notes.txt", "10-a.yaml.dpkg-new", "4913", "yaml", ".yaml"}) {
    write(place.path("campaigns.d") / name, "no");
  }
  std::filesystem::create_symlink("somebody@host.4711:1795424400", place.path("campaigns.d/.#20-b.yaml"));
  place.begin();

  CHECK(place.comes_to() == "10-a.yml: 10-a.yml\n20-b.yaml: 20-b.yaml\nZ.yaml: Z.yaml");
}

TEST_CASE("one file's hash is what sha256sum prints, and its source is its name") {
  Place place;
  write(place.path("campaigns.yaml"), "abc");
  place.begin();
  const Revision revision = revision_of(place);

  CHECK(revision.hash == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(revision.source == "campaigns.yaml");
  CHECK_FALSE(revision.commit);
}

TEST_CASE("a directory's hash tells which bytes stand under which name") {
  Place place("campaigns.d/");
  std::filesystem::create_directory(place.path("campaigns.d"));
  write(place.path("campaigns.d/a.yaml"), "1");
  write(place.path("campaigns.d/b.yaml"), "2");
  place.begin();
  const Revision before = revision_of(place);
  CHECK(before.source == "campaigns.d/");

  SUBCASE("the bytes change places") {
    write(place.path("campaigns.d/a.yaml"), "2");
    write(place.path("campaigns.d/b.yaml"), "1");
  }
  SUBCASE("bytes move from one to the other") {
    write(place.path("campaigns.d/a.yaml"), "12");
    write(place.path("campaigns.d/b.yaml"), " ");
  }
  SUBCASE("another name") {
    std::filesystem::rename(place.path("campaigns.d/b.yaml"), place.path("campaigns.d/c.yaml"));
  }
  CHECK(revision_of(place).hash != before.hash);
}

TEST_CASE("the same files give the same hash in whatever order they were made") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  write(place.path("campaigns.d/a.yaml"), "1");
  write(place.path("campaigns.d/b.yaml"), "2");
  place.begin();
  const Revision before = revision_of(place);

  std::filesystem::remove(place.path("campaigns.d/a.yaml"));
  write(place.path("campaigns.d/a.yaml"), "1");

  CHECK(revision_of(place).hash == before.hash);
}
