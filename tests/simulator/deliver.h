// Sends an answer the way its Delivery says: whole, or as one of the faults. The only place where faults meet a socket.
#pragma once

#include <httplib.h>

#include "simulator/call.h"
#include "simulator/connection.h"

namespace campaignd::simulator {

// Fills `response` and, for the faults, cuts, stalls or feeds `connection`; waits out the delay, counted from
// `arrival`. Returns when httplib may write what is left to write.
void deliver(const Answer& answer, Connection& connection, std::chrono::steady_clock::time_point arrival,
             httplib::Response& response);

}  // namespace campaignd::simulator
