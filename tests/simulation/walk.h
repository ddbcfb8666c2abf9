// A random walk: the whole service but its four effects, in one thread, on simulated time, from one seed. People edit
// the file and the project, pause, approve, freeze and resume, calls and disk fail, the process dies, time passes and
// jumps. What reaches the service is checked as it arrives, by rules that share no code with the planner; when
// everything is well again the project has to come to rest where the file wants it.
//
// Fault model: any call gets no answer before or after it took effect, or lands late, or is refused; the journal fails
// for a while; the process dies in any call; the file is broken, or being written; lists are cut short; the wall clock
// is set by up to an hour; templates go bad and good. Which of spacing, preflight and onRemove act is the seed's
// choice.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "unit/engine/world.h"

namespace campaignd {

class Walk {
 public:
  explicit Walk(std::uint64_t seed);

  void take_steps(int count);
  void heal();

  // What came to pass against the rules, and what was left undone after `heal`; with the steps that led there.
  [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
  [[nodiscard]] std::string story() const;

 private:
  static constexpr int kCampaigns = 5;

  void step();
  void edit_file();
  void act_at_service();
  [[nodiscard]] bool stop_is_open(CampaignId id) const;
  void break_something();
  void give_order();
  void freeze(FreezeOrder order);
  OrderAnswer give(decltype(Order::what) what);
  void die();
  [[nodiscard]] bool is_freeze_left_open() const;
  void note_version();
  void check_orders(const PatchCampaign& call);
  void let_time_pass();
  void live_for(std::chrono::milliseconds span);
  void write_file();
  void arrives(const ApiCall& call);
  void check(const ApiCall& call);
  void check_patch(const PatchCampaign& call, const ObservedCampaign& there, const Entry& entry);
  void check_spacing(const PatchCampaign& call, const ObservedCampaign& there);
  void check_template(const PatchCampaign& call, const ObservedCampaign& there);
  void check_disarm(const ObservedCampaign& there);
  [[nodiscard]] bool may_be_taken_off(const ObservedCampaign& there) const;
  void check_rest();
  void violated(const std::string& rule);
  void tell(const std::string& what);
  [[nodiscard]] const Entry* entry_of(CampaignId id) const;
  int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool one_in(int count) { return below(count) == 0; }
  WallTime some_time();

  std::mt19937_64 random_;
  World world_;
  std::map<int, Entry> entries_;                       // as the file says, or would if it were not broken
  std::map<int, Entry> written_;                       // the newest good version of the file
  std::vector<std::map<int, Entry>> recent_;           // versions that may be in force
  std::map<CampaignId, std::string> off_by_a_person_;  // own keys of the entry when a person took it off the clock
  WallTime looked_at_{};                               // when the service last asked for the scheduled campaigns
  std::set<CampaignId> patched_since_;                 // and what it sent since
  std::map<std::size_t, WallTime> bad_since_;          // templates that cannot be sent
  std::optional<WallTime> last_bad_;                   // when one of them was last set right
  std::vector<std::string> violations_;
  std::vector<std::string> story_;
  bool file_is_good_ = true;
  bool disk_is_full_ = false;
  bool left_open_ = false;  // a freeze beside the service died, or could not store how it ended

  // What people told, as they would expect it to be kept to.
  bool paused_ = false;
  bool stops_ = false;             // a freeze is under way: it may take anything off the clock
  bool restores_ = false;          // a person had it put back what a freeze took
  int pause_in_calls_ = 0;         // another process stores a freeze's pause in the n-th call from now; 0: never
  std::set<CampaignId> frozen_;    // by name
  std::set<CampaignId> approved_;  // campaigns of approved plans
  std::set<CampaignId> changed_;   // since the lists were read last, by more than a disarm
};

}  // namespace campaignd
