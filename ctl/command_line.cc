#include "command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "core/display_text.h"
#include "exit_code.h"

namespace campaignd {

namespace {

constexpr const char* kAbout =
    "campaignctl: look at what campaignd sees and would do.\n"
    "campaignd keeps the WhatsApp campaigns of an OTPIQ project as a YAML file says.\n"
    "Nothing here changes a campaign or sends a message.";

constexpr const char* kFooter =
    "Examples:\n"
    "  campaignctl validate                       check the settings and the file of campaigns\n"
    "  campaignctl validate campaigns.yaml        check one file, as in a commit hook\n"
    "  campaignctl plan                           what would change, and why not\n"
    "  campaignctl plan --output json | jq '.summary'\n"
    "  campaignctl resources                      the templates and numbers that a file can name\n"
    "\n"
    "Exit codes: 0 nothing to do; 1 an error; 2 something waits or is refused.\n"
    "Colour is for terminals only; NO_COLOR=1 turns it off.";

constexpr const char* kValidateFooter =
    "Errors come as compilers print them, FILE:LINE:COLUMN: error: MESSAGE, all at once.\n"
    "\n"
    "Examples:\n"
    "  campaignctl validate\n"
    "  campaignctl validate campaigns.yaml        only this file; no settings are read\n"
    "  campaignctl validate campaigns.d/          all *.yaml and *.yml in it, read together\n"
    "\n"
    "Exit codes: 0 no errors; 1 errors.";

constexpr const char* kPlanFooter =
    "Reads the service and the file, and shows each campaign with what would become of it. It takes\n"
    "no lock and writes nothing, so it may run beside the service at any time.\n"
    "\n"
    "Examples:\n"
    "  campaignctl plan\n"
    "  campaignctl plan my-edit.yaml              what if this were the file?\n"
    "  campaignctl plan --output json | jq -r '.entries[] | select(.action == \"update\").handle'\n"
    "\n"
    "Exit codes: 0 nothing to change; 1 an error, a missing or an invalid campaign; 2 changes wait or\n"
    "are refused.";

constexpr const char* kResourcesFooter =
    "A campaign can use a template that is APPROVED and a number that is CONNECTED, both of one account.\n"
    "\n"
    "Examples:\n"
    "  campaignctl resources\n"
    "  campaignctl resources --output json | jq -r '.templates[] | select(.status == \"APPROVED\").name'\n"
    "\n"
    "Exit codes: 0; 1 where they could not be read.";

constexpr const char* kShared =
    "\n\n--config FILE and --output text|json are taken here too; `campaignctl --help` tells of them.";

// CLI11 would only say that a subcommand is required, not that `pln` is none.
std::string mistake_in(const CLI::App& app, const CLI::ParseError& error) {
  const bool none = app.get_subcommands().empty();
  for (const std::string& word : none ? app.remaining() : std::vector<std::string>{}) {
    if (word.empty() || word.front() == '-') continue;
    return "there is no command \"" + isolate(word) + "\"; the commands are validate, plan and resources";
  }
  return none && error.get_name() == "RequiredError" ? "a command is missing: validate, plan or resources"
                                                     : escape_controls(error.what());
}

}  // namespace

std::variant<CommandLine, Answered> read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  std::string output = "text";
  ValidateCommand validate;
  std::string plan_path;

  CLI::App app(kAbout, "campaignctl");
  app.set_version_flag("--version", "campaignctl " CAMPAIGND_VERSION, "the version, and nothing else");
  app.set_help_flag("-h,--help", "this text");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--config", line.settings_file, "the settings file")->type_name("FILE")->capture_default_str();
  app.add_option("--output", output, "text for people, json for programs")
      ->type_name("text|json")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}).description(""));

  CLI::App* validate_command = app.add_subcommand("validate", "check settings and desired state, without network");
  validate_command->footer(std::string(kValidateFooter) + kShared);
  validate_command->add_option("PATH", validate.paths, "desired-state files or directories to check instead")
      ->type_name("");

  CLI::App* plan_command = app.add_subcommand("plan", "what would change, field by field, and why not");
  plan_command->footer(std::string(kPlanFooter) + kShared);
  plan_command->add_option("PATH", plan_path, "a desired-state file or directory instead of the settings' one")
      ->type_name("");

  CLI::App* resources_command = app.add_subcommand("resources", "templates and phone numbers, with their states");
  resources_command->footer(std::string(kResourcesFooter) + kShared);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return Answered{app.exit(error)};
    std::fprintf(stderr, "campaignctl: error: %s\nTry: campaignctl --help\n", mistake_in(app, error).c_str());
    return Answered{kExitError};
  }
  line.as_json = output == "json";
  if (validate_command->parsed()) line.command = std::move(validate);
  if (plan_command->parsed()) line.command = PlanCommand{plan_path.empty() ? std::nullopt : std::optional(plan_path)};
  if (resources_command->parsed()) line.command = ResourcesCommand{};
  return line;
}

}  // namespace campaignd
