#include <algorithm>
#include <iterator>
#include <vector>

#include "adapters/json/why_json.h"
#include "commands.h"
#include "core/display_text.h"
#include "core/explain.h"
#include "exit_code.h"
#include "machine_zone.h"
#include "plan_entry_text.h"
#include "presence.h"
#include "session.h"
#include "standstill.h"
#include "unknown_handle.h"
#include "whole_commands.h"
#include "why_text.h"

namespace campaignd {

namespace {

// By its handle; by its id, where somebody has that alone.
const PlanEntry* find_entry(const Plan& plan, const Handle& word) {
  if (const PlanEntry* const entry = plan.find(word)) return entry;
  const auto id = CampaignId::parse(word.str());
  const auto it = std::find_if(plan.entries.begin(), plan.entries.end(),
                               [&](const PlanEntry& entry) { return id && entry.id == id; });
  return it == plan.entries.end() ? nullptr : &*it;
}

// By the handle that its entry had, or by its id.
const Unmanaged* find_unmanaged(const Plan& plan, const Handle& word) {
  const auto it = std::find_if(plan.unmanaged.begin(), plan.unmanaged.end(), [&](const Unmanaged& each) {
    return each.released_from == word || each.id.str() == word.str();
  });
  return it == plan.unmanaged.end() ? nullptr : &*it;
}

}  // namespace

int why(const Invocation& invocation, const WhyCommand& command) {
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  auto planned = (*session)->plan_in_force();
  if (!planned) return fail(invocation, planned.error());
  const Settings& settings = (*session)->settings();
  const Presence service = look_for_service(invocation, settings);
  WhyTextOptions options;
  options.paint = invocation.terminal.out;
  options.width = invocation.terminal.width;
  options.settings_file = settings.file;
  options.standstill = standstill(*planned, settings, service);
  const bool as_json = invocation.output == OutputFormat::kJson;
  if (!as_json) complete_commands(planned->plan, settings.file);

  const PlanEntry* const entry = find_entry(planned->plan, command.handle);
  if (entry == nullptr) {
    const Unmanaged* const unmanaged = find_unmanaged(planned->plan, command.handle);
    if (unmanaged == nullptr) {
      return fail(invocation, unknown_handle(isolate(planned->plan.revision.source) + " has no campaign ",
                                             command.handle, planned->plan.handles(), "why", settings.file));
    }
    const Zone zone = zone_of_all(planned->plan).value_or(machine_zone());
    const WallTime now = planned->plan.now;
    return print_data(as_json ? why_json(*unmanaged, unmanaged_sentences(*unmanaged, now, zone, options))
                              : why_unmanaged_text(*unmanaged, now, zone, options))
               ? kExitWell
               : kExitError;
  }
  const Catalog* const catalog = planned->catalog ? &*planned->catalog : nullptr;
  std::vector<Verdict> rules = explain({planned->desired, planned->observed, catalog, planned->memory, settings.policy},
                                       entry->handle, planned->plan.now);
  if (!as_json) complete_commands(rules, settings.file);
  std::ranges::move(rules_of_standing_still(*planned, *entry, settings, service), std::back_inserter(rules));
  return print_data(as_json ? why_json(*entry, rules) : why_text(planned->plan, *entry, rules, options)) ? kExitWell
                                                                                                         : kExitError;
}

}  // namespace campaignd
