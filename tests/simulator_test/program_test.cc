// otpiq-sim as a program: how it starts, what it says, how it ends.
#include <doctest/doctest.h>
#include <httplib.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "process/child_process.h"
#include "simulator/json.h"

namespace campaignd::simulator::testing {
namespace {

using namespace std::chrono_literals;
using campaignd::testing::ChildProcess;

class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_(std::filesystem::temp_directory_path() / "otpiq-sim-XXXXXX") {
    std::string pattern = path_.string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

int number_in(const std::string& file) {
  int number = 0;
  std::ifstream{file} >> number;
  return number;
}

TEST_CASE("the program serves the demonstration on the port that it writes down, and ends on a signal at once") {
  const TemporaryDirectory directory;
  for (const int end : {SIGTERM, SIGINT}) {
    ChildProcess program{{.path = OTPIQ_SIM,
                          .arguments = {"--port", "0", "--port-file", directory.file("port"), "--project",
                                        CAMPAIGND_SOURCE_DIR "/tests/simulator/demo.json", "--key", "sk_dev_other",
                                        "--shape", "id", "--set", "listMax=2"}}};
    REQUIRE(program.says("listening on 127.0.0.1:"));
    httplib::Client client{"127.0.0.1", number_in(directory.file("port"))};
    client.set_keep_alive(true);
    const auto list = client.Get("/api/whatsapp/campaigns", {{"Authorization", "Bearer sk_dev_other"}});
    REQUIRE(list);
    const Json campaigns = (*parse_json(list->body))["data"];
    CHECK(campaigns.size() == 2);
    CHECK(campaigns[0]["template"].is_string());

    program.signal(end);

    const auto ended = program.wait(10s);
    REQUIRE(ended);
    CHECK(ended->exit_code == 0);
  }
}

TEST_CASE("its help says how to start it, how to call it, and where the manual is") {
  const auto help = campaignd::testing::run({.path = OTPIQ_SIM, .arguments = {"--help"}});
  CHECK(help.exit_code == 0);
  for (const std::string part : {"--port", "--project", "--fault", "baseUrl", "tests/simulator/README.md"}) {
    CAPTURE(part);
    CHECK(help.output.find(part) != std::string::npos);
  }
}

TEST_CASE("what it is started with wrongly is told, and it does not start") {
  const TemporaryDirectory directory;
  std::ofstream{directory.file("bad.json")} << R"({"campaigns":[{"name":"Eid","colour":"red"}]})";
  const auto errors_of = [](std::vector<std::string> arguments) {
    const auto ended = campaignd::testing::run({.path = OTPIQ_SIM, .arguments = std::move(arguments)});
    CHECK(ended.exit_code.value_or(0) != 0);
    return ended.errors;
  };
  CHECK(errors_of({"--project", directory.file("bad.json")}) ==
        "otpiq-sim: " + directory.file("bad.json") + ": campaign Eid: \"colour\" cannot be \"red\"\n");
  CHECK(errors_of({"--fault", R"({"kind":"explode"})"}) == "otpiq-sim: \"kind\" cannot be \"explode\"\n");
  CHECK(errors_of({"--set", "listMx=2"}) == "otpiq-sim: unknown field \"listMx\"\n");
  CHECK(errors_of({"--port-file", "/nonexistent/port"}) == "otpiq-sim: cannot write /nonexistent/port\n");
}

}  // namespace
}  // namespace campaignd::simulator::testing
