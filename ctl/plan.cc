#include "core/plan.h"

#include <filesystem>
#include <system_error>

#include "adapters/json/plan_json.h"
#include "commands.h"
#include "exit_code.h"
#include "plan_text.h"
#include "reading.h"
#include "session.h"
#include "standstill.h"
#include "whole_commands.h"

namespace campaignd {

namespace {

bool is_same_place(const std::string& a, const std::string& b) {
  std::error_code not_there;
  return std::filesystem::equivalent(a, b, not_there);
}

std::string text_of(Planned& planned, const Invocation& invocation, const Settings& settings,
                    const std::optional<std::string>& path) {
  complete_commands(planned.plan, settings.file);
  PlanTextOptions options;
  options.paint = invocation.terminal.out;
  options.width = invocation.terminal.width;
  options.settings_file = settings.file;
  options.is_rehearsal = path && !is_same_place(*path, settings.desired_state);
  options.dry_run = settings.reconcile.dry_run;
  options.is_clone = planned.is_clone;
  const Presence service = look_for_service(invocation, settings);
  options.pause = pause_of(planned, service);
  options.service = service.is;
  options.journal_failure = service.journal_failure;
  return plan_text(planned.plan, options);
}

}  // namespace

int plan(const Invocation& invocation, const std::optional<std::string>& path) {
  if (path) {
    if (const auto nothing = nothing_at(*path)) return fail(invocation, *nothing);
  }
  const auto session = Session::open(invocation);
  if (!session) return fail(invocation, session.error());
  auto planned = (*session)->plan(path);
  if (!planned) return fail(invocation, planned.error());

  const bool as_json = invocation.output == OutputFormat::kJson;
  const bool printed =
      print_data(as_json ? plan_json(planned->plan) : text_of(*planned, invocation, (*session)->settings(), path));
  return printed ? exit_code_of(planned->plan) : kExitError;
}

}  // namespace campaignd
