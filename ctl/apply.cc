#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/files/state_lock.h"
#include "adapters/json/plan_json.h"
#include "applying.h"
#include "commands.h"
#include "control_client.h"
#include "core/approval.h"
#include "core/display_text.h"
#include "core/event_text.h"
#include "core/settings_place.h"
#include "exit_code.h"
#include "person.h"
#include "plan_text.h"
#include "question.h"
#include "session.h"
#include "table.h"
#include "whole_commands.h"

namespace campaignd {

namespace {

class ApplyRun {
 public:
  ApplyRun(const Invocation& invocation, const ApplyCommand& command) : invocation_(invocation), command_(command) {}
  int run();

 private:
  enum class Next { kApply, kAgain, kEnd };

  Next agree(const Planned& planned);
  Next apply_now(const Plan& seen);
  Next apply_from_here(const Plan& seen);
  Next apply_through(const ControlClient& service, const Plan& seen);
  [[nodiscard]] bool as_json() const { return invocation_.output == OutputFormat::kJson; }
  void show(const Planned& planned);
  void say(const std::string& line);
  void say_wrapped(const std::string& paragraph);
  void tell(const Event& event);
  [[nodiscard]] std::string done_text(Event event) const;
  Next end(int code);
  int finish(const Applying& applying);

  const Invocation& invocation_;
  const ApplyCommand& command_;
  std::unique_ptr<Session> session_;
  int code_ = kExitError;
  int changes_ = 0;       // that were verified
  bool is_told_ = false;  // standard output could be written so far
};

std::size_t changes_of(const Plan& plan) {
  return plan.count(Action::kUpdate) +
         static_cast<std::size_t>(std::count_if(plan.unmanaged.begin(), plan.unmanaged.end(),
                                                [](const Unmanaged& each) { return each.disarm; }));
}

std::size_t stops_of(const Plan& plan) {
  return static_cast<std::size_t>(std::count_if(plan.entries.begin(), plan.entries.end(),
                                                [](const PlanEntry& each) { return each.is_requested_disarm; }));
}

}  // namespace

int apply(const Invocation& invocation, const ApplyCommand& command) {
  if (!command.yes && invocation.output == OutputFormat::kJson) {
    return fail(invocation, {{},
                             "apply asks before it sends, and --output json leaves no place to ask",
                             "Look with `campaignctl plan`, then apply with --yes."});
  }
  if (!command.yes && !can_ask()) {
    return fail(invocation, {{},
                             "apply asks before it sends, and there is no terminal to ask on",
                             "Look with `campaignctl plan`, then apply with --yes."});
  }
  return ApplyRun(invocation, command).run();
}

namespace {

int ApplyRun::run() {
  auto session = Session::open(invocation_);
  if (!session) return fail(invocation_, session.error());
  session_ = std::move(*session);
  for (;;) {
    const auto planned = session_->plan(std::nullopt);
    if (!planned) return fail(invocation_, planned.error());
    Next next = agree(*planned);
    if (next == Next::kApply) next = apply_now(planned->plan);
    if (next == Next::kEnd) return code_;
    say("The plan has changed meanwhile; nothing of it was sent. It is now:\n");
  }
}

ApplyRun::Next ApplyRun::end(int code) {
  code_ = is_told_ ? code : kExitError;
  return Next::kEnd;
}

// Shows the plan, and has it agreed to. Where nothing may be sent it says why.
ApplyRun::Next ApplyRun::agree(const Planned& planned) {
  const Plan& plan = planned.plan;
  is_told_ = true;
  if (!as_json()) show(planned);
  const bool only_looks = session_->settings().reconcile.dry_run || planned.is_clone;
  const bool is_approved = !plan.held || command_.approves == plan.held->plan;
  // What the file takes off the clock waits for neither a person's approval nor the end of a pause.
  const bool only_stops = !is_approved || planned.pause;
  const std::size_t changes = only_stops ? stops_of(plan) : changes_of(plan);
  if (plan.held && !is_approved) {
    const std::string wrong = command_.approves ? ", not " + isolate(*command_.approves) : "";
    say("The held plan is " + plan.held->plan + wrong + ". To let it through:\n  " +
        campaignctl_command(invocation_.settings_file, "apply --approve " + plan.held->plan) + "\n");
  }
  if (changes == 0 || only_looks) {
    if (as_json()) is_told_ = print_data(plan_json(plan));
    return end(exit_code_of(plan));
  }
  if (command_.yes) return Next::kApply;
  const auto count = static_cast<std::int64_t>(changes);
  const std::string what = only_stops ? "Take " + counted(count, "campaign") + " off the clock, and leave the rest?"
                                      : "Make " + std::string(changes == 1 ? "this change" : "these changes") + "?";
  if (ask(what)) return Next::kApply;
  say("Nothing was sent.\n");
  return end(kExitWaiting);
}

// Where the service runs it makes the changes: two of them never reconcile one project.
ApplyRun::Next ApplyRun::apply_now(const Plan& seen) {
  constexpr auto kPatience = std::chrono::seconds(10);
  const ControlClient service(session_->settings().control.socket);
  const auto status = service.get("/v1/status", kPatience);
  if (status) return apply_through(service, seen);
  if (status.error().trouble == ControlTrouble::kNotRunning) return apply_from_here(seen);
  code_ = fail(invocation_, status.error());
  return Next::kEnd;
}

// It reconciles whenever it wants to, so that what was seen can only be looked at once more right before.
ApplyRun::Next ApplyRun::apply_through(const ControlClient& service, const Plan& seen) {
  constexpr auto kPatience = std::chrono::seconds(70);
  const auto again = session_->plan(std::nullopt);
  if (!again) return end(fail(invocation_, again.error()));
  const bool is_same = plan_id(effects_of(again->plan)) == plan_id(effects_of(seen));
  if (!command_.yes && !is_same) return Next::kAgain;
  if (again->plan.held && command_.approves == again->plan.held->plan) {
    const auto answer = tell_service(service, {ApproveOrder{*command_.approves}, ""}, kPatience);
    if (!answer) return end(fail(invocation_, answer.error()));
    if (!answer->done) return end(fail(invocation_, {{}, answer->message, ""}));
  }
  return end(reconcile(invocation_));
}

ApplyRun::Next ApplyRun::apply_from_here(const Plan& seen) {
  const Settings& settings = session_->settings();
  const auto lock = StateLock::take(settings.state_directory);
  if (!lock) {
    code_ = fail(invocation_, {{}, lock.error(), ""});
    return Next::kEnd;
  }
  auto key = session_->key();
  if (!key) {
    code_ = fail(invocation_, key.error());
    return Next::kEnd;
  }
  Assent assent{std::nullopt, command_.approves, person_here()};
  if (!command_.yes) assent.seen = plan_id(effects_of(seen));
  const Applying applying = apply_here(settings, std::move(*key), assent, [this](const Event& event) { tell(event); });
  if (applying.has_changed && !applying.was_interrupted) return Next::kAgain;
  return end(finish(applying));
}

int ApplyRun::finish(const Applying& applying) {
  const Snapshot& snapshot = *applying.once.snapshot;
  if (applying.was_interrupted) {
    tell_error(invocation_, "interrupted; what was on its way is looked at by the next reconcile");
    return kExitError;
  }
  if (!applying.error.empty()) return fail(invocation_, {{}, applying.error, ""});
  if (!snapshot.errors.empty()) return fail(invocation_, {snapshot.errors, "the file broke meanwhile", ""});
  if (!snapshot.last_error.empty()) return fail(invocation_, {{}, snapshot.last_error, ""});
  if (as_json()) is_told_ = print_data(plan_json(*snapshot.plan));
  say_wrapped(std::string(applying.once.outcome == ReconcileOutcome::kAgreement ? "In agreement" : "Not all is done") +
              ": " + counted(changes_, "change") + " made and verified. " + plan_summary(*snapshot.plan));
  switch (applying.once.outcome) {
    case ReconcileOutcome::kAgreement:
      return kExitWell;
    case ReconcileOutcome::kError:
      return kExitError;
    case ReconcileOutcome::kLeft:
      return kExitWaiting;
  }
  return kExitError;
}

void ApplyRun::show(const Planned& planned) {
  PlanTextOptions options;
  options.paint = invocation_.terminal.out;
  options.width = invocation_.terminal.width;
  options.settings_file = session_->settings().file;
  options.is_to_be_applied = true;
  options.dry_run = session_->settings().reconcile.dry_run;
  options.is_clone = planned.is_clone;
  options.pause = planned.pause;
  Plan plan = planned.plan;
  complete_commands(plan, options.settings_file);
  is_told_ = print_data(plan_text(plan, options));
}

void ApplyRun::say(const std::string& line) {
  if (!as_json() && is_told_) is_told_ = print_data(line);
}

void ApplyRun::say_wrapped(const std::string& paragraph) {
  for (const std::string& line : wrapped(paragraph, invocation_.terminal.width)) say(line + "\n");
}

// `done  eid-greeting update: scheduledFor 2026-12-01 17:00 +03:00 -> 2026-12-01 18:00 +03:00`; how it was sent is the
// log's business.
std::string ApplyRun::done_text(Event event) const {
  event.message.clear();
  event.http_status = 0;
  event.duration.reset();
  event.attempt = 0;
  const std::size_t width = invocation_.terminal.width;
  constexpr std::size_t kMargin = 6;
  std::string out;
  for (const std::string& line : wrapped(to_sentence(event), width > 2 * kMargin ? width - kMargin : 0)) {
    out += out.empty() ? invocation_.terminal.out(Ink::kGreen, "done") + "  " : std::string(kMargin, ' ');
    out += line + "\n";
  }
  return out;
}

// One line for each change that was verified, and for what went wrong; the plan itself was shown.
void ApplyRun::tell(const Event& event) {
  if (event.kind == EventKind::kApplied) {
    ++changes_;
    say(done_text(event));
  } else if (event.level >= EventLevel::kWarning && event.kind != EventKind::kHeld &&
             event.kind != EventKind::kRefused) {
    event.level == EventLevel::kError ? tell_error(invocation_, to_sentence(event))
                                      : tell_warning(invocation_, to_sentence(event));
  }
}

}  // namespace

}  // namespace campaignd
