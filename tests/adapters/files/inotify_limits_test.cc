// Where the kernel's notice fails: the queue that overflows, the watches and instances that are used up, the directory
// that may not be watched. What is lost must not be taken for quiet, and is said.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "contract/in_child.h"
#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

// A world in which this process may have so many of a kind of inotify's. Empty where that is not allowed.
bool limit(const std::string& what, int to) {
  if (::unshare(CLONE_NEWUSER) != 0) return false;
  std::ofstream file("/proc/sys/user/max_inotify_" + what);
  file << to << std::flush;
  return file.good();
}

}  // namespace

TEST_CASE("when events were lost anything may have happened: it is heard, and nobody is taken for writing") {
  int most = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
  REQUIRE(most > 0);
  if (most > 100'000) {
    MESSAGE("not tried: the machine's queue is too long to be filled");
    return;
  }
  Place place;
  write(place.path("campaigns.yaml"), "old");
  place.begin();
  REQUIRE(place.comes_to() == "text: old");
  Writer writer(place.path("campaigns.yaml"));
  writer.write("new");
  REQUIRE(place.comes_to() == "waits: campaigns.yaml was opened for writing and not closed yet");
  const auto one = place.path("one");
  const auto other = place.path("other");
  write(one, "");
  for (int events = 0; events <= most; events += 2) {
    std::filesystem::rename(one, other);
    std::filesystem::rename(other, one);
  }
  writer.close();  // its event finds no room any more

  CHECK(place.hears());
  CHECK(place.comes_to() == "text: new");
}

TEST_CASE("where watches are used up that is said, and looking finds what no event told") {
  const std::string said = in_child([] {
    Place place;
    write(place.path("campaigns.yaml"), "old");
    if (!limit("watches", 0)) return std::string("not allowed");
    place.begin();
    std::string all = place.watch().trouble() + "\n" + place.comes_to() + "\n";
    replace(place.path("campaigns.yaml"), "new");
    all += std::string(place.heard() ? "heard" : "unheard") + "\n";
    all += place.source().is_current() ? "current\n" : "moved\n";
    all += place.comes_to() + "\n";
    std::ofstream("/proc/sys/user/max_inotify_watches") << 1000 << std::flush;
    all += place.watch().look_again() ? "watched again\n" : "still unwatched\n";
    all += place.watch().trouble() + "\n";
    replace(place.path("campaigns.yaml"), "newer");
    all += place.heard() ? "heard" : "unheard";
    return all;
  });
  if (said == "not allowed") {
    MESSAGE("not tried: this user may not make a namespace");
    return;
  }
  CHECK(said.starts_with("changes in /"));
  const auto behind = said.find(" are seen at the next interval only");
  REQUIRE(behind != std::string::npos);
  CHECK(said.substr(behind) ==
        " are seen at the next interval only, because it cannot be watched: the user's inotify watches are used up; "
        "raise fs.inotify.max_user_watches\n"
        "text: old\nunheard\nmoved\ntext: new\nwatched again\n\nheard");
}

TEST_CASE("where the machine gives no inotify instance that is said, and there is nothing to wait on") {
  const std::string said = in_child([] {
    const TemporaryDirectory directory;
    OpenWriters writers;
    rlimit few{};
    ::getrlimit(RLIMIT_NOFILE, &few);
    few.rlim_cur = 0;
    ::setrlimit(RLIMIT_NOFILE, &few);
    InotifyWatch watch(directory.path() / "campaigns.yaml", writers);
    const bool was_quiet = !watch.drain() && !watch.look_again() && !writers.any();
    few.rlim_cur = few.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &few);
    return std::to_string(watch.descriptor()) + (was_quiet ? " quiet: " : " loud: ") + watch.trouble();
  });
  CHECK(said ==
        "-1 quiet: changes of files are seen at the next interval only, because the machine gives no inotify instance: "
        "Too many open files; raise fs.inotify.max_user_instances");
}

TEST_CASE("a directory that may be entered and not read cannot be watched, and that is said") {
  TemporaryDirectory directory;
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
  const auto closed = directory.path() / "closed";
  std::filesystem::create_directory(closed);
  write(closed / "campaigns.yaml", "x");
  std::filesystem::permissions(closed, std::filesystem::perms(0111));

  const std::string said = as_nobody([&] {
    OpenWriters writers;
    const InotifyWatch watch(closed / "campaigns.yaml", writers);
    return std::to_string(::geteuid()) + "/" + watch.trouble();
  });
  std::filesystem::permissions(closed, std::filesystem::perms(0755));

  const std::string user = said.substr(0, said.find('/'));
  CHECK(said ==
        user + "/changes in " + closed.native() +
            " are seen at the next interval only, because it cannot be watched: Permission denied; let user id " +
            user + " read the directory");
}
