#include "walk.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace campaignd {
namespace {

constexpr auto kLockWindow = 10min;
constexpr int kMaxChanges = 2;
constexpr auto kSpacing = 15min;

// Which version of the file is in force is the service's secret while a write of it is under way; two suffice.
constexpr std::ptrdiff_t kVersionsKept = 3;

}  // namespace

Walk::Walk(std::uint64_t seed) : random_(seed) {
  world_.settings.policy.lock_window = kLockWindow;
  world_.settings.policy.min_lead = 1min;
  world_.settings.reconcile.interval = 15min;
  PolicySettings& policy = world_.settings.policy;
  policy.max_changes = kMaxChanges;
  if (one_in(2)) policy.spacing = kSpacing;
  if (one_in(2)) policy.preflight = Preflight::kDisarm;
  if (one_in(2)) policy.on_remove = OnRemove::kDisarm;
  for (int n = 1; n <= kCampaigns; ++n) {
    if (one_in(3)) {
      world_.api.project.has(There::draft(n));
    } else {
      world_.api.project.has(There::scheduled(n, some_time()));
    }
    entries_.emplace(n, Entry("c" + std::to_string(n), n).at(some_time()));
  }
  world_.api.before_answer = [this](const ApiCall& call) { arrives(call); };
  write_file();
}

void Walk::take_steps(int count) {
  for (int i = 0; i < count; ++i) step();
}

void Walk::step() {
  switch (below(6)) {
    case 0:
      edit_file();
      break;
    case 1:
      act_at_service();
      break;
    case 2:
      break_something();
      break;
    case 3:
      give_order();
      break;
    default:
      let_time_pass();
  }
}

void Walk::heal() {
  tell("everything is well again");
  world_.api.is_well_again();
  world_.journal.works_again();
  disk_is_full_ = false;
  world_.api.project.lists_hold_at_most.reset();
  for (CatalogTemplate& each : world_.api.project.catalog.templates) each.status = "APPROVED";
  bad_since_.clear();
  last_bad_ = world_.clock.wall_now();
  file_is_good_ = true;
  write_file();
  pause_in_calls_ = 0;
  // What a process beside the service left open is closed by the service's next life.
  if (left_open_) die();
  give(ResumeOrder{});
  for (int i = 0; i < 12; ++i) {
    live_for(10min);
    if (const auto held = world_.last.snapshot->plan->held) give(ApproveOrder{held->plan});
  }
  const std::size_t patches = world_.api.patches().size();
  // Who is too near to another may go out once that one has started.
  const bool waits_for_a_start = world_.last.snapshot->plan->changes_at && world_.settings.policy.spacing;
  live_for(1h);
  if (!waits_for_a_start && world_.api.patches().size() != patches)
    violated("it is not quiet two hours after the last fault and edit");
  check_rest();
}

std::string Walk::story() const {
  std::string text;
  for (const std::string& line : story_) text += line + "\n";
  for (const std::string& line : violations_) text += "VIOLATED: " + line + "\n";
  return text;
}

void Walk::edit_file() {
  const int n = 1 + below(kCampaigns);
  if (entries_.contains(n) && one_in(6)) {
    entries_.erase(n);
    tell("the file drops c" + std::to_string(n));
  } else {
    Entry entry = Entry("c" + std::to_string(n), n);
    const int kind = below(6);
    if (kind == 0) entry = entry.draft();
    if (kind >= 1) entry = entry.at(some_time());
    if (one_in(3)) entry = entry.with_template(one_in(2) ? "winter_sale" : "eid_greeting");
    if (one_in(3)) entry = entry.with_number(one_in(2) ? "9647701234567" : "9647707654321");
    if (one_in(8)) entry = entry.suspended();
    entries_.insert_or_assign(n, entry);
    tell("the file says " + entry.own_keys);
  }
  if (one_in(6)) {
    file_is_good_ = false;
    tell("… but it is broken");
    world_.file_is_broken("a typo");
    return;
  }
  file_is_good_ = true;
  write_file();
}

void Walk::act_at_service() {
  if (one_in(4)) {
    const auto which = static_cast<std::size_t>(below(2));
    CatalogTemplate& one = world_.api.project.catalog.templates[which];
    const bool was_good = one.status == "APPROVED";
    one.status = was_good ? "PAUSED" : "APPROVED";
    tell("template " + one.name + " is " + one.status);
    if (was_good) {
      bad_since_.emplace(which, world_.clock.wall_now());
    } else {
      bad_since_.erase(which);
      last_bad_ = world_.clock.wall_now();
    }
    return;
  }
  const int n = 1 + below(kCampaigns);
  const CampaignId id = campaign_id(n);
  const ObservedCampaign there = world_.campaign(n);
  if (!is_editable(there.status)) return;
  const Entry* entry = entry_of(id);
  const CampaignMemory* known = world_.journal.memory().find(id);
  switch (below(3)) {
    case 0:
      if (there.status != CampaignStatus::kScheduled) return;
      tell("a person takes c" + std::to_string(n) + " off the clock");
      world_.api.project.is_taken_off_the_clock(id);
      // Only what was seen on the clock before, under the entry as it is now, can be known for a person's doing.
      if (known != nullptr && entry != nullptr && known->own_keys == entry->own_keys &&
          known->seen.status == CampaignStatus::kScheduled && known->seen.scheduled_for == there.scheduled_for &&
          !stop_is_open(id)) {
        off_by_a_person_.insert_or_assign(id, entry->own_keys);
      }
      break;
    case 1: {
      const WallTime at = some_time();
      if (at <= world_.clock.wall_now()) return;
      tell("a person moves c" + std::to_string(n) + " to " + to_rfc3339(at));
      world_.api.project.is_moved_to(id, at);
      off_by_a_person_.erase(id);
      break;
    }
    default:
      tell("a person rewords c" + std::to_string(n));
      world_.api.project.is_edited(id, Patch{.template_id = template_id(1 + below(2))});
  }
}

// A freeze died, or goes on, with a disarm of which it does not know whether it landed: nobody can tell who did it.
bool Walk::stop_is_open(CampaignId id) const {
  const CampaignMemory* known = world_.journal.memory().find(id);
  if (known == nullptr || !known->freeze_took) return false;
  std::set<std::uint64_t> open;
  for (const Record& record : world_.journal.records()) {
    if (record.campaign != id || record.reason != "freeze") continue;
    if (record.kind == RecordKind::kIntent) open.insert(record.intent);
    if (record.kind == RecordKind::kOutcome && record.outcome != Outcome::kUnknown) open.erase(record.intent);
  }
  return !open.empty();
}

void Walk::break_something() {
  const std::vector<Fault> faults{Fault::no_connection(),
                                  Fault::no_answer(),
                                  Fault::no_answer(Fault::Effect::kApplied),
                                  Fault::status(500),
                                  Fault::status(500, {}, Fault::Effect::kApplied),
                                  Fault::status(400),
                                  Fault::status(401),
                                  Fault::status(403),
                                  Fault::status(429, 2min),
                                  Fault::lands_late(20s),
                                  Fault::tls(),
                                  Fault::shows_the_old(Fault::Effect::kApplied)};
  switch (below(7)) {
    case 0:
      tell("the process is killed");
      die();
      break;
    case 1: {
      const int call = 1 + below(6);
      tell("the process dies in call " + std::to_string(call) + " to the service");
      world_.api.crash_in_call(call,
                               one_in(2) ? FakeJournal::Death::kBeforeStoring : FakeJournal::Death::kAfterStoring);
      break;
    }
    case 2: {
      const int call = 1 + below(6);
      tell("the process dies in call " + std::to_string(call) + " of its journal");
      world_.journal.crash_in_call(call,
                                   one_in(2) ? FakeJournal::Death::kBeforeStoring : FakeJournal::Death::kAfterStoring);
      break;
    }
    case 3:
      tell("the disk is full");
      disk_is_full_ = true;
      world_.journal.fail_call(1 + below(4), one_in(2) ? FakeJournal::Failing::kOnce : FakeJournal::Failing::kForGood);
      if (one_in(2)) {
        live_for(20min);
        world_.journal.works_again();
        disk_is_full_ = false;
        tell("the disk has room again");
      }
      break;
    case 4:
      tell("the lists are cut short");
      world_.api.project.lists_hold_at_most = static_cast<std::size_t>(below(3));
      break;
    default: {
      const int which = below(static_cast<int>(faults.size()));
      const int times = 1 + below(6);
      tell("fault " + std::to_string(which) + " meets " + std::to_string(times) + " calls");
      world_.api.meets(one_in(2) ? is_patch : is_any, faults[static_cast<std::size_t>(which)], times);
    }
  }
}

void Walk::let_time_pass() {
  if (one_in(20)) {
    const auto jump = std::chrono::minutes(below(120) - 60);
    tell("the clock is set by " + std::to_string(jump.count()) + " min");
    world_.clock.set_wall(world_.clock.wall_now() + jump);
    for (auto& [which, since] : bad_since_) since = world_.clock.wall_now();
    off_by_a_person_.clear();  // what starts when is another question then
  }
  const auto span = std::chrono::minutes(1 + below(one_in(4) ? 300 : 30));
  tell(std::to_string(span.count()) + " min pass");
  live_for(span);
}

void Walk::note_version() {
  // What was overwritten before any time passed was never seen. While nothing can be stored an old version may come
  // back in force by a restart.
  if (file_is_good_ && (recent_.empty() || recent_.back() != written_)) recent_.push_back(written_);
  if (file_is_good_ && !disk_is_full_ && std::ssize(recent_) > kVersionsKept)
    recent_.erase(recent_.begin(), recent_.end() - kVersionsKept);
}

void Walk::live_for(std::chrono::milliseconds span) {
  note_version();
  const MonotonicTime end = world_.clock.monotonic_now() + span;
  while (world_.clock.monotonic_now() < end) {
    try {
      if (one_in(3)) world_.turn({.source_event = true});
      world_.runs_for(std::chrono::ceil<std::chrono::milliseconds>(end - world_.clock.monotonic_now()));
    } catch (const SimulatedCrash&) {
      die();
    } catch (const std::runtime_error& endless) {
      return violated(endless.what());
    }
  }
}

void Walk::write_file() {
  std::vector<Entry> entries;
  for (const auto& [n, entry] : entries_) entries.push_back(entry);
  world_.file_says(entries);
  written_ = entries_;
}

const Entry* Walk::entry_of(CampaignId id) const {
  for (const auto& [n, entry] : entries_) {
    if (campaign_id(n) == id) return &entry;
  }
  return nullptr;
}

void Walk::give_order() {
  switch (below(8)) {
    case 0:
      tell("a person pauses");
      paused_ = true;
      give(PauseOrder{"audit", {}});
      break;
    case 1:
    case 2:
      tell("a person resumes");
      give(ResumeOrder{});
      break;
    case 3:
      tell("a person resumes and restores");
      give(ResumeOrder{true});
      break;
    case 4:
      if (const auto& held = world_.last.snapshot ? world_.last.snapshot->plan->held : std::nullopt) {
        tell("a person approves");
        give(ApproveOrder{held->plan});
      }
      break;
    case 5:
      freeze({"wrong price", one_in(2), {}});
      break;
    case 6:
      freeze({"wrong list", false, {campaign_id(1 + below(kCampaigns)).str()}});
      break;
    default:
      pause_in_calls_ = 1 + below(6);
      tell("another process stores a freeze's pause in call " + std::to_string(pause_in_calls_));
  }
}

void Walk::freeze(FreezeOrder order) {
  const bool beside = one_in(2);
  tell(std::string("a person freezes ") +
       (order.all             ? "all"
        : order.names.empty() ? ""
                              : order.names.front()) +
       (beside ? " beside the service" : ""));
  const auto pause_before = world_.journal.memory().pause;
  const bool stops_within = std::exchange(stops_, true);  // one that goes on in the service's turns
  note_version();
  if (!beside) {
    paused_ |= order.names.empty();
    for (const std::string& name : order.names) frozen_.insert(CampaignId::parse(name).value());
    const OrderAnswer answer = give(order);
    stops_ = stops_within || !answer.done;  // it goes on in the turns that follow
    return;
  }
  try {
    std::vector<Entry> entries;
    for (const auto& [n, entry] : written_) entries.push_back(entry);
    world_.freezes_beside(order, entries);
  } catch (const SimulatedCrash&) {
    tell("… and dies");
    left_open_ = true;
  }
  left_open_ |= disk_is_full_;
  stops_ = stops_within;
  const auto& pause = world_.journal.memory().pause;
  paused_ |= pause && pause != pause_before;  // what could not be stored is known to nobody else
  for (const std::string& name : order.names) {
    const CampaignId id = CampaignId::parse(name).value();
    const CampaignMemory* known = world_.journal.memory().find(id);
    if (known != nullptr && known->frozen) frozen_.insert(id);
  }
}

OrderAnswer Walk::give(decltype(Order::what) what) {
  if (const auto* resume = std::get_if<ResumeOrder>(&what)) {
    paused_ = stops_ = false;
    restores_ = resume->restore;
    frozen_.clear();
    pause_in_calls_ = 0;
  }
  if (std::holds_alternative<ApproveOrder>(what)) {
    for (const PlanEntry& entry : world_.last.snapshot->plan->entries) {
      if (entry.action == Action::kUpdate && entry.id) approved_.insert(*entry.id);
    }
  }
  note_version();
  OrderAnswer answer;
  try {
    answer = world_.tell(std::move(what));
  } catch (const SimulatedCrash&) {
    die();
  }
  restores_ = false;
  return answer;
}

// What was stored counts in the next life, and nothing else.
void Walk::die() {
  world_.is_killed();
  stops_ = is_freeze_left_open();
  paused_ = world_.journal.memory().pause.has_value();
  frozen_.clear();
  for (const auto& [id, campaign] : world_.journal.memory().campaigns) {
    if (campaign.frozen) frozen_.insert(id);
  }
}

// The service's own, which its next life goes on with: an intent of no campaign.
bool Walk::is_freeze_left_open() const {
  std::set<std::uint64_t> open;
  for (const Record& record : world_.journal.records()) {
    if (record.kind == RecordKind::kIntent && !record.campaign) open.insert(record.intent);
    if (record.kind == RecordKind::kOutcome) open.erase(record.intent);
  }
  return !open.empty();
}

void Walk::check_orders(const PatchCampaign& call) {
  const bool is_asked_for = std::ranges::any_of(recent_, [&](const auto& version) {
    return std::ranges::any_of(version, [&](const auto& one) {
      return campaign_id(one.first) == call.id && one.second.scheduled_for && !one.second.scheduled_for->value;
    });
  });
  if (call.patch.is_disarm()) {
    if (is_asked_for || stops_) return;
    const PolicySettings& policy = world_.settings.policy;
    const bool takes_off = policy.on_remove == OnRemove::kDisarm || policy.preflight == Preflight::kDisarm;
    if (!takes_off) violated("a disarm that neither the file nor a freeze asks for");
    if (paused_) violated("a disarm that the file does not ask for, while it is paused");
    return;
  }
  const WallTime soonest = world_.clock.wall_now() + 1min;
  if (restores_ && call.patch.schedule && **call.patch.schedule <= soonest) violated("a restored time that is past");
  if (paused_) violated("a change while it is paused or frozen");
  if (frozen_.contains(call.id)) violated("a change of a campaign that was frozen by name");
  changed_.insert(call.id);
  const bool all_approved = std::ranges::includes(approved_, changed_);
  if (std::ssize(changed_) > kMaxChanges && !all_approved && !restores_) violated("more changes than the budget has");
}

void Walk::arrives(const ApiCall& call) {
  check(call);
  if (pause_in_calls_ == 0 || --pause_in_calls_ > 0) return;
  world_.is_paused({.reason = "stop", .person = "uid 0 (root)", .freeze = true});
  paused_ = true;
  tell("it is stored");
}

void Walk::check(const ApiCall& call) {
  if (const auto* list = std::get_if<ListCampaigns>(&call)) {
    changed_.clear();
    if (list->status != CampaignStatus::kScheduled) return;
    looked_at_ = world_.clock.wall_now();
    patched_since_.clear();
    return;
  }
  const auto* patch = std::get_if<PatchCampaign>(&call);
  if (patch == nullptr) return;
  check_orders(*patch);
  if (stops_ || restores_) return;
  const auto& campaigns = world_.api.project.campaigns();
  const auto there = campaigns.find(patch->id);
  if (there == campaigns.end()) return violated("a PATCH for a campaign that nobody has");
  tell("PATCH " + patch->id.str() + (patch->patch.is_disarm() ? " off" : patch->patch.schedule ? " schedule" : ""));
  if (patch->patch.is_disarm()) check_disarm(there->second);
  check_spacing(*patch, there->second);
  check_template(*patch, there->second);
  patched_since_.insert(patch->id);
  for (auto version = recent_.rbegin(); version != recent_.rend(); ++version) {
    for (const auto& [n, entry] : *version) {
      if (campaign_id(n) == patch->id) return check_patch(*patch, there->second, entry);
    }
  }
  if (patch->patch.is_disarm() && world_.settings.policy.on_remove == OnRemove::kDisarm) return;
  violated("a PATCH for a campaign that no file names");
}

void Walk::check_patch(const PatchCampaign& call, const ObservedCampaign& there, const Entry& entry) {
  const WallTime now = world_.clock.wall_now();
  const Patch& patch = call.patch;
  if (patch.is_empty()) violated("an empty PATCH");
  if (entry.suspend && recent_.size() == 1) violated("a PATCH for a suspended campaign");
  if (patch.is_disarm()) {
    if (patch.name || patch.template_id || patch.phone_number_id || patch.category) {
      violated("a disarm that does not travel alone");
    }
    return;
  }
  if (has_started(there.status)) violated("a change for a campaign that has started");
  if (there.status == CampaignStatus::kScheduled && there.scheduled_for && *there.scheduled_for - now <= kLockWindow) {
    violated("a change inside the lock window");
  }
  if (!patch.schedule) return;
  const WallTime to = **patch.schedule;
  if (to <= now + 1min) violated("a time that is past, or nearer than minLead");
  const auto off = off_by_a_person_.find(call.id);
  const Entry* latest = entry_of(call.id);
  if (off != off_by_a_person_.end() && there.status == CampaignStatus::kDraft && latest != nullptr &&
      latest->own_keys == off->second && entry.own_keys == off->second) {
    violated("a campaign is put back on the clock that a person took off it");
  }
}

// From one number nothing is put nearer to another campaign than the spacing. Nobody can know what the service did not
// show, or what somebody else did since.
void Walk::check_spacing(const PatchCampaign& call, const ObservedCampaign& there) {
  if (!world_.settings.policy.spacing || world_.api.project.lists_hold_at_most) return;
  const Patch& patch = call.patch;
  if (patch.is_disarm() || (!patch.schedule && !patch.phone_number_id)) return;
  const bool goes_out = patch.schedule || there.status == CampaignStatus::kScheduled;
  if (!goes_out) return;
  const WallTime start = patch.schedule ? **patch.schedule : *there.scheduled_for;
  const auto number = patch.phone_number_id ? *patch.phone_number_id : *there.phone_number->id;
  for (const auto& [id, other] : world_.api.project.campaigns()) {
    if (id == call.id || other.status != CampaignStatus::kScheduled || other.phone_number->id != number) continue;
    const bool is_news = *other.updated_at >= looked_at_ && !patched_since_.contains(id);
    if (!is_news && std::chrono::abs(*other.scheduled_for - start) < kSpacing)
      violated("it is put nearer to " + id.str() + " than the spacing");
  }
}

// What is put on the clock can be sent, as of a minute ago; another two are for waits on the way.
void Walk::check_template(const PatchCampaign& call, const ObservedCampaign& there) {
  if (!call.patch.schedule || call.patch.is_disarm() || there.status != CampaignStatus::kDraft) return;
  const auto used = call.patch.template_id ? *call.patch.template_id : *there.message_template->id;
  for (const auto& [which, since] : bad_since_) {
    const bool is_it = world_.api.project.catalog.templates[which].id == used;
    if (is_it && world_.clock.wall_now() - since > 3min) violated("armed with a template that cannot be sent");
  }
}

void Walk::check_disarm(const ObservedCampaign& there) {
  if (!may_be_taken_off(there)) violated("a disarm that nobody asked for");
}

// The file asks for it, its entry is gone and that takes it off, or it went bad and its lock is about to fall.
bool Walk::may_be_taken_off(const ObservedCampaign& there) const {
  for (const auto& version : recent_) {
    bool is_named = false;
    for (const auto& [n, entry] : version) {
      if (campaign_id(n) != there.id) continue;
      is_named = true;
      if (entry.scheduled_for && !entry.scheduled_for->value) return true;
    }
    if (!is_named && world_.settings.policy.on_remove == OnRemove::kDisarm) return true;
  }
  if (world_.settings.policy.preflight != Preflight::kDisarm || !there.scheduled_for) return false;
  const WallTime now = world_.clock.wall_now();
  const bool was_bad = !bad_since_.empty() || (last_bad_ && std::chrono::abs(now - *last_bad_) <= 15min);
  const WallTime lock = *there.scheduled_for - kLockWindow;
  return was_bad && now >= lock - 1min && now < lock;
}

void Walk::check_rest() {
  for (const auto& [id, there] : world_.api.project.campaigns()) {
    const CampaignMemory* known = world_.journal.memory().find(id);
    const bool was_removed = known != nullptr && known->named_by && entry_of(id) == nullptr;
    // What the service refused is not told it again until something changes.
    const auto outcomes = world_.outcomes(id);
    if (!outcomes.empty() && outcomes.back() == Outcome::kRefused) continue;
    if (was_removed && there.status == CampaignStatus::kScheduled &&
        world_.settings.policy.on_remove == OnRemove::kDisarm) {
      violated("its entry was removed, and it is still on the clock");
    }
  }
  for (const auto& [n, entry] : entries_) {
    const ObservedCampaign& there = world_.campaign(n);
    const PlanEntry& row = world_.row(entry.handle.str());
    if (row.action == Action::kUpdate || row.action == Action::kMissing || row.reason == "observe") {
      violated(entry.handle.str() + " came to no rest: " + world_.action_of(entry.handle.str()) + ": " + row.detail);
    }
    if (row.action != Action::kUnchanged) continue;
    const bool wants_draft = entry.scheduled_for && !entry.scheduled_for->value;
    if (wants_draft && there.status == CampaignStatus::kScheduled) violated("`unchanged`, and still on the clock");
    if (!wants_draft && entry.scheduled_for && is_editable(there.status) &&
        (there.status != CampaignStatus::kScheduled || there.scheduled_for != entry.scheduled_for->value)) {
      violated("`unchanged`, and not at its time");
    }
  }
  std::map<std::uint64_t, int> open;
  for (const Record& record : world_.journal.records()) {
    if (record.kind == RecordKind::kIntent) ++open[record.intent];
    if (record.kind == RecordKind::kOutcome) --open[record.intent];
  }
  for (const auto& [intent, count] : open) {
    if (count > 0) violated("intent " + std::to_string(intent) + " has no outcome in the journal");
    if (count < 0) violated("intent " + std::to_string(intent) + " has more than one outcome");
  }
}

void Walk::violated(const std::string& rule) {
  violations_.push_back(to_rfc3339(world_.clock.wall_now()) + " " + rule);
  story_.push_back("!! " + rule);
}

void Walk::tell(const std::string& what) {
  story_.push_back(to_rfc3339(world_.clock.wall_now()) + " " + what);
}

WallTime Walk::some_time() {
  return world_.clock.wall_now() + std::chrono::minutes(below(36 * 60) - 30);
}

}  // namespace campaignd
