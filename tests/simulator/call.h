// One request and one answer, without sockets: what the model takes and gives.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/json.h"

namespace campaignd::simulator {

struct Call {
  std::string method;
  std::string target;  // path and query as they came
  std::string path;    // decoded, without the query
  std::multimap<std::string, std::string> query;
  std::string body;
  std::string content_type;
  std::string authorization;
  std::string user_agent;
  std::uint64_t connection = 0;  // which connection brought it, counted from 1
};

// How an answer travels; everything but kWhole is a fault.
enum class DeliveryKind {
  kWhole,
  kCut,        // the connection ends without a byte
  kSilence,    // nothing, until the client hangs up
  kTruncated,  // `bytes` of the body, then the end, though Content-Length says more
  kStalled,    // `bytes` of the body, then nothing
  kTrickled,   // `bytes` of the body, a pause of `interval`, and so on
  kHuge,       // `bytes` of made-up body, never held in memory
  kRaw,        // the body alone, without a status line or headers
};

struct Delivery {
  DeliveryKind kind = DeliveryKind::kWhole;
  std::chrono::milliseconds delay{0};  // counted from the request's arrival
  std::chrono::milliseconds interval{0};
  std::uint64_t bytes = 0;
  bool by_reset = false;    // kCut: RST, not FIN
  bool is_chunked = false;  // kHuge: no Content-Length
};

struct Answer {
  int status = 200;
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  Delivery delivery;
};

// {"success":true,"data":…}
[[nodiscard]] Answer success(const Json& data, int status = 200);
// {"success":false,"error":…}
[[nodiscard]] Answer failure(int status, std::string_view error);
// {"message":…}
[[nodiscard]] Answer message(int status, std::string_view text);
[[nodiscard]] Answer json_answer(const Json& body, int status = 200);

// What the reference documents for a status, where it documents anything.
[[nodiscard]] Answer documented_failure(int status, int wait_minutes = 1);

// The id in /api/whatsapp/campaigns/ID…, lower case; empty where there is none.
[[nodiscard]] std::string campaign_in(std::string_view path);

}  // namespace campaignd::simulator
