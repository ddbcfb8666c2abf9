// What `campaignctl help` says, written as it is shown: at most 80 columns wide, so that no terminal breaks it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace campaignd {

// The commands in the order in which the help tells of them.
std::span<const std::string_view> command_names();

// The program's help.
std::string_view help_text();

// One command's help; empty where there is no such command.
std::optional<std::string_view> help_text(std::string_view command);

}  // namespace campaignd
