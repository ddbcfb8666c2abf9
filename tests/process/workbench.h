// What a campaignctl is tried on: a simulated service with a small project, and settings, key and desired state in a
// directory of their own. Times count from the day on which it was made, so that nothing in it is ever past.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "contract/temporary_directory.h"
#include "process/child_process.h"
#include "simulator/server.h"

namespace campaignd::testing {

class Workbench {
 public:
  Workbench();

  simulator::SimulatorServer server;

  [[nodiscard]] std::string path(std::string_view name) const;  // of a file in the directory
  void write(std::string_view name, std::string_view text) const;

  // The settings as they are from the start, with other lines for `api` or more lines at the end.
  void write_settings(const std::string& base_url, std::string_view more = "") const;

  // As a file writes it: `2026-12-01 18:00`, in Baghdad, so many days from today.
  [[nodiscard]] std::string local(int days, std::string_view hour) const;

  // The project that the simulated service was given.
  [[nodiscard]] simulator::Json project() const;

  // What a person types behind `campaignctl`; --config comes by itself.
  [[nodiscard]] Program ctl(std::vector<std::string> arguments) const;

  // What changes from run to run, made the same: directory, port, hashes, times and how far away they are.
  [[nodiscard]] std::string normalised(std::string text) const;

 private:
  TemporaryDirectory directory_;
  std::chrono::sys_days today_;
};

// A file of desired state in which nothing has to be done, and one with everything in it.
std::string agreed_file(const Workbench& workbench);
std::string mixed_file(const Workbench& workbench);

}  // namespace campaignd::testing
