// `campaignd --check-config`: everything that is wrong is told in one run, nothing is locked, made or written.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "contract/temporary_directory.h"
#include "process/child_process.h"

namespace campaignd::testing {
namespace {

namespace fs = std::filesystem;

// A place that is in order: settings, a key, a state directory and desired state.
class Place {
 public:
  Place() {
    write("campaigns.yaml", "version: 1\ncampaigns:\n  eid:\n    name: Eid greeting\n");
    write("key", "sk_live_0123456789\n");
    ::chmod(path("key").c_str(), 0600);
    fs::create_directory(path("state"));
    write_settings("");
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (directory_.path() / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  void write_settings(const std::string& more) const {
    write("campaignd.yaml", "desiredState: " + path("campaigns.yaml") + "\nstateDirectory: " + path("state") +
                                "\napi: {keyFile: " + path("key") + "}\n" + more);
  }
  [[nodiscard]] Ended check(std::map<std::string, std::string> environment = {}) const {
    return run({.path = CAMPAIGND,
                .arguments = {"--check-config", "--config", path("campaignd.yaml")},
                .environment = std::move(environment)});
  }

 private:
  TemporaryDirectory directory_;
};

bool holds(const Ended& ended, const std::string& text) {
  return ended.errors.find(text) != std::string::npos;
}

TEST_CASE("what is in order is said to be, and nothing is left behind") {
  const Place place;

  const Ended ended = place.check();

  CHECK(ended.exit_code == 0);
  CHECK(ended.errors ==
        place.path("campaignd.yaml") + ": settings, key and " + place.path("campaigns.yaml") + " can be used\n");
  CHECK(fs::is_empty(place.path("state")));
}

TEST_CASE("settings, key file, state directory and desired state that are wrong are told together") {
  const Place place;
  place.write_settings("policy: {approvalTtl: soon}\nlog: {level: loud}\n");
  ::chmod(place.path("key").c_str(), 0644);
  fs::remove(place.path("state"));
  place.write("campaigns.yaml", "version: 1\ncampaigns:\n  eid:\n    name: ab\n");

  const Ended ended = place.check();

  CHECK(ended.exit_code == 78);
  CHECK(holds(ended, "campaignd.yaml:4:23: error: `policy.approvalTtl` must be a duration"));
  CHECK(holds(ended, "campaignd.yaml:5:14: error: `log.level` must be"));
  CHECK(holds(ended, "key: error: others can read or write this key file; do: chmod o-rwx"));
  CHECK(holds(ended, "state: error: the state directory cannot be used: No such file or directory"));
  CHECK(holds(ended, "campaigns.yaml:4:11: error: `name` has 2 characters"));
  CHECK_FALSE(holds(ended, "can be used\n"));
}

TEST_CASE("a base URL that would send the key in clear is told, and the key is not") {
  const Place place;
  place.write("campaignd.yaml",
              "desiredState: " + place.path("campaigns.yaml") + "\nstateDirectory: " + place.path("state") +
                  "\napi: {baseUrl: \"http://api.otpiq.com/api\", keyFile: " + place.path("key") + "}\n");

  const Ended ended = place.check();

  CHECK(ended.exit_code == 78);
  CHECK(holds(ended, "would send the key in clear"));
  CHECK_FALSE(holds(ended, "sk_live"));
}

TEST_CASE("what a mistyped key may have been meant for is not guessed at") {
  const Place place;
  place.write("campaignd.yaml", "desiredstate: " + place.path("campaigns.yaml") + "\nstateDirektory: " +
                                    place.path("state") + "\napi: {keyfile: " + place.path("key") + "}\n");

  const Ended ended = place.check();

  CHECK(ended.exit_code == 78);
  CHECK(holds(ended, "unknown key `desiredstate`; did you mean `desiredState`?"));
  CHECK(holds(ended, "unknown key `stateDirektory`; did you mean `stateDirectory`?"));
  CHECK(holds(ended, "unknown key `keyfile`; did you mean `keyFile`?"));
  CHECK_FALSE(holds(ended, "/etc/campaignd"));
  CHECK_FALSE(holds(ended, "/var/lib/campaignd"));
  CHECK_FALSE(holds(ended, "there is no API key"));
}

TEST_CASE("no key anywhere, an empty one, one that is missing and one of two lines are told as what they are") {
  const Place place;
  place.write("key", "");
  CHECK(holds(place.check(), "key: error: the API key is empty; write the key into this file"));
  place.write("key", "sk_live_0123456789\nsk_live_9876543210\n");
  const Ended two = place.check();
  CHECK(two.exit_code == 78);
  CHECK(holds(two, "key: error: the API key must be one line"));
  CHECK_FALSE(holds(two, "sk_live"));
  fs::remove(place.path("key"));
  CHECK(holds(place.check(), "key: error: the key file cannot be looked at: No such file or directory; put the key"));
  fs::create_directory(place.path("key"));
  CHECK(holds(place.check(), "key: error: this is no regular file"));
  place.write("campaignd.yaml",
              "desiredState: " + place.path("campaigns.yaml") + "\nstateDirectory: " + place.path("state") + "\n");
  CHECK(holds(place.check(), "campaignd.yaml: error: there is no API key"));
}

TEST_CASE("systemd's credential counts before the file that the settings name") {
  const Place place;
  fs::remove(place.path("key"));
  fs::create_directory(place.path("credentials"));
  place.write("credentials/otpiq-key", "sk_live_0123456789");
  ::chmod(place.path("credentials/otpiq-key").c_str(), 0440);

  CHECK(place.check({{"CREDENTIALS_DIRECTORY", place.path("credentials")}}).exit_code == 0);
}

TEST_CASE("a state directory that the file names counts before systemd's, which counts before the default") {
  const Place place;
  CHECK(place.check({{"STATE_DIRECTORY", place.path("nowhere")}}).exit_code == 0);
  place.write("campaignd.yaml",
              "desiredState: " + place.path("campaigns.yaml") + "\napi: {keyFile: " + place.path("key") + "}\n");
  const Ended ended = place.check({{"STATE_DIRECTORY", place.path("nowhere")}});
  CHECK(ended.exit_code == 1);
  CHECK(holds(ended, "nowhere: error: the state directory cannot be used"));
  CHECK(place.check({{"STATE_DIRECTORY", place.path("state")}}).exit_code == 0);
}

TEST_CASE(
    "desired state that is missing, empty, or a directory without files leaves 1, because the last good one serves") {
  const Place place;
  place.write("campaigns.yaml", "");
  CHECK(place.check().exit_code == 1);
  fs::remove(place.path("campaigns.yaml"));
  const Ended missing = place.check();
  CHECK(missing.exit_code == 1);
  CHECK(holds(missing, "campaigns.yaml: error: "));
  CHECK(holds(missing, "does not exist"));
  fs::create_directory(place.path("campaigns.yaml"));
  const Ended directory = place.check();
  CHECK(directory.exit_code == 1);
  CHECK(holds(directory, "no *.yaml or *.yml"));
}

TEST_CASE("settings that are missing, a directory, or no YAML are told with what to do") {
  const Place place;
  place.write("campaignd.yaml", "api: {timeout: 10s\n");
  CHECK(holds(place.check(), "campaignd.yaml:2:1: error: this is not YAML: a `{` before this has no `}`"));
  fs::remove(place.path("campaignd.yaml"));
  const Ended missing = place.check();
  CHECK(missing.exit_code == 78);
  CHECK(missing.errors ==
        place.path("campaignd.yaml") +
            ": error: the settings file cannot be read: No such file or directory; start from the example that is "
            "installed with the documentation\n");
  fs::create_directory(place.path("campaignd.yaml"));
  CHECK(holds(place.check(), "campaignd.yaml: error: is a directory; name the settings file in it"));
}

}  // namespace
}  // namespace campaignd::testing
