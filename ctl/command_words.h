// What each command of campaignctl takes, declared to CLI11, and the command that the words make.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "command_line.h"

namespace campaignd {

// The words behind a command, as they were typed. Every command has its own object of these.
struct CommandWords {
  std::vector<std::string> words;   // of a command that takes any number
  std::optional<std::string> word;  // of one that takes one
  std::string reason, lasts, within, since, until, action, field, limit, plan;
  bool yes = false, watch = false, restore = false, all = false;
};

struct DeclaredCommand {
  std::string_view name;
  std::string_view argument;  // what its words are called; empty: it takes none
  int most_words;             // -1: any number
  std::vector<std::string_view> options;

  // What is wrong with the words, as a sentence, or the command.
  tl::expected<Command, std::string> (*make)(const CommandWords& words);
};

const std::vector<DeclaredCommand>& declared_commands();

// A word as it was typed, for a sentence about it.
std::string in_quotes(std::string_view word);

// Adds `command` to the program; what is parsed lands in `words`, which must outlive `app`.
void declare(const DeclaredCommand& command, CLI::App& app, CommandWords& words);

}  // namespace campaignd
