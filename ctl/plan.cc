#include "core/plan.h"

#include <filesystem>
#include <system_error>

#include "adapters/json/plan_json.h"
#include "commands.h"
#include "exit_code.h"
#include "plan_text.h"
#include "session.h"

namespace campaignd {

namespace {

bool is_same_place(const std::string& a, const std::string& b) {
  std::error_code not_there;
  return std::filesystem::equivalent(a, b, not_there);
}

std::string text_of(const Plan& plan, const Invocation& invocation, const Settings& settings, bool is_rehearsal) {
  PlanTextOptions options;
  options.paint = invocation.terminal.out;
  options.width = invocation.terminal.width;
  options.dry_run = settings.reconcile.dry_run;
  options.settings_file = settings.file;
  options.is_rehearsal = is_rehearsal;
  return plan_text(plan, options);
}

}  // namespace

int plan(const Invocation& invocation, const std::optional<std::string>& path) {
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  const auto planned = (*session)->plan(path);
  if (!planned) return fail(invocation, planned.error());

  const Settings& settings = (*session)->settings();
  const bool is_rehearsal = path && !is_same_place(*path, settings.desired_state);
  const bool printed =
      print_data(invocation.output == OutputFormat::kJson ? plan_json(*planned)
                                                          : text_of(*planned, invocation, settings, is_rehearsal));
  return printed ? exit_code_of(*planned) : kExitError;
}

}  // namespace campaignd
