// requireRecipients: a campaign without a recipient is not put on the clock. What happens to one at its start is not
// documented. A count that the service does not give says nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace campaignd {

std::optional<std::string> against_recipients(std::optional<std::int64_t> recipients);

}  // namespace campaignd
