#include "core/policy/preflight.h"

#include "core/policy/recipients.h"
#include "core/policy/usable.h"

namespace campaignd {

WallTime preflight_due(WallTime start, const PolicySettings& policy) {
  return start - policy.lock_window - kPreflightLead;
}

std::optional<std::string> against_preflight(const StartWish& as_it_is, const PolicySettings& policy) {
  std::optional<std::string> found;
  if (policy.require_approved_template && as_it_is.message_template != nullptr)
    found = against_template(*as_it_is.message_template);
  if (!found && policy.require_connected_number && as_it_is.number != nullptr) found = against_number(*as_it_is.number);
  if (!found && policy.require_recipients != CheckLevel::kOff) found = against_recipients(as_it_is.recipients);
  return found;
}

}  // namespace campaignd
