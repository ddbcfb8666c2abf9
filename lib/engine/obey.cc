// What a person tells the service is done between two turns: stored, recorded, and answered with what holds now.
#include <algorithm>
#include <utility>

#include "core/approval.h"
#include "core/change_budget.h"
#include "core/make_plan.h"
#include "core/record_words.h"
#include "core/remember.h"
#include "core/settings_place.h"
#include "engine/service_state.h"

namespace campaignd {
namespace {

constexpr std::string_view kIsClone =
    "this state directory was copied from another machine, and nothing is written; `campaignctl resume` makes it this "
    "machine's";

std::string until_text(const Pause& pause);

}  // namespace

OrderAnswer Service::obey(const Order& order, const std::stop_token& stop) {
  State& state = *state_;
  const std::stop_callback wake(stop, [&state] { state.ports.transport.wake(); });
  state.ledger.recall();
  state.ledger.keep_to_yourself(state.ledger.memory().is_clone);
  state.take_in_orders();
  state.take_up_freezes();
  state.end_pause_that_is_over();
  const State::Command command{order.person, stop};
  OrderAnswer answer = std::visit([&](const auto& what) { return state.obey(what, command); }, order.what);
  state.next_interval = {};  // it takes effect now
  return answer;
}

OrderAnswer Service::State::obey(const PauseOrder& order, const Command& command) {
  if (ledger.memory().is_clone) return {false, std::string(kIsClone), {}};
  const auto& before = ledger.memory().pause;
  if (before && before->freeze) {
    return {false,
            "it is frozen already, by " + before->person + ": " + before->reason +
                "; that lasts until `campaignctl resume`, and a pause would only weaken it",
            {}};
  }
  const WallTime now = ports.clock.wall_now();
  Pause pause{order.reason, command.person, now, std::nullopt};
  if (order.lasts) {
    if (order.lasts->count() <= 0) return {false, "a pause has to last for some time", {}};
    pause.until = now + *order.lasts;
  }
  const std::string instead = before ? " instead of the pause by " + before->person + ": " + before->reason : "";
  Record record = order_record(RecordKind::kPause, record_word::kPause, command);
  record.detail = order.reason;
  record.reason = pause.until ? "until " + to_rfc3339(*pause.until) : "";
  MemoryChanges changes;
  changes.pause = std::optional(pause);
  ledger.change(std::move(changes));
  ledger.add(std::move(record));
  const bool is_stored = ledger.save();
  return {is_stored, "paused " + until_text(pause) + instead + not_stored(), {}};
}

// Only what is held now, and was read by its id, is let through.
OrderAnswer Service::State::obey(const ApproveOrder& order, const Command& command) {
  if (ledger.memory().is_clone) return {false, std::string(kIsClone), {}};
  const auto& held = seen.plan->held;
  if (!held) return {false, "no plan is held now, so that there is nothing to approve", {}};
  const Effects effects = effects_of(*seen.plan);
  if (held->plan != order.plan || plan_id(effects) != held->plan) {
    return {false,
            "the plan " + order.plan + " is not the one that is held now: that is " + held->plan + " (" +
                held->because + "). Read it with `" + campaignctl_command(settings.file, "plan") + "`, then `" +
                approving_command(*held, settings.file) + "`",
            {}};
  }
  const WallTime now = ports.clock.wall_now();
  Approval approval{
      order.plan, effects.effects, effects.recipients, command.person, now, now + settings.policy.approval_ttl};
  std::vector<Approval> before = ledger.memory().approvals;
  std::vector<Approval> after = in_force(before, now);
  std::erase_if(after, [&](const Approval& other) { return other.plan == approval.plan; });
  after.push_back(approval);
  const std::string what = std::to_string(effects.campaigns) + (effects.campaigns == 1 ? " change" : " changes") +
                           ", at most " + std::to_string(effects.recipients) + " recipients";
  MemoryChanges changes;
  changes.approvals = std::move(after);
  ledger.change(std::move(changes));
  Record record = order_record(RecordKind::kApproval, record_word::kApprove, command);
  record.reason = order.plan;
  record.detail = what + ", until " + to_rfc3339(approval.ends) + "; " +
                  (order.note.empty() ? "held because of " + held->because : order.note);
  ledger.add(std::move(record));
  if (!ledger.save()) {  // nothing would pass without a journal anyway; it must not pass later unasked
    ledger.withdraw_last_record();
    MemoryChanges back;
    back.approvals = std::move(before);
    ledger.change(std::move(back));
    return {false, "plan " + order.plan + " is not approved: " + ledger.failure(), {}};
  }
  Plan passes = *seen.plan;
  passes.held.reset();
  seen.plan = std::make_shared<const Plan>(std::move(passes));
  Event event;
  event.kind = EventKind::kApproved;
  event.message =
      "plan " + order.plan + " approved by " + command.person + ": " + what + ", until " + to_rfc3339(approval.ends);
  teller.say(std::move(event));
  return {true, "plan " + order.plan + " may pass until " + to_rfc3339(approval.ends) + ": " + what, {}};
}

OrderAnswer Service::State::obey(const RearmOrder& order, const Command& command) {
  if (ledger.memory().is_clone) return {false, std::string(kIsClone), {}};
  if (revisions.in_force() == nullptr) revisions.load();
  const auto id = campaign_named(order.handle);
  std::string lifted;
  const auto lift = [&](const std::string& what) { lifted += (lifted.empty() ? "" : "; ") + what; };
  const bool was_sought = let_go(order.handle, id);
  if (!id && was_sought) return rearmed(order, id, "that it was to be frozen", command);
  if (!id)
    return {false, "no entry of the file, and no campaign that it named, has the handle " + order.handle.str(), {}};
  const CampaignMemory* known = ledger.memory().find(*id);
  CampaignMemory next = known != nullptr ? *known : CampaignMemory{ObservedCampaign{.id = *id}};
  if (next.elsewhere) {
    const bool disarmed = next.elsewhere->what == Elsewhere::kDisarmed;
    lift(std::string("that somebody ") + (disarmed ? "took it off the clock" : "moved it later") + " at the service");
    next.elsewhere.reset();
  }
  if (next.frozen || was_sought) {
    lift(next.frozen ? "that it was frozen" : "that it was to be frozen");
    // What no entry names nobody but `resume --restore` would put back.
    const bool stays_off = next.seen->status == CampaignStatus::kDraft && !is_named(*id);
    const auto took = stays_off ? next.freeze_took : std::nullopt;
    next = without_freeze(std::move(next));
    next.freeze_took = took;
  }
  if (next.preflight_took) {
    lift("that pre-flight took it off the clock");
    next.preflight_took.reset();
  }
  const PlanEntry* row = seen.plan->find(order.handle);
  if (row != nullptr && row->id == id && row->reason == "drift") {
    lift("that somebody changed it at the service");
    next.agreed.reset();
    next.sets.clear();
  }
  if (lifted.empty()) {
    return {true,
            order.handle.str() + ": there is nothing to lift; `campaignctl why " + order.handle.str() +
                "` tells what keeps it as it is",
            {}};
  }
  ledger.change(*id, std::move(next));
  return rearmed(order, id, lifted, command);
}

OrderAnswer Service::State::rearmed(const RearmOrder& order, const std::optional<CampaignId>& id,
                                    const std::string& lifted, const Command& command) {
  Record record = order_record(RecordKind::kRearm, record_word::kRearm, command);
  record.handle = order.handle;
  record.campaign = id;
  record.detail = "lifted: " + lifted;
  ledger.add(std::move(record));
  const bool is_stored = ledger.save();
  const auto& pause = ledger.memory().pause;
  Event event;
  event.kind = EventKind::kResumed;
  event.handle = order.handle;
  event.campaign = id;
  event.action = record_word::kRearm;
  event.message = "told by " + command.person + ", lifted: " + lifted;
  teller.say(std::move(event));
  const CampaignMemory* known = id ? ledger.memory().find(*id) : nullptr;
  if (known != nullptr && known->freeze_took && !is_named(*id)) {
    return {is_stored,
            order.handle.str() + ": lifted " + lifted +
                "; no entry names it, so it stays off the clock (was to go out at " + to_rfc3339(*known->freeze_took) +
                "); `campaignctl resume --restore` puts it back" + not_stored(),
            {}};
  }
  return {is_stored,
          order.handle.str() + ": lifted " + lifted + "; the file has its way with it again" +
              (pause ? std::string(", once the ") + (pause->freeze ? "freeze" : "pause") + " by " + pause->person +
                           " is over"
                     : "") +
              not_stored(),
          {}};
}

Record Service::State::order_record(RecordKind kind, std::string_view action, const Command& command) const {
  Record record;
  record.kind = kind;
  record.at = ports.clock.wall_now();
  record.reconcile = teller.reconcile;
  record.revision = teller.revision;
  record.action = action;
  record.person = command.person;
  return record;
}

std::string Service::State::not_stored() const {
  return ledger.is_durable() ? "" : "; but it could not be stored, and a restart forgets it: " + ledger.failure();
}

std::optional<CampaignId> Service::State::campaign_named(const Handle& handle) const {
  const Memory& memory = ledger.memory();
  const DesiredState* desired = revisions.in_force();
  const DesiredCampaign* entry = desired != nullptr ? desired->find(handle) : nullptr;
  if (entry != nullptr) {
    if (auto id = campaign_of(*entry, memory)) return id;
  }
  for (const auto& [id, campaign] : memory.campaigns) {
    if (campaign.named_by == handle) return id;
  }
  const PlanEntry* planned = seen.plan->find(handle);
  if (planned != nullptr) return planned->id;
  const auto id = CampaignId::parse(handle.str());  // a freeze takes ids too
  return id && memory.find(*id) != nullptr ? id : std::nullopt;
}

namespace {

std::string until_text(const Pause& pause) {
  return pause.until ? "until " + to_rfc3339(*pause.until) : "until `campaignctl resume`";
}

}  // namespace
}  // namespace campaignd
