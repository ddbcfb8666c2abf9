// The service over HTTP: libcurl's multi interface behind the transport's port. Calls are in flight together on
// connections that are kept, by HTTP/2 where the server offers it. TLS is verified, no redirect is followed, no cookie
// or .netrc is used, and an answer has a largest size, a longest time and a longest silence. Every call leaves as one
// HTTP request at most: what libcurl would repeat by itself on a dead kept connection fails instead. Bounds on how many
// calls are in flight, and how often, are the caller's.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/api/answers.h"
#include "adapters/api/api_key.h"
#include "core/settings.h"
#include "ports/transport.h"

namespace campaignd {

class Credentials;
class EasyCall;

struct CurlOptions {
  static CurlOptions of(const ApiSettings& api, std::string user_agent);

  std::string base_url;                                          // without a trailing slash
  std::chrono::milliseconds timeout = std::chrono::seconds(10);  // of a whole call, from its start
  std::string user_agent;                                        // `campaignd/VERSION`
  std::optional<std::string> ca_file;                            // instead of $SSL_CERT_FILE or the system's
  std::size_t answer_limit = 32U << 20U;                         // bytes of body; no compression is asked for
};

// The standard proxy variables (HTTPS_PROXY, NO_PROXY …) are honoured for https, through a tunnel that sees neither key
// nor calls; plain http never goes through a proxy, which would see both. SSL_CERT_FILE names the authorities to trust
// instead of the system's, as it does for the curl program.
class CurlTransport final : public Transport {
 public:
  // Throws std::runtime_error where the machine has no descriptors or memory left for it.
  CurlTransport(CurlOptions options, ApiKey key);
  ~CurlTransport() override;

  CallNumber send(const ApiCall& call) override;
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override;
  void wake() override;

  // For the calls that are sent from now on; those in flight keep the old one. Worker thread only.
  void set_key(ApiKey key);

 private:
  class Multi;
  struct InFlight;

  void collect();
  void end_stalled();
  [[nodiscard]] MonotonicTime first_stall() const;  // of the calls in flight, by what came so far
  std::vector<InFlight>::iterator end(std::vector<InFlight>::iterator flight, int curl_code);
  Reply understood(InFlight& flight, int curl_code);
  void retire(std::unique_ptr<EasyCall> easy);

  CurlOptions options_;
  std::shared_ptr<const Credentials> credentials_;
  AnswerReader reader_;
  std::unique_ptr<Multi> multi_;
  std::vector<std::unique_ptr<EasyCall>> idle_;  // ready for the next call, at most as many as are worth keeping
  std::vector<InFlight> in_flight_;
  std::deque<Reply> ready_;
  std::uint64_t last_call_ = 0;
  std::atomic<bool> woken_{false};
};

}  // namespace campaignd
