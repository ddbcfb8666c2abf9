#include "command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>

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
  [[nodiscard]] Command command() const;
  [[nodiscard]] std::string mistake_in_values() const;
  [[nodiscard]] std::string mistake_in(const CLI::ParseError& error) const;
  [[nodiscard]] std::string parsed() const;
  [[nodiscard]] CommandLineMistake explained(std::string what) const;

  CLI::App app_{"", "campaignctl"};
  std::string config_ = CommandLine{}.settings_file;
  std::string output_ = "text";
  std::vector<std::string> validate_paths_;
  std::string plan_path_;
  std::string topic_;
  bool wants_help_ = false;
  bool wants_version_ = false;
  CLI::Option* plan_path_given_ = nullptr;
};

std::string in_quotes(std::string_view word);
std::string list_of(std::span<const std::string_view> words);
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

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
  app_.add_subcommand("validate")->add_option("PATH", validate_paths_);
  plan_path_given_ = app_.add_subcommand("plan")->add_option("PATH", plan_path_);
  app_.add_subcommand("resources");
  app_.add_subcommand("help")->add_option("COMMAND", topic_);
}

tl::expected<CommandLine, CommandLineMistake> Reader::read(std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  try {
    app_.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(explained(mistake_in(error)));
  }
  if (std::string mistake = mistake_in_values(); !mistake.empty()) return tl::unexpected(explained(std::move(mistake)));
  return CommandLine{config_, output_ == "json", command()};
}

std::string Reader::mistake_in_values() const {
  if (wants_help_ || wants_version_) return "";
  if (output_ != "text" && output_ != "json") return "--output is text or json, not " + in_quotes(output_);
  if (config_.empty()) return "--config names no file: it is empty";
  // An unset variable of a script must not pass for "the settings' own file".
  const bool is_empty_given = plan_path_given_->count() > 0 && plan_path_.empty();
  if (is_empty_given || std::count(validate_paths_.begin(), validate_paths_.end(), "") > 0) return "a PATH is empty";
  if (parsed().empty()) return "a command is missing: " + list_of(command_names());
  if (!topic_.empty() && !help_text(topic_)) {
    return "there is no command " + in_quotes(topic_) + did_you_mean(topic_, command_names());
  }
  return "";
}

Command Reader::command() const {
  if (wants_version_) return VersionCommand{};
  const std::string name = parsed();
  if (wants_help_) return HelpCommand{name == "help" ? topic_ : name};
  if (name == "validate") return ValidateCommand{validate_paths_};
  if (name == "plan") return PlanCommand{plan_path_given_->count() > 0 ? std::optional(plan_path_) : std::nullopt};
  if (name == "resources") return ResourcesCommand{};
  return HelpCommand{topic_};
}

// CLI11 would only say that an argument was not expected, not that `pln` is no command.
std::string Reader::mistake_in(const CLI::ParseError& error) const {
  const std::vector<std::string> left = app_.remaining(/*recurse=*/true);
  const std::string said = escape_controls(error.what());
  if (error.get_name() == "ArgumentMismatch") return said.substr(0, said.find(':')) + " needs a value behind it";
  if (left.empty()) return said;
  const std::string& word = left.front();
  if (word.size() > 1 && word.front() == '-') {
    const std::string option = word.substr(0, word.find('='));
    return "there is no option " + in_quotes(option) + did_you_mean(option, kOptions);
  }
  if (parsed().empty()) return "there is no command " + in_quotes(word) + did_you_mean(word, command_names());
  const bool takes_one = parsed() == "plan" || parsed() == "help";
  return parsed() + (takes_one ? " takes one argument at most" : " takes no arguments") + "; " + in_quotes(word) +
         " is too many";
}

// The command's name; empty before there is one.
std::string Reader::parsed() const {
  const auto commands = app_.get_subcommands();
  return commands.empty() ? "" : commands.front()->get_name();
}

CommandLineMistake Reader::explained(std::string what) const {
  const std::string name = parsed();
  return {std::move(what), "campaignctl help" + (name.empty() || name == "help" ? "" : " " + name)};
}

std::string in_quotes(std::string_view word) {
  return "\"" + isolate(word) + "\"";
}

std::string list_of(std::span<const std::string_view> words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  if (const auto meant = nearest(word, known)) return "; did you mean " + std::string(*meant) + "?";
  return "; there are " + list_of(known);
}

}  // namespace

}  // namespace campaignd
