#include <utility>

#include "adapters/yaml/desired_state_reader.h"
#include "commands.h"
#include "core/make_plan.h"
#include "core/settings_place.h"
#include "exit_code.h"
#include "import_text.h"
#include "machine_zone.h"
#include "plan_text.h"
#include "session.h"
#include "table.h"

namespace campaignd {

namespace {

constexpr std::size_t kLargestFile = std::size_t{2} << 20U;

// Where the settings know the zone in which these people send, it is theirs.
Zone zone_of(const Settings& settings) {
  return settings.policy.send_hours ? settings.policy.send_hours->timezone : machine_zone();
}

// Why the file would not do what it promises; nothing of it is shown then.
CommandFailure defect(Diagnostics errors, const std::string& what) {
  return {std::move(errors), "what was written for the project " + what + "; nothing was written",
          "This is a mistake in campaignctl; please report it with the lines above."};
}

// It is read, and planned, as campaignd would do it.
std::optional<CommandFailure> objection(const std::string& yaml, const Look& look, const Settings& settings) {
  SourceText source;
  source.files = {{"import.yaml", yaml}};
  const auto desired = read_desired_state(source);
  if (!desired) return defect(desired.error(), "is not understood by campaignd");
  const Memory no_memory;
  const Plan plan = make_plan({*desired, look.observed, &*look.catalog, no_memory, settings.policy}, look.plan.now);
  if (plan.count(Action::kUnchanged) == plan.entries.size()) return std::nullopt;
  return defect({}, "would not plan to nothing (" + plan_summary(plan) + ")");
}

}  // namespace

int import(const Invocation& invocation) {
  if (invocation.output == OutputFormat::kJson) {
    return fail(invocation, {{},
                             "import writes YAML, for which --output json has no meaning",
                             "Try: " + campaignctl_command(invocation.settings_file, "import")});
  }
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  const auto look = (*session)->project();
  if (!look) return fail(invocation, look.error());

  const Settings& settings = (*session)->settings();
  const ImportText text = import_text({look->observed, *look->catalog, zone_of(settings), look->plan.now});
  if (text.campaigns == 0) {
    return fail(invocation, {{},
                             "the project has no draft and no scheduled campaign, and a file names at least one",
                             "Make one in the OTPIQ dashboard, and try again."});
  }
  if (text.yaml.size() > kLargestFile) {
    tell_warning(invocation,
                 "it is larger than the 2 MiB that a file may have: cut it into several files of a directory,"
                 " each with `version` and `defaults` of its own");
  } else if (const auto no = objection(text.yaml, *look, settings)) {
    return fail(invocation, *no);
  }
  if (text.left_out > 0) {
    tell_warning(invocation, counted(static_cast<std::int64_t>(text.left_out), "campaign") +
                                 " could not be written; see the comments");
  }
  return print_data(text.yaml) ? kExitWell : kExitError;
}

}  // namespace campaignd
