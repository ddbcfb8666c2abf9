// A whole service in one thread, against doubles: what a test says about the file, the project and the people, one act,
// and what became of it. Time moves only where the service waits for an answer, or the test says so.
#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "contract/fake_clock.h"
#include "contract/fake_journal.h"
#include "contract/fake_source.h"
#include "contract/fake_transport.h"
#include "engine/freeze.h"
#include "engine/freeze_text.h"
#include "engine/service.h"

namespace campaignd {

using namespace std::chrono_literals;

CampaignId campaign_id(int n);
TemplateId template_id(int n);                // 1: eid_greeting/ar, 2: winter_sale/ar
PhoneNumberId number_id(int n);               // 1: +9647701234567, 2: +9647707654321
WallTime in(std::chrono::milliseconds span);  // so long after the world's beginning

// A campaign at the service: template 1, number 1, 100 recipients.
struct There : ObservedCampaign {
  There(int n, CampaignStatus is, std::optional<WallTime> at = {});
  static There draft(int n) { return {n, CampaignStatus::kDraft}; }
  static There scheduled(int n, WallTime at) { return {n, CampaignStatus::kScheduled, at}; }
};

// An entry of the file. It manages what is set and nothing else; it names campaign `n` by id unless told.
struct Entry : DesiredCampaign {
  Entry(std::string_view handle, int n);
  Entry at(WallTime time) const;
  Entry draft() const;
  Entry with_template(std::string name, std::string language = "ar") const;
  Entry with_number(std::string digits) const;
  Entry with_category(Category category) const;
  Entry named(std::string name) const;    // beside the id
  Entry by_name(std::string name) const;  // instead of the id
  Entry suspended() const;
  Entry commented(const std::string& word) const;  // another own key, the same campaign
};

class World {
 public:
  World();

  FakeClock clock;
  FakeSource source;
  FakeJournal journal;
  Journal* other_journal = nullptr;  // instead of it; borrowed
  FakeTransport api{clock};
  Settings settings;
  std::vector<Event> told;

  void file_says(const std::vector<Entry>& entries);
  [[nodiscard]] std::string text_of(const std::vector<Entry>& entries);    // what such a file's bytes are
  void means(const std::string& text, const std::vector<Entry>& entries);  // what the parser makes of these bytes
  void file_is_broken(const std::string& error);
  void is_paused(Pause pause);

  // One turn, as the loop would take it; starts the service where none runs.
  TurnReport turn(const TurnReasons& reasons = {}, const std::stop_token& stop = {});
  TurnReport forced_turn() { return turn({.forced = true}); }

  // What a person tells the service, started where none runs; it takes its turn on it then.
  OrderAnswer tell(decltype(Order::what) what, std::string person = "uid 1000 (sara)");

  // The same, while somebody may ask the service to stop; it takes no turn then.
  OrderAnswer tell_until(decltype(Order::what) what, const std::stop_token& stop);

  // Another process, with the same journal and its own way to the service, as `campaignctl freeze` is. `entries`: of
  // the file that it reads.
  OrderAnswer freezes_beside(const FreezeOrder& order, const std::vector<Entry>& entries);

  // Every turn that is due within `span`, at its time; then `span` is over.
  void runs_for(std::chrono::milliseconds span);

  // The process is gone; what was stored is left. The next turn is another life's.
  void is_killed();
  [[nodiscard]] bool is_alive() const { return service_ != nullptr; }
  void uses(Settings settings);

  [[nodiscard]] const ObservedCampaign& campaign(int n) { return api.project.campaign(campaign_id(n)); }
  [[nodiscard]] const PlanEntry& row(std::string_view handle) const;   // of the last plan
  [[nodiscard]] std::string action_of(std::string_view handle) const;  // `blocked: past`
  [[nodiscard]] std::vector<Patch> patches(int n) const;               // that left for it, in order
  [[nodiscard]] int told_of(EventKind kind) const;
  [[nodiscard]] std::vector<Outcome> outcomes(int n) const { return outcomes(campaign_id(n)); }  // in the journal
  [[nodiscard]] std::vector<Outcome> outcomes(CampaignId id) const;
  [[nodiscard]] std::vector<Record> records(RecordKind kind) const;
  [[nodiscard]] bool is_off(int n) { return campaign(n).status == CampaignStatus::kDraft; }
  [[nodiscard]] bool goes_out_at(int n, WallTime at);

  TurnReport last;

 private:
  Service& service();

  std::map<std::string, std::vector<DesiredCampaign>> meanings_;
  std::map<std::string, std::string> errors_;
  std::unique_ptr<Service> service_;
};

// The body that would arm it, or move it, or take it off.
Patch schedule_at(WallTime at);
Patch disarm();

}  // namespace campaignd
