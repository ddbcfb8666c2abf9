// What came of a freeze, for other programs.
#pragma once

#include <string>

#include "engine/order.h"

namespace campaignd {

std::string stopped_json(const OrderAnswer& answer);

}  // namespace campaignd
