// What people tell the service, and a freeze that another process makes beside it.
#include <utility>

#include "people.h"

namespace campaignd {

void People::give_order() {
  switch (dice_.below(9)) {
    case 0:
      scene_.story.tell("a person pauses");
      truth_.paused = true;
      give(PauseOrder{"audit", {}});
      break;
    case 1:
    case 2:
      scene_.story.tell("a person resumes");
      give(ResumeOrder{});
      break;
    case 3:
      scene_.story.tell("a person resumes and restores");
      give(ResumeOrder{true});
      break;
    case 4:
    case 5:
      approve();
      break;
    case 6:
      freeze({"wrong price", dice_.one_in(2), {}});
      break;
    case 7:
      freeze({"wrong list", false, {campaign_id(some_campaign()).str()}});
      break;
    default:
      truth_.pause_in_calls = 1 + dice_.below(6);
      scene_.story.tell("another process stores a freeze's pause in call " + std::to_string(truth_.pause_in_calls));
  }
}

void People::approve() {
  const auto held =
      world_.last.snapshot && world_.last.snapshot->plan ? world_.last.snapshot->plan->held : std::nullopt;
  if (!held) return;
  scene_.story.tell("a person approves " + held->plan);
  give(ApproveOrder{held->plan});
}

void People::freeze(const FreezeOrder& order) {
  const bool beside = dice_.one_in(2);
  scene_.story.tell("a person freezes " +
                    (order.all             ? "all"
                     : order.names.empty() ? std::string("what is managed")
                                           : order.names.front()) +
                    (beside ? " beside the service" : ""));
  const bool stops_within = std::exchange(truth_.stops, true);  // one that goes on in the service's turns
  if (beside) {
    freeze_beside(order);
    truth_.stops = stops_within || truth_.is_freeze_left_open();  // a life that has not begun yet takes it up
    return;
  }
  truth_.paused |= order.names.empty();
  for (const std::string& name : order.names) truth_.frozen.insert(CampaignId::parse(name).value());
  const OrderAnswer answer = give(order);
  truth_.stops = stops_within || !answer.done;  // it goes on in the turns that follow
}

void People::freeze_beside(const FreezeOrder& order) {
  const auto pause_before = world_.journal.memory().pause;
  try {
    std::vector<Entry> entries;
    for (const auto& [n, entry] : truth_.file) entries.push_back(entry);
    world_.freezes_beside(order, entries);
  } catch (const SimulatedCrash&) {
    scene_.story.tell("… and dies");
    truth_.left_open = true;
  }
  truth_.left_open |= truth_.disk_fails || truth_.is_freeze_left_open();
  const auto& pause = world_.journal.memory().pause;
  truth_.paused |= pause && pause != pause_before;  // what could not be stored is known to nobody else
  for (const std::string& name : order.names) {
    const CampaignId id = CampaignId::parse(name).value();
    const CampaignMemory* known = world_.journal.memory().find(id);
    if (known != nullptr && known->frozen) truth_.frozen.insert(id);
  }
}

OrderAnswer People::give(decltype(Order::what) what) {
  std::set<CampaignId> kept_off;
  if (std::holds_alternative<ResumeOrder>(what)) kept_off = truth_.kept_off_by_freezes();
  if (const auto* resume = std::get_if<ResumeOrder>(&what)) {
    truth_.paused = truth_.is_clone = false;
    // Who resumes while nothing can be stored is told so: what the journal holds comes back.
    truth_.stops = truth_.disk_fails && truth_.is_freeze_left_open();
    truth_.restores = resume->restore;
    truth_.frozen.clear();
    truth_.pause_in_calls = 0;
  }
  if (std::holds_alternative<ApproveOrder>(what)) {
    for (const PlanEntry& entry : world_.last.snapshot->plan->entries) {
      if (entry.action == Action::kUpdate && entry.id) truth_.approved.insert(*entry.id);
    }
  }
  OrderAnswer answer;
  try {
    answer = world_.tell(std::move(what));
    truth_.a_turn_has_ended();
    for (const CampaignId id : kept_off) {
      if (answer.message.find(id.str()) == std::string::npos) {
        scene_.story.violated("a resume does not say that " + id.str() + " stays off the clock: " + answer.message);
      }
    }
  } catch (const SimulatedCrash&) {
    scene_.world.is_killed();
    truth_.is_disturbed();
    truth_.recall_orders();
  }
  truth_.restores = false;
  return answer;
}

}  // namespace campaignd
