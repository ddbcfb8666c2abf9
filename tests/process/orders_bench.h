// A service that does nothing by itself but after a file event, a plan of more than one change held, and what
// campaignctl says of it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/service_bench.h"

namespace campaignd::testing {

class OrdersBench : public ServiceBench {
 public:
  static constexpr std::string_view kThanks = "6a10c0ffee00000000000061";
  static constexpr std::string_view kSale = "6a10c0ffee00000000000064";  // in no file

  OrdersBench() {
    settings({.api = "concurrency: 1, timeout: 2s", .reconcile = "interval: 24h", .more = "policy: {maxChanges: 1}\n"});
    file_wants("11:00", "18:00");
  }

  // There they are at 11:00 and 18:00.
  void file_wants(std::string_view thanks, std::string_view eid) const {
    replace("campaigns.yaml",
            eid_at(eid) + "  thank-you:\n    name: شكراً لكم\n    scheduledFor: " + desk.local(4, thanks) + "\n");
  }
  [[nodiscard]] Ended ctl(std::vector<std::string> arguments) const { return run(desk.ctl(std::move(arguments))); }
  // As a person types it here.
  [[nodiscard]] std::string command(const std::string& arguments) const {
    return "campaignctl --config " + desk.path("campaignd.yaml") + " " + arguments;
  }
  [[nodiscard]] nlohmann::json status() const {
    return nlohmann::json::parse(ctl({"status", "--output", "json"}).output);
  }
  // Waits for it; the last one.
  [[nodiscard]] int status_becomes(int code) const {
    int last = -1;
    eventually([&] { return (last = status_code()) == code; });
    return last;
  }
  [[nodiscard]] int status_code() const { return ctl({"status"}).exit_code.value_or(-1); }

  // Waits until a plan is held that the service did not hold before; its id.
  [[nodiscard]] std::string held_plan(const std::string& before = "") const {
    std::string plan;
    const auto looks = [&] {
      const nlohmann::json held = status().at("held");
      plan = held.is_null() ? "" : held.at("plan").get<std::string>();
      return !plan.empty() && plan != before;
    };
    return eventually(looks) ? plan : "";
  }
  [[nodiscard]] bool is_off(std::string_view id) { return desk.server.simulator().campaign(id)->status == "draft"; }
  void taken_off_by_somebody(std::string_view id) {
    desk.server.simulator().edit(id, {{"status", "draft"}, {"scheduledFor", nullptr}});
  }
  [[nodiscard]] std::string why(const std::string& handle) const { return ctl({"why", handle}).output; }
  [[nodiscard]] std::string history(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), "history");
    return ctl(more).output;
  }
};

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace campaignd::testing
