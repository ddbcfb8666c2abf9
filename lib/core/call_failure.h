// What a failed call to the service means for whoever made it. A value; transports make it, core/retry.h judges it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace campaignd {

enum class FailureKind : std::uint8_t {
  kNeverSent,      // no connection, DNS, 408, 429: it had no effect
  kEffectUnknown,  // time-out, cut connection, 5xx, an answer that cannot be read: a write may have happened
  kRefused,        // 400, 3xx and other 4xx: the service said no
  kUnauthorized,   // 401
  kForbidden,      // 403
  kNotFound,       // 404
  kTls,            // the server is not who it should be; nothing was sent
  kWithheld,       // a dry run, or a stop: we did not send it
};

struct CallFailure {
  FailureKind kind = FailureKind::kEffectUnknown;
  int http_status = 0;  // 0: no answer
  std::string detail;   // for people, escaped, never the key; the service's own words where it had any
  std::optional<std::chrono::milliseconds>
      retry_after;  // Retry-After (both forms) or waitMinutes, from the answer's arrival
};

}  // namespace campaignd
