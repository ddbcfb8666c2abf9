// A real program as a child of the test: started with an environment of its own, its output gathered as it comes,
// signalled, and waited for with a deadline. It is killed where the test leaves it behind. What the child's children do
// is not its business.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace campaignd::testing {

struct Program {
  std::string path;
  std::vector<std::string> arguments = {};
  // All that it gets: nothing is inherited but a sanitizer's options.
  std::map<std::string, std::string> environment = {};
  std::string directory;     // where it works; empty: where the test does
  std::string output_file;   // standard output goes there instead, as to /dev/full
  int terminal_columns = 0;  // not 0: standard output and error are a terminal, that wide, and come as output
};

struct Ended {
  std::optional<int> exit_code;  // empty: a signal ended it
  int signal = 0;
  std::string output;
  std::string errors;
};

class ChildProcess {
 public:
  // Throws std::system_error where it cannot be started.
  explicit ChildProcess(const Program& program);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] pid_t pid() const;
  void signal(int number);  // does nothing where it has ended

  // What it has said so far.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string errors() const;

  // Waits until `text` stands in what it says on either; false where it ended, or the deadline came, before.
  [[nodiscard]] bool says(std::string_view text, std::chrono::milliseconds deadline = std::chrono::seconds(20));

  // Empty: it runs still.
  [[nodiscard]] std::optional<Ended> wait(std::chrono::milliseconds deadline = std::chrono::seconds(20));

 private:
  class Watch;
  std::unique_ptr<Watch> watch_;
};

// From start to end; killed at the deadline, which then shows as SIGKILL.
Ended run(const Program& program, std::chrono::milliseconds deadline = std::chrono::seconds(20));

}  // namespace campaignd::testing
