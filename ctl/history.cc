#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access_advice.h"
#include "adapters/clock/system_clock.h"
#include "adapters/json/history_json.h"
#include "adapters/sqlite/history_reader.h"
#include "adapters/sqlite/read_only_journal.h"
#include "assembly/environment.h"
#include "commands.h"
#include "core/display_text.h"
#include "exit_code.h"
#include "history_arguments.h"
#include "history_text.h"
#include "known_campaigns.h"
#include "people_zone.h"
#include "reading.h"
#include "unknown_handle.h"
#include "whole_commands.h"

namespace campaignd {

namespace {

// The file as it stands there, else the last revision that could be read.
std::optional<DesiredState> desired_state_in_force(const Settings& settings, const Memory& memory) {
  auto desired = read_if_good(settings.desired_state);
  return desired ? std::move(desired) : read_last_good(memory);
}

// A journal that cannot be read is told by who reads its records.
KnownCampaigns known_campaigns(const Settings& settings, const JournalPlace& place) {
  const Memory memory = ReadOnlyJournal(place).recall().value_or(Memory{});
  const auto desired = desired_state_in_force(settings, memory);
  return {desired, memory, people_zone(settings, desired)};
}

// Handles and ids of all records.
std::set<std::string> recorded_names(const JournalPlace& place) {
  std::set<std::string> names;
  const auto all = HistoryReader(place).history({});
  if (!all) return names;
  for (const Record& record : all->records) {
    if (record.handle) names.insert(record.handle->str());
    if (record.campaign) names.insert(record.campaign->str());
  }
  return names;
}

// What was told of every campaign says of none that it is known.
bool is_of(const Record& record, const Handle& name) {
  const bool names_it = record.handle == name || (record.campaign && record.campaign->str() == name.str());
  return names_it || (record.kind == RecordKind::kFreeze &&
                      (record.action + " ").find(" " + name.str() + " ") != std::string::npos);
}

// Nothing was found of this campaign. One that nobody knows is most likely mistyped.
std::optional<CommandFailure> objection_to(const Handle& handle, const Invocation& invocation, const Settings& settings,
                                           const KnownCampaigns& known) {
  const JournalPlace place{settings.state_directory};
  const std::set<std::string> recorded = recorded_names(place);
  if (recorded.contains(handle.str())) return std::nullopt;
  if (known.knows(handle)) {
    if (std::filesystem::exists(place.file())) tell_note(invocation, "the journal has no record of " + handle.str());
    return std::nullopt;
  }
  std::vector<std::string_view> names = known.names();
  names.insert(names.end(), recorded.begin(), recorded.end());
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return unknown_handle("neither the file nor the journal knows a campaign ", handle, names, "history", settings.file);
}

}  // namespace

int history(const Invocation& invocation, const HistoryCommand& command) {
  const auto settings = read_settings_of(invocation, Environment::take());
  if (!settings) return fail(invocation, settings.error());
  const JournalPlace place{settings->state_directory};
  const KnownCampaigns known = known_campaigns(*settings, place);
  const auto filter = history_filter(command, SystemClock().wall_now(), known.zone_of(command.handle));
  if (!filter) return fail(invocation, {{}, filter.error(), "Try: campaignctl help history"});

  auto found = HistoryReader(place).history(*filter);
  if (!found) {
    const std::string advice = access_advice(place.file());
    return fail(invocation,
                {{}, advice.empty() ? found.error().detail : place.file().string() + " cannot be read", advice});
  }
  const auto is_its_own = [&](const Record& record) { return is_of(record, *command.handle); };
  if (command.handle && std::ranges::none_of(found->records, is_its_own)) {
    found->records.clear();
    if (const auto objection = objection_to(*command.handle, invocation, *settings, known)) {
      return fail(invocation, *objection);
    }
  }
  if (found->records.empty() && !std::filesystem::exists(place.file())) {
    tell_note(invocation, "there is no journal " + isolate(place.file().string()) +
                              " yet: campaignd has not run with this state directory");
  }
  const bool as_json = invocation.output == OutputFormat::kJson;
  if (!as_json) complete_commands(*found, settings->file);
  const Page page{invocation.terminal.out, invocation.terminal.width};
  return print_data(as_json ? history_json(*found) : history_text(*found, known, page)) ? kExitWell : kExitError;
}

}  // namespace campaignd
