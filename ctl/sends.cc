#include "core/sends.h"

#include <string>

#include "adapters/json/sends_json.h"
#include "commands.h"
#include "exit_code.h"
#include "machine_zone.h"
#include "plan_entry_text.h"
#include "sends_text.h"
#include "session.h"
#include "standstill.h"
#include "whole_commands.h"

namespace campaignd {

int sends(const Invocation& invocation, const SendsCommand& command) {
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  auto planned = (*session)->plan_in_force();
  if (!planned) return fail(invocation, planned.error());

  const Settings& settings = (*session)->settings();
  const bool as_json = invocation.output == OutputFormat::kJson;
  if (!as_json) complete_commands(planned->plan, settings.file);
  const Catalog* const catalog = planned->catalog ? &*planned->catalog : nullptr;
  std::vector<Send> all = sends_of(planned->plan, planned->observed, catalog, settings.policy, planned->memory);
  const Standstill still = standstill(*planned, settings, look_for_service(invocation, settings));
  stand_still(all, still);
  if (command.within) {
    const WallTime end = planned->plan.now + *command.within;
    std::erase_if(all, [&](const Send& send) { return !is_until(send, end); });
  }
  SendsTextOptions options;
  options.paint = invocation.terminal.out;
  options.width = invocation.terminal.width;
  options.zone = zone_of_all(planned->plan).value_or(machine_zone());
  options.within = command.within;
  options.standstill = still;
  const bool printed = print_data(as_json ? sends_json(planned->plan, all, command.within, still)
                                          : sends_text(planned->plan, all, options));
  const bool is_whole = !planned->observed.scheduled_failure && !planned->observed.drafts_failure;
  return printed && is_whole ? kExitWell : kExitError;
}

}  // namespace campaignd
