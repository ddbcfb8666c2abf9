// campaignctl: the person's side of campaignd. Reads the command line and hands over to a command.
#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "assembly/settings_loading.h"
#include "command.h"
#include "command_line.h"
#include "commands.h"
#include "exit_code.h"
#include "help_text.h"
#include "terminal.h"

namespace campaignd {

namespace {

struct Run {
  const Invocation& invocation;

  int operator()(const HelpCommand& command) const {
    return print_data(help_text(command.topic).value_or(help_text())) ? kExitWell : kExitError;
  }
  int operator()(const VersionCommand&) const {
    return print_data("campaignctl " CAMPAIGND_VERSION "\n") ? kExitWell : kExitError;
  }
  int operator()(const ValidateCommand& command) const { return validate(invocation, command.paths); }
  int operator()(const PlanCommand& command) const { return plan(invocation, command.path); }
  int operator()(const ApplyCommand& command) const { return apply(invocation, command); }
  int operator()(const StatusCommand& command) const { return status(invocation, command); }
  int operator()(const SendsCommand& command) const { return sends(invocation, command); }
  int operator()(const WhyCommand& command) const { return why(invocation, command); }
  int operator()(const HistoryCommand& command) const { return history(invocation, command); }
  int operator()(const ReconcileCommand&) const { return reconcile(invocation); }
  int operator()(const PauseCommand& command) const { return pause(invocation, command); }
  int operator()(const ResumeCommand& command) const { return resume(invocation, command); }
  int operator()(const ApproveCommand& command) const { return approve(invocation, command); }
  int operator()(const RearmCommand& command) const { return rearm(invocation, command); }
  int operator()(const FreezeCommand& command) const { return freeze(invocation, command); }
  int operator()(const ImportCommand&) const { return import(invocation); }
  int operator()(const ResourcesCommand&) const { return resources(invocation); }
  int operator()(const SchemaCommand&) const { return schema(invocation); }
};

int run(const std::vector<std::string>& arguments) {
  Invocation invocation;
  invocation.terminal = look_at_terminal();
  const auto line = read_command_line(arguments);
  if (!line) return fail(invocation, {{}, line.error().what, "Try: " + line.error().help});
  invocation.settings_file = from_anywhere(line->settings_file);
  invocation.output = line->as_json ? OutputFormat::kJson : OutputFormat::kText;
  return std::visit(Run{invocation}, line->command);
}

}  // namespace

}  // namespace campaignd

int main(int argc, char** argv) {
  // The key passes through this process: no core of it, and nobody attaches to it.
  prctl(PR_SET_DUMPABLE, 0);
  // A reader that leaves early ends a write, not the program without a word.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return campaignd::run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "campaignctl: error: %s\n", error.what());
    return campaignd::kExitError;
  }
}
