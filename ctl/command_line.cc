#include "command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <deque>
#include <string_view>
#include <utility>

#include "command_words.h"
#include "core/display_text.h"
#include "core/nearest.h"
#include "help_text.h"

namespace campaignd {

namespace {

constexpr std::array<std::string_view, 4> kOptions{"--config", "--output", "--help", "--version"};

// CLI11 takes the words apart; what they mean, and what is said about a mistake, is ours.
class Reader {
 public:
  Reader();
  tl::expected<CommandLine, CommandLineMistake> read(std::vector<std::string> arguments);

 private:
  [[nodiscard]] std::vector<std::string> with_values_apart(std::vector<std::string> arguments) const;
  [[nodiscard]] bool takes_text(const std::string& option) const;
  [[nodiscard]] std::string mistake_in_values() const;
  [[nodiscard]] std::string empty_option() const;
  [[nodiscard]] tl::expected<Command, std::string> command() const;
  [[nodiscard]] std::string mistake_in(const CLI::ParseError& error) const;
  [[nodiscard]] std::vector<std::string_view> options() const;
  [[nodiscard]] std::string parsed() const;
  [[nodiscard]] const DeclaredCommand* declared() const;
  [[nodiscard]] CommandLineMistake explained(std::string what) const;

  CLI::App app_{"", "campaignctl"};
  std::string config_ = CommandLine{}.settings_file;
  std::string output_ = "text";
  std::deque<CommandWords> words_;  // of each declared command; CLI11 keeps references into them
  std::string topic_;
  bool wants_help_ = false;
  bool wants_version_ = false;
};

std::string list_of(std::span<const std::string_view> words);
std::string what_else(std::string_view word, std::span<const std::string_view> known);

}  // namespace

tl::expected<CommandLine, CommandLineMistake> read_command_line(const std::vector<std::string>& arguments) {
  return Reader().read(arguments);
}

namespace {

Reader::Reader() {
  app_.set_help_flag("");
  app_.require_subcommand(0, 1);
  app_.fallthrough();
  // A later one wins, so that an alias with options can be overruled.
  app_.add_option("--config", config_)->take_last();
  app_.add_option("--output", output_)->take_last();
  app_.add_flag("-h,--help", wants_help_);
  app_.add_flag("--version", wants_version_);
  for (const DeclaredCommand& command : declared_commands()) declare(command, app_, words_.emplace_back());
  app_.add_subcommand("help")->add_option("COMMAND", topic_);
}

tl::expected<CommandLine, CommandLineMistake> Reader::read(std::vector<std::string> arguments) {
  arguments = with_values_apart(std::move(arguments));
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  try {
    app_.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(explained(mistake_in(error)));
  }
  if (std::string mistake = mistake_in_values(); !mistake.empty()) return tl::unexpected(explained(std::move(mistake)));
  auto made = command();
  if (!made) return tl::unexpected(explained(std::move(made.error())));
  return CommandLine{config_, output_ == "json", *std::move(made)};
}

// For the value of `--reason=`, as an unset variable leaves it, CLI11 would take the next word.
std::vector<std::string> Reader::with_values_apart(std::vector<std::string> arguments) const {
  std::vector<std::string> apart;
  bool is_value = false;
  for (auto word = arguments.begin(); word != arguments.end(); ++word) {
    if (!is_value && *word == "--") {
      apart.insert(apart.end(), word, arguments.end());
      break;
    }
    const std::string option = word->ends_with('=') ? word->substr(0, word->size() - 1) : "";
    if (!is_value && takes_text(option)) {
      apart.insert(apart.end(), {option, ""});
      continue;
    }
    is_value = !is_value && takes_text(*word);
    apart.push_back(std::move(*word));
  }
  return apart;
}

// In any command: none has a flag of a name that takes text in another.
bool Reader::takes_text(const std::string& option) const {
  if (!option.starts_with("--") || option.size() == 2) return false;
  std::vector<const CLI::App*> all = app_.get_subcommands([](const CLI::App* /*any*/) { return true; });
  all.push_back(&app_);
  return std::any_of(all.begin(), all.end(), [&](const CLI::App* app) {
    const CLI::Option* const found = app->get_option_no_throw(option);
    return found != nullptr && found->get_items_expected_max() > 0;
  });
}

std::string Reader::mistake_in_values() const {
  if (wants_help_ || wants_version_) return "";
  if (output_ != "text" && output_ != "json") return "--output is text or json, not " + in_quotes(output_);
  if (config_.empty()) return "--config names no file: it is empty";
  if (parsed().empty()) return "a command is missing: " + list_of(command_names());
  if (!topic_.empty() && !help_text(topic_)) {
    return "there is no command " + in_quotes(topic_) + what_else(topic_, command_names());
  }
  const std::string empty = empty_option();
  return empty.empty() ? "" : empty + " says nothing: it is empty";
}

// Of the command's own; an unset variable of a script must not pass for "as without it".
std::string Reader::empty_option() const {
  for (const CLI::App* command : app_.get_subcommands()) {
    for (const CLI::Option* option : command->get_options()) {
      const bool is_given = option->count() > 0 && !option->get_lnames().empty();
      if (is_given && option->results().back().empty()) return "--" + option->get_lnames().front();
    }
  }
  return "";
}

tl::expected<Command, std::string> Reader::command() const {
  if (wants_version_) return VersionCommand{};
  const std::string name = parsed();
  if (wants_help_) return HelpCommand{name == "help" ? topic_ : name};
  const DeclaredCommand* const command = declared();
  if (command == nullptr) return HelpCommand{topic_};
  return command->make(words_.at(static_cast<std::size_t>(command - declared_commands().data())));
}

// CLI11 would only say that an argument was not expected, not that `pln` is no command.
std::string Reader::mistake_in(const CLI::ParseError& error) const {
  const std::vector<std::string> left = app_.remaining(/*recurse=*/true);
  std::string said = escape_controls(error.what());
  if (error.get_name() == "ArgumentMismatch") return said.substr(0, said.find(':')) + " needs a value behind it";
  if (left.empty()) return said;
  const std::string& word = left.front();
  if (word.size() > 1 && word.front() == '-') {
    const std::string option = word.substr(0, word.find('='));
    return "there is no option " + in_quotes(option) + what_else(option, options());
  }
  if (parsed().empty()) return "there is no command " + in_quotes(word) + what_else(word, command_names());
  const DeclaredCommand* const command = declared();
  const bool takes_one = command == nullptr || command->most_words == 1;
  return parsed() + (takes_one ? " takes one argument at most" : " takes no arguments") + "; " + in_quotes(word) +
         " is too many";
}

// Those of the command that was given, and those of all.
std::vector<std::string_view> Reader::options() const {
  std::vector<std::string_view> options;
  if (const DeclaredCommand* const command = declared()) options = command->options;
  options.insert(options.end(), kOptions.begin(), kOptions.end());
  return options;
}

// The command's name; empty before there is one.
std::string Reader::parsed() const {
  const auto commands = app_.get_subcommands();
  return commands.empty() ? "" : commands.front()->get_name();
}

const DeclaredCommand* Reader::declared() const {
  const std::string name = parsed();
  const auto& commands = declared_commands();
  const auto it =
      std::find_if(commands.begin(), commands.end(), [&](const DeclaredCommand& one) { return one.name == name; });
  return it == commands.end() ? nullptr : &*it;
}

CommandLineMistake Reader::explained(std::string what) const {
  const std::string name = parsed();
  return {std::move(what), "campaignctl help" + (name.empty() || name == "help" ? "" : " " + name)};
}

std::string list_of(std::span<const std::string_view> words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

std::string what_else(std::string_view word, std::span<const std::string_view> known) {
  const std::string meant = did_you_mean(word, known);
  return meant.empty() ? "; there are " + list_of(known) : meant;
}

}  // namespace

}  // namespace campaignd
