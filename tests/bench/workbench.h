// A generated project at a simulated service, and the files of a campaignd that keeps it: settings, key, state, and a
// desired state that agrees with the project until a benchmark moves something.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "contract/temporary_directory.h"
#include "simulator/server.h"

namespace campaignd::bench {

class Workbench {
 public:
  // `more` is appended to the settings: whole lines of YAML. Lists and PATCHes are answered after `delay`.
  explicit Workbench(int campaigns, std::chrono::milliseconds delay = {}, const std::string& api = "",
                     const std::string& more = "");

  [[nodiscard]] simulator::Simulator& service() { return server_.simulator(); }
  [[nodiscard]] int port() const { return server_.port(); }
  [[nodiscard]] std::filesystem::path directory() const { return directory_.path(); }
  [[nodiscard]] std::string settings_file() const { return (directory() / "campaignd.yaml").string(); }
  [[nodiscard]] std::string control_socket() const { return (directory() / "control.sock").string(); }
  [[nodiscard]] std::string desired_file() const { return (directory() / "campaigns.yaml").string(); }

  // What the file says when the first `moved` campaigns go out a quarter of an hour later than the project has them;
  // `remark` stands in it as a comment.
  [[nodiscard]] std::string desired_state(int moved, const std::string& remark = "") const;
  // Puts it in place by rename. The instant just before the rename comes back.
  std::chrono::system_clock::time_point deploy(const std::string& text) const;

  // The PATCHes that `desired_state(moved)` asks for, as id and body.
  struct Change {
    std::string id;
    std::string body;
  };
  // At the service, so that its list is another one, and means the same.
  void touch_one();
  [[nodiscard]] std::vector<Change> changes(int moved) const;

  // The requests of one method since `clear_requests`.
  [[nodiscard]] std::vector<simulator::LoggedRequest> requests(const std::string& method);

 private:
  struct Known {
    std::string id, template_name, number;
    simulator::Instant at;
  };

  TemporaryDirectory directory_;
  simulator::SimulatorServer server_;
  std::vector<Known> campaigns_;
};

}  // namespace campaignd::bench
