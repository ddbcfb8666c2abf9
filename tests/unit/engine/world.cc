#include "world.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace campaignd {
namespace {

// Constants of other files are made of it before this one's are.
WallTime beginning() {
  static const WallTime instant = FakeClock().wall_now();
  return instant;
}

template <class Id>
Id numbered(char kind, int n) {
  std::string digits = std::to_string(n);
  return Id::parse(std::string(1, kind) + std::string(23 - digits.size(), '0') + digits).value();
}

template <class T>
void add(std::string& text, const char* key, const std::optional<Wanted<T>>& value) {
  if (value) text += std::string(" ") + key + "=" + value->text;
}

std::string canonical(const DesiredCampaign& entry, const std::string& comment) {
  std::string text = entry.handle.str() + ":";
  add(text, "id", entry.id);
  add(text, "name", entry.name);
  add(text, "template", entry.message_template);
  add(text, "number", entry.phone_number);
  add(text, "scheduledFor", entry.scheduled_for);
  add(text, "category", entry.category);
  if (entry.suspend) text += " suspend";
  return text + comment;
}

Entry with(Entry entry, const std::function<void(Entry&)>& change) {
  change(entry);
  entry.own_keys = canonical(entry, "");
  return entry;
}

}  // namespace

CampaignId campaign_id(int n) {
  return numbered<CampaignId>('c', n);
}
TemplateId template_id(int n) {
  return numbered<TemplateId>('a', n);
}
PhoneNumberId number_id(int n) {
  return numbered<PhoneNumberId>('b', n);
}
WallTime in(std::chrono::milliseconds span) {
  return beginning() + span;
}

There::There(int n, CampaignStatus is, std::optional<WallTime> at) : ObservedCampaign{campaign_id(n)} {
  name = "Campaign " + std::to_string(n);
  status = is;
  message_template = ObservedTemplate{template_id(1), "", ""};
  phone_number = ObservedNumber{number_id(1), {}};
  category = "MARKETING";
  scheduled_for = at;
  recipients = 100;
}

Entry::Entry(std::string_view name_in_file, int n) : DesiredCampaign{Handle::parse(name_in_file).value()} {
  id = Wanted<CampaignId>{campaign_id(n), {}, campaign_id(n).str()};
  own_keys = canonical(*this, "");
}
Entry Entry::at(WallTime time) const {
  return with(*this, [&](Entry& e) { e.scheduled_for = Wanted<Schedule>{time, {}, to_rfc3339(time)}; });
}
Entry Entry::draft() const {
  return with(*this, [](Entry& e) { e.scheduled_for = Wanted<Schedule>{std::nullopt, {}, "null"}; });
}
Entry Entry::with_template(std::string wanted, std::string language) const {
  return with(*this, [&](Entry& e) {
    e.message_template = Wanted<TemplateReference>{TemplateName{wanted, language}, {}, wanted + "/" + language};
  });
}
Entry Entry::with_number(std::string digits) const {
  return with(*this, [&](Entry& e) {
    e.phone_number = Wanted<NumberReference>{PhoneDigits{digits}, {}, "+" + digits};
  });
}
Entry Entry::with_category(Category wanted) const {
  return with(*this, [&](Entry& e) { e.category = Wanted<Category>{wanted, {}, std::string(to_text(wanted))}; });
}
Entry Entry::named(std::string wanted) const {
  return with(*this, [&](Entry& e) { e.name = Wanted<std::string>{wanted, {}, wanted}; });
}
Entry Entry::by_name(std::string wanted) const {
  return with(*this, [&](Entry& e) {
    e.id.reset();
    e.name = Wanted<std::string>{wanted, {}, wanted};
  });
}
Entry Entry::suspended() const {
  return with(*this, [](Entry& e) { e.suspend = true; });
}
Entry Entry::commented(const std::string& word) const {
  Entry changed = *this;
  changed.own_keys = canonical(changed, " x=" + word);
  return changed;
}

World::World() {
  api.project.catalog.accounts = {{"account-1", "Shop", 0}};
  api.project.catalog.templates = {{template_id(1), "eid_greeting", "ar", "MARKETING", "APPROVED", 0},
                                   {template_id(2), "winter_sale", "ar", "MARKETING", "APPROVED", 0}};
  api.project.catalog.numbers = {{number_id(1), {"9647701234567"}, "", "", "CONNECTED", "", "", 0},
                                 {number_id(2), {"9647707654321"}, "", "", "CONNECTED", "", "", 0}};
  settings.api.requests_per_second = 0;
  settings.reconcile.jitter = 0;
}

std::string World::text_of(const std::vector<Entry>& entries) {
  std::string text;
  std::vector<DesiredCampaign> meaning;
  for (const Entry& entry : entries) {
    text += entry.own_keys + "\n";
    meaning.push_back(entry);
  }
  meanings_[text] = std::move(meaning);
  return text;
}

void World::file_says(const std::vector<Entry>& entries) {
  source.says(text_of(entries));
}

void World::means(const std::string& text, const std::vector<Entry>& entries) {
  meanings_[text] = {entries.begin(), entries.end()};
}

void World::file_is_broken(const std::string& error) {
  const std::string text = "broken: " + error;
  errors_[text] = error;
  source.says(text);
}

void World::is_paused(Pause pause) {
  MemoryChanges changes;
  changes.pause = std::optional(std::move(pause));
  journal.is_stored_elsewhere(changes);
}

Service& World::service() {
  if (!service_) {
    const auto parse = [this](const SourceText& text) -> tl::expected<DesiredState, Diagnostics> {
      const std::string& bytes = text.files.front().bytes;
      if (const auto error = errors_.find(bytes); error != errors_.end()) {
        return tl::unexpected(Diagnostics{{Severity::kError, "campaigns.yaml", 3, 5, error->second}});
      }
      return DesiredState{text.revision, {text.files.front().name}, meanings_.at(bytes)};
    };
    service_ = std::make_unique<Service>(
        Ports{source, api, clock, other_journal != nullptr ? *other_journal : journal}, settings, parse,
        [this](const Event& event) { told.push_back(event); }, [] { return 0.5; });
    service_->start();
  }
  return *service_;
}

TurnReport World::turn(const TurnReasons& reasons, const std::stop_token& stop) {
  last = service().turn(reasons, stop);
  return last;
}

OrderAnswer World::tell(decltype(Order::what) what, std::string person) {
  OrderAnswer answer = service().obey(Order{std::move(what), std::move(person)}, {});
  turn({.forced = true});
  return answer;
}

OrderAnswer World::tell_until(decltype(Order::what) what, const std::stop_token& stop) {
  return service().obey(Order{std::move(what), "uid 1000 (sara)"}, stop);
}

OrderAnswer World::freezes_beside(const FreezeOrder& order, const std::vector<Entry>& entries) {
  FakeSecondJournal second(journal);
  const Teller teller([this](const Event& event) { told.push_back(event); }, clock);
  Ledger ledger(second, clock.wall_now(), LedgerOf::kFreeze);
  ledger.recall();
  Freeze freeze({Ports{source, api, clock, second}, ledger, teller, [] { return 0.5; }}, settings.api, order,
                "uid 0 (root)", {entries.begin(), entries.end()});
  OrderAnswer answer;
  if (!is_alive()) freeze.close_earlier();
  const bool is_stored = freeze.begin();
  freeze.run({}, MonotonicTime::max(), std::nullopt);
  freeze.hand_on();
  ledger.save();
  answer.stopped = freeze.stopped();
  answer.done = is_stored && freeze.blindness().empty() && are_all_off(answer.stopped);
  answer.message = freeze_text(order, answer.stopped, freeze.blindness(),
                               {.campaigns = freeze.left_on_the_clock(), .being_sent = freeze.being_sent()});
  return answer;
}

void World::runs_for(std::chrono::milliseconds span) {
  const MonotonicTime end = clock.monotonic_now() + span;
  int turns = 0;
  while (clock.monotonic_now() < end) {
    turn();
    if (++turns > 20'000) throw std::runtime_error("it turns without end");
    MonotonicTime next = std::min(last.next_turn, end);
    if (last.next_wall_instant)
      next = std::min(next, clock.monotonic_now() + (*last.next_wall_instant - clock.wall_now()));
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - clock.monotonic_now());
    api.pass(std::max(left, 0ms));
  }
}

void World::is_killed() {
  service_.reset();
  api.abandon();
}

void World::uses(Settings changed) {
  settings = std::move(changed);
  if (service_) service_->use(settings);
}

const PlanEntry& World::row(std::string_view handle) const {
  const PlanEntry* entry = last.snapshot->plan->find(Handle::parse(handle).value());
  if (entry == nullptr) throw std::runtime_error("no such row: " + std::string(handle));
  return *entry;
}

std::string World::action_of(std::string_view handle) const {
  const PlanEntry& entry = row(handle);
  return std::string(to_text(entry.action)) + (entry.reason.empty() ? "" : ": " + entry.reason);
}

std::vector<Patch> World::patches(int n) const {
  std::vector<Patch> found;
  for (const PatchCampaign& call : api.patches()) {
    if (call.id == campaign_id(n)) found.push_back(call.patch);
  }
  return found;
}

int World::told_of(EventKind kind) const {
  return static_cast<int>(std::ranges::count(told, kind, &Event::kind));
}

std::vector<Outcome> World::outcomes(CampaignId id) const {
  std::vector<Outcome> found;
  for (const Record& record : journal.records()) {
    if (record.kind == RecordKind::kOutcome && record.campaign == id && record.outcome) {
      found.push_back(*record.outcome);
    }
  }
  return found;
}

std::vector<Record> World::records(RecordKind kind) const {
  std::vector<Record> found;
  for (const Record& record : journal.records()) {
    if (record.kind == kind) found.push_back(record);
  }
  return found;
}

bool World::goes_out_at(int n, WallTime at) {
  return campaign(n).status == CampaignStatus::kScheduled && campaign(n).scheduled_for == at;
}

Patch schedule_at(WallTime at) {
  return Patch{.schedule = Schedule{at}};
}
Patch disarm() {
  return Patch{.schedule = Schedule{}};
}

}  // namespace campaignd
