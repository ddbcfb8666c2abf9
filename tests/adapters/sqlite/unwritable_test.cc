// Disks and directories that cannot be written: what is known can still be read and decides rightly, nothing is half
// stored, and when there is room again the journal goes on by itself.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "contract/in_child.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

constexpr const char* kNotAllowed = "not allowed";

// Puts a file system of so many bytes over `directory`, for this process alone.
bool mount_small(const std::filesystem::path& directory, const std::string& options) {
  if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", directory.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

void fill_up(const std::filesystem::path& file) {
  std::ofstream stream(file, std::ios::binary);
  const std::string block(512, 'x');
  while (stream << block << std::flush) {
  }
}

std::string problem_of(const std::string& detail, const std::filesystem::path& file) {
  const std::string beginning = "the journal " + file.native() + " cannot be used: ";
  return detail.starts_with(beginning) ? detail.substr(beginning.size()) : "not of the file: " + detail;
}

}  // namespace

TEST_CASE("a state directory that is missing is an error, and is not made") {
  const State state;
  std::filesystem::remove(state.place.directory);
  SqliteJournal journal(state.place);

  CHECK(problem_of(store(journal, 1), state.file()) ==
        "it cannot be made (No such file or directory); " + state.place.directory.native() +
            " has to exist and be writable for the service's user: look at its owner, its mode and its mount");
  CHECK_FALSE(journal.recall());
  CHECK_FALSE(std::filesystem::exists(state.place.directory));

  std::filesystem::create_directory(state.place.directory);
  CHECK(store(journal, 1) == "");
}

TEST_CASE("a state directory that is somebody else's is an error that says what has to change") {
  const State state;
  const std::string said = as_nobody([&] {
    SqliteJournal journal(state.place);
    return store(journal, 1);
  });
  if (::geteuid() != 0) return;  // then it is ours
  CHECK(problem_of(said, state.file()) ==
        "it cannot be made (Permission denied); " + state.place.directory.native() +
            " has to exist and be writable for the service's user: look at its owner, its mode and its mount");
}

TEST_CASE("a journal that may be read and not written is recalled, and storing fails") {
  const State state;
  {
    SqliteJournal journal(state.place);
    REQUIRE(store(journal, 1) == "");
  }
  std::filesystem::permissions(state.file(), std::filesystem::perms(0444));
  std::filesystem::permissions(state.place.directory, std::filesystem::perms(0555));
  const std::string said = as_nobody([&] {
    SqliteJournal journal(state.place);
    const std::string before = last_store(journal);
    const std::string refusal = store(journal, 2);
    return before + "/" + refusal + "/" + last_store(journal);
  });
  std::filesystem::permissions(state.place.directory, std::filesystem::perms(0755));
  CHECK(said.starts_with("1/the journal " + state.file().native() + " cannot be used: "));
  CHECK(said.ends_with("look at its owner, its mode and its mount/1"));
}

TEST_CASE("a disk that is mounted read-only is recalled from, and storing goes on when it is writable again") {
  const State state;
  const std::string said = in_child([&]() -> std::string {
    if (!mount_small(state.place.directory, "size=4m")) return kNotAllowed;
    {
      SqliteJournal journal(state.place);
      if (const std::string failure = store(journal, 1); !failure.empty()) return failure;
    }
    const auto remount = [&](unsigned long flags) {
      return ::mount(nullptr, state.place.directory.c_str(), nullptr, MS_REMOUNT | flags, "size=4m") == 0;
    };
    SqliteJournal journal(state.place);
    if (!remount(MS_RDONLY)) return kNotAllowed;
    std::string all = last_store(journal);
    all += store(journal, 2).empty() ? ", stored" : ", refused";
    if (!remount(0)) return kNotAllowed;
    all += ", " + store_and_recall(journal, 2);
    return all;
  });
  if (said == kNotAllowed) {
    MESSAGE("not tried: this user may not mount");
    return;
  }
  CHECK(said == "1, refused, 2");
}

TEST_CASE("on a full disk nothing is half stored, what was stored is read, and room lets it go on") {
  const State state;
  const std::string said = in_child([&]() -> std::string {
    if (!mount_small(state.place.directory, "size=2m")) return kNotAllowed;
    const auto filler = state.place.directory / "filler";
    std::string all;
    SqliteJournal journal(state.place);
    all += store(journal, 1);
    fill_up(filler);
    const std::string refusal = store(journal, 2);
    all += last_store(journal) + "\n" + problem_of(refusal, state.file()) + "\n";
    // The next service, which starts while the disk is full.
    SqliteJournal next(state.place);
    all += last_store(next);
    all += store(next, 2).empty() ? " stored\n" : " refused\n";
    std::filesystem::remove(filler);
    all += store_and_recall(journal, 2);
    all += store_and_recall(next, 3);
    return all;
  });
  if (said == kNotAllowed) {
    MESSAGE("not tried: this user may not mount");
    return;
  }
  CHECK(said == "1\ndatabase or disk is full; make room on the file system of " + state.place.directory.native() +
                    "; campaignd goes on by itself\n1 refused\n23");
}

TEST_CASE("a start on a disk that is full already recalls what is there, and makes the journal when there is room") {
  const State state;
  const std::string said = in_child([&]() -> std::string {
    if (!mount_small(state.place.directory, "size=2m")) return kNotAllowed;
    const auto filler = state.place.directory / "filler";
    std::string all;
    fill_up(filler);
    {
      SqliteJournal first(state.place);
      const std::string refusal = store(first, 1);
      all += refusal.find("make room on the file system") != std::string::npos ? "told, " : refusal + ", ";
      std::filesystem::remove(filler);
      all += store_and_recall(first, 1) + ", ";
    }
    fill_up(filler);  // no room for the log's shared memory either
    SqliteJournal second(state.place);
    all += last_store(second);
    all += store(second, 2).empty() ? " stored, " : " refused, ";
    std::filesystem::remove(filler);
    return all + store_and_recall(second, 2);
  });
  if (said == kNotAllowed) {
    MESSAGE("not tried: this user may not mount");
    return;
  }
  CHECK(said == "told, 1, 1 refused, 2");
}
