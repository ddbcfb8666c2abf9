#include "access_advice.h"
#include "adapters/clock/system_clock.h"
#include "adapters/json/history_json.h"
#include "adapters/sqlite/history_reader.h"
#include "assembly/environment.h"
#include "commands.h"
#include "exit_code.h"
#include "history_arguments.h"
#include "history_text.h"
#include "machine_zone.h"
#include "reading.h"

namespace campaignd {

int history(const Invocation& invocation, const HistoryCommand& command) {
  const Zone zone = machine_zone();
  const auto filter = history_filter(command, SystemClock().wall_now(), zone);
  if (!filter) return fail(invocation, {{}, filter.error(), "Try: campaignctl help history"});
  const auto settings = read_settings_of(invocation, Environment::take());
  if (!settings) return fail(invocation, settings.error());

  const JournalPlace place{settings->state_directory};
  const auto found = HistoryReader(place).history(*filter);
  if (!found) {
    const std::string advice = access_advice(place.file());
    return fail(invocation,
                {{}, advice.empty() ? found.error().detail : place.file().string() + " cannot be read", advice});
  }
  const bool as_json = invocation.output == OutputFormat::kJson;
  const Page page{invocation.terminal.out, invocation.terminal.width};
  return print_data(as_json ? history_json(*found) : history_text(*found, zone, page)) ? kExitWell : kExitError;
}

}  // namespace campaignd
