// The completions name every command and every option that the command line takes, and the man page and the help know
// them too. What the shells make of the completions is tested in tests/completions.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "command_words.h"
#include "help_text.h"

namespace campaignd::testing {

namespace {

std::string file_of(const std::string& path) {
  std::ifstream file(std::string(CAMPAIGND_SOURCE_DIR "/") + path);
  REQUIRE(file.is_open());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool has(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

// What stands between the two, the first of each.
std::string between(const std::string& text, const std::string& start, const std::string& end) {
  const std::size_t from = text.find(start);
  if (from == std::string::npos) return "";
  return text.substr(from, text.find(end, from + start.size()) - from);
}

std::size_t count_of(const std::string& text, const std::string& piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++count;
  return count;
}

// `from` of `sendHours: {from: "09:00", …}`, and every other word before a colon.
std::vector<std::string> keys_of(const std::string& yaml) {
  static const std::regex key("[\\s{]([a-z][A-Za-z]+):[ \n]");
  std::vector<std::string> keys;
  for (std::sregex_iterator it(yaml.begin(), yaml.end(), key); it != std::sregex_iterator(); ++it) {
    keys.push_back((*it)[1]);
  }
  return keys;
}

}  // namespace

TEST_CASE("bash is offered every command with exactly its options") {
  const std::string bash = file_of("ctl/completions/campaignctl.bash");
  const std::string commands = between(bash, "local commands=\"", "\"\n");
  for (const DeclaredCommand& command : declared_commands()) {
    CAPTURE(command.name);
    std::string options;
    for (const std::string_view option : command.options) {
      options += (options.empty() ? "" : " ") + std::string(option);
    }
    CHECK(has(commands + " ", std::string(command.name) + " "));
    CHECK(has(bash, "    " + std::string(command.name) + ") options=\"" + options + "\" ;;\n"));
  }
}

TEST_CASE("zsh is offered every command with exactly its options") {
  const std::string zsh = file_of("ctl/completions/_campaignctl");
  for (const DeclaredCommand& command : declared_commands()) {
    CAPTURE(command.name);
    CHECK(has(zsh, "    '" + std::string(command.name) + ":"));
    const std::string own = between(zsh, "\n    " + std::string(command.name) + ")", ";;");
    CHECK(count_of(own, "'--") == command.options.size());
    for (const std::string_view option : command.options) {
      CAPTURE(option);
      CHECK((has(own, "'" + std::string(option) + "=[") || has(own, "'" + std::string(option) + "[")));
    }
  }
}

TEST_CASE("fish is offered every command with exactly its options") {
  const std::string fish = file_of("ctl/completions/campaignctl.fish");
  for (const DeclaredCommand& command : declared_commands()) {
    CAPTURE(command.name);
    CHECK(has(fish, " -a " + std::string(command.name) + " -d "));
    const std::string start = "-n '__campaignctl_in " + std::string(command.name) + "' -l ";
    CHECK(count_of(fish, start) == command.options.size());
    for (const std::string_view option : command.options) {
      CAPTURE(option);
      CHECK(has(fish, start + std::string(option.substr(2)) + " "));
    }
  }
}

TEST_CASE("the manual page tells of every command with exactly its options") {
  const std::string page = file_of("man/campaignctl.1.scd");
  for (const DeclaredCommand& command : declared_commands()) {
    CAPTURE(command.name);
    const std::string line = between(page, "\n*" + std::string(command.name) + "*", "\n\t");
    REQUIRE_FALSE(line.empty());
    CHECK(count_of(line, "*--") == command.options.size());
    for (const std::string_view option : command.options) CHECK(has(line, "*" + std::string(option) + "*"));
    if (!command.argument.empty()) CHECK(has(line, "_" + std::string(command.argument) + "_"));
  }
}

TEST_CASE("the manual pages tell of every setting, and of every key of desired state") {
  const std::string settings = file_of("man/campaignd.yaml.5.scd");
  for (const std::string& key : keys_of(file_of("tests/data/settings/good/everything.yaml"))) {
    CAPTURE(key);
    CHECK((has(settings, "*" + key + "*") || has(settings, "## " + key + "\n")));
  }
  const std::string desired = file_of("man/campaigns.yaml.5.scd");
  for (const char* key : {"version", "defaults", "campaigns", "id", "name", "template", "phoneNumber", "scheduledFor",
                          "category", "timezone", "suspend"}) {
    CAPTURE(key);
    CHECK(has(desired, "\n*" + std::string(key) + "*\n\t"));
  }
}

TEST_CASE("the usage line of a command's help names exactly its options") {
  for (const DeclaredCommand& command : declared_commands()) {
    CAPTURE(command.name);
    const std::string help(help_text(command.name).value());
    const std::string usage = help.substr(0, help.find("\n\n"));
    CHECK(usage.starts_with("Usage: campaignctl " + std::string(command.name)));
    CHECK(count_of(usage, "--") == command.options.size());
    for (const std::string_view option : command.options) CHECK(has(usage, option.data()));
    if (!command.argument.empty()) CHECK(has(usage, command.argument.data()));
  }
}

}  // namespace campaignd::testing
