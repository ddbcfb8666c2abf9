// requireApprovedTemplate and requireConnectedNumber: only an APPROVED template can be sent, and only from a CONNECTED
// number (API reference, resources). Every other word, known or not, is against them.
#pragma once

#include <optional>
#include <string>

#include "core/catalog.h"

namespace campaignd {

std::optional<std::string> against_template(const CatalogTemplate& message_template);
std::optional<std::string> against_number(const CatalogNumber& number);

}  // namespace campaignd
