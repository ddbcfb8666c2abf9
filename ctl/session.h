// What the commands that ask the service share: settings, key and transport, wired for looking. No lock is taken, and
// nothing is written, neither to the service nor to the state directory.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tl/expected.hpp>

#include "adapters/api/api_key.h"
#include "adapters/clock/system_clock.h"
#include "adapters/sqlite/read_only_journal.h"
#include "assembly/environment.h"
#include "command.h"
#include "core/catalog.h"
#include "core/memory.h"
#include "core/plan.h"
#include "core/settings.h"
#include "engine/look.h"
#include "noting_transport.h"

namespace campaignd {

// A plan, what it was made from, and what keeps campaignd from acting on it whatever stands in it.
struct Planned {
  Plan plan;
  Observation observed;
  std::optional<Catalog> catalog;
  DesiredState desired;
  Memory memory;
  std::optional<Pause> pause;
  bool is_clone = false;  // the state directory belongs to another machine
};

class Session {
 public:
  // Reads the settings and the key; where that cannot be read, the running service is looked through.
  static tl::expected<std::unique_ptr<Session>, CommandFailure> open(const Invocation& invocation);

  [[nodiscard]] const Settings& settings() const { return settings_; }

  // The key once more, for a transport that writes.
  [[nodiscard]] tl::expected<ApiKey, CommandFailure> key() const;

  // What the service would plan now, for its own desired state or for another one. What could not be learned on the
  // way is told on standard error.
  tl::expected<Planned, CommandFailure> plan(const std::optional<std::string>& other_desired_state);

  // The same for the revision that is in force: where the file is broken or gone, the last good one, as in the service.
  // What may be being sent just now is asked for besides.
  tl::expected<Planned, CommandFailure> plan_in_force();

  tl::expected<Catalog, CommandFailure> catalog();

  // The project as it is, without a file or a memory; a failure where any part of it could not be read. The catalog is
  // there.
  tl::expected<Look, CommandFailure> project();

 private:
  Session(const Invocation& invocation, Environment environment, Settings settings, std::string key_origin,
          std::unique_ptr<Transport> http);

  static tl::expected<std::unique_ptr<Session>, CommandFailure> through_service(const Invocation& invocation,
                                                                                Environment environment,
                                                                                Settings settings, std::string origin,
                                                                                const Diagnostic& no_key);
  Memory recall();
  tl::expected<Planned, CommandFailure> planned(tl::expected<Look, LookFailure> looked, const Memory& memory,
                                                const std::string& path);
  tl::expected<Look, LookFailure> look_at_file(const std::string& path, const Memory& memory,
                                               const std::set<CampaignId>& also = {});
  tl::expected<Look, LookFailure> look_at_last_good(const Memory& memory, LookFailure broken,
                                                    const std::set<CampaignId>& also);
  [[nodiscard]] Tell warnings() const;
  [[nodiscard]] CommandFailure failure_of(const CallFailure& failure) const;

  const Invocation& invocation_;
  Environment environment_;
  Settings settings_;
  std::string key_origin_;
  SystemClock clock_;
  ReadOnlyJournal journal_;
  std::unique_ptr<Transport> http_;
  NotingTransport transport_;
};

}  // namespace campaignd
