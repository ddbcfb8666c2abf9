#include "service_hooks.h"

#include "access_advice.h"

namespace campaignd {

int freeze_through_service(const Invocation& invocation, const Settings& settings, const FreezeOrder& /*order*/,
                           const Diagnostic& why) {
  return fail(invocation, {{why}, "", access_advice(settings.api.key_file)});
}

void ask_service_to_look(const Settings& /*settings*/) {}

}  // namespace campaignd
