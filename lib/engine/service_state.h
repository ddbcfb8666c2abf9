// What the service knows between two turns, and the steps of a turn; for the files that make up `Service` alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/record.h"
#include "engine/freeze.h"
#include "engine/reconcile.h"
#include "engine/revisions.h"
#include "engine/service.h"

namespace campaignd {

struct Service::State {
  State(Ports given, Settings chosen, ParseDesired parse, Tell tell, Chance random)
      : ports(given),
        settings(std::move(chosen)),
        chance(std::move(random)),
        teller(std::move(tell), given.clock),
        ledger(given.journal, given.clock.wall_now()),
        calls(given, settings.api, chance, teller),
        observer(calls, given.clock, teller),
        revisions(given.source, std::move(parse), given.clock, ledger, teller) {
    seen.started = given.clock.wall_now();
  }

  void forget_the_service();
  void take_in_orders();
  void forget_ended_approvals();
  void end_pause_that_is_over();
  [[nodiscard]] bool is_due(const TurnReasons& reasons, bool is_new) const;
  void run_pass(const std::stop_token& stop);
  void remember(Pass pass);
  void plan_next(const Pass& pass);
  void tell_troubles();
  void record_pass(bool refused_something);
  [[nodiscard]] Troubles::Found general_troubles() const;
  [[nodiscard]] TurnReport report(const Revisions::Loaded& loaded);
  [[nodiscard]] std::shared_ptr<const Snapshot> publish();

  // What a person tells (obey.cc, obey_freeze.cc, resume.cc).
  struct Command {
    const std::string& person;
    const std::stop_token& stop;
  };
  OrderAnswer obey(const PauseOrder& order, const Command& command);
  OrderAnswer obey(const ResumeOrder& order, const Command& command);
  OrderAnswer obey(const ApproveOrder& order, const Command& command);
  OrderAnswer obey(const RearmOrder& order, const Command& command);
  OrderAnswer obey(const FreezeOrder& order, const Command& command);
  OrderAnswer rearmed(const RearmOrder& order, const std::optional<CampaignId>& id, const std::string& lifted,
                      const Command& command);
  [[nodiscard]] Record order_record(RecordKind kind, std::string_view action, const Command& command) const;
  [[nodiscard]] std::string not_stored() const;  // `; …` where the last order is not on disk, else empty
  [[nodiscard]] std::optional<CampaignId> campaign_named(const Handle& handle) const;  // or its id
  [[nodiscard]] bool is_named(CampaignId id) const;                                    // by an entry that is in force
  struct Restored {
    std::vector<std::string> back;
    std::vector<std::string> not_back;  // and why
  };
  class Entries;  // those in force, by the campaigns that they mean
  [[nodiscard]] Restored restore(const std::vector<CampaignId>& taken, const Entries& entries,
                                 const std::stop_token& stop);
  void leave_what_is_back(DesiredState& wish, const Observation& observed, const Entries& entries, Restored& restored);
  void put_back(DesiredState wish, const Entries& entries, const std::stop_token& stop, Restored& restored);
  void forget_taken(CampaignId id);
  void forget_entry(CampaignId id);

  // Freezes that are not at their end (obey_freeze.cc).
  void take_up_freezes();  // of an earlier life
  void go_on_with(const Record& open);
  void withdraw(const Record& open, const std::string& why);
  void go_on_freezing(const std::stop_token& stop);
  void end_freezes_that_are_done();
  bool end_all_freezes();  // whether there were any
  bool let_go(const Handle& handle, const std::optional<CampaignId>& id);
  [[nodiscard]] Troubles::Found unfinished_freezes() const;
  [[nodiscard]] std::unique_ptr<Freeze> make_freeze(const FreezeOrder& order, const std::string& person);
  [[nodiscard]] Freeze* freeze_like(const Freeze& told);  // of the same scope; null: none
  [[nodiscard]] std::vector<Record> freezes_left_open() const;
  [[nodiscard]] std::vector<Record> freezes_open_beside();
  [[nodiscard]] std::vector<DesiredCampaign> entries_in_force();

  Ports ports;
  Settings settings;
  Chance chance;
  Teller teller;
  Ledger ledger;
  Calls calls;
  Observer observer;
  Revisions revisions;
  Aftermath aftermath;
  Troubles troubles;
  Troubles::Found pass_troubles;
  std::optional<Record> pass_record;  // of this turn's pass
  bool pass_did_something = false;
  Snapshot seen;
  MonotonicTime next_interval{};
  std::optional<MonotonicTime> retry_at;
  std::optional<MonotonicTime> key_refused_until;
  std::optional<WallTime> plan_changes_at;
  bool waits_for_source = false;  // a write was withheld because somebody was writing
  bool had_a_pass = false;
  std::vector<std::unique_ptr<Freeze>> freezes;  // not at their end, each of another scope
  bool earlier_freezes_are_over = false;  // by a person, in this life: no freeze of an earlier one is taken up any more
  MonotonicTime freeze_again_at{};
  std::map<CampaignId, WallTime> left_off_last_time;  // by the last `resume`, for a `--restore` behind it
};

}  // namespace campaignd
