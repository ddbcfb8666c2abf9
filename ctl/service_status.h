// The running service as it tells of itself, read from its JSON, and what that means for whoever asks by an exit code.
// Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/json/status_json.h"
#include "engine/service.h"

namespace campaignd {

struct ServiceStatus {
  Snapshot snapshot;  // of its plan what the service sent: of each entry what people are shown
  std::map<std::string, std::size_t, std::less<>> summary;  // how many of each action there are, and `unmanaged`
  std::optional<NextSend> next;
  WallTime now{};  // by the service's clock

  [[nodiscard]] std::size_t count(Action action) const;
  [[nodiscard]] bool is_late() const;  // no reconcile for three intervals, or none within the first
};

// Empty where it is not what a service says.
std::optional<ServiceStatus> read_status(std::string_view json);

// 0 well; 1 errors, or no reconcile for three intervals or within the first; 2 paused, held, locked or blocked. 1
// beats 2.
int exit_code_of(const ServiceStatus& status);

}  // namespace campaignd
