#include <algorithm>

#include "adapters/json/why_json.h"
#include "commands.h"
#include "core/display_text.h"
#include "core/explain.h"
#include "core/nearest.h"
#include "exit_code.h"
#include "session.h"
#include "standstill.h"
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

CommandFailure no_such_entry(const Plan& plan, const Handle& word) {
  const auto unmanaged = std::find_if(plan.unmanaged.begin(), plan.unmanaged.end(),
                                      [&](const Unmanaged& each) { return each.id.str() == word.str(); });
  if (unmanaged != plan.unmanaged.end()) {
    return {{},
            "no file names campaign " + word.str() + " (" + isolate(unmanaged->name) +
                "), so that campaignd does not touch it",
            "When it goes out: campaignctl sends"};
  }
  std::vector<std::string_view> handles;
  for (const PlanEntry& entry : plan.entries) handles.emplace_back(entry.handle.str());
  const auto near = nearest(word.str(), handles);
  return {{},
          isolate(plan.revision.source) + " has no campaign " + word.str() +
              (near ? "; did you mean " + std::string(*near) + "?" : ""),
          near ? "Try: campaignctl why " + std::string(*near) : "All there are: campaignctl plan --output json"};
}

}  // namespace

int why(const Invocation& invocation, const WhyCommand& command) {
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  const auto planned = (*session)->plan(std::nullopt);
  if (!planned) return fail(invocation, planned.error());
  const PlanEntry* const entry = find_entry(planned->plan, command.handle);
  if (entry == nullptr) return fail(invocation, no_such_entry(planned->plan, command.handle));

  const Settings& settings = (*session)->settings();
  const Catalog* const catalog = planned->catalog ? &*planned->catalog : nullptr;
  const std::vector<Verdict> rules =
      explain({planned->desired, planned->observed, catalog, planned->memory, settings.policy}, entry->handle,
              planned->plan.now);
  if (invocation.output == OutputFormat::kJson) {
    return print_data(why_json(*entry, rules)) ? kExitWell : kExitError;
  }
  WhyTextOptions options;
  options.paint = invocation.terminal.out;
  options.width = invocation.terminal.width;
  options.standstill = standstill(*planned, settings);
  return print_data(why_text(planned->plan, *entry, rules, options)) ? kExitWell : kExitError;
}

}  // namespace campaignd
