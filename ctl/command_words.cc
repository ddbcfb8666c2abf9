#include "command_words.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/display_text.h"
#include "core/duration.h"

namespace campaignd {
namespace {

using Made = tl::expected<Command, std::string>;

constexpr int kAnyNumber = -1;
constexpr int kMostShown = 1'000'000;

tl::unexpected<std::string> mistake(std::string what) {
  return tl::unexpected(std::move(what));
}

tl::expected<Handle, std::string> handle_in(const std::string& word) {
  if (auto handle = Handle::parse(word)) return *std::move(handle);
  return mistake(in_quotes(word) + " is no handle: lower-case letters, digits, dots, dashes and underscores");
}

tl::expected<std::optional<std::chrono::milliseconds>, std::string> duration_in(std::string_view option,
                                                                                const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto duration = parse_duration(text);
  if (duration && duration->count() > 0) return duration;
  return mistake(std::string(option) + " is a duration such as 30m, 2h or 1d, not " + in_quotes(text));
}

template <class T>
Made no_words(const CommandWords& /*words*/) {
  return T{};
}

// An unset variable of a script must not pass for "the settings' own file".
Made validate(const CommandWords& words) {
  if (std::count(words.words.begin(), words.words.end(), "") > 0) return mistake("a PATH is empty");
  return ValidateCommand{words.words};
}

Made plan(const CommandWords& words) {
  if (words.word == "") return mistake("a PATH is empty");
  return PlanCommand{words.word};
}

Made apply(const CommandWords& words) {
  ApplyCommand command{words.yes, std::nullopt};
  if (!words.plan.empty()) command.approves = words.plan;
  return command;
}

Made status(const CommandWords& words) {
  return StatusCommand{words.watch};
}

Made sends(const CommandWords& words) {
  return duration_in("--within", words.within).map([](const auto& within) -> Command { return SendsCommand{within}; });
}

Made why(const CommandWords& words) {
  if (!words.word) return mistake("why needs the HANDLE or ID of a campaign behind it");
  return handle_in(*words.word).map([](const Handle& handle) -> Command { return WhyCommand{handle}; });
}

Made history(const CommandWords& words) {
  HistoryCommand command{std::nullopt, words.since, words.until, words.action, words.field, std::nullopt};
  if (words.word) {
    auto handle = handle_in(*words.word);
    if (!handle) return tl::unexpected(std::move(handle.error()));
    command.handle = *std::move(handle);
  }
  if (words.limit.empty()) return command;
  int limit = 0;
  const char* const end = words.limit.data() + words.limit.size();
  const auto parsed = std::from_chars(words.limit.data(), end, limit);
  if (parsed.ec != std::errc() || parsed.ptr != end || limit < 1 || limit > kMostShown)
    return mistake("--limit is a number from 1 to 1000000, not " + in_quotes(words.limit));
  command.limit = limit;
  return command;
}

Made pause(const CommandWords& words) {
  if (words.reason.empty()) return mistake("pause needs --reason: it is shown to everybody who asks");
  return duration_in("--for", words.lasts).map([&](const auto& lasts) -> Command {
    return PauseCommand{words.reason, lasts};
  });
}

Made resume(const CommandWords& words) {
  return ResumeCommand{words.restore};
}

Made approve(const CommandWords& words) {
  if (!words.word || words.word->empty())
    return mistake("approve needs the id of the held PLAN behind it; campaignctl status shows it");
  return ApproveCommand{*words.word};
}

Made rearm(const CommandWords& words) {
  if (!words.word) return mistake("rearm needs the HANDLE or ID of a campaign behind it");
  return handle_in(*words.word).map([](const Handle& handle) -> Command { return RearmCommand{handle}; });
}

// A stop must not fail for a missing reason's sake, but one who types has a second for it.
Made freeze(const CommandWords& words) {
  if (words.reason.empty())
    return mistake(words.words.empty() ? "freeze needs --reason: it is shown to everybody who asks"
                                       : "freeze needs --reason: campaignctl history shows it");
  if (words.all && !words.words.empty())
    return mistake("--all stops every campaign; it takes no HANDLE or ID beside it");
  for (const std::string& name : words.words) {
    if (!Handle::parse(name) && !CampaignId::parse(name))
      return mistake(in_quotes(name) + " is neither a handle nor a campaign's id");
  }
  return FreezeCommand{words.reason, words.all, words.words};
}

}  // namespace

std::string in_quotes(std::string_view word) {
  return "\"" + isolate(word) + "\"";
}

const std::vector<DeclaredCommand>& declared_commands() {
  static const std::vector<DeclaredCommand> commands{
      {"validate", "PATH", kAnyNumber, {}, validate},
      {"plan", "PATH", 1, {}, plan},
      {"apply", "", 0, {"--yes", "--approve"}, apply},
      {"status", "", 0, {"--watch"}, status},
      {"sends", "", 0, {"--within"}, sends},
      {"why", "HANDLE", 1, {}, why},
      {"history", "HANDLE", 1, {"--since", "--until", "--action", "--field", "--limit"}, history},
      {"reconcile", "", 0, {}, no_words<ReconcileCommand>},
      {"pause", "", 0, {"--reason", "--for"}, pause},
      {"resume", "", 0, {"--restore"}, resume},
      {"approve", "PLAN", 1, {}, approve},
      {"rearm", "HANDLE", 1, {}, rearm},
      {"freeze", "HANDLE", kAnyNumber, {"--reason", "--all"}, freeze},
      {"import", "", 0, {}, no_words<ImportCommand>},
      {"resources", "", 0, {}, no_words<ResourcesCommand>},
      {"schema", "", 0, {}, no_words<SchemaCommand>},
  };
  return commands;
}

void declare(const DeclaredCommand& command, CLI::App& app, CommandWords& words) {
  CLI::App* const sub = app.add_subcommand(std::string(command.name));
  if (command.most_words == 1) sub->add_option(std::string(command.argument), words.word);
  if (command.most_words == kAnyNumber) sub->add_option(std::string(command.argument), words.words);
  const auto takes = [&](std::string_view option) {
    return std::find(command.options.begin(), command.options.end(), option) != command.options.end();
  };
  const std::vector<std::pair<const char*, std::string*>> values{
      {"--reason", &words.reason}, {"--for", &words.lasts},   {"--within", &words.within},
      {"--since", &words.since},   {"--until", &words.until}, {"--action", &words.action},
      {"--field", &words.field},   {"--limit", &words.limit}, {"--approve", &words.plan}};
  for (const auto& [name, value] : values) {
    if (takes(name)) sub->add_option(name, *value)->take_last();
  }
  const std::vector<std::pair<const char*, bool*>> flags{
      {"--yes", &words.yes}, {"--watch", &words.watch}, {"--restore", &words.restore}, {"--all", &words.all}};
  for (const auto& [name, flag] : flags) {
    if (takes(name)) sub->add_flag(name, *flag);
  }
}

}  // namespace campaignd
