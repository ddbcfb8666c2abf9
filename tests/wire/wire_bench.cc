#include "wire/wire_bench.h"

#include <date/date.h>

#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "contract/temporary_directory.h"
#include "process/proc_status.h"

namespace campaignd::testing {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

WireBench::WireBench() {
  desk.write("trusted.pem", "");
  file_moves_eid_to("19:00");
}

void WireBench::trust(const curl_test::Certificate& certificate) {
  const TemporaryDirectory place;
  std::ifstream one(certificate.written_to(place.path()));
  std::ofstream all(desk.path("trusted.pem"), std::ios::app);
  all << one.rdbuf() << std::flush;
}

void WireBench::use(const std::string& base_url, const std::string& more_of_api) const {
  settings({.api = more_of_api, .base_url = base_url});
}

bool WireBench::eid_is_at(std::string_view hour) {
  const auto campaign = desk.server.simulator().campaign(kEid);
  return campaign && campaign->scheduled_for &&
         date::format("%F %H:%M", *campaign->scheduled_for + std::chrono::hours(3)) == desk.local(5, hour);
}

Program WireBench::trusting(std::vector<std::string> arguments) const {
  return campaignd(std::move(arguments), {{"SSL_CERT_FILE", desk.path("trusted.pem")}});
}

std::size_t peak_kilobytes(pid_t process) {
  return static_cast<std::size_t>(number_in_status(proc_status(process), "VmHWM"));
}

}  // namespace campaignd::testing
