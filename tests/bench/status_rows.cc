// How long a person waits for an answer at the control socket.
#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "adapters/curl/socket_call.h"
#include "bench/rows.h"
#include "bench/service_process.h"

namespace campaignd::bench {
namespace {

constexpr int kCampaigns = 10'000;
constexpr int kTimes = 7;
constexpr auto kPatience = std::chrono::seconds(20);

template <class Ask>
Nanoseconds best_time(const Ask& ask) {
  std::vector<Nanoseconds> times;
  for (int i = 0; i < kTimes; ++i) {
    const auto began = std::chrono::steady_clock::now();
    ask();
    times.push_back(std::chrono::steady_clock::now() - began);
  }
  return best(times);
}

Nanoseconds answer_time(const Workbench& bench, const std::string& target) {
  return best_time([&] {
    const auto answer = call_socket({bench.control_socket(), target, std::nullopt, kPatience});
    if (!answer || answer->status != 200) throw std::runtime_error(target + " was not answered");
  });
}

Nanoseconds command_time(const Workbench& bench, std::vector<std::string> more) {
  std::vector<std::string> arguments{"--config", bench.settings_file(), "status"};
  std::ranges::move(more, std::back_inserter(arguments));
  return best_time([&] {
    // How quickly somebody reads ten megabytes is his own business.
    const auto ended =
        campaignd::testing::run({.path = CAMPAIGNCTL, .arguments = arguments, .output_file = "/dev/null"}, kPatience);
    if (ended.exit_code != 0) throw std::runtime_error("campaignctl status failed: " + ended.errors);
  });
}

}  // namespace

Row time_of_a_status() {
  const Workbench bench(kCampaigns);
  const ServiceProcess service(bench);
  const auto brief = answer_time(bench, "/v1/status?brief");
  const auto whole = answer_time(bench, "/v1/status?pretty");
  const auto text = command_time(bench, {});
  const auto json = command_time(bench, {"--output", "json"});
  return {"campaignctl status, 10,000 campaigns",
          in_ms(text) + ", json " + in_ms(json) + " (socket: brief " + in_ms(brief) + ", whole " + in_ms(whole) + ")",
          "50 ms", std::max(text, json) < std::chrono::milliseconds(50)};
}

}  // namespace campaignd::bench
