// Calls as HTTP requests. Pure, and the only place that knows the API's paths; what is not written here is never asked
// of the service (no start, no sample, no recipients).
#pragma once

#include <cstdint>
#include <string>

#include "adapters/json/writer.h"
#include "core/campaign.h"
#include "ports/transport.h"

namespace campaignd {

enum class HttpMethod : std::uint8_t { kGet, kPatch };

struct HttpRequest {
  HttpMethod method = HttpMethod::kGet;
  std::string target;  // path and query, to be put behind the base URL
  std::string body;    // JSON; empty for kGet
  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};

HttpRequest to_request(const ApiCall& call);

// `body` of a PATCH (API reference, UpdateCampaign): the fields that are set, in the file's order. A schedule goes as
// both scheduleType and scheduledFor, because it is not documented whether one alone is taken.
std::string to_json(const Patch& patch);

// The same as a value within something else.
void write_patch(json::Writer& json, const Patch& patch);

// Whether the call may change something at the service.
[[nodiscard]] bool is_write(const ApiCall& call);

}  // namespace campaignd
