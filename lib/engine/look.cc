#include "engine/look.h"

#include <chrono>
#include <utility>
#include <variant>

#include "core/make_plan.h"
#include "core/memory_changes.h"
#include "core/notice.h"
#include "engine/calls.h"
#include "engine/observe.h"
#include "engine/reconcile.h"
#include "engine/teller.h"

namespace campaignd {
namespace {

constexpr auto kPatienceWithWriters = std::chrono::seconds(30);

// Waits for a file that somebody is still writing.
Source::Reading read_settled(Ports ports, const std::stop_token& stop) {
  const MonotonicTime patience_ends = ports.clock.monotonic_now() + kPatienceWithWriters;
  for (;;) {
    auto reading = ports.source.read();
    const auto* unsettled = std::get_if<Unsettled>(&reading);
    const MonotonicTime now = ports.clock.monotonic_now();
    if (unsettled == nullptr || now >= patience_ends || stop.stop_requested()) return reading;
    const auto soon = now + std::chrono::milliseconds(10);
    ports.transport.await(std::min(std::max(unsettled->look_again, soon), patience_ends));
  }
}

}  // namespace

tl::expected<Look, LookFailure> look(Ports ports, const Settings& settings, const ParseDesired& parse,
                                     const Memory& memory, const std::stop_token& stop, const Tell& tell,
                                     const std::set<CampaignId>& also) {
  auto reading = read_settled(ports, stop);
  if (auto* unreadable = std::get_if<SourceUnreadable>(&reading)) {
    return tl::unexpected(LookFailure{std::move(unreadable->errors), ""});
  }
  if (auto* unsettled = std::get_if<Unsettled>(&reading)) {
    return tl::unexpected(LookFailure{{}, "it is still being written: " + unsettled->waiting_for});
  }
  const SourceText text = std::get<SourceText>(std::move(reading));
  auto desired = parse(text);
  if (!desired) return tl::unexpected(LookFailure{std::move(desired.error()), ""});
  desired->revision = text.revision;
  auto looked = look(ports, settings, *desired, memory, stop, tell, also);
  if (looked) looked->desired = *std::move(desired);
  return looked;
}

tl::expected<Look, LookFailure> look(Ports ports, const Settings& settings, const DesiredState& desired, Memory memory,
                                     const std::stop_token& stop, const Tell& tell, const std::set<CampaignId>& also) {
  const Teller teller(tell, ports.clock);
  Calls calls(
      ports, settings.api, [] { return 0.5; }, teller);
  calls.begin(stop);
  Observer observer(calls, ports.clock, teller);
  Look result;
  const Observer::Question question{desired, memory, settings.policy, {}, also};
  result.observed = observer.observe(question);
  observer.complete(question, result.observed);
  apply(notice(memory, desired, result.observed, observer.catalog()).changes, memory);
  const auto plan_now = [&] {
    return make_plan({desired, result.observed, observer.catalog(), memory, settings.policy}, ports.clock.wall_now());
  };
  result.plan = plan_now();
  const bool needs_fresh = arms_or_changes(result.plan) || result.plan.looks_last;
  if (needs_fresh && observer.refresh_before_write(settings.policy, result.observed)) {
    result.plan = plan_now();
  }
  if (const auto& refused = calls.refused_by_service()) return tl::unexpected(LookFailure{{}, *refused});
  if (stop.stop_requested()) return tl::unexpected(LookFailure{{}, "interrupted"});
  if (observer.catalog() != nullptr) result.catalog = *observer.catalog();
  result.memory = std::move(memory);
  return result;
}

}  // namespace campaignd
