// What is done to the way that leads to the files: directories replaced, links turned, names that come and go.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>

#include <cstdlib>
#include <string>

#include "adapters/git/git_program.h"
#include "contract/in_child.h"
#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

// With `old` in force, and nothing left to hear of.
void begin_at(Place& place, const std::string& expected = "text: old") {
  place.begin();
  REQUIRE(place.comes_to() == expected);
  static_cast<void>(place.heard());
}

// A volume as Kubernetes makes one of a ConfigMap: `..data` names the version, and the files are links through it.
void put_version(const Place& place, const std::string& version, const std::string& bytes) {
  std::filesystem::create_directories(place.path("volume/" + version));
  write(place.path("volume/" + version + "/campaigns.yaml"), bytes);
  relink(place.path("volume/..data"), version);
}

}  // namespace

TEST_CASE("a swap of ConfigMap versions is heard of, and the old version's end does no harm") {
  Place place("volume/campaigns.yaml");
  std::filesystem::create_directory(place.path("volume"));
  put_version(place, "..2026_1", "old");
  std::filesystem::create_symlink("..data/campaigns.yaml", place.path("volume/campaigns.yaml"));
  begin_at(place);

  for (const std::string version : {"2", "3", "4"}) {
    put_version(place, "..2026_" + version, version);
    CHECK(place.hears());
    CHECK(place.comes_to() == "text: " + version);
  }
  std::filesystem::remove_all(place.path("volume/..2026_1"));
  std::filesystem::remove_all(place.path("volume/..2026_2"));
  CHECK(place.comes_to() == "text: 4");
}

TEST_CASE("a ConfigMap's volume as a directory of files is read without its versions' directories") {
  Place place("volume");
  std::filesystem::create_directory(place.path("volume"));
  put_version(place, "..2026_1", "old");
  std::filesystem::create_symlink("..data/campaigns.yaml", place.path("volume/campaigns.yaml"));
  begin_at(place, "campaigns.yaml: old");

  put_version(place, "..2026_2", "new");

  CHECK(place.hears());
  CHECK(place.comes_to() == "campaigns.yaml: new");
}

TEST_CASE("a release link high up on the way, absolute or relative, is heard of when it turns") {
  Place place("current/etc/campaigns.yaml");
  std::filesystem::create_directories(place.path("releases/1/etc"));
  std::filesystem::create_directories(place.path("releases/2/etc"));
  write(place.path("releases/1/etc/campaigns.yaml"), "old");
  write(place.path("releases/2/etc/campaigns.yaml"), "new");
  relink(place.path("current"), "releases/1");
  begin_at(place);

  SUBCASE("relative") {
    relink(place.path("current"), "releases/2");
  }
  SUBCASE("absolute") {
    relink(place.path("current"), place.path("releases/2"));
  }

  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("a directory that is deleted and comes back is watched again") {
  Place place("etc/campaigns.yaml");
  std::filesystem::create_directory(place.path("etc"));
  write(place.path("etc/campaigns.yaml"), "old");
  begin_at(place);

  std::filesystem::remove_all(place.path("etc"));
  CHECK(place.hears());
  CHECK(place.comes_to().find("does not exist") != std::string::npos);

  std::filesystem::create_directory(place.path("etc"));
  CHECK(place.hears());
  write(place.path("etc/campaigns.yaml"), "new");
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
  write(place.path("etc/campaigns.yaml"), "newer");
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: newer");
}

TEST_CASE("a whole way that does not exist yet is heard of as it grows, part by part or at once") {
  Place place("a/b/c/campaigns.yaml");
  place.begin();
  REQUIRE(place.comes_to().find("does not exist") != std::string::npos);

  SUBCASE("part by part") {
    for (const char* part : {"a", "a/b", "a/b/c"}) {
      std::filesystem::create_directory(place.path(part));
      CHECK(place.hears());
    }
    write(place.path("a/b/c/campaigns.yaml"), "new");
  }
  SUBCASE("at once") {
    std::filesystem::create_directories(place.path("a/b/c"));
    write(place.path("a/b/c/campaigns.yaml"), "new");
  }
  SUBCASE("moved there whole") {
    std::filesystem::create_directories(place.path("built/b/c"));
    write(place.path("built/b/c/campaigns.yaml"), "new");
    std::filesystem::rename(place.path("built"), place.path("a"));
  }
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("a parent anywhere above that is replaced by another is heard of, and its new files are watched") {
  Place place("srv/app/etc/campaigns.yaml");
  for (const char* root : {"srv", "next"}) std::filesystem::create_directories(place.path(root) / "app/etc");
  write(place.path("srv/app/etc/campaigns.yaml"), "old");
  write(place.path("next/app/etc/campaigns.yaml"), "new");
  begin_at(place);

  std::filesystem::rename(place.path("srv"), place.path("before"));
  std::filesystem::rename(place.path("next"), place.path("srv"));
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");

  write(place.path("before/app/etc/campaigns.yaml"), "of the past");
  CHECK_FALSE(place.heard());
  write(place.path("srv/app/etc/campaigns.yaml"), "newer");
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: newer");
}

TEST_CASE("who is still writing in a directory that was replaced does not hold up its successor") {
  Place place("etc/campaigns.yaml");
  std::filesystem::create_directory(place.path("etc"));
  std::filesystem::create_directory(place.path("next"));
  write(place.path("etc/campaigns.yaml"), "old");
  write(place.path("next/campaigns.yaml"), "new");
  begin_at(place);
  const Writer slow(place.path("etc/campaigns.yaml"));
  slow.write("half");
  REQUIRE(place.comes_to() == "waits: campaigns.yaml was opened for writing and not closed yet");

  std::filesystem::rename(place.path("etc"), place.path("before"));
  std::filesystem::rename(place.path("next"), place.path("etc"));

  CHECK(place.hears());
  slow.write("more");
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("a checkout of another commit, as `git pull` makes it, is heard of and read whole") {
  Place place("tree/campaigns.yaml");
  std::filesystem::create_directory(place.path("tree"));
  git(place.path("tree"), "init");
  for (const std::string bytes : {"old", "new"}) {
    write(place.path("tree/campaigns.yaml"), bytes);
    git(place.path("tree"), "add campaigns.yaml");
    git(place.path("tree"), "commit -m " + bytes);
    git(place.path("tree"), "branch " + bytes);
  }
  git(place.path("tree"), "checkout old");
  begin_at(place);

  git(place.path("tree"), "merge new");
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
  git(place.path("tree"), "reset --hard HEAD~1");
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: old");
}

TEST_CASE("files that come to a directory, go from it, change or get another name are heard of") {
  Place place("campaigns.d");
  const auto directory = place.path("campaigns.d");
  std::filesystem::create_directory(directory);
  write(directory / "a.yaml", "a");
  write(directory / "b.yaml", "b");
  begin_at(place, "a.yaml: a\nb.yaml: b");

  const auto comes_to = [&](const std::string& expected) {
    CHECK(place.hears());
    CHECK(place.comes_to() == expected);
    static_cast<void>(place.heard());
  };
  write(directory / "c.yml", "c");
  comes_to("a.yaml: a\nb.yaml: b\nc.yml: c");
  write(directory / "c.yml", "C");
  comes_to("a.yaml: a\nb.yaml: b\nc.yml: C");
  std::filesystem::rename(directory / "a.yaml", directory / "z.yaml");
  comes_to("b.yaml: b\nc.yml: C\nz.yaml: a");
  std::filesystem::remove(directory / "b.yaml");
  comes_to("c.yml: C\nz.yaml: a");
  std::filesystem::rename(directory / "z.yaml", directory / "z.yaml.off");
  comes_to("c.yml: C");
  std::filesystem::create_symlink("../elsewhere", directory / "linked.yaml");
  write(place.path("elsewhere"), "e");
  comes_to("c.yml: C\nlinked.yaml: e");
  replace(place.path("elsewhere"), "E");
  comes_to("c.yml: C\nlinked.yaml: E");
  write(directory / ".hidden.yaml", "no");
  write(directory / "README", "no");
  CHECK_FALSE(place.heard());
}

TEST_CASE("a file that becomes a directory of files, and one again, is followed") {
  Place place("campaigns.yaml");
  write(place.path("campaigns.yaml"), "old");
  begin_at(place);

  std::filesystem::remove(place.path("campaigns.yaml"));
  std::filesystem::create_directory(place.path("campaigns.yaml"));
  CHECK(place.hears());
  write(place.path("campaigns.yaml/a.yaml"), "a");
  CHECK(place.hears());
  CHECK(place.comes_to() == "a.yaml: a");

  std::filesystem::remove_all(place.path("campaigns.yaml"));
  write(place.path("campaigns.yaml"), "new");
  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("rights that are given or taken are heard of") {
  Place place;
  write(place.path("campaigns.yaml"), "old");
  begin_at(place);

  std::filesystem::permissions(place.path("campaigns.yaml"), std::filesystem::perms::none);

  CHECK(place.hears());
}

TEST_CASE("a mount over the directory tells nobody, and is found by looking again") {
  const std::string said = in_child([] {
    Place place("etc/campaigns.yaml");
    std::filesystem::create_directory(place.path("etc"));
    write(place.path("etc/campaigns.yaml"), "old");
    place.begin();
    std::string all = place.comes_to() + ", ";
    if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return std::string("not allowed");
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", place.path("etc").c_str(), "tmpfs", 0, "size=64k") != 0) {
      return std::string("not allowed");
    }
    write(place.path("etc/campaigns.yaml"), "mounted");
    all += place.heard() ? "heard, " : "unheard, ";
    all += place.watch().look_again() ? "found, " : "not found, ";
    all += place.watch().look_again() ? "found anew, " : "at peace, ";
    all += place.comes_to() + ", ";
    write(place.path("etc/campaigns.yaml"), "changed");
    all += place.heard() ? "heard, " : "unheard, ";
    all += place.comes_to();
    ::umount2(place.path("etc").c_str(), MNT_DETACH);
    return all;
  });
  if (said == "not allowed") {
    MESSAGE("not tried: this user may not mount");
    return;
  }
  CHECK(said == "text: old, unheard, found, at peace, text: mounted, heard, text: changed");
}
