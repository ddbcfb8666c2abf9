#include "service_hooks.h"

#include <chrono>

#include "access_advice.h"
#include "adapters/clock/system_clock.h"
#include "adapters/json/stopped_json.h"
#include "control_client.h"
#include "exit_code.h"
#include "freeze_rows.h"

namespace campaignd {

namespace {

constexpr std::chrono::milliseconds kFreezePatience = std::chrono::seconds(90);  // the service's own is 45 s
constexpr std::chrono::milliseconds kAtOnce{100};                                // a person's stop waits for nobody

}  // namespace

int freeze_through_service(const Invocation& invocation, const Settings& settings, const FreezeOrder& order,
                           const Diagnostic& why) {
  const auto answer = tell_service(ControlClient(settings.control.socket), {order, ""}, kFreezePatience);
  if (!answer) {
    tell_diagnostics(invocation, {why});
    const std::string advice = access_advice(why.file);
    return fail(invocation, {{},
                             "without the key only the running service could stop it, and that could not be asked: " +
                                 answer.error().failure.message,
                             advice});
  }
  const bool printed = print_data(
      invocation.output == OutputFormat::kJson
          ? stopped_json(*answer)
          : freeze_rows(answer->stopped, answer->message, SystemClock().wall_now(), invocation.terminal.out));
  return answer->done && printed ? kExitWell : kExitError;
}

void ask_service_to_look(const Settings& settings) {
  static_cast<void>(ControlClient(settings.control.socket).post("/v1/reconcile", "{}", kAtOnce));
}

}  // namespace campaignd
