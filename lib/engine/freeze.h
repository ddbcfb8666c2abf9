// The stop, as one piece of work: used inside the service, and by `campaignctl freeze` with a transport and a key of
// its own. It stores the pause (of named campaigns: that they stay off) before anything else, takes what is in its
// scope off the clock, soonest first and past the rate limit, and looks again until none is left. Each disarm is tried
// again until its campaign starts. What cannot be stored stops nothing, and is told. Samples are left aside. What it
// has not seen on the clock before its disarm left, or somebody else took off meanwhile, it does not take for its own
// work: a person may have done it, and that is not undone by the freeze's end (rule 11). It outlives its process: until
// it is at its end the journal holds its order as an open intent, which the next life of the service takes up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/desired_state.h"
#include "core/settings.h"
#include "engine/calls.h"
#include "engine/inputs.h"
#include "engine/ledger.h"
#include "engine/order.h"
#include "engine/teller.h"

namespace campaignd {

// What a freeze works with; all of it must outlive it. The port `source` is not used.
struct FreezeTools {
  Ports ports;
  Ledger& ledger;
  const Teller& teller;
  Chance chance;
};

class Freeze {
 public:
  // `entries`: of every revision that may be in force; none where no file can be read.
  Freeze(FreezeTools tools, const ApiSettings& api, FreezeOrder order, std::string person,
         std::vector<DesiredCampaign> entries);
  ~Freeze();

  // One of the same scope that another process told before, and left open, is this one now; stored by `begin`.
  // REQUIRES: no service runs, which may be at work on it.
  void close_earlier();

  // Stores what it is about to do. False: that could not be stored, the ledger says why; it goes on all the same.
  [[nodiscard]] bool begin();

  // Instead of `begin`: an earlier life began it, and left this intent of its order open.
  void take_up(Record open);

  // Whether both stop the same campaigns, as far as is known which the names mean.
  [[nodiscard]] bool is_like(const Freeze& other) const;

  // A person told it once more, perhaps another one; the file may have moved meanwhile. REQUIRES: it is like that.
  [[nodiscard]] bool begin_again(FreezeOrder order, std::string person, std::vector<DesiredCampaign> entries);

  // For the calls that are sent from now on.
  void use(const ApiSettings& api);
  void forget_holds() { calls_.forget_holds(); }

  // Works until nothing is left to do, `until` comes, or a stop is asked for; may be called again. With `look_after` it
  // looks once more when that is over, because a write of somebody else may have been under way when it began; not
  // where all that the order names is nothing that such a write could be for.
  void run(const std::stop_token& stop, MonotonicTime until, std::optional<milliseconds> look_after);

  // No more of it: what is not known to be off by now is recorded as such. The next `save` of the ledger stores it.
  void end();

  // No more of it here: where it is not at its end, the service that starts next takes it up. Likewise.
  void hand_on();

  // A person wants this one left alone again. Whether it was of those that the order names. Likewise.
  bool leave(const Handle& handle, const std::optional<CampaignId>& id);

  [[nodiscard]] const FreezeOrder& order() const { return order_; }
  [[nodiscard]] const std::string& person() const { return person_; }

  // The intent of its order that it holds in the journal, as soon as that is stored; empty: it holds none.
  [[nodiscard]] const std::optional<Record>& open_order() const { return open_order_; }

  // Whether a look has shown that nothing is left to take off the clock.
  [[nodiscard]] bool is_done() const { return is_done_; }

  // The campaigns that it went for, soonest first, and the names that it found no campaign for.
  [[nodiscard]] std::vector<Stopped> stopped() const;

  // How many campaigns the last look saw on the clock that no entry names, and that are none of its business.
  [[nodiscard]] std::size_t left_on_the_clock() const { return left_on_the_clock_; }

  // How many campaigns that entries or memory know are being sent, beside those of `stopped`; of a stop for everything.
  [[nodiscard]] std::size_t being_sent() const { return being_sent_; }

  // Why it is not known whether anything is left; empty: it is, or `stopped` says it.
  [[nodiscard]] const std::string& blindness() const { return blindness_; }

 private:
  enum class State : std::uint8_t { kOnTheClock, kOff, kStarted, kNeverSeen };

  struct Target {
    CampaignId id;
    std::optional<Handle> handle = {};
    std::string name = {};
    Schedule was = {};
    State state = State::kOnTheClock;
    std::string detail = {};            // why it is still on the clock, or what became of it
    bool gave_up = false;               // the service forbids it, or it cannot be edited
    bool is_guess = false;              // it was not seen on the clock in this round
    bool was_asked = false;             // about a guess, in this round
    bool may_have_landed = false;       // one of its disarms, without an answer that says so
    std::optional<Record> intent = {};  // without an outcome yet
    std::optional<ObservedCampaign> seen = {};
    int attempts = 0;
  };

  enum class Paging : std::uint8_t { kWhole, kPages };

  void record_order();
  [[nodiscard]] std::optional<FreezeOrder> left_to_stop() const;  // as the journal is to hold it; empty: nothing
  void keep_order_open();
  void end_targets();
  void close_order(Outcome outcome, const std::string& detail);
  void index_entries();
  void resolve_names();
  void wait(MonotonicTime until, const std::stop_token& stop);
  [[nodiscard]] bool may_yet_land() const;

  bool look(Paging paging);
  [[nodiscard]] bool would_wait_too_long();
  std::optional<std::string> read_scheduled(Paging paging, std::set<CampaignId>& listed);
  void take_scheduled(const ObservedCampaign& campaign);
  void find_drafts_by_name();
  void take_unreadable(const std::vector<UnreadableRecord>& records, std::set<CampaignId>& listed);
  void go_by_memory();
  void count_what_is_being_sent();
  void ask_about_guesses();
  void ask_for_unlisted(const std::set<CampaignId>& listed);
  void take_single(CampaignId id, const Finished& answer);
  [[nodiscard]] std::optional<Handle> handle_of(const ObservedCampaign& campaign) const;
  [[nodiscard]] bool is_found(const Handle& handle) const;
  [[nodiscard]] bool is_in_scope(const ObservedCampaign& campaign) const;
  [[nodiscard]] std::vector<Target*> on_the_clock();  // soonest first
  [[nodiscard]] milliseconds left_until_soonest();
  Target& target_for(CampaignId id);

  void disarm_all();
  [[nodiscard]] bool may_leave(Ticket ticket);
  void take_answer(Target& target, const Finished& finished);
  enum class By : std::uint8_t { kOurAnswer, kLook };
  void is_off(Target& target, const ObservedCampaign& seen, By by);
  void ended(Target& target, const std::string& why, bool is_sent);
  [[nodiscard]] bool was_ever_seen(const Target& target) const;
  void prepare(Target& target);
  void mark(const Target& target);
  void unmark(const Target& target);
  void end_intent(Target& target, Outcome outcome, const std::string& detail);
  void tell(const Target& target, EventLevel level, EventKind kind, std::string message) const;

  FreezeTools tools_;
  FreezeOrder order_;
  std::string person_;
  std::vector<DesiredCampaign> entries_;
  ApiSettings api_;
  Calls calls_;
  std::map<CampaignId, Handle> handle_by_id_;
  std::multimap<std::string, Handle> handles_by_name_;  // of entries that may mean any campaign of that name
  std::map<CampaignId, std::string> named_;             // the campaigns that the order names, and how
  std::map<Handle, std::string> handles_to_find_;       // named entries of which the campaign is not known
  std::map<std::string, std::string> not_found_;        // names that mean no campaign that is known, and what is known
  std::optional<Record> open_order_;                    // the order's intent, without an outcome yet
  std::map<CampaignId, Target> targets_;
  std::map<Ticket, CampaignId> leaving_;
  WallTime looked_at_{};
  std::size_t being_sent_ = 0;
  std::size_t left_on_the_clock_ = 0;
  std::string unreadable_;
  std::string blindness_;
  bool is_done_ = false;
  bool is_key_refused_ = false;
  int rounds_without_success_ = 0;
};

}  // namespace campaignd
