// The command line of campaignctl, with its help. The key never comes that way: everybody can read a command line.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace campaignd {

struct ValidateCommand {
  std::vector<std::string> paths;  // empty: the settings and what they name
};
struct PlanCommand {
  std::optional<std::string> path;  // instead of the settings' desired state
};
struct ResourcesCommand {};

struct CommandLine {
  std::string settings_file = "/etc/campaignd/campaignd.yaml";
  bool as_json = false;
  std::variant<ValidateCommand, PlanCommand, ResourcesCommand> command;
};

// It was answered already: --help, --version, or a mistake in it, which was told.
struct Answered {
  int exit_code = 0;
};

std::variant<CommandLine, Answered> read_command_line(int argc, const char* const* argv);

}  // namespace campaignd
