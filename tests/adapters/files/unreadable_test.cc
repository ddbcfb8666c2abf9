// What cannot be read is an error that says what, where and what next; never "no campaigns", and never a wait without
// end on something that is no file.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "contract/in_child.h"
#include "place.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

constexpr off_t kMebibyte = off_t{1024} * 1024;

// A reading that hung would hang the test: the alarm ends it.
class Alarm {
 public:
  Alarm() { ::alarm(20); }
  ~Alarm() { ::alarm(0); }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
};

void make_socket(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.native().size() < sizeof address.sun_path);
  std::memcpy(&address.sun_path[0], path.c_str(), path.native().size());
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(::bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(server);
}

std::string what_stands_there(Place& place) {
  const Alarm alarm;
  place.begin();
  return place.comes_to();
}

}  // namespace

TEST_CASE("a missing file is an error that says where it should be") {
  Place place;
  CHECK(what_stands_there(place) == "campaigns.yaml: error: " + place.path("campaigns.yaml").native() +
                                        " does not exist; put it there, or correct desiredState in the settings");
}

TEST_CASE("a link to nothing is an error that says where it leads") {
  Place place;
  std::filesystem::create_symlink("deployed/campaigns.yaml", place.path("campaigns.yaml"));
  CHECK(what_stands_there(place) ==
        "campaigns.yaml: error: " + place.path("campaigns.yaml").native() +
            " is a symbolic link to deployed/campaigns.yaml, where nothing is; mend the link, or put the file there");
}

TEST_CASE("links that go round in a circle are an error") {
  Place place;
  std::filesystem::create_symlink("b", place.path("campaigns.yaml"));
  std::filesystem::create_symlink("campaigns.yaml", place.path("b"));
  CHECK(what_stands_there(place) == "campaigns.yaml: error: " + place.path("campaigns.yaml").native() +
                                        " leads through symbolic links that go round in a circle; put the file there");
}

TEST_CASE("an empty file is an error, once it is certain that nobody is just writing it") {
  Place place;
  write(place.path("campaigns.yaml"), "");
  place.begin();
  CHECK(place.reads() == "waits: campaigns.yaml changed less than 300 ms ago");
  CHECK(place.comes_to() ==
        "campaigns.yaml: error: it is empty, which is never taken for \"no campaigns\"; put its content back");
}

TEST_CASE("2 MiB are read, and one byte more is not, however much more there is") {
  Place place;
  const auto file = place.path("campaigns.yaml");
  write(file, std::string(2 * kMebibyte, 'x'));
  CHECK(what_stands_there(place) == "text: " + std::string(2 * kMebibyte, 'x'));

  const auto too_large = [](const std::string& size) {
    return "campaigns.yaml: error: it has " + size +
           ", and at most 2 MiB are read; split it into several files of a directory";
  };
  write(file, std::string(2 * kMebibyte + 1, 'x'));
  CHECK(place.comes_to() == too_large("2.1 MiB"));
  {
    const Writer writer(file);
    REQUIRE(::ftruncate(writer.descriptor(), 10'000 * kMebibyte) == 0);
  }
  CHECK(place.comes_to() == too_large("10000.0 MiB"));
}

TEST_CASE("what is no file is refused at once and never opened") {
  Place place;
  const auto path = place.path("campaigns.yaml");
  SUBCASE("a FIFO that nobody writes to") {
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  }
  SUBCASE("a device without end") {
    std::filesystem::create_symlink("/dev/zero", path);
  }
  SUBCASE("a socket") {
    make_socket(path);
  }
  CHECK(what_stands_there(place) == "campaigns.yaml: error: " + path.native() +
                                        " is not a regular file; put a file, or a link to one, in its place");
}

TEST_CASE("a FIFO among the files of a directory is refused at once") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  write(place.path("campaigns.d/a.yaml"), "a");
  REQUIRE(::mkfifo(place.path("campaigns.d/b.yaml").c_str(), 0600) == 0);
  CHECK(what_stands_there(place) == "b.yaml: error: " + place.path("campaigns.d/b.yaml").native() +
                                        " is not a regular file; put a file, or a link to one, in its place");
}

TEST_CASE("a directory without files of ours is an error, whatever else is in it") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  SUBCASE("nothing") {}
  SUBCASE("hidden and foreign ones") {
    write(place.path("campaigns.d/.hidden.yaml"), "x");
    write(place.path("campaigns.d/campaigns.yaml~"), "x");
    write(place.path("campaigns.d/README.md"), "x");
  }
  CHECK(
      what_stands_there(place) ==
      "campaigns.d/: error: no *.yaml or *.yml is in " + place.path("campaigns.d").native() +
          ", which is never taken for \"no campaigns\"; put the files there, or correct desiredState in the settings");
}

TEST_CASE("all that is wrong with a directory's files is told at once") {
  Place place("campaigns.d");
  const std::string at = place.path("campaigns.d").native();
  std::filesystem::create_directory(at);
  std::filesystem::create_symlink("nowhere", at + "/a.yaml");
  std::filesystem::create_directory(at + "/b.yaml");
  write(at + "/c.yaml", "c");
  CHECK(what_stands_there(place) == "a.yaml: error: " + at + "/a.yaml" +
                                        " is a symbolic link to nowhere, where nothing is; mend the link, or put the "
                                        "file there\n" +
                                        "b.yaml: error: " + at + "/b.yaml" +
                                        " is a directory; directories within a directory are not read, so move its "
                                        "files up or give it another name");
}

TEST_CASE("a thousand files are read together, and one more is not") {
  Place place("campaigns.d");
  std::filesystem::create_directory(place.path("campaigns.d"));
  for (int i = 0; i < 1000; ++i) write(place.path("campaigns.d/" + std::to_string(1000 + i) + ".yaml"), "x");
  CHECK(what_stands_there(place).starts_with("1000.yaml: x\n1001.yaml: x\n"));

  write(place.path("campaigns.d/one-more.yaml"), "x");
  CHECK(place.comes_to() ==
        "1000.yaml: error: 1001 files with 0.1 MiB stand in its directory; at most 1000 files and 64 MiB are read "
        "together");
}

TEST_CASE("a path that goes on behind a file is an error") {
  Place place("campaigns.yaml/more.yaml");
  write(place.path("campaigns.yaml"), "x");
  CHECK(what_stands_there(place) ==
        "more.yaml: error: " + place.path("campaigns.yaml/more.yaml").native() + " cannot be read: Not a directory");
}

TEST_CASE("what this user may not read is an error that says which user should") {
  Place place;
  std::filesystem::permissions(place.directory.path(), std::filesystem::perms(0755));
  std::filesystem::create_directory(place.path("closed"));
  write(place.path("closed/campaigns.yaml"), "x");
  write(place.path("campaigns.yaml"), "x");
  const auto told_of = [&](const std::string& name) {
    return as_nobody([&] {
      FileSource source(place.path(name), kDebounce, place.clock, place.writers);
      static_cast<void>(source.read());
      place.clock.advance(kDebounce);
      return "user " + std::to_string(::geteuid()) + ": " + told(source.read());
    });
  };

  SUBCASE("the file") {
    std::filesystem::permissions(place.path("campaigns.yaml"), std::filesystem::perms::none);
    const std::string error = told_of("campaigns.yaml");
    const std::string user = error.substr(0, error.find(':'));
    CHECK(error == user + ": campaigns.yaml: error: " + place.path("campaigns.yaml").native() +
                       " cannot be read: Permission denied; let " + "user id" + user.substr(4) +
                       " read it and search the directories above it");
  }
  SUBCASE("the way to it") {
    std::filesystem::permissions(place.path("closed"), std::filesystem::perms::none);
    CHECK(told_of("closed/campaigns.yaml").find("cannot be read: Permission denied; let user id") != std::string::npos);
  }
  SUBCASE("the directory of files") {
    std::filesystem::permissions(place.path("closed"),
                                 std::filesystem::perms::owner_exec | std::filesystem::perms::others_exec);
    CHECK(told_of("closed").find("closed cannot be listed: Permission denied; let user id") != std::string::npos);
  }
  std::filesystem::permissions(place.path("closed"), std::filesystem::perms::owner_all);
}
