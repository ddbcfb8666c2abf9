// Brings the updates of a plan to the service, several at a time, in one sequential loop: disarms before everything
// else, then soonest first; each step of a delivery verified from its answer, read back where that does not show it.
// No PATCH leaves unless the plan, made again at that instant for that campaign, would still send it, and its intent is
// on disk. (A disarm that the file asks for leaves without a journal, too.)
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/decide.h"
#include "core/make_plan.h"
#include "core/record.h"
#include "core/standing.h"
#include "core/verify.h"
#include "engine/aftermath.h"
#include "engine/calls.h"
#include "engine/ledger.h"
#include "engine/teller.h"

namespace campaignd {

// Why a row of the plan was not brought to its end, for the plan that is shown afterwards.
struct RowEnd {
  std::string reason;  // refused, unknown, not-sent, missing, forbidden, started, after
  std::string detail;
};

struct Applied {
  int verified = 0;                       // PATCHes
  std::map<CampaignId, RowEnd> failed;    // errors
  bool source_moved = false;              // a write was withheld because the file is changing
  std::optional<MonotonicTime> retry_at;  // a wait that is too long for this attempt is over then
  std::set<CampaignId> touched;           // something left for them
};

// What deliveries work on. `observed` and the ledger's memory are kept up to date with what answers show.
struct Delivering {
  const DesiredState& desired;
  Observation& observed;
  const Catalog* catalog;
  const Plan& plan;
  const Settings& settings;
  Ledger& ledger;
  Calls& calls;
  Aftermath& aftermath;
  const Clock& clock;
  const Teller& teller;
  const Chance& chance;
  std::function<bool(bool is_requested_disarm)> source_stands;  // the file is still the one that was planned from
  bool only_requested_disarms = false;                          // paused, or held, or before all else
  std::set<CampaignId> leave_out = {};                          // their turn was before, in the same reconcile
};

class Deliveries {
 public:
  explicit Deliveries(Delivering context);

  // Returns when every delivery has ended.
  Applied run();

 private:
  enum class Stage : std::uint8_t { kBlockedByOthers, kReady, kWriting, kReading, kVerified, kEnded };

  struct Delivery {
    const DesiredCampaign* want = nullptr;  // null: released from the file, taken off by `onRemove`
    PlanEntry entry;                        // as it was decided last
    CampaignId id;
    Stage stage = Stage::kBlockedByOthers;
    std::size_t steps_left = 0;
    Ticket ticket{};
    MonotonicTime not_before{};
    int attempts = 0;  // of this step's PATCH, that left
    bool prepared = false;
    Record intent;
    std::optional<CampaignMemory> memory_before;
    std::optional<CallFailure> failure;  // what is being read back after
    bool refused = false;                // it was a refusal
    std::chrono::microseconds duration{0};
    int http_status = 0;
  };

  void drop_overtaken_doubts();
  void collect();
  void collect_released();
  [[nodiscard]] bool may_start(const PlanEntry& entry);
  void start_ready();
  void refuse_circles();
  void write(Delivery& delivery);
  void read_back(Delivery& delivery);
  bool before_leaving(Ticket ticket);
  void prepare_with(Delivery& first);
  [[nodiscard]] bool may_be_prepared_early(const Delivery& delivery) const;
  void prepare(Delivery& delivery);
  [[nodiscard]] bool is_still_right(Delivery& delivery);
  void take(const Finished& finished);
  void take_write(Delivery& delivery, const Finished& finished);
  void take_reading(Delivery& delivery, const Finished& finished);
  void take_failed_write(Delivery& delivery, const Finished& finished);
  void verified(Delivery& delivery, ObservedCampaign seen);
  void next_step(Delivery& delivery);
  void not_there(Delivery& delivery, const std::string& why);
  void refused(Delivery& delivery, const ObservedCampaign& seen);
  void retry(Delivery& delivery, MonotonicTime at, const std::string& why);
  void end(Delivery& delivery, Outcome outcome, const std::string& reason, const std::string& detail);
  void end_open(Delivery& delivery);
  void withdraw(Delivery& delivery, const std::string& why);
  void forget_arming(const Delivery& delivery);
  void try_stop_again_soon(const Delivery& delivery);
  void see(const ObservedCampaign& seen);
  void see_gone(CampaignId id, const std::string& why);
  void due(MonotonicTime at);
  void record_outcome(const Delivery& delivery, Outcome outcome, const std::string& detail);
  void tell(const Delivery& delivery, EventLevel level, EventKind kind, std::string message, std::string reason) const;
  [[nodiscard]] const Patch& patch_of(const Delivery& delivery) const { return delivery.entry.patches.front(); }
  // How many intents go into one transaction, and how many outcomes wait for one.
  static constexpr std::size_t kGroupLength = 256;

  [[nodiscard]] PlanInputs inputs() const;
  const CampaignFinder& finder();  // of what is observed now; made when first wanted, since mostly nothing leaves
  [[nodiscard]] Delivery* find(Ticket ticket);

  Delivering context_;
  std::optional<CampaignFinder> finder_;
  Standing standing_;
  std::vector<Delivery> deliveries_;
  Applied applied_;
};

}  // namespace campaignd
