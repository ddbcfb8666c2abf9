#include "presence.h"

#include <chrono>

#include "control_client.h"
#include "service_status.h"

namespace campaignd {

Presence look_for_service(const Invocation& invocation, const Settings& settings) {
  constexpr auto kPatience = std::chrono::seconds(5);
  const auto answer = ControlClient(settings.control.socket).get("/v1/status?brief", kPatience);
  if (answer) {
    const auto status = read_status(answer->body);
    if (!status) return {Presence::Is::kRuns};
    return {Presence::Is::kRuns, "", status->snapshot.pause, status->snapshot.journal_failure};
  }
  const std::string& words = answer.error().failure.message;
  switch (answer.error().trouble) {
    case ControlTrouble::kNotRunning:
      return {Presence::Is::kAbsent, words};
    case ControlTrouble::kNoPermission:
      return {Presence::Is::kUnknown, words};
    case ControlTrouble::kNoAnswer:
      tell_warning(invocation, words + "\nWhether it makes the changes that the file asks for is not known.");
      return {Presence::Is::kSilent, words};
  }
  return {};
}

}  // namespace campaignd
