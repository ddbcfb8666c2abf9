#include "process/service_bench.h"

#include <date/date.h>

#include <filesystem>
#include <thread>

namespace campaignd::testing {

bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return condition();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

ServiceBench::ServiceBench() {
  std::filesystem::create_directory(desk.path("state"));
  settings({});
  desk.write("campaigns.yaml", agreed_file(desk));
}

void ServiceBench::settings(const Settings& settings) const {
  const auto after_comma = [](const std::string& more) { return more.empty() ? "" : ", " + more; };
  const std::string url = settings.base_url.empty() ? desk.server.base_url() : settings.base_url;
  const std::string key = settings.key_file.empty() ? "" : ", keyFile: " + desk.path(settings.key_file);
  replace("campaignd.yaml",
          "desiredState: " + desk.path(settings.desired_state) + "\nstateDirectory: " + desk.path("state") +
              "\napi: {requestsPerSecond: 0, baseUrl: \"" + url + "\"" + key + after_comma(settings.api) +
              "}\nreconcile: {debounce: 1ms" + after_comma(settings.reconcile) + "}\nlog: {" + settings.log +
              "}\ncontrol: {socket: " + desk.path("control.sock") + "}\n" + settings.more);
}

std::string ServiceBench::eid_at(std::string_view hour) const {
  return "version: 1\ndefaults: {timezone: Asia/Baghdad}\ncampaigns:\n  eid:\n    name: تهنئة عيد الفطر\n"
         "    scheduledFor: " +
         desk.local(5, hour) + "\n";
}

void ServiceBench::file_moves_eid_to(std::string_view hour) const {
  replace("campaigns.yaml", eid_at(hour));
}

void ServiceBench::replace(std::string_view name, std::string_view text) const {
  const std::string fresh = std::string(name) + ".new";
  desk.write(fresh, text);
  std::filesystem::rename(desk.path(fresh), desk.path(name));
}

Program ServiceBench::campaignd(std::vector<std::string> arguments,
                                std::map<std::string, std::string> environment) const {
  arguments.insert(arguments.begin(), {"--config", desk.path("campaignd.yaml")});
  return {.path = CAMPAIGND, .arguments = std::move(arguments), .environment = std::move(environment)};
}

Program ServiceBench::in_shell(const std::string& script) const {
  Program shell{.path = "/bin/sh", .arguments = {"-c", script}};
  shell.environment["CAMPAIGND"] = std::string(CAMPAIGND) + " --config " + desk.path("campaignd.yaml");
  shell.environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
  return shell;
}

std::size_t ServiceBench::patches() {
  return desk.server.simulator().requests({.method = "PATCH"}).size();
}

std::size_t ServiceBench::requests() {
  return desk.server.simulator().requests().size();
}

bool ServiceBench::reconciles(std::size_t times) {
  return eventually([&] {
    std::size_t lists = 0;
    for (const auto& request : desk.server.simulator().requests({.method = "GET"})) {
      if (request.target.find("status=scheduled") != std::string::npos) ++lists;
    }
    return lists >= times;
  });
}

bool ServiceBench::eid_goes_out_at(std::string_view hour) {
  const std::string wanted = desk.local(5, hour);
  return eventually([&] {
    const auto campaign = desk.server.simulator().campaign(kEid);
    if (!campaign || !campaign->scheduled_for) return false;
    return date::format("%F %H:%M", *campaign->scheduled_for + std::chrono::hours(3)) == wanted;
  });
}

}  // namespace campaignd::testing
