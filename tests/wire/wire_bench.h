// What a campaignd on a bad wire is tried on: the service's bench, and a file of certificates that campaignd trusts.
// The settings have short times; the file wants one campaign moved, so that a test can count what is written.
#pragma once

#include <string>
#include <vector>

#include "adapters/curl/certificate.h"
#include "process/service_bench.h"

namespace campaignd::testing {

bool has(const std::string& text, std::string_view part);

class WireBench : public ServiceBench {
 public:
  WireBench();

  void trust(const curl_test::Certificate& certificate);  // beside those that are trusted already
  void use(const std::string& base_url, const std::string& more_of_api = "timeout: 2s, retries: 2") const;

  [[nodiscard]] Program once() const { return trusting({"--once"}); }
  [[nodiscard]] Program service() const { return trusting({}); }

  [[nodiscard]] bool eid_is_at(std::string_view hour);  // now, without waiting

 private:
  [[nodiscard]] Program trusting(std::vector<std::string> arguments) const;
};

// The largest that its memory has been so far; 0 where it has ended.
std::size_t peak_kilobytes(pid_t process);

}  // namespace campaignd::testing
