// What a campaignd is tried on: a workbench, settings with short times, and what a process shows of itself from
// outside. Everything waits for a condition; nothing here sleeps for luck.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "process/child_process.h"
#include "process/workbench.h"

namespace campaignd::testing {

// Looks again and again, for at most 20 s. The condition's last answer.
bool eventually(const std::function<bool()>& condition);

std::size_t count(const std::string& text, std::string_view part);

class ServiceBench {
 public:
  // The desired state is in agreement with the project.
  ServiceBench();

  // The settings' sections, as flow mappings without their braces.
  struct Settings {
    std::string api;        // beside baseUrl and keyFile
    std::string reconcile;  // beside a debounce of 1 ms
    std::string log = "level: debug, format: text";
    std::string base_url;                          // empty: the simulated service's
    std::string key_file = "key";                  // a file of the directory; empty: none
    std::string desired_state = "campaigns.yaml";  // a file of the directory
    std::string more;                              // whole lines
  };
  void settings(const Settings& settings) const;

  // One campaign, `eid`, on the day that the project has it, at that hour; there it is 18:00.
  static constexpr std::string_view kEid = "6a10c0ffee00000000000062";
  void file_moves_eid_to(std::string_view hour) const;
  [[nodiscard]] std::string eid_at(std::string_view hour) const;     // such a file's text
  void replace(std::string_view name, std::string_view text) const;  // by rename

  // A service, or what else the arguments ask for; --config comes by itself.
  [[nodiscard]] Program campaignd(std::vector<std::string> arguments = {},
                                  std::map<std::string, std::string> environment = {}) const;

  // What a shell runs; `$CAMPAIGND` is the program with its --config.
  [[nodiscard]] Program in_shell(const std::string& script) const;

  [[nodiscard]] std::size_t patches();  // that reached the service
  [[nodiscard]] std::size_t requests();
  [[nodiscard]] bool reconciles(std::size_t times);           // waits until the lists were read so often
  [[nodiscard]] bool eid_goes_out_at(std::string_view hour);  // waits for it, at the service

  Workbench desk;
};

}  // namespace campaignd::testing
