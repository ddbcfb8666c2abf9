#include "adapters/files/state_lock.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <optional>
#include <string>

#include "contract/in_child.h"
#include "contract/temporary_directory.h"
#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

// Holds the lock from when `begun` says so until it is killed.
std::string hold(const std::filesystem::path& directory, int begun) {
  const auto lock = StateLock::take(directory);
  const char said = lock ? 'y' : 'n';
  static_cast<void>(!::write(begun, &said, 1));
  for (;;) ::pause();
}

struct Holder {
  explicit Holder(const std::filesystem::path& directory) {
    REQUIRE(::pipe(ends.data()) == 0);
    child.emplace([&] { return hold(directory, ends[1]); });
    char said = 0;
    REQUIRE(::read(ends[0], &said, 1) == 1);
    REQUIRE(said == 'y');
  }
  ~Holder() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  std::array<int, 2> ends{};
  std::optional<Child> child;
};

std::string refusal(const std::filesystem::path& directory) {
  const auto lock = StateLock::take(directory);
  return lock ? "locked" : lock.error();
}

std::string held_by(const std::filesystem::path& directory, const std::string& whom) {
  return directory.native() + ": another campaignd works with this state directory" + whom +
         "; stop it, or give this one a stateDirectory of its own";
}

}  // namespace

TEST_CASE("a second service is refused, and told which process the first one is") {
  const TemporaryDirectory directory;
  const Holder first(directory.path());

  const auto second = StateLock::take(directory.path());

  REQUIRE_FALSE(second);
  CHECK(second.error() == held_by(directory.path(), " (process " + std::to_string(first.child->pid()) + ")"));
}

TEST_CASE("a lock ends with its process, even one that was killed, and never before") {
  const TemporaryDirectory directory;
  Holder first(directory.path());
  REQUIRE_FALSE(StateLock::take(directory.path()));

  first.child->kill();

  CHECK(StateLock::take(directory.path()));
}

TEST_CASE("a lock ends with its object, and the same process is refused as any other meanwhile") {
  const TemporaryDirectory directory;
  {
    const auto lock = StateLock::take(directory.path());
    REQUIRE(lock);
    // Whoever opens and closes the file, as a backup does, takes no lock away.
    std::filesystem::copy_file(directory.path() / "lock", directory.path() / "copy");
    CHECK_FALSE(StateLock::take(directory.path()));
  }
  CHECK(StateLock::take(directory.path()));
}

TEST_CASE("a program that the service starts does not inherit the lock") {
  const TemporaryDirectory directory;
  pid_t sleeper = 0;
  {
    const auto lock = StateLock::take(directory.path());
    REQUIRE(lock);
    std::array<int, 2> started{};
    REQUIRE(::pipe2(started.data(), O_CLOEXEC) == 0);
    sleeper = ::fork();
    if (sleeper == 0) {
      ::execl("/bin/sleep", "sleep", "60", nullptr);
      ::_exit(127);
    }
    ::close(started[1]);
    char nothing = 0;
    REQUIRE(::read(started[0], &nothing, 1) == 0);  // its copy of the end was closed: the other program runs
    ::close(started[0]);
  }
  CHECK(StateLock::take(directory.path()));
  ::kill(sleeper, SIGKILL);
  ::waitpid(sleeper, nullptr, 0);
}

TEST_CASE("what the lock's file says is only for people: whatever it is, the lock holds and is taken again") {
  const TemporaryDirectory directory;
  std::string garbage;
  SUBCASE("nothing") {}
  SUBCASE("a longer number") {
    garbage = "99999999999999999999999999\n";
  }
  SUBCASE("bytes") {
    garbage = std::string("\0\xff\x1b[31m\n12", 9);
  }
  write(directory.path() / "lock", garbage);

  const auto lock = StateLock::take(directory.path());
  REQUIRE(lock);
  CHECK(refusal(directory.path()) == held_by(directory.path(), " (process " + std::to_string(::getpid()) + ")"));

  write(directory.path() / "lock", garbage);
  CHECK(refusal(directory.path()) == held_by(directory.path(), ""));
}

TEST_CASE("the lock's file is its owner's alone, and stays when the lock ends") {
  const TemporaryDirectory directory;
  REQUIRE(StateLock::take(directory.path()));

  struct stat status = {};
  REQUIRE(::stat((directory.path() / "lock").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0600);
}

TEST_CASE("who removes or replaces the lock's file lets nobody in") {
  const TemporaryDirectory directory;
  {
    const auto first = StateLock::take(directory.path());
    REQUIRE(first);
    SUBCASE("removed") {
      std::filesystem::remove(directory.path() / "lock");
    }
    SUBCASE("replaced") {
      replace(directory.path() / "lock", "");
    }
    CHECK(refusal(directory.path()) == held_by(directory.path(), ""));
  }
  CHECK(StateLock::take(directory.path()));
}

TEST_CASE("a state directory that cannot be locked is an error that says what to do") {
  const TemporaryDirectory directory;
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
  const std::string cannot_open = ": cannot open its file \"lock\": ";

  SUBCASE("it is missing") {
    const auto path = directory.path() / "none";
    CHECK(refusal(path) == path.native() + cannot_open +
                               "No such file or directory; make the directory, or correct stateDirectory in the "
                               "settings");
  }
  SUBCASE("it is a file") {
    const auto path = directory.path() / "file";
    write(path, "x");
    CHECK(refusal(path) ==
          path.native() + cannot_open + "Not a directory; stateDirectory in the settings has to name a directory");
  }
  SUBCASE("it is not ours to write in") {
    std::filesystem::permissions(directory.path(), std::filesystem::perms(0555));
    const std::string said = as_nobody([&] { return std::to_string(::geteuid()) + "/" + refusal(directory.path()); });
    CHECK(said == said.substr(0, said.find('/')) + "/" + directory.path().native() + cannot_open +
                      "Permission denied; let user id " + said.substr(0, said.find('/')) +
                      " write in the directory and in what lies there");
  }
  SUBCASE("its lock is a link, which could lead to somebody's file") {
    write(directory.path() / "precious", "precious");
    std::filesystem::create_symlink("precious", directory.path() / "lock");
    CHECK(refusal(directory.path()).ends_with("it has to be a plain file; move away what is there"));
    std::string kept;
    std::ifstream(directory.path() / "precious") >> kept;
    CHECK(kept == "precious");
  }
  SUBCASE("its lock is a directory") {
    std::filesystem::create_directory(directory.path() / "lock");
    CHECK(refusal(directory.path()).ends_with("Is a directory; it has to be a plain file; move away what is there"));
  }
}
