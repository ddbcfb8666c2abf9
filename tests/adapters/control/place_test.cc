#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "adapters/control/caller.h"
#include "adapters/control/waiting_desk.h"

namespace campaignd::testing {

namespace {

mode_t mode_of(const std::string& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status.st_mode;
}

std::string trouble_with(const std::string& path, ControlDesk& desk) {
  ControlOptions options;
  options.path = path;
  const auto opened = ControlServer::open(options, desk);
  return opened ? "" : opened.error();
}

// What a process leaves that was killed.
void leave_dead_socket(const std::string& path) {
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  REQUIRE(::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

}  // namespace

TEST_CASE("the socket is for its owner and group alone, and gone at the end") {
  std::string path;
  {
    const ServedDesk served;
    path = served.path;
    CHECK(mode_of(path) == (S_IFSOCK | 0660));
    CHECK(std::filesystem::exists(path));
    CHECK(trouble_with(path, const_cast<WaitingDesk&>(served.desk)).find("another process answers there") !=
          std::string::npos);
    CHECK(ask(path, "/v1/status").status == 200);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a socket that a dead process left is replaced; what is no socket is not") {
  const TemporaryDirectory directory;
  WaitingDesk desk;
  const std::string dead = (directory.path() / "dead").string();
  leave_dead_socket(dead);
  CHECK(trouble_with(dead, desk) == "");

  const std::string file = (directory.path() / "file").string();
  std::ofstream(file) << "precious";
  CHECK(trouble_with(file, desk).find("something that is no socket stands there") != std::string::npos);
  CHECK(std::filesystem::file_size(file) == 8);
}

TEST_CASE("where it cannot be made there is a sentence with the path") {
  const TemporaryDirectory directory;
  WaitingDesk desk;
  const std::string missing = (directory.path() / "missing" / "control.sock").string();
  CHECK(trouble_with(missing, desk) == missing + ": No such file or directory");
  CHECK(trouble_with(directory.path().string() + "/" + std::string(120, 'a'), desk).find("longer") !=
        std::string::npos);
}

TEST_CASE("a socket that somebody took away is made anew, and one that stands in its place is left at the end") {
  ServedDesk served;
  REQUIRE(served.server->restore());
  std::filesystem::remove(served.path);
  REQUIRE(served.server->restore());
  CHECK(ask(served.path, "/v1/status").status == 200);

  std::filesystem::remove(served.path);
  leave_dead_socket(served.path);
  served.server.reset();
  CHECK(std::filesystem::exists(served.path));
}

}  // namespace campaignd::testing
