#include "command_line.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "golden.h"
#include "help_text.h"
#include "kind_of_file.h"

namespace campaignd::testing {

namespace {

std::string mistake_in(const std::vector<std::string>& arguments) {
  const auto line = read_command_line(arguments);
  return line ? "none" : line.error().what + " | " + line.error().help;
}

Command command_in(const std::vector<std::string>& arguments) {
  return read_command_line(arguments).value().command;
}

}  // namespace

TEST_CASE("options stand before or behind the command, and the last of two counts") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--config", "a", "--output=json", "plan", "edit.yaml"},
        {"plan", "edit.yaml", "--output", "json", "--config=a"},
        {"--config=b", "--output=text", "plan", "--config", "a", "edit.yaml", "--output", "json"}}) {
    const auto line = read_command_line(arguments);
    REQUIRE(line);
    CHECK(line->settings_file == "a");
    CHECK(line->as_json);
    CHECK(line->command == Command(PlanCommand{"edit.yaml"}));
  }
}

TEST_CASE("every command can be asked for") {
  CHECK(read_command_line({"plan"})->settings_file == "/etc/campaignd/campaignd.yaml");
  CHECK(command_in({"plan"}) == Command(PlanCommand{}));
  CHECK(command_in({"plan", "--", "-x"}) == Command(PlanCommand{"-x"}));
  CHECK(command_in({"validate"}) == Command(ValidateCommand{}));
  CHECK(command_in({"validate", "a", "b"}) == Command(ValidateCommand{{"a", "b"}}));
  CHECK(command_in({"resources"}) == Command(ResourcesCommand{}));
  CHECK(command_in({"--version"}) == Command(VersionCommand{}));
  const Handle eid = *Handle::parse("eid");
  CHECK(command_in({"apply"}) == Command(ApplyCommand{}));
  CHECK(command_in({"apply", "--yes", "--approve", "9f3c51aa"}) == Command(ApplyCommand{true, "9f3c51aa"}));
  CHECK(command_in({"status", "--watch"}) == Command(StatusCommand{true}));
  CHECK(command_in({"sends", "--within", "24h"}) == Command(SendsCommand{std::chrono::hours(24)}));
  CHECK(command_in({"sends"}) == Command(SendsCommand{}));
  CHECK(command_in({"why", "eid"}) == Command(WhyCommand{eid}));
  CHECK(command_in({"history"}) == Command(HistoryCommand{}));
  CHECK(command_in({"history", "--field", "scheduledFor", "eid", "--since=7d", "--until=1d", "--action", "arm",
                    "--limit", "5"}) == Command(HistoryCommand{eid, "7d", "1d", "arm", "scheduledFor", 5}));
  CHECK(command_in({"reconcile"}) == Command(ReconcileCommand{}));
  CHECK(command_in({"pause", "--reason", "why not", "--for", "2h"}) ==
        Command(PauseCommand{"why not", std::chrono::hours(2)}));
  CHECK(command_in({"resume", "--restore"}) == Command(ResumeCommand{true}));
  CHECK(command_in({"approve", "9f3c51aa"}) == Command(ApproveCommand{"9f3c51aa"}));
  CHECK(command_in({"rearm", "eid"}) == Command(RearmCommand{eid}));
  CHECK(command_in({"freeze", "--reason", "r"}) == Command(FreezeCommand{"r", false, {}}));
  CHECK(command_in({"freeze", "--reason", "r", "--all"}) == Command(FreezeCommand{"r", true, {}}));
  CHECK(command_in({"freeze", "eid", "665F0c2ab1e4d2a7c9f01234", "--reason", "r"}) ==
        Command(FreezeCommand{"r", false, {"eid", "665F0c2ab1e4d2a7c9f01234"}}));
  CHECK(command_in({"import"}) == Command(ImportCommand{}));
  CHECK(command_in({"schema"}) == Command(SchemaCommand{}));
}

TEST_CASE("a command that lacks what it needs says so, and nothing is guessed") {
  CHECK(mistake_in({"why"}) == "why needs the HANDLE or ID of a campaign behind it | campaignctl help why");
  CHECK(mistake_in({"rearm", "Eid!"}).find("is no handle") != std::string::npos);
  CHECK(mistake_in({"approve"}).find("campaignctl status shows it") != std::string::npos);
  CHECK(mistake_in({"pause"}).find("pause needs --reason") != std::string::npos);
  CHECK(mistake_in({"pause", "--reason", "r", "--for", "2 hours"}) ==
        "--for is a duration such as 30m, 2h or 1d, not \"2 hours\" | campaignctl help pause");
  CHECK(mistake_in({"sends", "--within", "0h"}).find("--within is a duration") != std::string::npos);
  CHECK(mistake_in({"freeze"}) == "freeze needs --reason: it is shown to everybody who asks | campaignctl help freeze");
  CHECK(mistake_in({"freeze", "eid"}) ==
        "freeze needs --reason: campaignctl history shows it | campaignctl help freeze");
  CHECK(mistake_in({"freeze", "--reason", "r", "--all", "eid"}).find("takes no HANDLE or ID beside it") !=
        std::string::npos);
  CHECK(mistake_in({"freeze", "--reason", "r", "EID"}).find("neither a handle nor") != std::string::npos);
  CHECK(mistake_in({"history", "--limit", "0"}).find("--limit is a number from 1") != std::string::npos);
  CHECK(mistake_in({"freeze", "--reson", "r"}) ==
        "there is no option \"--reson\"; did you mean --reason? | campaignctl help freeze");
  CHECK(mistake_in({"status", "eid"}) == "status takes no arguments; \"eid\" is too many | campaignctl help status");
}

TEST_CASE("help is had in every usual way") {
  CHECK(command_in({"help"}) == Command(HelpCommand{}));
  CHECK(command_in({"--help"}) == Command(HelpCommand{}));
  CHECK(command_in({"-h"}) == Command(HelpCommand{}));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"help", "plan"}, {"plan", "--help"}, {"plan", "-h"}, {"--help", "plan"}}) {
    CHECK(command_in(arguments) == Command(HelpCommand{"plan"}));
  }
}

TEST_CASE("a mistake is told with what was probably meant, and where it is explained") {
  CHECK(mistake_in({"pln"}) == "there is no command \"pln\"; did you mean plan? | campaignctl help");
  CHECK(mistake_in({"q"}) ==
        "there is no command \"q\"; there are validate, plan, apply, status, sends, why, history, reconcile, pause, "
        "resume, approve, rearm, freeze, import, resources, schema or help | campaignctl help");
  CHECK(mistake_in({"help", "plam"}) == "there is no command \"plam\"; did you mean plan? | campaignctl help");
  CHECK(mistake_in({"plan", "--ouput=json"}) ==
        "there is no option \"--ouput\"; did you mean --output? | campaignctl help plan");
  CHECK(mistake_in({"plan", "--key"}) ==
        "there is no option \"--key\"; there are --config, --output, --help or --version | campaignctl help plan");
  CHECK(mistake_in({}) ==
        "a command is missing: validate, plan, apply, status, sends, why, history, reconcile, pause, resume, approve, "
        "rearm, freeze, import, resources, schema or help | campaignctl help");
  CHECK(mistake_in({"plan", "a", "b"}) == "plan takes one argument at most; \"b\" is too many | campaignctl help plan");
  CHECK(mistake_in({"resources", "a"}) ==
        "resources takes no arguments; \"a\" is too many | campaignctl help resources");
  CHECK(mistake_in({"plan", "--output", "xml"}) == "--output is text or json, not \"xml\" | campaignctl help plan");
  CHECK(mistake_in({"plan", "--config"}) == "--config needs a value behind it | campaignctl help plan");
}

TEST_CASE("an empty word, as an unset variable leaves it, is a mistake and never the default") {
  CHECK(mistake_in({"plan", ""}) == "a PATH is empty | campaignctl help plan");
  CHECK(mistake_in({"validate", "a", ""}) == "a PATH is empty | campaignctl help validate");
  CHECK(mistake_in({"--config", "", "plan"}) == "--config names no file: it is empty | campaignctl help plan");
}

TEST_CASE("an option that takes text takes none of the words behind it for an empty one") {
  const std::string empty = "--reason says nothing: it is empty | campaignctl help freeze";
  CHECK(mistake_in({"freeze", "--reason=", "eid"}) == empty);
  CHECK(mistake_in({"freeze", "--reason", "", "eid"}) == empty);
  CHECK(mistake_in({"freeze", "eid", "--reason="}) == empty);
  const std::vector<std::pair<std::string, std::vector<std::string>>> of_each{
      {"pause", {"--reason", "--for"}},
      {"apply", {"--approve"}},
      {"sends", {"--within"}},
      {"history", {"--since", "--until", "--action", "--field", "--limit"}}};
  for (const auto& [command, options] : of_each) {
    for (const std::string& option : options) {
      const std::string said = option + " says nothing: it is empty | campaignctl help " + command;
      CHECK(mistake_in({command, option + "="}) == said);
      CHECK(mistake_in({command, option, ""}) == said);
    }
  }
  CHECK(mistake_in({"--config=", "plan"}) == "--config names no file: it is empty | campaignctl help plan");
  CHECK(mistake_in({"plan", "--output=", "json"}) == "--output is text or json, not \"\" | campaignctl help plan");
}

TEST_CASE("a text that looks like an empty option is a text, and so is a word behind the last option") {
  CHECK(command_in({"freeze", "--reason", "--for=", "eid"}) == Command(FreezeCommand{"--for=", false, {"eid"}}));
  CHECK(command_in({"freeze", "--reason=a=", "eid"}) == Command(FreezeCommand{"a=", false, {"eid"}}));
  CHECK(command_in({"plan", "--", "--config="}) == Command(PlanCommand{"--config="}));
}

TEST_CASE("a mistake cannot steer the terminal") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"\033[2J"}, {"plan", "--\033c"}, {"plan", "--output", "\033"}, {"help", "\033"}}) {
    CHECK(mistake_in(arguments).find('\033') == std::string::npos);
  }
}

TEST_CASE("the help of the program and of every command, none wider than 80 columns") {
  std::string all(help_text());
  for (const std::string_view command : command_names()) {
    REQUIRE(help_text(command));
    if (command != "help") all += "\n=== " + std::string(command) + "\n" + std::string(*help_text(command));
  }
  CHECK(all == golden("help.txt", all));

  for (std::string_view rest = all; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    CAPTURE(line);
    CHECK(display_width(line) <= 80);
    rest.remove_prefix(line.size() + 1);
  }
}

TEST_CASE("settings are told from desired state by their keys, also where the file is broken") {
  CHECK(is_settings_text("# ours\ndesiredState: campaigns.yaml\n"));
  CHECK(is_settings_text("nonsense: [\napi: {baseUrl: x}"));
  CHECK_FALSE(is_settings_text("version: 1\ncampaigns: {}\n"));
  CHECK_FALSE(is_settings_text("api: {}\ncampaigns: {}\n"));
  CHECK_FALSE(is_settings_text("version: 1\nx-anchors:\n  api: 1\n"));
  CHECK_FALSE(is_settings_text(""));
}

}  // namespace campaignd::testing
