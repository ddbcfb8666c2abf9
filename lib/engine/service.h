// The service without its process: one turn after another, each starting from what is true now. It owns what is known
// between two turns (memory, catalog, pending retries) and knows nothing of threads, signals or sockets: whoever drives
// it calls `turn` and waits as long as the answer says. Everything that it does to the world goes through the four
// ports.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/plan.h"
#include "core/settings.h"
#include "engine/inputs.h"
#include "engine/order.h"
#include "engine/outcome.h"

namespace campaignd {

// What others may see of the service; published whole after every turn and order, never changed afterwards.
struct Snapshot {
  std::shared_ptr<const Plan> plan = std::make_shared<const Plan>();  // the last one made; never null
  std::optional<Revision> revision;                                   // in force
  std::optional<WallTime> revision_loaded_at;
  Diagnostics errors;               // of a newer revision that is broken; empty: none
  std::string waiting_for;          // a source that does not settle; empty: none
  std::optional<WallTime> started;  // the service, in this process
  std::uint64_t reconcile = 0;      // how many there were
  std::optional<WallTime> last_reconcile;
  std::chrono::milliseconds last_duration{0};
  std::optional<ReconcileOutcome> last_outcome;
  std::string last_error;  // what stopped the last reconcile; empty: nothing
  std::optional<WallTime> last_agreement;
  std::optional<WallTime> next_reconcile;
  std::optional<Pause> pause;
  bool key_refused = false;  // nothing is asked until the key changes, a reload, or ten minutes
  bool is_clone = false;
  bool dry_run = false;
  std::string settings_file;              // that the service was started with
  std::string journal_failure;            // why nothing can be stored; empty: it can
  std::chrono::milliseconds interval{0};  // between two reconciles, as the settings have it
};

// Why a turn is taken; several may be true at once.
struct TurnReasons {
  bool forced = false;        // SIGUSR1, a command, the first turn
  bool source_event = false;  // the files may have changed
  bool key_changed = false;   // a 401 may be over
};

struct TurnReport {
  std::shared_ptr<const Snapshot> snapshot;
  MonotonicTime next_turn{};  // call again at the latest then
  std::optional<WallTime>
      next_wall_instant;  // and at this instant of the wall clock, where a lock falls or a window opens
  std::optional<MonotonicTime> unfinished_until;  // this turn left something to be tried or looked at again then
};

class Service {
 public:
  Service(Ports ports, Settings settings, ParseDesired parse, Tell tell, Chance chance);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Recalls memory; nothing is called or written. Must be the first call. On failure the service plans but writes
  // nothing except disarms that the file asks for, and says so.
  void start();

  // One turn: loads what changed, and reconciles where that is due. Returns within `api.timeout` of a stop request.
  TurnReport turn(const TurnReasons& reasons, const std::stop_token& stop);

  // Does what a person tells it, and stores that before it answers. Not during a turn, on the thread that takes them.
  // Most of it takes effect at the next turn, which should be a forced one.
  OrderAnswer obey(const Order& order, const std::stop_token& stop);

  // As a turn's report has it, with what orders have changed since. Not during a turn, on the thread that takes them.
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot();

  // New settings from the next turn on. What was told and done before stays known: unfinished freezes, what could not
  // be stored, waits that the API asked for, doubts and refusals (the last three of the same `baseUrl`).
  void use(Settings settings);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace campaignd
