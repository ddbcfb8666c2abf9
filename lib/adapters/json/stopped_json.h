// What came of an order, a freeze above all, for other programs.
#pragma once

#include <string>

#include "adapters/json/writer.h"
#include "engine/order.h"

namespace campaignd {

std::string stopped_json(const OrderAnswer& answer);

// The members `done`, `message` and `stopped` of an object that is under way.
void write_order_answer(json::Writer& json, const OrderAnswer& answer);

}  // namespace campaignd
