#include "service_hooks.h"

#include <chrono>

namespace campaignd {

namespace {

constexpr std::chrono::milliseconds kFreezePatience = std::chrono::seconds(90);  // the service's own is 45 s
constexpr std::chrono::milliseconds kAtOnce{100};                                // a person's stop waits for nobody

}  // namespace

tl::expected<OrderAnswer, ControlFailure> freeze_through_service(const Settings& settings, const FreezeOrder& order) {
  return tell_service(ControlClient(settings.control.socket), {order, ""}, kFreezePatience);
}

void ask_service_to_look(const Settings& settings) {
  static_cast<void>(ControlClient(settings.control.socket).post("/v1/reconcile", "{}", kAtOnce));
}

}  // namespace campaignd
