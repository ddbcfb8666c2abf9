// The command line of campaignctl as values. A mistake in it comes back as a sentence with the word that was probably
// meant. Nothing is printed here, and the key never comes this way: everybody can read a command line.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "core/ids.h"
#include "core/settings_place.h"

namespace campaignd {

struct ValidateCommand {
  std::vector<std::string> paths;  // empty: the settings and what they name
  friend bool operator==(const ValidateCommand&, const ValidateCommand&) = default;
};
struct PlanCommand {
  std::optional<std::string> path;  // instead of the settings' desired state
  friend bool operator==(const PlanCommand&, const PlanCommand&) = default;
};
struct ApplyCommand {
  bool yes = false;                     // without asking
  std::optional<std::string> approves;  // a held plan's id, which may pass then
  friend bool operator==(const ApplyCommand&, const ApplyCommand&) = default;
};
struct StatusCommand {
  bool watch = false;
  friend bool operator==(const StatusCommand&, const StatusCommand&) = default;
};
struct SendsCommand {
  std::optional<std::chrono::milliseconds> within;
  friend bool operator==(const SendsCommand&, const SendsCommand&) = default;
};
struct WhyCommand {
  Handle handle;
  friend bool operator==(const WhyCommand&, const WhyCommand&) = default;
};
struct HistoryCommand {
  std::optional<Handle> handle;
  std::string since;  // as it was typed; empty: from the beginning
  std::string until;
  std::string action;
  std::string field;
  std::optional<int> limit;  // the newest so many
  friend bool operator==(const HistoryCommand&, const HistoryCommand&) = default;
};
struct ReconcileCommand {
  friend bool operator==(const ReconcileCommand&, const ReconcileCommand&) = default;
};
struct PauseCommand {
  std::string reason;
  std::optional<std::chrono::milliseconds> lasts;
  friend bool operator==(const PauseCommand&, const PauseCommand&) = default;
};
struct ResumeCommand {
  bool restore = false;
  friend bool operator==(const ResumeCommand&, const ResumeCommand&) = default;
};
struct ApproveCommand {
  std::string plan;
  friend bool operator==(const ApproveCommand&, const ApproveCommand&) = default;
};
struct RearmCommand {
  Handle handle;
  friend bool operator==(const RearmCommand&, const RearmCommand&) = default;
};
struct FreezeCommand {
  std::string reason;
  bool all = false;                // unmanaged campaigns too
  std::vector<std::string> names;  // handles or ids; empty: every campaign
  friend bool operator==(const FreezeCommand&, const FreezeCommand&) = default;
};
struct ImportCommand {
  friend bool operator==(const ImportCommand&, const ImportCommand&) = default;
};
struct ResourcesCommand {
  friend bool operator==(const ResourcesCommand&, const ResourcesCommand&) = default;
};
struct SchemaCommand {
  friend bool operator==(const SchemaCommand&, const SchemaCommand&) = default;
};
struct HelpCommand {
  std::string topic;  // a command's name; empty: the program's help
  friend bool operator==(const HelpCommand&, const HelpCommand&) = default;
};
struct VersionCommand {
  friend bool operator==(const VersionCommand&, const VersionCommand&) = default;
};
using Command =
    std::variant<HelpCommand, VersionCommand, ValidateCommand, PlanCommand, ApplyCommand, StatusCommand, SendsCommand,
                 WhyCommand, HistoryCommand, ReconcileCommand, PauseCommand, ResumeCommand, ApproveCommand,
                 RearmCommand, FreezeCommand, ImportCommand, ResourcesCommand, SchemaCommand>;

struct CommandLine {
  std::string settings_file{kDefaultSettingsFile};
  bool as_json = false;
  Command command;
};

struct CommandLineMistake {
  std::string what;  // one line
  std::string help;  // the command that explains more: `campaignctl help plan`
};

tl::expected<CommandLine, CommandLineMistake> read_command_line(const std::vector<std::string>& arguments);

}  // namespace campaignd
