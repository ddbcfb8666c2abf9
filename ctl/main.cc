// campaignctl: the person's side of campaignd. Reads the command line and hands over to a command.
#include <sys/prctl.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <utility>
#include <variant>

#include "command.h"
#include "command_line.h"
#include "commands.h"
#include "exit_code.h"
#include "terminal.h"

namespace campaignd {

namespace {

struct Run {
  const Invocation& invocation;

  int operator()(const ValidateCommand& command) const { return validate(invocation, command.paths); }
  int operator()(const PlanCommand& command) const { return plan(invocation, command.path); }
  int operator()(const ResourcesCommand&) const { return resources(invocation); }
};

int run(int argc, const char* const* argv) {
  const auto read = read_command_line(argc, argv);
  if (const auto* answered = std::get_if<Answered>(&read)) return answered->exit_code;
  const auto& line = std::get<CommandLine>(read);
  const Invocation invocation{line.settings_file, line.as_json ? OutputFormat::kJson : OutputFormat::kText,
                              look_at_terminal()};
  return std::visit(Run{invocation}, line.command);
}

}  // namespace

}  // namespace campaignd

int main(int argc, char** argv) {
  // The key passes through this process: no core of it, and nobody attaches to it.
  prctl(PR_SET_DUMPABLE, 0);
  // A reader that leaves early ends a write, not the program without a word.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return campaignd::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "campaignctl: error: %s\n", error.what());
    return campaignd::kExitError;
  }
}
