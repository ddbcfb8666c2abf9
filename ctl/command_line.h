// The command line of campaignctl as values. A mistake in it comes back as a sentence with the word that was probably
// meant. Nothing is printed here, and the key never comes this way: everybody can read a command line.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace campaignd {

struct ValidateCommand {
  std::vector<std::string> paths;  // empty: the settings and what they name
  friend bool operator==(const ValidateCommand&, const ValidateCommand&) = default;
};
struct PlanCommand {
  std::optional<std::string> path;  // instead of the settings' desired state
  friend bool operator==(const PlanCommand&, const PlanCommand&) = default;
};
struct ResourcesCommand {
  friend bool operator==(const ResourcesCommand&, const ResourcesCommand&) = default;
};
struct HelpCommand {
  std::string topic;  // a command's name; empty: the program's help
  friend bool operator==(const HelpCommand&, const HelpCommand&) = default;
};
struct VersionCommand {
  friend bool operator==(const VersionCommand&, const VersionCommand&) = default;
};
using Command = std::variant<HelpCommand, VersionCommand, ValidateCommand, PlanCommand, ResourcesCommand>;

struct CommandLine {
  std::string settings_file = "/etc/campaignd/campaignd.yaml";
  bool as_json = false;
  Command command;
};

struct CommandLineMistake {
  std::string what;  // one line
  std::string help;  // the command that explains more: `campaignctl help plan`
};

tl::expected<CommandLine, CommandLineMistake> read_command_line(const std::vector<std::string>& arguments);

}  // namespace campaignd
