// What a person tells the service is done between two turns.
#include "engine/order.h"
#include "engine/service.h"

namespace campaignd {

OrderAnswer Service::obey(const Order& /*order*/, const std::stop_token& /*stop*/) {
  return {false, "this order is not there yet", {}};
}

}  // namespace campaignd
