#include "engine/apply.h"

#include <algorithm>
#include <utility>

#include "core/planted_bug.h"

namespace campaignd {

Deliveries::Deliveries(Delivering context)
    : context_(std::move(context)), standing_(context_.observed, context_.catalog, context_.settings.policy) {}

Applied Deliveries::run() {
  drop_overtaken_doubts();
  collect();
  collect_released();
  context_.calls.guard_writes([this](Ticket ticket) { return before_leaving(ticket); });
  for (;;) {
    start_ready();
    auto finished = context_.calls.next();
    if (!finished) break;
    take(*finished);
    if (context_.ledger.records_waiting() >= kGroupLength && context_.ledger.is_durable()) context_.ledger.save();
  }
  context_.calls.guard_writes(nullptr);
  refuse_circles();
  context_.ledger.save();
  return std::move(applied_);
}

// A doubt about a PATCH that the plan no longer holds is none.
void Deliveries::drop_overtaken_doubts() {
  std::map<CampaignId, const Patch*> planned;
  for (const PlanEntry& entry : context_.plan.entries) {
    if (entry.action == Action::kUpdate && entry.id && !entry.patches.empty()) {
      planned.emplace(*entry.id, &entry.patches.front());
    }
  }
  std::erase_if(context_.aftermath.doubts, [&](const auto& doubt) {
    const auto patch = planned.find(doubt.first);
    return patch == planned.end() || *patch->second != doubt.second.patch;
  });
}

void Deliveries::collect() {
  for (std::size_t i = 0; i < context_.plan.entries.size(); ++i) {
    const PlanEntry& entry = context_.plan.entries[i];
    if (entry.action != Action::kUpdate || entry.patches.empty() || !entry.id || !may_start(entry)) continue;
    if (context_.leave_out.contains(*entry.id)) continue;
    Delivery delivery{.want = &context_.desired.campaigns[i], .entry = entry, .id = *entry.id};
    delivery.steps_left = entry.patches.size();
    const auto doubt = context_.aftermath.doubts.find(*entry.id);
    if (doubt != context_.aftermath.doubts.end()) delivery.attempts = doubt->second.attempts;
    deliveries_.push_back(std::move(delivery));
  }
}

void Deliveries::collect_released() {
  if (context_.only_requested_disarms || !context_.ledger.is_durable()) return;
  for (const Unmanaged& released : context_.plan.unmanaged) {
    if (!released.disarm || !released.released_from || !released.scheduled_for) continue;
    PlanEntry entry{.handle = *released.released_from};
    entry.id = released.id;
    entry.name = released.name;
    entry.status = released.status;
    entry.action = Action::kUpdate;
    entry.reason = "onRemove";
    entry.scheduled_for = released.scheduled_for;
    entry.urgency = released.scheduled_for;
    entry.fields = {{Field::kScheduledFor, *released.scheduled_for, std::monostate{}, Mark{}}};
    entry.patches.push_back(Patch{.schedule = Schedule{}});
    Delivery delivery{.want = nullptr, .entry = std::move(entry), .id = released.id};
    delivery.steps_left = 1;
    if (may_start(delivery.entry)) deliveries_.push_back(std::move(delivery));
  }
}

namespace {

bool is_as_refused(const RefusedByService& refused, const PlanEntry& entry, const ObservedCampaign& seen) {
  const bool was_touched = refused.updated_at && seen.updated_at && *refused.updated_at != *seen.updated_at;
  return refused.patches == entry.patches && refused.fields == entry.fields && refused.status == seen.status &&
         !was_touched;
}

}  // namespace

// Whether this attempt brings the row to the service at all.
bool Deliveries::may_start(const PlanEntry& entry) {
  if (is_planted(Bug::kLostStop) && context_.ledger.memory().pause) return false;
  if (!entry.is_requested_disarm && (context_.only_requested_disarms || !context_.ledger.is_durable())) return false;
  const auto refusal = context_.aftermath.refusals.find(*entry.id);
  if (refusal != context_.aftermath.refusals.end()) {
    const ObservedCampaign* seen = context_.observed.find(*entry.id);
    if (seen != nullptr && is_as_refused(refusal->second, entry, *seen)) {
      applied_.failed.insert_or_assign(*entry.id, RowEnd{"refused", refusal->second.detail});
      return false;
    }
    context_.aftermath.refusals.erase(refusal);
  }
  const auto doubt = context_.aftermath.doubts.find(*entry.id);
  if (doubt != context_.aftermath.doubts.end() && doubt->second.patch == entry.patches.front() &&
      !entry.is_requested_disarm && context_.clock.monotonic_now() < doubt->second.again_at) {
    due(doubt->second.again_at);
    applied_.failed.insert_or_assign(*entry.id,
                                     RowEnd{"unknown", "it is not known whether the last PATCH took effect"});
    return false;
  }
  return true;
}

// What is not in the way of others leaves; who moves into a place waits for the one that frees it.
void Deliveries::start_ready() {
  std::map<CampaignId, const Delivery*> by_campaign;
  const auto ended_as = [&](CampaignId id) -> std::optional<Stage> {
    if (by_campaign.empty()) {
      for (const Delivery& other : deliveries_) by_campaign.emplace(other.id, &other);
    }
    const auto other = by_campaign.find(id);
    return other == by_campaign.end() ? std::nullopt : std::optional(other->second->stage);
  };
  for (Delivery& delivery : deliveries_) {
    if (delivery.stage != Stage::kBlockedByOthers) continue;
    bool waits = false;
    for (const CampaignId other : delivery.entry.after) {
      const auto stage = ended_as(other);
      if (stage == Stage::kVerified) continue;
      waits = true;
      if (!stage || *stage == Stage::kEnded) {
        delivery.stage = Stage::kEnded;
        applied_.failed.insert_or_assign(
            delivery.id, RowEnd{"after", "it moves into the place of a campaign whose own change did not pass"});
        break;
      }
    }
    if (!waits) delivery.stage = Stage::kReady;
  }
  for (Delivery& delivery : deliveries_) {
    if (delivery.stage == Stage::kReady) write(delivery);
  }
}

void Deliveries::refuse_circles() {
  for (Delivery& delivery : deliveries_) {
    if (delivery.stage != Stage::kBlockedByOthers) continue;
    delivery.stage = Stage::kEnded;
    applied_.failed.insert_or_assign(delivery.id,
                                     RowEnd{"after", "campaigns wait for each other's places in a circle"});
  }
}

void Deliveries::write(Delivery& delivery) {
  const Patch& patch = patch_of(delivery);
  CallOrder order{.call = PatchCampaign{delivery.id, patch}, .urgency = delivery.entry.urgency, .starts_at = {}};
  order.priority = patch.is_disarm() ? Priority::kDisarm : Priority::kChange;
  order.not_before = delivery.not_before;
  if (patch.is_disarm()) order.starts_at = delivery.entry.scheduled_for;
  delivery.stage = Stage::kWriting;
  delivery.ticket = context_.calls.start(std::move(order));
}

void Deliveries::read_back(Delivery& delivery) {
  CallOrder order{.call = GetCampaign{delivery.id}, .urgency = delivery.entry.urgency, .starts_at = {}};
  if (patch_of(delivery).is_disarm()) {
    order.priority = Priority::kDisarm;
    order.starts_at = delivery.entry.scheduled_for;
  }
  delivery.stage = Stage::kReading;
  delivery.ticket = context_.calls.start(std::move(order));
}

// What else differs follows once it is a draft, by the same rules as any change.
void Deliveries::next_step(Delivery& delivery) {
  delivery.stage = Stage::kVerified;
  if (--delivery.steps_left == 0 || delivery.want == nullptr) return;
  PlanEntry rest = decide(inputs(), finder(), standing_, *delivery.want, context_.clock.wall_now());
  if (rest.action != Action::kUpdate || rest.patches.empty()) return;
  if (context_.only_requested_disarms && !rest.is_requested_disarm) return;
  delivery.entry = std::move(rest);
  delivery.attempts = 0;
  delivery.prepared = false;
  delivery.not_before = {};
  delivery.failure.reset();
  delivery.stage = Stage::kReady;
}

void Deliveries::see(const ObservedCampaign& seen) {
  const auto known = context_.observed.campaigns.find(seen.id);
  const bool same_index = known != context_.observed.campaigns.end() && known->second.name == seen.name &&
                          is_editable(known->second.status) == is_editable(seen.status);
  context_.observed.campaigns.insert_or_assign(seen.id, seen);
  standing_.see(seen.id, &seen);
  if (!same_index) finder_.reset();
}

void Deliveries::see_gone(CampaignId id, const std::string& why) {
  context_.observed.campaigns.erase(id);
  standing_.see(id, nullptr);
  context_.observed.absent.insert_or_assign(id, why);
  finder_.reset();  // it borrows from `campaigns`
}

void Deliveries::due(MonotonicTime at) {
  applied_.retry_at = earlier(applied_.retry_at, std::optional(at));
}

PlanInputs Deliveries::inputs() const {
  return {context_.desired, context_.observed, context_.catalog, context_.ledger.memory(), context_.settings.policy};
}

const CampaignFinder& Deliveries::finder() {
  if (!finder_) finder_.emplace(context_.desired, context_.observed, context_.ledger.memory());
  return *finder_;
}

Deliveries::Delivery* Deliveries::find(Ticket ticket) {
  const auto it = std::find_if(deliveries_.begin(), deliveries_.end(),
                               [&](const Delivery& delivery) { return delivery.ticket == ticket; });
  return it == deliveries_.end() ? nullptr : &*it;
}

}  // namespace campaignd
